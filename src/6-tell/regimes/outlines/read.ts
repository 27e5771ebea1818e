import { type Actor, look } from '#access'
import { indicatorsOf } from '#figures'
import { linesOf } from '#org'
import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'
import { Problem } from '#platform/problem'
import { type KeptOutline, outlinesKept, reportsBy, unitsToManageFor, versionsOf } from './draft-store.ts'
import { faultsOf, type TextCheck } from './rules.ts'

/** So many outlines a list shows. */
const mostListed = 300

const missing = () => new Problem('not_found_or_not_allowed')

declare module '#platform/module' {
  interface Module {
    /** Checks the texts of outlines against what they can name today: whoever composes reports from them knows. */
    outlineTexts?(db: Reader): Promise<TextCheck>
  }
}

/** Checks the texts of outlines against what they can name today. */
export async function checkOfTexts(db: Reader): Promise<TextCheck> {
  const checks = await Promise.all(broughtTo('outlineTexts').map((check) => check(db)))
  return (text) => checks.flatMap((check) => check(text))
}

/** The outlines that somebody may read, with how much is wrong with each today. */
export const outlineList = (actor: Actor) =>
  look(actor, 'report.read', null, async (db) => {
    const check = await checkOfTexts(db)
    const outlines = await outlinesKept(db, mostListed)
    return {
      outlines: outlines.map((outline) => ({ ...outline, faults: faultsOf(outline, check).length })),
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
    const check = await checkOfTexts(db)
    const shown = draft ?? issued ?? last
    return {
      code,
      versions,
      draft,
      issued,
      shown,
      isManaged: last.isManaged,
      /** Of what is shown; `issuedFaults` of the version in force, where a draft stands before it. */
      faults: faultsOf(shown, check),
      issuedFaults: issued && draft ? faultsOf(issued, check) : [],
      reports: await reportsBy(db, code),
    }
  })

/** One version of an outline. @throws Problem `not_found_or_not_allowed` */
export const versionPage = (actor: Actor, code: string, version: number) =>
  look(actor, 'report.read', null, async (db) => {
    const outline = (await versionsOf(db, code)).find((one) => one.version === version)
    if (!outline) throw missing()
    return { outline, faults: faultsOf(outline, await checkOfTexts(db)) }
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
    faults: faultsOf(draft, await checkOfTexts(db)).filter(({ field }) => field === `sections.${key}`),
  }))
}
