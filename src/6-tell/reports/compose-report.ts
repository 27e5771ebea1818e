import { type UnitDetails, unitOf } from '#org'
import type { IssuingBody, PaperBlock } from '#papers'
import { bodyOf } from '#papers'
import { directivesOf, programmeInFull, programmeInShort } from '#parameters'
import type { Reader } from '#platform/database'
import { inLanguage } from '#platform/i18n'
import { wordsOf } from '#platform/live-text'
import { Problem } from '#platform/problem'
import { addDays, type Day } from '#platform/time'
import { beginNarrating, gatherResults, type Telling, tellText } from '#prose'
import type { Outline, Section } from '#regimes'
import {
  findOutline,
  isUsableIn,
  nextInWords,
  periodInWords,
  type Reported,
  refuseUnlessStanding,
  reportedOf,
  usualDayOfIssue,
  usualOutlineOf,
  yearsInWords,
} from '#regimes'
import type { UsualHead } from './heads.ts'
import { chartsKey, takeCharts } from './lay-behind.ts'
import type { ComposedReport, ReportHead } from './report.ts'
import { type Draft, findDraft } from './store.ts'

/** Which report: of a unit and period, by an outline; without one by that which is usual for so long a period. */
export type AskedReport = { unitId: string; period: string; outline?: string | undefined }

/**
 * What is reported on, and what has been kept of it. A report goes on by the version of the outline with which it was
 * begun.
 * @throws Problem those of `reportedOf`, `report_outline_is_unknown`
 */
export async function askedReport(
  db: Reader,
  { unitId, period, outline }: AskedReport,
  today: Day,
): Promise<Asked> {
  const code = outline ?? usualOutlineOf(period, today)
  const draft = await findDraft(db, unitId, code, period)
  const found = await findOutline(db, code, draft?.outlineVersion)
  // What was begun goes on; anew one begins only by an outline of one's own or of a unit above.
  if (!found || !(draft || (await isUsableIn(db, found, unitId))))
    throw new Problem('report_outline_is_unknown')
  return { reported: reportedOf(found, period, today), draft }
}

/** The text of a section: what its author kept, or what the outline begins with. */
export const textOf = (section: Section, draft: Draft | undefined): string =>
  draft?.sections.get(section.key)?.text ?? section.start

async function told({ draft, ...heading }: Composing, telling: Telling, section: Section) {
  const text = textOf(section, draft)
  const isUnwritten = section.isRequired && wordsOf(text) === ''
  const all = await tellText(telling, named(text, heading))
  // The title of an annex says what its table would say over itself again.
  const blocks = section.isAnnex && text.startsWith('{{') && all[0]?.kind === 'heading' ? all.slice(1) : all
  return { text, isUnwritten, blocks: isUnwritten ? [...blocks, { kind: 'unwritten' as const }] : blocks }
}

/** What is reported on, and what has been kept of it. */
type Asked = { reported: Reported; draft: Draft | undefined }

/** Of what head and foot of a report are made. */
type Heading = Asked & {
  unit: UnitDetails
  body: IssuingBody
  /** What the programme follows on the last day of the period. */
  programme: { inShort: string; inFull: string }
}

/** All from which a report is composed, read once: whoever helps its author reads the same. */
export type Composing = Heading & { telling: Telling }

/** Reads what a report is composed from. @throws Problem as `composeReport` */
export const composingOf = async (db: Reader, asked: AskedReport, today: Day): Promise<Composing> =>
  gathered(db, asked.unitId, await askedReport(db, asked, today), today)

/**
 * The same of a report that `askedReport` has found.
 * @throws Problem `not_found_or_not_allowed`, `report_unit_did_not_exist_then`
 */
export async function gathered(db: Reader, unitId: string, found: Asked, today: Day): Promise<Composing> {
  const heading = await headingOf(db, unitId, found)
  const results = await inLanguage('vi', () => gatherResults(db, heading.unit, found.reported))
  return {
    ...heading,
    telling: { db, results, today, speaker: heading.body.speaker, narrating: beginNarrating([]) },
  }
}

async function headingOf(db: Reader, unitId: string, found: Asked): Promise<Heading> {
  const unit = await unitOf(db, unitId)
  refuseUnlessStanding(unit, found.reported.span)
  const last = addDays(found.reported.span.until, -1)
  const directives = await directivesOf(db)
  return {
    ...found,
    unit,
    body: await bodyOf(db, unit, last),
    programme: {
      inShort: programmeInShort(directives, last),
      inFull: programmeInFull(directives, last),
    },
  }
}

/**
 * Composes the report of a unit on a period from what is recorded, with the words that its author has kept. Everything
 * is read through one `Reader`: a snapshot, so that no two figures of a report contradict each other.
 * @throws Problem `not_found_or_not_allowed`, `report_unit_did_not_exist_then`, those of `askedReport`
 */
export const composeReport = async (db: Reader, asked: AskedReport, today: Day): Promise<ComposedReport> =>
  composedFrom(await composingOf(db, asked, today))

/**
 * The same by an outline that is shown as an example, a draft too: nothing of it has been kept.
 * @throws Problem `not_found_or_not_allowed`, `report_unit_did_not_exist_then`, those of `reportedOf`
 */
export const composeByOutline = async (
  db: Reader,
  { unitId, period, outline }: { unitId: string; period: string; outline: Outline },
  today: Day,
): Promise<ComposedReport> =>
  composedFrom(
    await gathered(db, unitId, { reported: reportedOf(outline, period, today), draft: undefined }, today),
  )

/** Head and foot of a report, without what it tells. @throws Problem as `composeReport` */
export const composeHead = async (db: Reader, asked: AskedReport, today: Day): Promise<ReportHead> =>
  headFrom(await headingOf(db, asked.unitId, await askedReport(db, asked, today)), today)

/** A text of an outline with the names that it leaves open. Double braces are no names: what is alive stands in them. */
function named(text: string, { reported, body, programme }: Omit<Heading, 'draft'>): string {
  const names: Record<string, () => string> = {
    period: () => periodInWords(reported.period),
    years: () => yearsInWords(reported.span),
    next: () => nextInWords(reported),
    speaker: () => body.speaker,
    programme: () => programme.inShort,
    programme_full: () => programme.inFull,
  }
  return text.replace(/(?<!\{)\{(\w{1,20})\}(?!\})/g, (whole, name: string) => names[name]?.() ?? whole)
}

/** The head and foot of a report where its author changed nothing. @throws Problem `not_found_or_not_allowed` */
export const usualHeadOf = async (db: Reader, unitId: string, found: Asked): Promise<UsualHead> =>
  usualHead(await headingOf(db, unitId, found))

/** What the outline says; else what is usual for who issues it. */
function usualHead(heading: Heading): UsualHead {
  const { outline } = heading.reported
  const inNames = (texts: readonly string[]) => texts.map((text) => named(text, heading))
  const { authority, recipients } = heading.body
  return {
    subject: named(outline.subject, heading),
    addressees: inNames(outline.addressees),
    recipients: outline.recipients.length > 0 ? inNames(outline.recipients) : recipients,
    authority,
  }
}

function headFrom(heading: Heading, today: Day): ReportHead {
  const { unit, reported, draft } = heading
  const { outline, span, period } = reported
  const usual = usualHead(heading)
  const { subject, addressees, recipients, authority } = { ...usual, ...draft?.head }
  return {
    unit: { id: unit.id, name: unit.name, slug: unit.slug },
    outline,
    period,
    draft,
    number: draft?.number ?? null,
    issuedOn: draft?.issuedOn ?? usualDayOfIssue(span, today, unit.validTo),
    signer: draft?.signer ?? {},
    body: { ...heading.body, recipients, authority },
    ...(addressees.length > 0 ? { addressees } : {}),
    subject,
    opening: named(outline.opening, heading),
  }
}

/** The report itself, of what was read for it. */
export function composedFrom(composing: Composing): Promise<ComposedReport> {
  const { reported, draft } = composing
  const narrating = beginNarrating(reported.outline.sections.map((section) => textOf(section, draft)))
  const telling = { ...composing.telling, narrating }
  // A report is a Vietnamese document, in whatever language its author reads the pages.
  return inLanguage('vi', async () => {
    const all = []
    for (const section of reported.outline.sections)
      all.push({ section, ...(await told(composing, telling, section)) })
    const { sections, taken } = takeCharts(
      all.map(({ section, text, blocks }) => ({
        section,
        text,
        blocks,
        key: section.key,
        isRestricted: section.isRestricted,
        ...(section.isAnnex ? { isAnnex: true as const } : {}),
        heading: named(section.heading, composing),
      })),
    )
    const isBlank = ({ isAnnex, blocks }: (typeof sections)[number]) => isAnnex && blocks.length === 0
    return {
      ...headFrom(composing, telling.today),
      // An annex of nothing is none.
      sections: [...sections.filter((section) => !isBlank(section)), ...chartsBehind(taken)],
      blank: sections.filter(isBlank),
      unwritten: all.filter(({ isUnwritten }) => isUnwritten).map(({ section }) => section.key),
    }
  })
}

/** An annex of the charts that the text has no room for. */
function chartsBehind(blocks: PaperBlock[]): ComposedReport['sections'] {
  if (blocks.length === 0) return []
  const section = {
    key: chartsKey,
    heading: 'Biểu đồ',
    topic: null,
    isRequired: false,
    isRestricted: false,
    start: '',
  }
  const { key, heading, isRestricted } = section
  return [{ section, key, heading, isRestricted, isAnnex: true, text: '', blocks }]
}
