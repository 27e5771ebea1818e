import { plainName, type UnitMeant } from '#imports'
import { recordingObjection } from '#initiatives'
import { isUsable } from '#kinds'
import type { Reader } from '#platform/database'
import type { ProblemParams } from '#platform/problem'
import type { Day } from '#platform/time'
import { titleOf } from './columns.ts'
import type { PastRow } from './read-row.ts'
import { type InitiativeMeant, initiativesMeant, unitsToStartIn } from './store.ts'

/** An initiative that a file would start: it has none of that name in its unit. */
export type PlannedInitiative = {
  key: string
  name: string
  unitId: string
  unitName: string
  startedOn: Day
}

/** An initiative that is known to have begun later, or is proposed only (`from` is null), and would begin on that day. */
export type EarlierInitiative = { id: string; name: string; from: Day | null; to: Day }

/** A row with its unit, and the unit that acts for it today. */
export type Placed = Omit<PastRow, 'unit'> & { unit: UnitMeant; actingId: string }
export type Refuse = (row: number, column: string | null, code: string, params?: ProblemParams) => void

const earlierOf = (one: Day | undefined, other: Day): Day => (one !== undefined && one < other ? one : other)

/** Of several initiatives those of exactly this name, where one is; else all. */
const bestNamed = (of: readonly InitiativeMeant[], name: string): readonly InitiativeMeant[] => {
  const exact = of.filter((one) => one.name.normalize('NFC') === name)
  return exact.length > 0 ? exact : of
}

/** Why a record of a day cannot stand, where it could once the initiative began with the file. */
const beginsWithFile: ReadonlySet<string> = new Set([
  'initiative_started_later',
  'initiative_has_not_started',
])

type Known =
  | { is: 'running' | 'later'; one: InitiativeMeant }
  | { is: 'refused'; column: 'day' | 'initiative'; code: string; params: ProblemParams }

/**
 * Which of the initiatives of one name a row means: the one that ran on its day, whichever unit had it; only where none did, one that
 * would begin earlier, or that is proposed and would begin. Where several would do, nobody knows which.
 */
function meantBy(
  { initiative, day, unit }: Placed,
  known: readonly InitiativeMeant[],
  mayStart: ReadonlyMap<string, string>,
): Known {
  const judged = known.map((one) => ({ one, objection: recordingObjection(one, day) }))
  const running = judged.filter(({ objection }) => !objection).map(({ one }) => one)
  const later = judged
    .filter(
      ({ one, objection }) => objection && beginsWithFile.has(objection.code) && mayStart.has(one.unitId),
    )
    .map(({ one }) => one)
  const [first, ...others] = bestNamed(running.length > 0 ? running : later, initiative)
  if (first && others.length > 0)
    return {
      is: 'refused',
      column: 'initiative',
      code: 'past_initiative_is_one_of_several',
      params: { name: initiative.slice(0, 80), unit: unit.name },
    }
  if (first) return { is: running.length > 0 ? 'running' : 'later', one: first }
  const objection = judged[0]?.objection
  return { is: 'refused', column: 'day', code: objection?.code ?? '', params: objection?.params ?? {} }
}

/** Finds the initiatives that rows name, those that would be started, and those that would begin earlier. */
export async function initiativesOf(db: Reader, kind: string, rows: readonly Placed[], refuse: Refuse) {
  const unitIds = [...new Set(rows.flatMap(({ unit, actingId }) => [unit.id, actingId]))]
  const there = Map.groupBy(
    await initiativesMeant(db, unitIds, [...new Set(rows.map(({ initiative }) => plainName(initiative)))]),
    ({ unitId, plain }) => `${unitId} ${plain}`,
  )
  const mayStart = await unitsToStartIn(db, unitIds)
  const usable = new Map<string, boolean>()
  const fresh = new Map<string, PlannedInitiative>()
  const found = new Map<number, InitiativeMeant | PlannedInitiative>()
  const earlier = new Map<string, EarlierInitiative>()
  for (const placed of rows) {
    const { row, unit, actingId, initiative, day, startedOn } = placed
    const at = titleOf('initiative')
    const plain = plainName(initiative)
    const named = [...new Set([unit.id, actingId])].flatMap((id) => there.get(`${id} ${plain}`) ?? [])
    const known = named.filter((one) => one.kind === kind)
    const params = { name: initiative.slice(0, 80), unit: unit.name }
    const actingName = mayStart.get(actingId)
    if (known.length > 0) {
      const meant = meantBy(placed, known, mayStart)
      if (meant.is === 'refused') {
        refuse(row, titleOf(meant.column), meant.code, meant.params)
        continue
      }
      const { id, name, startedOn: from } = meant.one
      if (meant.is === 'later')
        earlier.set(id, {
          id,
          name,
          from,
          to: earlierOf(startedOn, earlierOf(earlier.get(id)?.to, day)),
        })
      found.set(row, meant.one)
    } else if (named.length > 0) refuse(row, at, 'past_initiative_is_of_another_kind', params)
    else if (initiative.length < 3) refuse(row, at, 'field_is_too_short', { minimum: 3 })
    else if (actingName === undefined) refuse(row, at, 'past_initiative_is_not_there', params)
    else {
      if (!usable.has(actingId)) usable.set(actingId, await isUsable(db, kind, actingId))
      if (!usable.get(actingId)) refuse(row, at, 'initiative_kind_is_of_another_unit')
      const key = `new ${actingId} ${plain}`
      const first = earlierOf(startedOn, day)
      const one = fresh.get(key) ?? {
        key,
        name: initiative,
        unitId: actingId,
        unitName: actingName,
        startedOn: first,
      }
      if (first < one.startedOn) one.startedOn = first
      fresh.set(key, one)
      found.set(row, one)
    }
  }
  return { found, fresh: [...fresh.values()], earlier: [...earlier.values()] }
}
