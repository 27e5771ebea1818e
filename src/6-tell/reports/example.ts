import { type Actor, look } from '#access'
import { periodsToChoose } from '#figures'
import { unitBySlug, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import type { PeriodKind } from '#regimes'
import { ownUnit, periodOf, versionPage } from '#regimes'
import { composeByOutline } from './compose-report.ts'

/** The periods of which an example can be shown: those of the outline's kinds that have begun, the last first. */
async function periodsFor(db: Reader, kinds: readonly PeriodKind[], day: string): Promise<string[]> {
  const offered = (await periodsToChoose(db, undefined, day)).flatMap(({ periods }) =>
    periods.map(({ period }) => period),
  )
  const isShown = (period: string) => kinds.includes(periodOf(period, day).kind)
  return [...new Set(offered.filter(isShown))].slice(0, 24)
}

/**
 * How a report by a version of an outline looks, with the real figures of a unit; without one of a unit on which the person
 * holds a role, and of the last period that is over.
 * @throws Problem `not_found_or_not_allowed`, and those of `composeReport`
 */
export async function exampleOf(
  actor: Actor,
  given: { code: string; version: number; unit?: string | undefined; period?: string | undefined },
) {
  const { outline } = await versionPage(actor, given.code, given.version)
  const day = today()
  const periods = await look(actor, 'report.read', null, (db) => periodsFor(db, outline.periods, day))
  const over = periods.find((period) => periodOf(period, day).span.until <= day)
  const period = given.period && periods.includes(given.period) ? given.period : (over ?? periods[0])
  const unit = await look(actor, 'report.read', null, async (db) => {
    // Chosen from the list of all units it comes with its id, from an address with its slug.
    if (isId(given.unit)) return unitOf(db, given.unit)
    const slug = given.unit ?? (await ownUnit(db))?.slug
    return slug === undefined ? undefined : unitBySlug(db, slug)
  })
  if (!unit || period === undefined) throw new Problem('not_found_or_not_allowed')
  return look(actor, 'report.read', unit.id, async (db) => {
    const named = await unitOf(db, unit.id)
    try {
      const report = await composeByOutline(db, { unitId: unit.id, period, outline }, day)
      return { outline, periods, period, unit: named, report, objection: undefined }
    } catch (fault) {
      // A unit that did not stand then, a period before the programme: the page stays, and says so.
      if (!(fault instanceof Problem)) throw fault
      return { outline, periods, period, unit: named, report: undefined, objection: fault }
    }
  })
}
