import { type Actor, look } from '#access'
import { indicatorsOf } from '#figures'
import { linesOf, unitBySlug, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { composeByOutline } from '../compose-report.ts'
import { periodOf, periodsToReport } from '../rules.ts'
import { places } from '../text/tell-text.ts'
import {
  type KeptOutline,
  outlinesKept,
  ownUnit,
  reportsBy,
  unitsToManageFor,
  versionsOf,
} from './draft-store.ts'
import type { PeriodKind } from './entry.ts'
import { faultsOf, type Known } from './rules.ts'

/** So many outlines a list shows. */
const mostListed = 300

const missing = () => new Problem('not_found_or_not_allowed')

/** What the texts of outlines can name today. */
export async function knownTo(db: Reader): Promise<Known> {
  return {
    indicators: new Set((await indicatorsOf(db)).map(({ code }) => code)),
    lines: new Set((await linesOf(db)).map(({ code }) => code)),
    places,
  }
}

/** The outlines that somebody may read, with how much is wrong with each today. */
export const outlineList = (actor: Actor) =>
  look(actor, 'report.read', null, async (db) => {
    const known = await knownTo(db)
    const outlines = await outlinesKept(db, mostListed)
    return {
      outlines: outlines.map((outline) => ({ ...outline, faults: faultsOf(outline, known).length })),
      mayMake: (await unitsToManageFor(db, 'outline.manage')).length > 0,
    }
  })

/** What is needed to make an outline: where this person may, and the outlines whose content can be taken over. */
export const formForOutline = (actor: Actor) =>
  look(actor, 'outline.manage', null, async (db) => ({
    units: await unitsToManageFor(db, 'outline.manage'),
    outlines: (await outlinesKept(db, mostListed)).filter(({ state }) => state === 'issued'),
  }))

/**
 * An outline that this person may change. A code says whose it is in each of its versions.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function outlineToChange(
  actor: Actor,
  code: string,
): Promise<{ unitId: string; versions: KeptOutline[] }> {
  const versions = await look(actor, 'outline.manage', null, (db) => versionsOf(db, code))
  const [last] = versions
  if (!last?.isManaged || last.unitId === null) throw missing()
  return { unitId: last.unitId, versions }
}

/** An outline with its versions, as whoever may read reports sees it. @throws Problem `not_found_or_not_allowed` */
export const outlinePage = (actor: Actor, code: string) =>
  look(actor, 'report.read', null, async (db) => {
    const versions = await versionsOf(db, code)
    const [last] = versions
    if (!last) throw missing()
    const draft = versions.find(({ state }) => state === 'draft')
    const issued = versions.find(({ state }) => state === 'issued')
    const known = await knownTo(db)
    const shown = draft ?? issued ?? last
    return {
      code,
      versions,
      draft,
      issued,
      shown,
      isManaged: last.isManaged,
      /** Of what is shown; `issuedFaults` of the version in force, where a draft stands before it. */
      faults: faultsOf(shown, known),
      issuedFaults: issued && draft ? faultsOf(issued, known) : [],
      reports: await reportsBy(db, code),
    }
  })

/** One version of an outline. @throws Problem `not_found_or_not_allowed` */
export const versionPage = (actor: Actor, code: string, version: number) =>
  look(actor, 'report.read', null, async (db) => {
    const outline = (await versionsOf(db, code)).find((one) => one.version === version)
    if (!outline) throw missing()
    return { outline, faults: faultsOf(outline, await knownTo(db)) }
  })

/** A section of a draft, or a new one (`key` undefined), with what can be placed in its text. */
export async function sectionPage(actor: Actor, code: string, key: string | undefined) {
  const { versions } = await outlineToChange(actor, code)
  const draft = versions.find(({ state }) => state === 'draft')
  const section = draft?.sections.find((one) => one.key === key)
  if (!draft || (key !== undefined && !section)) throw missing()
  return look(actor, 'outline.manage', null, async (db) => ({
    draft,
    section,
    indicators: await indicatorsOf(db),
    lines: await linesOf(db),
    faults: faultsOf(draft, await knownTo(db)).filter(({ field }) => field === `sections.${key}`),
  }))
}

/** The periods of which an example can be shown: those of the outline's kinds that have begun, the last first. */
function periodsFor(kinds: readonly PeriodKind[], day: string): string[] {
  const some = periodsToReport(day).filter((period) => kinds.includes(periodOf(period, day).kind))
  const reviews = kinds.includes('years') ? [`${Number(day.slice(0, 4)) - 3}-01..${day.slice(0, 7)}`] : []
  return [...some, ...reviews].slice(0, 24)
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
  const periods = periodsFor(outline.periods, day)
  const over = periods.find((period) => periodOf(period, day).span.until <= day)
  const period = given.period && periods.includes(given.period) ? given.period : (over ?? periods[0])
  const unit = await look(actor, 'report.read', null, async (db) => {
    // Chosen from the list of all units it comes with its id, from an address with its slug.
    if (isId(given.unit)) return unitOf(db, given.unit)
    const slug = given.unit ?? (await ownUnit(db))?.slug
    return slug === undefined ? undefined : unitBySlug(db, slug)
  })
  if (!unit || period === undefined) throw missing()
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
