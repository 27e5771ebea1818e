import { pathOf, type UnitDetails, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { inLanguage } from '#platform/i18n'
import { addDays, type Day } from '#platform/time'
import { gatherResults, type Results } from './gather-results.ts'
import { type IssuingBody, issuingBodyOf } from './issuing-body.ts'
import type { Section } from './outlines.ts'
import type { ComposedReport, ReportBlock } from './report.ts'
import { periodAfter, periodInWords, refuseUnlessStanding, reportedOf, usualDayOfIssue } from './rules.ts'
import { type Draft, findDraft } from './store.ts'
import { tellGaps, tellResults } from './tell-results.ts'

/** Who issues the report of a unit, as things stood on a day. */
async function bodyOf(db: Reader, unit: UnitDetails, day: Day): Promise<IssuingBody> {
  const areas = (await pathOf(db, unit.id, 'area', day)).slice(0, -1).reverse()
  const line = await pathOf(db, unit.id, 'line', day)
  // A branch may stand in its line alone; then its union says in which commune it is.
  const union = line.at(-2)
  const above =
    areas.length === 0 && union ? (await pathOf(db, union.id, 'area', day)).slice(0, -1).reverse() : areas
  return issuingBodyOf({ ...unit, areas: above, lineParent: union?.name ?? null })
}

function blocksOf(section: Section, results: Results, draft: Draft | undefined, today: Day): ReportBlock[] {
  if (section.key === 'results') return tellResults(results, today)
  const text = draft?.words[section.key]?.trim() ?? ''
  const said: ReportBlock[] = section.states === 'gaps' ? tellGaps(results) : []
  return [...said, { kind: 'words', section: section.key, text }]
}

/**
 * Composes the report of a unit on a period from what is recorded, with the words that its author has kept. Everything
 * is read through one `Reader`: a snapshot, so that no two figures of a report contradict each other.
 * @throws Problem `not_found_or_not_allowed`, `report_period_is_malformed`, `report_period_has_not_begun`,
 *   `report_period_is_before_programme`, `report_unit_did_not_exist_then`
 */
export async function composeReport(
  db: Reader,
  unitId: string,
  period: string,
  today: Day,
): Promise<ComposedReport> {
  const reported = reportedOf(period, today)
  const unit = await unitOf(db, unitId)
  refuseUnlessStanding(unit, reported.span)
  const { outline, span } = reported
  const results = await gatherResults(db, unit, reported)
  const draft = await findDraft(db, unit.id, outline.code, period)
  const body = await bodyOf(db, unit, addDays(span.until, -1))
  const named = (text: string) =>
    text
      .replace('{period}', () => periodInWords(period))
      .replace('{next}', () => periodInWords(periodAfter(reported)))
      .replace('{speaker}', () => body.speaker)
  // A report is a Vietnamese document, in whatever language its author reads the pages.
  return inLanguage('vi', () => ({
    unit: { id: unit.id, name: unit.name, slug: unit.slug },
    outline,
    period,
    draft,
    issuedOn: draft?.issuedOn ?? usualDayOfIssue(span, today, unit.validTo),
    body,
    subject: named(outline.subject),
    opening: named(outline.opening),
    sections: outline.sections.map((section) => ({
      section,
      heading: named(section.heading),
      blocks: blocksOf(section, results, draft, today),
    })),
    unwritten: outline.sections.flatMap((section) =>
      section.key !== 'results' && section.required && !draft?.words[section.key]?.trim()
        ? [section.key]
        : [],
    ),
  }))
}
