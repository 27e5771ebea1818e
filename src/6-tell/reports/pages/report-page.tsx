import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { PaperSheet, RemarksAt, type SheetTools, StandingBand, sheetOf } from '#papers'
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
  WorkPage,
} from '#ui'
import { EditorFrame, editorScript, RivalsForm, SectionEditor } from '../editor/pages/section-editor.tsx'
import { reportEntry } from '../entry.ts'
import { chartsKey } from '../lay-behind.ts'
import { reportOf } from '../read.ts'
import type { ComposedReport } from '../report.ts'
import { standingOfReport } from '../report-life.ts'
import { saveReport } from '../save-report.ts'
import { addressIn } from './asked.ts'
import { HeadFields } from './head-fields.tsx'
import { Rail, writeHref } from './rail.tsx'

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

/** How the form of head and foot is called where sections are named by their keys. */
const headKey = 'the-thuc'

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

/** The way to write a section, or head and foot. */
const Edit = ({ here, name, label }: { here: string; name: string; label: string }) => (
  <a class="paper-edit" href={writeHref(here, name)} data-turbo-action="advance">
    {t('reports.edit')}
    <span class="sr-only">: {label}</span>
  </a>
)

/** What a page of the report adds to the paper: the ways to write, and the forms of what is being written. */
function toolsOf(
  props: Writing & { here: string; writing: ReadonlySet<string> },
  remarks: Parameters<typeof RemarksAt>[0]['remarks'],
): SheetTools {
  const { report, form, conflicts, here, writing } = props
  const above = (key: string) => <RemarksAt remarks={remarks} section={key} />
  if (!report.mayCompose) return { above }
  const sectionOf = (key: string) =>
    [...report.sections, ...report.blank].find((one) => one.key === key && one.key !== chartsKey)
  return {
    above,
    ...(writing.has(headKey)
      ? { head: <HeadFields report={report} form={form} isConflict={conflicts.includes('head')} /> }
      : { beforeTitle: <Edit here={here} name={headKey} label={t('reports.head')} /> }),
    beside: (key) => {
      const composed = sectionOf(key)
      return composed && !writing.has(key) ? <Edit here={here} name={key} label={composed.heading} /> : null
    },
    instead: (key) => {
      const composed = sectionOf(key)
      return writing.has(key) && composed ? <SectionField {...props} composed={composed} /> : undefined
    },
  }
}

/** The paper, within one form where something of it is being written. */
function Paper(
  props: Writing & { here: string; seen: number | string; isWriting: boolean; children?: Child },
) {
  const { report, form, here, seen, isWriting, children } = props
  if (!report.mayCompose || !isWriting) return <div class="desk-paper">{children}</div>
  return (
    <div class="desk-paper">
      <Form {...form} action={here} hidden={{ seen }}>
        <EditorFrame here={here}>{children}</EditorFrame>
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('reports.save')}
          </Button>
          <LinkButton href={here} look="quiet">
            {t('reports.stop_writing')}
          </LinkButton>
        </Buttons>
      </Form>
      <RivalsForm here={here} />
    </div>
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

/** What is being written: what the address names, and what was typed into a form that came back. */
function writingIn(c: Context<Env>, { typed = {} }: FormState, conflicts: readonly string[]): Set<string> {
  const names = Object.keys(typed)
  return new Set([
    ...(c.req.query('sua') ?? '').split(',').slice(0, 40).filter(Boolean),
    ...names.flatMap((name) => (name.startsWith('text.') ? [name.slice(5)] : [])),
    ...conflicts.filter((key) => key !== 'head'),
    ...(names.includes('issuedOn') || conflicts.includes('head') ? [headKey] : []),
  ])
}

export async function reportPage(c: Context<Env>, form: FormState, conflicts: readonly string[] = []) {
  const writing = writingIn(c, form, conflicts)
  const report = await reportOf(c.var.actor, addressIn(c), writing)
  const here = `/bao-cao/${report.unit.slug}/${nameInAddress(report.period, report.outline.code)}`
  const standing = await standingOfReport(c.var.actor, report.unit.id, report.draft)
  const seen =
    conflicts.includes('head') || !form.typed ? (report.draft?.seen ?? 0) : String(form.typed.seen ?? 0)
  const props = { report, form, conflicts, here, writing }
  const isWriting = report.mayCompose && writing.size > 0
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      scripts={isWriting ? [editorScript] : []}
      title={t('reports.of', { unit: report.unit.name })}
      lead={`${report.outline.name} · ${formatPeriod(report.period)}`}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
      flash={flashOf(c, 'reports.flash')}
    >
      {form.problems && !report.mayCompose ? <Refused form={form} /> : null}
      <StandingBand standing={standing} here={here} />
      {conflicts.length > 0 ? <Flash tone="warning">{t('reports.written_by_two')}</Flash> : null}
      <div class="desk">
        <Rail report={report} standing={standing} here={here} />
        <Paper {...props} seen={seen} isWriting={isWriting}>
          <PaperSheet
            report={
              report.mayCompose ? { ...report, sections: [...report.sections, ...report.blank] } : report
            }
            sheet={await sheetOf(report)}
            tools={toolsOf(props, standing.returned?.remarks)}
          />
        </Paper>
      </div>
      <p class="quiet">
        {t('reports.figures_open')}
        {report.draft
          ? ` ${t('reports.saved_at', { instant: formatInstant(report.draft.writtenAt), who: report.draft.writerName ?? '–' })}`
          : ''}
      </p>
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
        conflicts.length > 0 ? bothTexts(c, typed, conflicts) : `${c.req.path}?da=luu${placeOf(typed)}`,
      page: (form) => reportPage(c, form),
    },
  )

/** Where the eye was: the one section that was written. */
function placeOf(typed: Typed): string {
  const keys = Object.keys(typed).filter((name) => /^text\.\w+$/.test(name))
  return keys.length === 1 ? `#phan-${keys[0]?.slice(5)}` : ''
}
