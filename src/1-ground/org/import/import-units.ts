import { note } from '#access'
import { defineImport } from '#imports'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { Notice } from '#platform/spreadsheet'
import type { NewPlacement } from '../entry.ts'
import { allKinds, allLines, type Kind } from '../store.ts'
import { withLeadingNoughts } from './leading-noughts.ts'
import { readRows, vocabularyOf } from './read-row.ts'
import { type Plan, planUnits } from './rules.ts'
import {
  insertPlacements,
  insertUnits,
  unitsNamed,
  unitsStandingBeneath,
  updateSpansOfPlaces,
  updateUnits,
} from './store.ts'
import { type TableRow, unitsIn } from './unit-table.ts'

/** What a file would do, with the names of kinds for its preview. */
export type UnitsPlan = Plan & { kinds: Kind[]; notices: Notice[] }

/** Units from a file. */
export const unitImport = defineImport({
  name: 'units',
  action: 'unit.manage',
  read: unitsIn,
  async judge(db, _into, rows): Promise<UnitsPlan> {
    const kinds = await allKinds(db)
    const whole = withLeadingNoughts(rows, vocabularyOf(kinds, await allLines(db)))
    return { ...(await planFor(db, whole.rows)), kinds, notices: whole.notices }
  },
  count: ({ added, changed }) => added.length + changed.length,
  seen: (plan) => inWords(plan),
  async write(tx, _into, plan) {
    await writePlan(tx, plan)
    const counts = { added: plan.added.length, changed: plan.changed.length, unchanged: plan.unchanged }
    note(tx, counts)
    return counts
  },
})

/** Holds rows against what is there. */
export async function planFor(db: Reader, rows: readonly TableRow[]): Promise<Plan> {
  const given = readRows(rows, vocabularyOf(await allKinds(db), await allLines(db)))
  const { read } = given
  const named = read.flatMap(({ slug, areaParent, lineParent }) => [slug, areaParent, lineParent])
  const codes = read.flatMap(({ officialCode, areaParent, lineParent }) => [
    officialCode ?? '',
    areaParent,
    lineParent,
  ])
  const units = await unitsNamed(
    db,
    distinct(named.map((text) => text.toLowerCase())),
    distinct(codes.map((text) => text.toUpperCase())),
  )
  const ends = new Set(read.filter(({ validTo }) => validTo !== null).map(({ slug }) => slug))
  const ending = units.filter(({ slug }) => ends.has(slug)).map(({ id }) => id)
  return planUnits(given, { units, beneath: await unitsStandingBeneath(db, ending) }, newId)
}

/** Writes a plan without problems: what changes first, since an ended unit may hand its code to a new one. */
export async function writePlan(tx: Tx, plan: Plan): Promise<void> {
  const changed = await updateUnits(
    tx,
    plan.changed.map(({ to }) => to),
  )
  if (changed !== plan.changed.length) throw new Problem('not_found_or_not_allowed')
  const spans = plan.changed
    .filter(({ unit, to }) => unit.validFrom !== to.validFrom || unit.validTo !== to.validTo)
    .map(({ unit, to }) => ({
      id: unit.id,
      from: to.validFrom,
      until: to.validTo,
      oldFrom: unit.validFrom,
      oldUntil: unit.validTo,
    }))
  await updateSpansOfPlaces(tx, spans)
  await insertUnits(
    tx,
    plan.added.map(({ unit }) => unit),
  )
  const places = [...plan.added, ...plan.changed].flatMap((each) => each.places)
  const fresh = new Set(plan.added.map(({ unit }) => unit.id))
  for (const wave of wavesOf(places, fresh)) await insertPlacements(tx, wave)
}

/**
 * Places from the top down. A person may place a unit only beneath what they manage, and they manage a new commune only
 * once it has been placed itself.
 */
export function wavesOf(places: readonly NewPlacement[], fresh: ReadonlySet<string>): NewPlacement[][] {
  const waves: NewPlacement[][] = []
  const unplaced = new Set(fresh)
  let left = [...places]
  while (left.length > 0) {
    const wave = left.filter(({ parentId }) => !unplaced.has(parentId))
    // Only a circle leaves nothing to begin with; the database says so.
    const next = new Set(wave.length > 0 ? wave : left)
    for (const { unitId } of next) unplaced.delete(unitId)
    waves.push([...next])
    left = left.filter((place) => !next.has(place))
  }
  return waves
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts.filter((text) => text !== ''))]

/** What a plan would do, without the ids that are made anew each time. */
function inWords(plan: Plan): unknown {
  const slugOf = new Map(plan.added.map(({ unit }) => [unit.id, unit.slug]))
  const placed = (places: readonly NewPlacement[]) =>
    places.map(({ tree, parentId, validFrom, validTo }) => [
      tree,
      slugOf.get(parentId) ?? parentId,
      validFrom,
      validTo,
    ])
  return [
    plan.added.map(({ unit, places }) => [{ ...unit, id: '' }, placed(places)]),
    plan.changed.map(({ unit, changes, places }) => [unit.id, changes, placed(places)]),
  ]
}
