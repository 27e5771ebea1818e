import type { Day } from '#platform/time'
import { addDays } from '#platform/time'
import type { NewPlacement, NewUnit, Tree, UnitColumn } from '../entry.ts'
import type { Unit } from '../store.ts'
import type { ReadRow } from './read-row.ts'
import type { RowProblem } from './unit-table.ts'

/** A unit that is there already, as far as rows must be held against it. */
export type KnownUnit = Unit & {
  isArea: boolean
  /** Whether the person who imports may manage it. */
  mayManage: boolean
  /** Where it stands now, or stood last. */
  area: { id: string; slug: string } | null
  lineParent: { id: string; slug: string } | null
}

/** What is known when rows are judged: the units that they name by slug or code, and those that stand beneath. */
export type Ground = {
  units: readonly KnownUnit[]
  /** Of units that a row ends: who stands directly beneath, until when (null: without end). */
  beneath: readonly { parentId: string; slug: string; name: string; until: Day | null }[]
}

/** A place that a row gives, with the name for the preview. */
export type PlannedPlace = NewPlacement & { parentName: string }

export type Added = { row: number; unit: NewUnit; places: PlannedPlace[] }
export type Changed = {
  row: number
  unit: KnownUnit
  /** The unit as it will be. */
  to: NewUnit
  changes: { column: UnitColumn; from: string | null; to: string | null }[]
  places: PlannedPlace[]
}

/** What an import would do. With a problem it does nothing at all. */
export type Plan = { problems: RowProblem[]; added: Added[]; changed: Changed[]; unchanged: number }

/** A unit that may be a parent: one that is there, or one of another row. */
type Candidate = {
  id: string
  slug: string
  name: string
  line: string | null
  officialCode: string | null
  isArea: boolean
  mayManage: boolean
  validFrom: Day
  validTo: Day | null
  row: number | null
}

const stands = (unit: { validFrom: Day; validTo: Day | null }, day: Day) =>
  unit.validFrom <= day && (unit.validTo === null || unit.validTo > day)

const farFuture = '9999-12-31'

/**
 * Holds the rows of a table against what is there and against one another, and says what would be written. `ids` makes
 * the ids of new units.
 */
export function planUnits(
  given: { read: readonly ReadRow[]; problems: readonly RowProblem[] },
  ground: Ground,
  ids: () => string,
): Plan {
  const problems = [...given.problems]
  const refuse = (
    row: number,
    column: UnitColumn | null,
    code: string,
    params: RowProblem['params'] = {},
  ): void => {
    problems.push({ row, column, code, params })
  }

  const read: ReadRow[] = []
  const rowOfSlug = new Map<string, number>()
  for (const row of given.read) {
    const first = rowOfSlug.get(row.slug)
    if (first !== undefined) refuse(row.number, 'slug', 'import_row_is_twice', { row: first, slug: row.slug })
    else {
      rowOfSlug.set(row.slug, row.number)
      read.push(row)
    }
  }

  const knownBySlug = new Map(ground.units.map((unit) => [unit.slug, unit]))
  const candidates = candidatesOf(read, ground.units, ids)
  const plan: Plan = { problems, added: [], changed: [], unchanged: 0 }
  for (const row of read) {
    const self = candidates.bySlug.get(row.slug)
    const known = knownBySlug.get(row.slug)
    if (!self) continue
    const places = trees.flatMap(([tree, column]) =>
      placeOf(row, self, known, tree, column, candidates, refuse),
    )
    if (!known) addRow(row, self, places, plan, refuse)
    else changeRow(row, known, places, plan, refuse)
  }
  refuseTakenCodes(read, candidates.all, refuse)
  refuseLoops(plan, refuse)
  refuseLeavingUnitsBehind(plan, read, ground, refuse)
  problems.sort((one, other) => one.row - other.row)
  return plan
}

const trees = [
  ['area', 'areaParent'],
  ['line', 'lineParent'],
] as const satisfies readonly (readonly [Tree, UnitColumn])[]

type Refuse = (row: number, column: UnitColumn | null, code: string, params?: RowProblem['params']) => void
type Candidates = { all: Candidate[]; bySlug: Map<string, Candidate>; byCode: Map<string, Candidate[]> }

/** All units as they would be after the import: those of rows in their new shape, the rest as they are. */
function candidatesOf(read: readonly ReadRow[], units: readonly KnownUnit[], ids: () => string): Candidates {
  const bySlug = new Map<string, Candidate>(units.map((unit) => [unit.slug, { ...unit, row: null }]))
  for (const row of read) {
    const known = bySlug.get(row.slug)
    bySlug.set(row.slug, {
      id: known?.id ?? ids(),
      slug: row.slug,
      name: row.name,
      line: known && !row.has('line') ? known.line : row.line,
      officialCode: known && !row.has('officialCode') ? known.officialCode : row.officialCode,
      isArea: row.kind.isArea,
      mayManage: known?.mayManage ?? true,
      validFrom: row.validFrom,
      validTo: known && !row.has('validTo') ? known.validTo : row.validTo,
      row: row.number,
    })
  }
  const byCode = new Map<string, Candidate[]>()
  for (const unit of bySlug.values())
    if (unit.officialCode) byCode.set(unit.officialCode, [...(byCode.get(unit.officialCode) ?? []), unit])
  return { all: [...bySlug.values()], bySlug, byCode }
}

/** The place that a row adds: none where it says nothing new. */
function placeOf(
  row: ReadRow,
  self: Candidate,
  known: KnownUnit | undefined,
  tree: Tree,
  column: 'areaParent' | 'lineParent',
  candidates: Candidates,
  refuse: Refuse,
): PlannedPlace[] {
  if (!row.has(column)) return []
  const text = row[column]
  const now = tree === 'area' ? known?.area : known?.lineParent
  if (text === '') {
    if (now) refuse(row.number, column, 'import_parent_cannot_change', { parent: now.slug })
    return []
  }
  // A code belongs to whoever has it on the last day of the unit: a hamlet of long ago stands in the commune of today.
  const lastDay = row.validTo ? addDays(row.validTo, -1) : farFuture
  const parent =
    candidates.bySlug.get(text.toLowerCase()) ??
    candidates.byCode.get(text.toUpperCase())?.find((unit) => stands(unit, lastDay))
  if (!parent) refuse(row.number, column, 'import_parent_is_unknown', { parent: text })
  else if (now && now.id !== parent.id)
    refuse(row.number, column, 'import_parent_cannot_change', { parent: now.slug })
  if (!parent || now) return []

  const params = { parent: parent.name }
  const [, from = row.validFrom] = [parent.validFrom, row.validFrom].sort()
  const ends = [parent.validTo, row.validTo].filter((day) => day !== null).sort()
  const to = ends[0] ?? null
  if (parent.id === self.id) refuse(row.number, column, 'placement_is_under_itself')
  else if (!parent.mayManage) refuse(row.number, column, 'import_parent_is_not_yours', params)
  else if (tree === 'area' && !parent.isArea) refuse(row.number, column, 'import_parent_is_no_area', params)
  else if (tree === 'line' && parent.line !== self.line)
    refuse(row.number, column, 'import_parent_is_of_another_line', params)
  else if (to !== null && from >= to) refuse(row.number, column, 'import_parent_stands_on_other_days', params)
  else
    return [
      { tree, unitId: self.id, parentId: parent.id, validFrom: from, validTo: to, parentName: parent.name },
    ]
  return []
}

const unitOfRow = (row: ReadRow, id: string): NewUnit => ({
  id,
  kind: row.kind.code,
  line: row.line,
  name: row.name,
  shortName: row.shortName,
  slug: row.slug,
  officialCode: row.officialCode,
  validFrom: row.validFrom,
  validTo: row.validTo,
})

function addRow(row: ReadRow, self: Candidate, places: PlannedPlace[], plan: Plan, refuse: Refuse): void {
  const isPlaced = places.length > 0 || row.areaParent !== '' || row.lineParent !== ''
  if (!isPlaced) refuse(row.number, 'areaParent', 'import_parent_is_missing')
  plan.added.push({ row: row.number, unit: unitOfRow(row, self.id), places })
}

function changeRow(row: ReadRow, known: KnownUnit, places: PlannedPlace[], plan: Plan, refuse: Refuse): void {
  if (!row.slugIsGiven) {
    refuse(row.number, 'slug', 'import_slug_is_taken', { slug: row.slug, name: known.name })
    return
  }
  if (row.has('line') && row.line !== known.line) refuse(row.number, 'line', 'import_line_cannot_change')

  const wanted = unitOfRow(row, known.id)
  const to: NewUnit = {
    ...wanted,
    line: known.line,
    shortName: row.has('shortName') ? wanted.shortName : known.shortName,
    officialCode: row.has('officialCode') ? wanted.officialCode : known.officialCode,
    validTo: row.has('validTo') ? wanted.validTo : known.validTo,
  }
  const changes = (['name', 'shortName', 'kind', 'officialCode', 'validFrom', 'validTo'] as const)
    .filter((column) => to[column] !== known[column])
    .map((column) => ({ column, from: known[column], to: to[column] }))
  if (changes.length === 0 && places.length === 0) {
    plan.unchanged += 1
    return
  }
  if (!known.mayManage) refuse(row.number, null, 'import_unit_is_not_yours', { name: known.name })
  plan.changed.push({ row: row.number, unit: known, to, changes, places })
}

function refuseTakenCodes(read: readonly ReadRow[], all: readonly Candidate[], refuse: Refuse): void {
  const byCode = Map.groupBy(
    all.filter(({ officialCode }) => officialCode !== null),
    ({ officialCode }) => officialCode,
  )
  for (const row of read) {
    if (!row.officialCode) continue
    const taken = byCode
      .get(row.officialCode)
      ?.find(
        (unit) =>
          unit.slug !== row.slug &&
          unit.validFrom < (row.validTo ?? farFuture) &&
          row.validFrom < (unit.validTo ?? farFuture),
      )
    if (taken)
      refuse(row.number, 'officialCode', 'import_code_is_taken', { code: row.officialCode, name: taken.name })
  }
}

/** Rows that place units beneath one another in a circle. Circles with what is there are found by the database. */
function refuseLoops(plan: Plan, refuse: Refuse): void {
  for (const [tree, column] of trees) {
    const placed = [...plan.added, ...plan.changed].flatMap(({ row, places }) =>
      places.filter((place) => place.tree === tree).map((place) => ({ row, ...place })),
    )
    const parentOf = new Map(placed.map(({ unitId, parentId }) => [unitId, parentId]))
    const isClear = new Set<string>()
    for (const { row, unitId } of placed) {
      const way = new Set<string>()
      let at: string | undefined = unitId
      while (at !== undefined && !way.has(at) && !isClear.has(at)) {
        way.add(at)
        at = parentOf.get(at)
      }
      if (at === undefined || isClear.has(at)) for (const unit of way) isClear.add(unit)
      else if (at === unitId) refuse(row, column, 'placement_makes_a_loop')
    }
  }
}

function refuseLeavingUnitsBehind(
  plan: Plan,
  read: readonly ReadRow[],
  ground: Ground,
  refuse: Refuse,
): void {
  const endOfRow = new Map(
    read.filter((row) => row.has('validTo')).map(({ slug, validTo }) => [slug, validTo]),
  )
  const beneath = Map.groupBy(ground.beneath, ({ parentId }) => parentId)
  for (const { row, unit, to } of plan.changed) {
    const end = to.validTo
    if (end === null || end === unit.validTo) continue
    const left = beneath.get(unit.id)?.filter(({ slug, until }) => {
      const ends = [until, endOfRow.get(slug) ?? null].filter((day) => day !== null).sort()
      return (ends[0] ?? farFuture) > end
    })
    if (left?.[0])
      refuse(row, 'validTo', 'unit_has_units_beneath', {
        name: unit.name,
        count: left.length,
        first: left[0].name,
      })
  }
}
