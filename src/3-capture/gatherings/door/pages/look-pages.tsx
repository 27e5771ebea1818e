import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  EmptyState,
  Form,
  type FormState,
  LongText,
  Timeline,
  WorkPage,
} from '#ui'
import type { DoorLook } from '../doubts-store.ts'
import { doorLookEntry } from '../entry.ts'
import { doorToLookAt, lookAtDoor } from '../look-at-door.ts'

function LookForm({ id, waiting, form }: { id: string; waiting: number; form: FormState }) {
  return (
    <Form {...form} action={`/hoc-tap/${id}/cua/xem`} hidden={{ seen: waiting }}>
      <ChoiceField
        name="counts"
        label={t('gatherings.doubt.decision')}
        required
        form={form}
        choices={[
          { value: 'yes', label: t('gatherings.doubt.counts_yes') },
          { value: 'no', label: t('gatherings.doubt.counts_no') },
        ]}
      />
      <LongText
        name="settlement"
        label={t('gatherings.doubt.reason')}
        hint={t('gatherings.doubt.reason_hint')}
        rows={2}
        maxLength={1000}
        required
        form={form}
      />
      <Buttons>
        <Button icon="done">{t('gatherings.doubt.settle')}</Button>
      </Buttons>
    </Form>
  )
}

/** What was decided about doubtful check-ins, by whom, and why. */
const Looks = ({ looks }: { looks: readonly DoorLook[] }) =>
  looks.length === 0 ? null : (
    <Timeline
      label={t('gatherings.doubt.looked')}
      items={looks.map((look) => ({
        when: formatInstant(look.lookedAt),
        title: t(`gatherings.doubt.${look.counts ? 'counted' : 'refused'}`, { count: look.checkIns }),
        who: look.lookerName ?? undefined,
        text: look.settlement,
      }))}
    />
  )

/** On the page of a session: check-ins that wait for somebody who does not hold it. */
export function Doubted(props: { gathering: { id: string }; doubted: number; mayLook: boolean }) {
  if (props.doubted === 0) return null
  return (
    <p>
      {t('gatherings.doubt.waiting', { count: props.doubted })}{' '}
      {props.mayLook ? (
        <a href={`/hoc-tap/${props.gathering.id}/cua/xem`}>{t('gatherings.doubt.link')}</a>
      ) : null}
    </p>
  )
}

async function lookPage(c: Context<Env>, form: FormState = {}) {
  const { gathering, waiting, looks, isHolder } = await doorToLookAt(c.var.actor, c.req.param('id') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('gatherings.doubt.title')}
      lead={`${gathering.unitName} · ${gathering.startsAt}, ${formatDay(gathering.day)}`}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
      flash={flashOf(c, 'gatherings.doubt.flash')}
    >
      {waiting === 0 ? (
        <EmptyState title={t('gatherings.doubt.empty')}>{t('gatherings.doubt.empty_help')}</EmptyState>
      ) : (
        <>
          <p>{t('gatherings.doubt.waiting', { count: waiting })}</p>
          <p>{t('gatherings.doubt.why')}</p>
          {isHolder ? (
            <p>{t('problem.door_is_for_another_to_look_at')}</p>
          ) : (
            <LookForm id={gathering.id} waiting={waiting} form={form} />
          )}
        </>
      )}
      <Looks looks={looks} />
    </WorkPage>,
  )
}

/** Check-ins that came in a crowd, for somebody who does not hold the session. */
export const lookPages = new Hono<Env>()
  .get('/hoc-tap/:id/cua/xem', (c) => lookPage(c))
  .post('/hoc-tap/:id/cua/xem', (c) => {
    const id = c.req.param('id')
    return take(c, doorLookEntry, (entry) => lookAtDoor(c.var.actor, id, entry), {
      to: `/hoc-tap/${id}/cua/xem?da=xong`,
      page: (form) => {
        // The form may be gone from the page by now; then there is nothing to put right.
        if (form.problems.fields.length === 0) throw form.problems
        return lookPage(c, form)
      },
    })
  })
