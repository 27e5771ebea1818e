import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { RemarksAt, ReportBody, ReportHead, StandingBand } from '#papers'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, formatPeriod, t } from '#platform/i18n'
import { broughtTo } from '#platform/module'
import type { Typed } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import { longestText, nameInAddress } from '#regimes'
import {
  Button,
  Buttons,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  ProblemSummary,
  Section,
  WorkPage,
} from '#ui'
import { EditorFrame, editorScript, RivalsForm, SectionEditor } from '../editor/pages/section-editor.tsx'
import { reportEntry } from '../entry.ts'
import { reportOf } from '../read.ts'
import type { ComposedReport } from '../report.ts'
import { standingOfReport } from '../report-life.ts'
import { saveReport } from '../save-report.ts'
import { addressIn } from './asked.ts'
import { HeadFields } from './head-fields.tsx'

declare module '#platform/module' {
  interface Module {
    /** What stands beneath a report on its page. */
    onReportPage?(c: Context<Env>, report: { here: string; period: string }): Child
  }
}

type Report = Awaited<ReturnType<typeof reportOf>>
/** `conflicts`: what somebody else has written meanwhile, by key of the section; `head` for head and foot. */
type Writing = { report: Report; form: FormState; conflicts: readonly string[] }

type Composed = ComposedReport['sections'][number]

/** A section to write in. Whoever has been shown what was written meanwhile may write over it. */
function SectionField({ report, form, conflicts, composed }: Writing & { composed: Composed }) {
  const { key, heading, text } = composed
  const seen = report.draft?.sections.get(key)?.seen ?? 0
  const isConflict = conflicts.includes(key)
  return (
    <>
      <input
        type="hidden"
        name={`seen.${key}`}
        value={isConflict || !form.typed ? seen : String(form.typed[`seen.${key}`] ?? seen)}
      />
      <SectionEditor report={report} sectionKey={key}>
        <LongText
          name={`text.${key}`}
          label={heading}
          hint={t('reports.section_hint')}
          value={text}
          rows={6}
          maxLength={longestText}
          form={form}
        />
      </SectionEditor>
    </>
  )
}

/** What only people know: the words of the sections, the number, the day, who signs. */
function AuthorsForm(props: Writing & { action: string; seen: number | string }) {
  return (
    <Section title={t('reports.write')} id="viet">
      <Form {...props.form} action={props.action} hidden={{ seen: props.seen }}>
        <EditorFrame here={props.action}>
          {props.report.sections.map((composed) => (
            <SectionField {...props} composed={composed} />
          ))}
        </EditorFrame>
        <HeadFields report={props.report} form={props.form} isConflict={props.conflicts.includes('head')} />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('reports.save')}
          </Button>
        </Buttons>
      </Form>
      <RivalsForm here={props.action} />
    </Section>
  )
}

function Actions({ here, mayCompose }: { here: string; mayCompose: boolean }) {
  return (
    <>
      {mayCompose ? (
        <LinkButton href="#viet" look="main" icon="record">
          {t('reports.write')}
        </LinkButton>
      ) : null}
      <LinkButton href={`${here}/bao-cao.docx`} icon="download" download>
        {t('reports.docx')}
      </LinkButton>
      <LinkButton href={`${here}/bao-cao.pdf`} icon="download" download>
        {t('reports.pdf')}
      </LinkButton>
      <LinkButton href={`${here}/gui`} icon="next">
        {t('report_gathering.send_link')}
      </LinkButton>
      <LinkButton href={`${here}/trinh-ky`} icon="done">
        {t('report_frozen.link')}
      </LinkButton>
      <LinkButton href={`${here}/kiem-tra`} icon="check">
        {t('report_check.title')}
      </LinkButton>
      {mayCompose ? (
        <LinkButton href={`${here}/soan/so`} icon="check">
          {t('report_editor.numbers')}
        </LinkButton>
      ) : null}
    </>
  )
}

/** The report is closed for writing: shows the reason and what was typed, so that it can be kept elsewhere. */
const Refused = ({ form: { problems, typed } }: { form: FormState }) => (
  <>
    <ProblemSummary problems={problems} />
    {Object.entries(typed ?? {})
      .map(([name, value]) => [name, String(value)] as const)
      .filter(([name, value]) => name.startsWith('text.') && value.trim() !== '')
      .map(([, value]) => (
        <details>
          <summary>{t('reports.typed_meanwhile')}</summary>
          {value.split('\n').map((line) => (
            <p>{line}</p>
          ))}
        </details>
      ))}
  </>
)

export async function reportPage(c: Context<Env>, form: FormState, conflicts: readonly string[] = []) {
  const report = await reportOf(c.var.actor, addressIn(c))
  const here = `/bao-cao/${report.unit.slug}/${nameInAddress(report.period, report.outline.code)}`
  const standing = await standingOfReport(c.var.actor, report.unit.id, report.draft)
  const seen =
    conflicts.includes('head') || !form.typed ? (report.draft?.seen ?? 0) : String(form.typed.seen ?? 0)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      scripts={report.mayCompose ? [editorScript] : []}
      title={t('reports.of', { unit: report.unit.name })}
      lead={`${report.outline.name} · ${formatPeriod(report.period)}`}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
      flash={flashOf(c, 'reports.flash')}
      actions={<Actions here={here} mayCompose={report.mayCompose} />}
    >
      <p class="quiet">
        {t('reports.figures_open')}
        {report.draft
          ? ` ${t('reports.saved_at', { instant: formatInstant(report.draft.writtenAt), who: report.draft.writerName ?? '–' })}`
          : ''}
      </p>
      {form.problems && !report.mayCompose ? <Refused form={form} /> : null}
      <StandingBand standing={standing} here={here} />
      {conflicts.length > 0 ? <Flash tone="warning">{t('reports.written_by_two')}</Flash> : null}
      {report.unwritten.length > 0 ? (
        <Flash tone="info">{t('reports.unwritten_sections', { count: report.unwritten.length })}</Flash>
      ) : null}
      {report.waiting > 0 ? (
        <Flash tone="info">{t('confirmations.waiting', { count: report.waiting })}</Flash>
      ) : null}
      <ReportHead report={report} />
      <ReportBody
        sections={report.sections}
        above={(key) => <RemarksAt remarks={standing.returned?.remarks} section={key} />}
      />
      {report.mayCompose ? (
        <AuthorsForm report={report} form={form} conflicts={conflicts} action={here} seen={seen} />
      ) : null}
      {broughtTo('onReportPage').map((part) => part(c, { here, period: report.period }))}
    </WorkPage>,
  )
}

export const showReport = (c: Context<Env>) => reportPage(c, {})

/** What two people wrote at once, side by side, for the second to decide. */
export function bothTexts(c: Context<Env>, typed: Typed, conflicts: readonly string[]) {
  c.status(409)
  return reportPage(c, { typed }, conflicts)
}

/** Keeps what was written; what two people wrote at once is shown side by side, a refusal gives back what was typed. */
export const keepReport = (c: Context<Env>) =>
  take(
    c,
    reportEntry,
    async (entry, { typed }) => ({ typed, conflicts: await saveReport(c.var.actor, addressIn(c), entry) }),
    {
      to: ({ typed, conflicts }) =>
        conflicts.length > 0 ? bothTexts(c, typed, conflicts) : `${c.req.path}?da=luu`,
      page: (form) => reportPage(c, form),
    },
  )
