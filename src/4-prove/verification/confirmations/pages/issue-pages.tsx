import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Card,
  ChoiceField,
  DataTable,
  EmptyState,
  Form,
  type FormState,
  Grid,
  NumberField,
  WorkPage,
} from '#ui'
import { batchEntry, settlementEntry } from '../entry.ts'
import { issueCodes, revokeCodes } from '../issue-codes.ts'
import { confirmationsById, doubtsToSettle } from '../read.ts'
import { daysToAnswer } from '../rules.ts'
import { settleDoubt } from '../settle-doubt.ts'
import type { Batch } from '../store.ts'
import { onFieldFaults } from './field-faults.ts'
import { DoubtForm, TallyFacts } from './of-activity.tsx'

const stateOf = (batch: Batch): 'revoked' | 'over' | 'live' =>
  batch.revokedAt ? 'revoked' : batch.expiresOn < today() ? 'over' : 'live'

/** Who printed the slips, how often, and who hands them out. */
const printedWords = (batch: Batch): string =>
  batch.printing === 0
    ? t('confirmations.batches.not_printed')
    : t('confirmations.batches.printed_by', {
        printer: batch.printerName ?? '',
        times: batch.printing,
        giver: batch.handedOutBy ?? '',
      })

function BatchTable({ batches, mayHold }: { batches: readonly Batch[]; mayHold: boolean }) {
  return (
    <DataTable
      caption={t('confirmations.batches.title')}
      quietCaption
      rows={batches}
      empty={
        <EmptyState title={t('confirmations.batches.empty')}>
          {t('confirmations.batches.empty_help')}
        </EmptyState>
      }
      columns={[
        {
          head: t('confirmations.batches.issued'),
          title: true,
          cell: (row: Batch) => formatInstant(row.issuedAt),
        },
        { head: t('confirmations.batches.by'), cell: (row: Batch) => row.issuerName },
        { head: t('confirmations.batches.printed'), cell: printedWords },
        { head: t('confirmations.batches.size'), number: true, cell: (row: Batch) => row.size },
        { head: t('confirmations.batches.until'), cell: (row: Batch) => formatDay(row.expiresOn) },
        {
          head: t('confirmations.batches.state'),
          cell: (row: Batch) => (
            <Badge tone={stateOf(row) === 'live' ? 'done' : 'neutral'}>
              {t(`confirmations.batches.${stateOf(row)}`)}
            </Badge>
          ),
        },
        {
          head: t('confirmations.batches.act'),
          cell: (row: Batch) =>
            stateOf(row) === 'live' ? (
              <>
                {mayHold ? (
                  <a href={`/xac-nhan/${row.id}/in`}>
                    {t(`confirmations.batches.${row.printing === 0 ? 'print' : 'print_again'}`)}
                  </a>
                ) : null}
                <Form action={`/xac-nhan/${row.id}/thu-hoi`} inline>
                  <Button look="danger">{t('confirmations.batches.revoke')}</Button>
                </Form>
              </>
            ) : null,
        },
      ]}
    />
  )
}

function BatchForm({ activityId, form }: { activityId: string; form: FormState }) {
  return (
    <Form {...form} action={`/hoat-dong/${activityId}/xac-nhan`}>
      <NumberField
        name="size"
        label={t('confirmations.make.size')}
        hint={t('confirmations.make.size_hint')}
        required
        form={form}
      />
      <ChoiceField
        name="days"
        label={t('confirmations.make.days')}
        value="30"
        required
        form={form}
        choices={daysToAnswer.map((days) => ({
          value: String(days),
          label: t('confirmations.make.days_choice', { days }),
        }))}
      />
      <Buttons>
        <Button look="main" icon="people">
          {t('confirmations.make.do')}
        </Button>
      </Buttons>
    </Form>
  )
}

async function codesPage(c: Context<Env>, form: FormState = {}) {
  const id = c.req.param('id') ?? ''
  const { activity, tally, batches, may } = await confirmationsById(c.var.actor, id)
  if (!may.issue) throw new Problem('not_found_or_not_allowed')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="mine"
      title={t('confirmations.codes')}
      above={activity.unitName}
      lead={`${activity.initiativeName} · ${formatDay(activity.day)}`}
      crumbs={[{ href: `/hoat-dong/${activity.id}`, label: activity.initiativeName }]}
      flash={flashOf(c, 'confirmations.flash')}
    >
      <p>{t('confirmations.codes_help')}</p>
      {activity.protectsPeople ? <p class="quiet">{t('confirmations.codes_protected')}</p> : null}
      {batches.length > 0 ? <TallyFacts tally={tally} /> : null}
      <BatchTable batches={batches} mayHold={!may.isParty} />
      {may.isParty ? (
        <p>{t('confirmations.for_another')}</p>
      ) : (
        <BatchForm activityId={activity.id} form={form} />
      )}
    </WorkPage>,
  )
}

async function doubtsPage(c: Context<Env>) {
  const doubts = await doubtsToSettle(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      title={t('confirmations.doubt.title')}
      lead={t('confirmations.doubt.lead')}
      flash={flashOf(c, 'confirmations.doubt.flash')}
    >
      {doubts.length === 0 ? (
        <EmptyState title={t('confirmations.doubt.empty')}>{t('confirmations.doubt.empty_help')}</EmptyState>
      ) : (
        <Grid size="wide">
          {doubts.map((doubt) => (
            <Card
              level={2}
              title={<a href={`/hoat-dong/${doubt.activityId}#nguoi-dan`}>{doubt.initiativeName}</a>}
              above={`${doubt.unitName} · ${formatDay(doubt.day)}`}
            >
              <p>{t('confirmations.doubt.raised_on', { day: formatDay(doubt.raisedOn) })}</p>
              <p>
                <a href={`/hoat-dong/${doubt.activityId}#nguoi-dan`}>{t('confirmations.doubt.look')}</a>
              </p>
            </Card>
          ))}
        </Grid>
      )}
    </WorkPage>,
  )
}

async function doubtPage(c: Context<Env>, form: FormState) {
  const id = c.req.param('id') ?? ''
  const doubt = (await doubtsToSettle(c.var.actor)).find((one) => one.id === id)
  if (!doubt) throw new Problem('not_found_or_not_allowed')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      width="narrow"
      title={t('confirmations.doubt.settle')}
      lead={`${doubt.initiativeName} · ${doubt.unitName} · ${formatDay(doubt.day)}`}
      crumbs={[{ href: '/dan-noi-khac', label: t('confirmations.doubt.title') }]}
    >
      <DoubtForm doubt={doubt} form={form} />
    </WorkPage>,
  )
}

/** Making codes, printing them, taking them back; and what people raised, for those who check. */
export const confirmationPages = new Hono<Env>()
  .get('/hoat-dong/:id/xac-nhan', (c) => codesPage(c))
  .post('/hoat-dong/:id/xac-nhan', (c) => {
    const id = c.req.param('id')
    return take(c, batchEntry, (entry) => issueCodes(c.var.actor, id, entry), {
      to: `/hoat-dong/${id}/xac-nhan?da=tao`,
      page: (form) => codesPage(c, form),
    })
  })
  .post('/xac-nhan/:batch/thu-hoi', async (c) => {
    const { activityId } = await revokeCodes(c.var.actor, c.req.param('batch'))
    return c.redirect(`/hoat-dong/${activityId}/xac-nhan?da=thu-hoi`, 303)
  })
  .get('/dan-noi-khac', doubtsPage)
  .post('/dan-noi-khac/:id', (c) => {
    const id = c.req.param('id')
    return take(c, settlementEntry, ({ settlement }) => settleDoubt(c.var.actor, id, settlement), {
      to: '/dan-noi-khac?da=xong',
      page: onFieldFaults((form) => doubtPage(c, form)),
    })
  })
