import type { Reader } from '#platform/database'
import { worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { plainText } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { addDays, type Day, type Span, today } from '#platform/time'
import { codePattern, slugPattern, type Tree } from './entry.ts'
import {
  allKinds,
  allLines,
  type Carried,
  type FoundUnit,
  type Kind,
  type Named,
  type PlaceHeld,
  placesOf,
  scopeUnits,
  successionsOf,
  type Unit,
  type UnitSearch,
  unitById,
  unitsAbove,
  unitsDirectlyBeneath,
  unitsLike,
  unitWithCode,
  unitWithSlug,
} from './store.ts'

// Units are public knowledge: whoever has a `Reader`, the public too, may look at all of them.

/** The unit of an address; undefined where there is none. */
export const unitBySlug = async (db: Reader, slug: string): Promise<Unit | undefined> =>
  slugPattern.test(slug) ? unitWithSlug(db, slug) : undefined

/**
 * The unit that had an official code on a day. Codes are given to other land later: without the day there is no answer.
 */
export const unitByCode = async (db: Reader, code: string, day: Day): Promise<Unit | undefined> =>
  codePattern.test(code) ? unitWithCode(db, code, day) : undefined

/** At most so many units come back from one question. */
export const mostUnits = 500

/**
 * Units whose name (with or without diacritics), official code or line has every word of `text`, best first: the code
 * itself, codes and names that begin so, then the rest by name. Where no name fits, the areas in which units lie are
 * looked at too, so that “ap 1 long trach” is found. All units where `text` is blank.
 */
export async function findUnits(db: Reader, search: UnitSearch): Promise<FoundUnit[]> {
  const words = plainText((search.text ?? '').slice(0, 200))
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 12)
  if ([search.line, search.kind].some((code) => code !== undefined && !/^[a-z_]+$/.test(code))) return []
  const asked = { ...search, limit: Math.min(Math.max(search.limit, 1), mostUnits) }
  // Not asked of one page but of all: the second page of the narrow search must not turn into the wide one.
  const [first] = await unitsLike(db, words, false, { ...asked, after: undefined, limit: 1 })
  return unitsLike(db, words, first === undefined, asked)
}

/** One page of `findUnits`. */
export const unitsFound = (db: Reader, search: UnitSearch) =>
  readPage(
    search.limit,
    (limit) => findUnits(db, { ...search, limit }),
    ({ rank, name, id }) => ({ rank, name, id }),
  )

/** A unit with the names of what it is and where it stands. */
export type UnitDetails = Unit & {
  kindName: string
  level: string
  isArea: boolean
  lineName: string | null
  area: PlaceHeld | null
  lineParent: PlaceHeld | null
}

/**
 * A unit and its places on `day`; of a unit that has ended by then, the places that it had last.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function unitOf(db: Reader, id: string, day: Day = today()): Promise<UnitDetails> {
  const unit = isId(id) ? await unitById(db, id) : undefined
  if (!unit) throw new Problem('not_found_or_not_allowed')
  const places = await placesOf(db, id)
  const kind = (await allKinds(db)).find(({ code }) => code === unit.kind)
  const line = (await allLines(db)).find(({ code }) => code === unit.line)
  const placeIn = (tree: Tree) =>
    places.find((place) => place.tree === tree && place.validFrom <= day) ??
    places.findLast((place) => place.tree === tree) ??
    null
  return {
    ...unit,
    kindName: kind ? nameOf(kind) : unit.kind,
    level: kind?.level ?? 'base',
    isArea: kind?.isArea ?? false,
    lineName: line ? nameOf(line) : null,
    area: placeIn('area'),
    lineParent: placeIn('line'),
  }
}

/** The units directly beneath a unit on a day, areas before organisations, by name. */
export const childrenOf = (db: Reader, unitId: string, tree: Tree, day: Day): Promise<Unit[]> =>
  unitsDirectlyBeneath(db, unitId, tree, { from: day, until: addDays(day, 1) }, mostUnits)

/** The units that stood directly beneath a unit on any day of a span, areas before organisations, by name. */
export const childrenWithin = (db: Reader, unitId: string, tree: Tree, span: Span): Promise<Unit[]> =>
  unitsDirectlyBeneath(db, unitId, tree, span, mostUnits)

/** The way down to a unit on a day: the root first, the unit itself last. */
export const pathOf = (db: Reader, unitId: string, tree: Tree, day: Day): Promise<Unit[]> =>
  unitsAbove(db, unitId, tree, day)

/** Whose work a unit carries on, and who carries on its work: each with the deciding document and its day. */
export async function carriedOn(
  db: Reader,
  unitId: string,
): Promise<{ predecessors: Carried[]; successors: Carried[] }> {
  return {
    predecessors: await successionsOf(db, unitId, 'from'),
    successors: await successionsOf(db, unitId, 'to'),
  }
}

/**
 * The units whose subtrees answer for a unit at all times: itself; what went over to it whole (a new commune answers
 * for the communes that it was made of); and what was made of nothing else (an abolished district is answered for by
 * its new communes). A unit of which only a part went over answers for itself alone, so that no scope holds what
 * happened on somebody else's land. A fact is in scope where
 * `exists (select from org.beneath b where b.unit_id = fact.unit_id and b.tree = 'area'
 *          and b.ancestor_id = any (scope) and b.valid @> fact.day)`.
 */
export const scopeOf = (db: Reader, unitId: string): Promise<string[]> => scopeUnits(db, unitId)

/** Where a unit has stood in both trees, newest first. */
export const placesHeld = (db: Reader, unitId: string): Promise<PlaceHeld[]> => placesOf(db, unitId)

/** What a unit can be, from the province down. */
export const kindsOf = (db: Reader): Promise<Kind[]> => allKinds(db)

/** The lines of organisations that have a unit, the Party first: the headings of tables and filters. */
export const linesOf = (db: Reader): Promise<Named[]> => allLines(db, { inUse: true })

/** All lines that a unit or a kind of initiative may belong to, the Party first. */
export const linesToChoose = (db: Reader): Promise<Named[]> => allLines(db)

/** The name of a kind or a line in the current language. */
export const nameOf = (named: Named): string => worded(named.nameVi, named.nameEn)

/**
 * Refuses to place a unit beneath one that stands beneath it. The database does so too, but once the old place is cut, nobody manages
 * what stands beneath the unit, and the answer would be another.
 */
export async function refuseLoop(
  db: Reader,
  unitId: string,
  parentId: string,
  { tree, day }: { tree: Tree; day: Day },
): Promise<void> {
  if ((await unitsAbove(db, parentId, tree, day)).some(({ id }) => id === unitId))
    throw new Problem('placement_makes_a_loop')
}
