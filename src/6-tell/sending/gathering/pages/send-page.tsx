import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatDay, formatPeriod, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { nameInAddress } from '#regimes'
import { addressIn } from '#reports'
import {
  Button,
  Buttons,
  EmptyState,
  Facts,
  Flash,
  Form,
  type FormState,
  LinkButton,
  ProblemSummary,
  Section,
  WorkPage,
} from '#ui'
import { sendEntry } from '../entry.ts'
import { reportNil } from '../nil-return.ts'
import { type Sendings, sendingsAt, versionToSendAt } from '../read-sending.ts'
import { daysLate } from '../rules.ts'
import { sendReport } from '../send-report.ts'
import { NamedGaps } from './gaps.tsx'
import { SendingBadge, StepList } from './words.tsx'

type Owed = Sendings['owed'][number]

/** One regime: the deadline, the state, and the button that sends the report. */
function OneRegime({ page, owed, here }: { page: Sendings; owed: Owed; here: string }) {
  const last = page.sendings.find(({ regimeId }) => regimeId === owed.regime.id)
  const isSent = last !== undefined && last.frozenId === page.inForce?.frozenId
  const late = daysLate(owed.dueOn, last?.firstSentOn ?? page.day)
  return (
    <Section title={`${owed.regime.unitName} · ${owed.regime.name}`}>
      <Facts
        items={[
          { label: t('report_gathering.due'), value: formatDay(owed.dueOn) },
          {
            label: t('report_gathering.column.standing'),
            value: (
              <SendingBadge
                standing={last?.state ?? 'missing'}
                isNil={last?.reason === 'nil'}
                daysLate={late}
              />
            ),
          },
          { label: t('report_gathering.column.sent'), value: last ? formatDay(last.sentOn) : '' },
        ]}
      />
      {page.maySend && page.inForce && (!isSent || last.state === 'replaced') ? (
        <Form action={here} hidden={{ regime: owed.regime.id }} inline>
          <Button look="main" icon="next">
            {t('report_gathering.send', { unit: owed.regime.unitName })}
          </Button>
        </Form>
      ) : null}
      {isSent && last.state === 'returned' ? <p>{t('report_gathering.returned_help')}</p> : null}
      {last ? <StepList steps={last.steps} /> : null}
    </Section>
  )
}

/** The button that reports that there was nothing. */
function NilReturn({ report, form }: { report: string; form: FormState }) {
  return (
    <Section title={t('report_gathering.nil')}>
      <p>{t('report_gathering.nil_lead')}</p>
      <Form {...form} action={`${report}/khong-phat-sinh`}>
        <Buttons>
          <Button icon="done">{t('report_gathering.nil_button')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

async function sendPage(c: Context<Env>, forms: { send?: FormState; nil?: FormState } = {}) {
  const page = await sendingsAt(c.var.actor, addressIn(c))
  const report = `/bao-cao/${page.unit.slug}/${nameInAddress(page.period, page.outline.code)}`
  const here = `${report}/gui`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_gathering.send_title', { unit: page.unit.name })}
      lead={`${page.outline.name} · ${formatPeriod(page.period)}`}
      crumbs={[
        { href: '/bao-cao', label: t('reports.title') },
        { href: report, label: t('reports.of', { unit: page.unit.name }) },
      ]}
      flash={flashOf(c, 'report_gathering.done')}
      actions={
        page.inForce ? (
          <LinkButton href={`${report}/khac-biet`} icon="search">
            {t('report_gathering.differences.title')}
          </LinkButton>
        ) : undefined
      }
    >
      <ProblemSummary problems={forms.send?.problems} />
      {page.changed > 0 ? (
        <Flash tone="warning">
          <a href={`${report}/khac-biet`}>{t('report_gathering.changed', { count: page.changed })}</a>
        </Flash>
      ) : null}
      {page.inForce ? null : <p class="quiet">{t('report_gathering.not_issued')}</p>}
      {page.owed.length === 0 ? (
        <EmptyState title={t('report_gathering.owes_nobody')}>
          {t('report_gathering.owes_nobody_help')}
        </EmptyState>
      ) : (
        page.owed.map((owed) => <OneRegime page={page} owed={owed} here={here} />)
      )}
      {page.maySend && page.isOver && page.state === 'draft' && !page.inForce && page.owed.length > 0 ? (
        <NilReturn report={report} form={forms.nil ?? {}} />
      ) : null}
      <NamedGaps gaps={page.gaps} />
    </WorkPage>,
  )
}

export const showSendings = (c: Context<Env>) => sendPage(c)

/** Sends the version that is in force. */
export const send = (c: Context<Env>) =>
  take(
    c,
    sendEntry,
    async ({ regime }) => {
      const { frozenId } = await versionToSendAt(c.var.actor, addressIn(c))
      await sendReport(c.var.actor, { frozenId, regimeId: regime })
    },
    { to: `${c.req.path}?da=gui`, page: (form) => sendPage(c, { send: form }) },
  )

/** Reports that there was nothing. */
export const sendNil = (c: Context<Env>) =>
  take(c, button, () => reportNil(c.var.actor, addressIn(c)), {
    to: `${c.req.path.replace(/khong-phat-sinh$/, 'gui')}?da=khong-phat-sinh`,
    page: (form) => sendPage(c, { nil: form }),
  })
