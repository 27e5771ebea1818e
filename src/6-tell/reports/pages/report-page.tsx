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
  Facts,
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

type EditProps = { here: string; name: string; label: string; isWriting: boolean }

/** The way to write a section, or head and foot. While something is being written, it is kept on the way. */
const Edit = ({ here, name, label, isWriting }: EditProps) => {
  const words = [t('reports.edit'), <span class="sr-only">: {label}</span>]
  if (!isWriting)
    return (
      <a class="paper-edit" href={writeHref(here, name)} data-turbo-action="advance">
        {words}
      </a>
    )
  return (
    <button type="submit" class="paper-edit" name="sua" value={name}>
      {words}
    </button>
  )
}

/** What a page of the report adds to the paper: the ways to write, and the forms of what is being written. */
function toolsOf(
  props: Writing & { here: string; writing: ReadonlySet<string> },
  remarks: Parameters<typeof RemarksAt>[0]['remarks'],
): SheetTools {
  const { report, form, conflicts, here, writing } = props
  const above = (key: string) =>
    remarks?.some(({ section }) => section === key) ? <RemarksAt remarks={remarks} section={key} /> : null
  const way = { here, isWriting: writing.size > 0 }
  if (!report.mayCompose) return { above }
  const sectionOf = (key: string) =>
    [...report.sections, ...report.blank].find((one) => one.key === key && one.key !== chartsKey)
  return {
    above,
    ...(writing.has(headKey)
      ? { head: <HeadFields report={report} form={form} isConflict={conflicts.includes('head')} /> }
      : { beforeTitle: <Edit {...way} name={headKey} label={t('reports.head')} /> }),
    beside: (key) => {
      const composed = sectionOf(key)
      return composed && !writing.has(key) ? <Edit {...way} name={key} label={composed.heading} /> : null
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
        {/* The Enter key presses the first button of a form: that is to save. */}
        <button type="submit" hidden />
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

/** The report is closed for writing: shows the reason and all that was typed, so that it can be kept elsewhere. */
function Refused({ report, form: { problems, typed = {} } }: Pick<Writing, 'report' | 'form'>) {
  const fields = [
    ['number', t('reports.number')],
    ['issuedOn', t('reports.issued_on')],
    ['subject', t('reports.subject')],
    ['addressees', t('reports.addressees')],
    ['authority', t('reports.authority')],
    ['position', t('reports.position')],
    ['signer', t('reports.signer')],
    ['recipients', t('reports.recipients')],
    ...[...report.sections, ...report.blank].map(({ key, heading }) => [`text.${key}`, heading]),
  ]
  const given = fields.flatMap(([name = '', label = '']) => {
    const words = String(typed[name] ?? '').trim()
    return words ? [{ label, value: words.split('\n').map((line) => <p>{line}</p>) }] : []
  })
  return (
    <>
      <ProblemSummary problems={problems} />
      {given.length > 0 ? (
        <details open>
          <summary>{t('reports.typed_meanwhile')}</summary>
          <Facts items={given} />
        </details>
      ) : null}
    </>
  )
}

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
      {form.problems && !report.mayCompose ? <Refused report={report} form={form} /> : null}
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

/** What is to be written next; else where the eye was: the one section that was written. */
function placeOf(typed: Typed): string {
  if (/^[\w-]{1,40}$/.test(typed.sua ?? '')) return `&sua=${typed.sua}#phan-${typed.sua}`
  const keys = Object.keys(typed).filter((name) => /^text\.\w+$/.test(name))
  return keys.length === 1 ? `#phan-${keys[0]?.slice(5)}` : ''
}
