import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, formatPeriod, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { nameInAddress } from '#regimes'
import {
  Button,
  Buttons,
  ChoiceField,
  Facts,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  Section,
  WorkPage,
} from '#ui'
import { verdictEntry } from '../entry.ts'
import { sendingAt } from '../read-sending.ts'
import { receiveReport } from '../receive-report.ts'
import { daysLate } from '../rules.ts'
import { pathOfGathering } from '../send-report.ts'
import { pathOfVersion, SendingBadge, StepList } from './words.tsx'

async function sendingPage(c: Context<Env>, form: FormState = {}) {
  const id = c.req.param('id') ?? ''
  const { sending, steps, changed, verdicts } = await sendingAt(c.var.actor, id)
  const report = `/bao-cao/${sending.unitSlug}/${nameInAddress(sending.period, sending.outline)}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_gathering.sent_by', { unit: sending.unitName })}
      lead={`${sending.regimeName} · ${formatPeriod(sending.period)}`}
      badge={
        <>
          {' '}
          <SendingBadge
            standing={sending.state}
            isNil={sending.reason === 'nil'}
            daysLate={daysLate(sending.dueOn, sending.firstSentOn)}
          />
        </>
      }
      crumbs={[
        { href: '/bao-cao-cap-duoi', label: t('report_gathering.title') },
        { href: pathOfGathering(sending.regimeId, sending.period), label: sending.regimeName },
      ]}
      flash={flashOf(c, 'report_gathering.done')}
      actions={
        <LinkButton href={pathOfVersion(sending)} icon="search">
          {t('report_gathering.read')}
        </LinkButton>
      }
    >
      {sending.frozenState === 'withdrawn' ? (
        <Flash tone="problem">{t('report_gathering.withdrawn')}</Flash>
      ) : null}
      {changed > 0 ? (
        <Flash tone="warning">
          <a href={`${report}/khac-biet`}>{t('report_gathering.changed', { count: changed })}</a>
        </Flash>
      ) : null}
      <Facts
        items={[
          { label: t('report_gathering.to'), value: sending.toUnitName },
          { label: t('report_gathering.version'), value: String(sending.version) },
          { label: t('report_gathering.due'), value: formatDay(sending.dueOn) },
          { label: t('report_gathering.column.sent'), value: formatDay(sending.sentOn) },
          {
            label: t('report_gathering.first_sent'),
            value: sending.firstSentOn === sending.sentOn ? '' : formatDay(sending.firstSentOn),
          },
        ]}
      />
      {verdicts.length > 0 ? (
        <Section title={t('report_gathering.judge')} id="y-kien">
          <Form {...form} hidden={{ seen: sending.seen }}>
            <ChoiceField
              name="verdict"
              label={t('report_gathering.verdict_label')}
              choices={verdicts.map((verdict) => ({
                value: verdict,
                label: t(`report_gathering.verdict.${verdict}`),
              }))}
              required
              form={form}
            />
            <LongText
              name="reason"
              label={t('report_gathering.reason')}
              hint={t('report_gathering.reason_hint')}
              rows={3}
              maxLength={2000}
              form={form}
            />
            <Buttons>
              <Button look="main" icon="done">
                {t('report_gathering.judge_button')}
              </Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
      <Section title={t('report_gathering.steps')}>
        <StepList steps={steps} />
      </Section>
    </WorkPage>,
  )
}

export const showSending = (c: Context<Env>) => sendingPage(c)

/** Keeps what those above say of a report that was sent to them. */
export function judge(c: Context<Env>) {
  const id = c.req.param('id') ?? ''
  return take(
    c,
    verdictEntry,
    async (entry) => {
      await receiveReport(c.var.actor, id, entry)
      return entry.verdict
    },
    { to: (verdict) => `/bao-cao-da-gui/${id}?da=${verdict}`, page: (form) => sendingPage(c, form) },
  )
}
