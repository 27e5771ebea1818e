import { type Actor, look } from '#access'
import type { Day } from '#platform/time'
import {
  carriedOn,
  childrenOf,
  kindsOf,
  linesOf,
  linesToChoose,
  pathOf,
  placesHeld,
  unitOf,
  unitsFound,
} from './read.ts'
import { decisionsAbout, isManaged, topAreas, type UnitSearch } from './store.ts'

/**
 * The list of units: those that fit the search, or, where nothing is searched, the areas where the tree begins.
 * `next` is where the next page starts.
 */
export function unitList(actor: Actor, search: UnitSearch, day: Day) {
  return look(actor, 'unit.read', null, async (db) => {
    const isSearch = Boolean(search.text || search.line || search.kind || search.after)
    const tops = async () =>
      (await topAreas(db, day, search.limit)).map((unit) => ({ ...unit, areaName: null, rank: 0 }))
    return {
      isSearch,
      ...(isSearch ? await unitsFound(db, search) : { rows: await tops(), next: undefined }),
      kinds: await kindsOf(db),
      lines: await linesOf(db),
      mayManage: await isManaged(db, null),
    }
  })
}

/** All that the page of a unit shows, as of a day. */
export function unitView(actor: Actor, unitId: string, day: Day) {
  return look(actor, 'unit.read', null, async (db) => {
    const unit = await unitOf(db, unitId, day)
    return {
      unit,
      day,
      path: (await pathOf(db, unitId, 'area', day)).filter(({ id }) => id !== unitId),
      places: await placesHeld(db, unitId),
      decisions: await decisionsAbout(db, unitId),
      carried: await carriedOn(db, unitId),
      children: {
        area: await childrenOf(db, unitId, 'area', day),
        line: await childrenOf(db, unitId, 'line', day),
      },
      kinds: await kindsOf(db),
      lines: await linesOf(db),
      may: { manage: await isManaged(db, unitId) },
    }
  })
}
export type UnitView = Awaited<ReturnType<typeof unitView>>

/** A unit that is about to be changed, for those who may. */
export const unitToChange = (actor: Actor, unitId: string) =>
  look(actor, 'unit.manage', unitId, (db) => unitOf(db, unitId))

/** What the form for a new unit offers; `parentId` is the unit beneath which it will stand, where one was chosen. */
export function formForAdding(actor: Actor, parentId: string | undefined) {
  return look(actor, 'unit.manage', parentId ?? null, async (db) => ({
    parent: parentId === undefined ? null : await unitOf(db, parentId),
    kinds: await kindsOf(db),
    lines: await linesToChoose(db),
  }))
}

/** Units to choose from: what fits the search, and whether there are more. */
export function unitsToChoose(actor: Actor, search: Omit<UnitSearch, 'limit'>, limit = 30) {
  return look(actor, 'unit.read', null, async (db) => {
    const { rows, next } = await unitsFound(db, { ...search, limit })
    const kinds = new Map((await kindsOf(db)).map((kind) => [kind.code, kind]))
    return {
      units: rows.map((unit) => ({ ...unit, kindNamed: kinds.get(unit.kind) })),
      hasMore: next !== undefined,
      lines: await linesOf(db),
    }
  })
}

/** The units that a decision is about, those that take over or stand above, and what stands beneath the first of them. */
export function unitsToReorganise(actor: Actor, ids: readonly string[], others: readonly string[], day: Day) {
  return look(actor, 'unit.manage', ids[0] ?? null, async (db) => {
    const all = (list: readonly string[]) => Promise.all(list.map((id) => unitOf(db, id)))
    const [first] = ids
    const beneath =
      first === undefined
        ? []
        : [...(await childrenOf(db, first, 'area', day)), ...(await childrenOf(db, first, 'line', day))]
    return {
      units: await all(ids),
      into: await all(others),
      beneath: [...new Map(beneath.map((unit) => [unit.id, unit])).values()],
    }
  })
}
