import { type Actor, look } from '#access'
import { type Indicator, indicatorsNamed } from '#figures'
import { linesOf, type Named, pathOf, type UnitDetails, unitBySlug, unitOf } from '#org'
import { Problem } from '#platform/problem'
import { addDays, type Day, today as todayInVietnam } from '#platform/time'
import { askedReport, composeReport } from '../../compose-report.ts'
import { asIssued } from '../../frozen/rules.ts'
import { type FrozenReport, inForce } from '../../frozen/store.ts'
import type { Outline } from '../../outlines/entry.ts'
import { findOutline } from '../../outlines/store.ts'
import { figuresIn, type ReportContent } from '../../report.ts'
import { periodOf } from '../../rules.ts'
import type { ReportAddress } from '../../save-report.ts'
import { type Regime, regimesOf } from './store.ts'

/** A report as it leaves the system: what is in force, or the draft where nothing is, with what its codes mean. */
export type Exported = {
  content: ReportContent
  outline: Outline
  unit: UnitDetails
  /** What was issued, where the content is that. */
  frozen: FrozenReport | undefined
  indicators: Indicator[]
  lines: Named[]
  regimes: Regime[]
}

/**
 * The report that others take away: the one in force, else the draft with the figures of now. Read in one moment.
 * @throws Problem `not_found_or_not_allowed`, and those of composing
 */
export async function exportedReport(
  actor: Actor,
  { slug, period, outline: code }: ReportAddress,
  today: Day = todayInVietnam(),
): Promise<Exported> {
  const named = await look(actor, 'report.read', null, (db) => unitBySlug(db, slug))
  if (!named) throw new Problem('not_found_or_not_allowed')
  return look(actor, 'report.read', named.id, async (db) => {
    const asked = { unitId: named.id, period, outline: code }
    const { reported } = await askedReport(db, asked, today)
    const frozen = await inForce(db, { unitId: named.id, outline: reported.outline.code, period })
    const content = frozen ? asIssued(frozen) : await composeReport(db, asked, today)
    const outline = await findOutline(db, content.outline.code, content.outline.version)
    const figures = figuresIn(content.sections.flatMap(({ blocks }) => blocks))
    const codes = new Set(figures.flatMap(({ scope }) => (scope ? [scope.indicator] : [])))
    const last = addDays(periodOf(period, today).span.until, -1)
    const above = await pathOf(db, named.id, 'area', last)
    return {
      content,
      outline: outline ?? reported.outline,
      unit: await unitOf(db, named.id),
      frozen,
      indicators: await indicatorsNamed(db, [...codes]),
      lines: await linesOf(db),
      regimes: await regimesOf(
        db,
        [...new Set([named.id, ...above.map(({ id }) => id)])],
        reported.outline.code,
        last,
      ),
    }
  })
}
