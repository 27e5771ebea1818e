import { type Actor, look } from '#access'
import { type Indicator, indicatorsNamed } from '#figures'
import { linesOf, type Named, pathOf, type UnitDetails, unitOf } from '#org'
import { asIssued, type FrozenPaper, figuresIn, inForce, type PaperContent } from '#papers'
import { readPage } from '#platform/lists/page'
import { addDays, type Day, today as todayInVietnam } from '#platform/time'
import type { Outline } from '#regimes'
import { findOutline, periodOf } from '#regimes'
import { atReport, composeReport, type ReportAddress } from '#reports'
import { type Regime, type ReportSearch, regimesOf, reportsFound } from './store.ts'

/** A report as it leaves the system: what is in force, or the draft where nothing is, with what its codes mean. */
export type Exported = {
  content: PaperContent
  outline: Outline
  unit: UnitDetails
  /** What was issued, where the content is that. */
  frozen: FrozenPaper | undefined
  indicators: Indicator[]
  lines: Named[]
  regimes: Regime[]
}

/** A page of the reports that were begun. */
export const reportsBegun = (actor: Actor, search: ReportSearch) =>
  look(actor, 'report.read', null, (db) =>
    readPage(
      search.limit,
      (limit) => reportsFound(db, { ...search, limit }),
      ({ id }) => ({ id }),
    ),
  )

/**
 * The report that others take away: the one in force, else the draft with the figures of now. Read in one moment.
 * @throws Problem `not_found_or_not_allowed`, and those of composing
 */
export const exportedReport = (
  actor: Actor,
  address: ReportAddress,
  today: Day = todayInVietnam(),
): Promise<Exported> =>
  atReport(actor, 'report.read', address, today, async (db, { unit, asked, reported, draft }) => {
    const { period } = reported
    const frozen = draft && (await inForce(db, draft.id))
    const content = frozen ? asIssued(frozen) : await composeReport(db, asked, today)
    const outline = await findOutline(db, content.outline.code, content.outline.version)
    const figures = figuresIn(content.sections.flatMap(({ blocks }) => blocks))
    const codes = new Set(figures.flatMap(({ scope }) => (scope ? [scope.indicator] : [])))
    const last = addDays(periodOf(period, today).span.until, -1)
    const above = await pathOf(db, unit.id, 'area', last)
    return {
      content,
      outline: outline ?? reported.outline,
      unit: await unitOf(db, unit.id),
      frozen,
      indicators: await indicatorsNamed(db, [...codes]),
      lines: await linesOf(db),
      regimes: await regimesOf(
        db,
        [...new Set([unit.id, ...above.map(({ id }) => id)])],
        reported.outline.code,
        last,
      ),
    }
  })
