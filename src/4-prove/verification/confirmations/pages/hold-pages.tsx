import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Card,
  ChoiceField,
  EmptyState,
  Form,
  type FormState,
  Grid,
  LongText,
  WorkPage,
} from '#ui'
import { lookEntry } from '../entry.ts'
import type { Hold } from '../holds-store.ts'
import { holdsToLookAt, lookAtAnswers } from '../look-at-answers.ts'
import { onFieldFaults } from './field-faults.ts'

/** What an inspector has to know of answers that came in a crowd. */
export const crowdInWords = ({ answers, places, minutes }: Hold): string =>
  t('confirmations.hold.crowd', { answers, places, minutes: Math.max(1, minutes) })

/** The form with which an inspector says whether answers count. */
function HoldForm({ hold, form = {} }: { hold: Hold; form?: FormState }) {
  return (
    <Form {...form} action={`/cau-tra-loi-cho-xem/${hold.id}`}>
      <ChoiceField
        name="counts"
        label={t('confirmations.hold.counts')}
        required
        form={form}
        choices={[
          { value: 'yes', label: t('confirmations.hold.counts_yes') },
          { value: 'no', label: t('confirmations.hold.counts_no') },
        ]}
      />
      <LongText
        name="settlement"
        label={t('confirmations.hold.reason')}
        hint={t('confirmations.hold.reason_hint')}
        rows={2}
        maxLength={1000}
        required
        form={form}
      />
      <Buttons>
        <Button icon="done">{t('confirmations.hold.settle')}</Button>
      </Buttons>
    </Form>
  )
}

async function holdsPage(c: Context<Env>) {
  const holds = await holdsToLookAt(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      title={t('confirmations.hold.title')}
      lead={t('confirmations.hold.lead')}
      flash={flashOf(c, 'confirmations.hold.flash')}
    >
      {holds.length === 0 ? (
        <EmptyState title={t('confirmations.hold.empty')}>{t('confirmations.hold.empty_help')}</EmptyState>
      ) : (
        <Grid size="wide">
          {holds.map((hold) => (
            <Card
              level={2}
              title={<a href={`/hoat-dong/${hold.activityId}#nguoi-dan`}>{hold.initiativeName}</a>}
              above={`${hold.unitName} · ${formatDay(hold.day)}`}
            >
              <p>{crowdInWords(hold)}</p>
              <p>
                <a href={`/cau-tra-loi-cho-xem/${hold.id}`}>{t('confirmations.hold.look')}</a>
              </p>
            </Card>
          ))}
        </Grid>
      )}
    </WorkPage>,
  )
}

async function holdPage(c: Context<Env>, form: FormState = {}) {
  const id = c.req.param('id') ?? ''
  const hold = (await holdsToLookAt(c.var.actor)).find((one) => one.id === id)
  if (!hold) throw new Problem('not_found_or_not_allowed')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      width="narrow"
      title={t('confirmations.hold.settle_title')}
      lead={`${hold.initiativeName} · ${hold.unitName} · ${formatDay(hold.day)}`}
      crumbs={[{ href: '/cau-tra-loi-cho-xem', label: t('confirmations.hold.title') }]}
    >
      <p>{crowdInWords(hold)}</p>
      <p>
        <a href={`/hoat-dong/${hold.activityId}#nguoi-dan`}>{t('confirmations.hold.record')}</a>
      </p>
      <HoldForm hold={hold} form={form} />
    </WorkPage>,
  )
}

/** Answers that came in a crowd, for inspectors. */
export const holdPages = new Hono<Env>()
  .get('/cau-tra-loi-cho-xem', holdsPage)
  .get('/cau-tra-loi-cho-xem/:id', (c) => holdPage(c))
  .post('/cau-tra-loi-cho-xem/:id', (c) => {
    const id = c.req.param('id')
    return take(c, lookEntry, (entry) => lookAtAnswers(c.var.actor, id, entry), {
      to: '/cau-tra-loi-cho-xem?da=xong',
      page: onFieldFaults((form) => holdPage(c, form)),
    })
  })
