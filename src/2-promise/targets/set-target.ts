import { type Actor, note, perform } from '#access'
import { findIndicator, type Indicator, indicatorsOf, numberRulesOf } from '#figures'
import { emitEvent, emitEvents } from '#notices'
import { type UnitDetails, unitOf } from '#org'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { type FieldProblem, Problem } from '#platform/problem'
import { readAim } from '#platform/said'
import { amountFrom, type SaidAmount } from '#platform/submit'
import type { ChangeEntry, Direction, HandDownEntry, HandedRow, TakeBackEntry, TargetEntry } from './entry.ts'
import { basisOf, objectionToTarget } from './rules.ts'
import {
  findTarget,
  findTargets,
  insertNextVersions,
  insertTargets,
  type NewTarget,
  type NextVersion,
  type Target,
  type TargetRow,
  targetsOfUnits,
  type VersionGiven,
} from './store.ts'

/** A target as somebody wants it to be. `seen` is the version that was on the page, 0 where there was none. */
export type Wanted = {
  unitId: string
  indicator: string
  year: number
  amount: SaidAmount
  direction: Direction
  documentId: string | undefined
  note: string
  seen: number
  /** The field of the form, or the row of the file, that says so. */
  field: string
}

/** What became of a table of targets. */
export type Written = { set: number; changed: number; unchanged: number }

/**
 * Sets a target of a unit for itself or, in the name of a unit above, for one beneath.
 * @throws Problem `not_found_or_not_allowed`, `target_is_set_already`, `target_money_is_broken`, `target_amount_is_too_fine`,
 *   `target_unit_did_not_exist`, `indicator_is_unknown`, and those of broken constraints
 */
export function setTarget(
  actor: Actor,
  where: { unitId: string; setByUnitId: string; year: number },
  entry: TargetEntry,
): Promise<void> {
  return perform(actor, 'target.set', where.unitId, async (tx) => {
    const row = await findTarget(tx, where.unitId, entry.indicator, where.year)
    if (row && (await targetsOfUnits(tx, [where.unitId], where.year, [entry.indicator])).length > 0)
      throw new Problem('target_is_set_already', {}, { field: 'indicator' })
    const { documentId } = entry
    const wanted = { ...entry, ...where, documentId, seen: row?.version ?? 0, field: 'amount' }
    // What was taken back is set again as one more version of the same.
    await writeTargets(tx, where.setByUnitId, [wanted], 'Giao lại', actor.personId)
    note(tx, { indicator: entry.indicator, year: where.year })
  })
}

/**
 * Hands targets of one indicator down to units beneath, all in one go: new ones are set, others changed with the reason.
 * @throws Problem as `setTarget`, `target_change_has_no_reason`, `target_is_set_by_another`, `seen_is_outdated`
 */
export function handDownTargets(
  actor: Actor,
  what: { unitId: string; indicator: string; year: number },
  entry: HandDownEntry,
  rows: readonly HandedRow[],
): Promise<Written> {
  return perform(actor, 'target.set', what.unitId, async (tx) => {
    const wanted = rows.map((row) => ({
      ...row,
      indicator: what.indicator,
      year: what.year,
      direction: entry.direction,
      documentId: entry.documentId,
      note: '',
      field: `amount.${row.unitId}`,
    }))
    const written = await writeTargets(tx, what.unitId, wanted, entry.reason, actor.personId)
    note(tx, { indicator: what.indicator, year: what.year, ...written })
    return written
  })
}

/**
 * Changes a target: a new version with its reason; what was stays to be read.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, and those of `setTarget`
 */
export function changeTarget(
  actor: Actor,
  what: { unitId: string; indicator: string; year: number },
  entry: ChangeEntry,
): Promise<void> {
  return perform(actor, 'target.set', what.unitId, async (tx) => {
    const { row, unit, indicator } = await targetToChange(tx, what)
    const amount = amountFrom(entry.amount, limitsOf(entry.amount, indicator))
    refuse(
      objectionToTarget({ ...entry, amount, year: what.year }, indicator, unit),
      { year: what.year, unit: unit.name },
      'amount',
    )
    const given = {
      amount,
      direction: entry.direction,
      basis: basisOf(indicator.rule),
      documentId: entry.documentId ?? null,
      note: entry.note,
      reason: entry.reason,
    }
    const done = await insertNextVersions(tx, [nextOf(row, entry.seen, given)], actor.personId)
    if (done === 0) throw new Problem('seen_is_outdated')
    await emitEvent(tx, 'target.changed', what.unitId, { targetId: row.id, version: entry.seen + 1 })
    note(tx, { target: row.id, version: entry.seen + 1 })
  })
}

/**
 * Takes a target back: from now on the unit has none for that year. It stays in the books with the reason.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`
 */
export function takeBackTarget(
  actor: Actor,
  what: { unitId: string; indicator: string; year: number },
  entry: TakeBackEntry,
): Promise<void> {
  return perform(actor, 'target.set', what.unitId, async (tx) => {
    const { row, indicator } = await targetToChange(tx, what)
    const [now] = await targetsOfUnits(tx, [what.unitId], what.year, [what.indicator])
    if (!now) throw new Problem('not_found_or_not_allowed')
    const given = {
      amount: null,
      direction: now.direction,
      basis: basisOf(indicator.rule),
      documentId: entry.documentId ?? null,
      note: '',
      reason: entry.reason,
    }
    const done = await insertNextVersions(tx, [nextOf(row, entry.seen, given)], actor.personId)
    if (done === 0) throw new Problem('seen_is_outdated')
    await emitEvent(tx, 'target.changed', what.unitId, { targetId: row.id, version: entry.seen + 1 })
    note(tx, { target: row.id, version: entry.seen + 1 })
  })
}

/** Who changes a target leaves it in the name of whoever set it. */
const nextOf = (row: TargetRow, seen: number, given: VersionGiven) => ({
  targetId: row.id,
  seen,
  setByUnitId: row.setByUnitId,
  given,
})

async function targetToChange(tx: Tx, what: { unitId: string; indicator: string; year: number }) {
  const row = await findTarget(tx, what.unitId, what.indicator, what.year)
  const indicator = await findIndicator(tx, what.indicator)
  if (!row || !indicator) throw new Problem('not_found_or_not_allowed')
  return { row, indicator, unit: await unitOf(tx, what.unitId) }
}

/** What somebody types is read by its indicator; what a program sends as a number is held against the same rules after it. */
const limitsOf = (said: SaidAmount, indicator: Indicator) => ({
  ...(typeof said === 'string' ? numberRulesOf(indicator) : {}),
  least: 0,
})

function refuse(code: string | undefined, params: Problem['params'], field: string): void {
  if (code !== undefined) throw new Problem(code, params, { field })
}

/**
 * Writes a table of targets in the name of one unit, all or nothing: every row that cannot be is told at once.
 * @throws Problem as `handDownTargets`
 */
export async function writeTargets(
  tx: Tx,
  setByUnitId: string,
  wanted: readonly Wanted[],
  reason: string,
  personId: string | null,
): Promise<Written> {
  const indicators = new Map((await indicatorsOf(tx)).map((indicator) => [indicator.code, indicator]))
  const units = new Map<string, UnitDetails>()
  for (const { unitId } of wanted) if (!units.has(unitId)) units.set(unitId, await unitOf(tx, unitId))
  const judged = await judge(tx, setByUnitId, wanted, { indicators, units, reason })
  if (judged.faults.length > 0) throw new Problem('form_has_faults', {}, { fields: judged.faults })

  const done = await insertNextVersions(tx, judged.next, personId)
  if (done < judged.next.length) throw new Problem('seen_is_outdated')
  await insertTargets(tx, judged.fresh, personId)
  const told = (kind: 'target.set' | 'target.changed', some: readonly Aim[]) =>
    emitEvents(
      tx,
      some.map(({ unitId, indicator, year }) => ({ kind, unitId, data: { indicator, year } })),
    )
  await told('target.set', judged.fresh)
  await told('target.changed', judged.changed)
  return { set: judged.fresh.length, changed: judged.next.length, unchanged: judged.unchanged }
}

/** Of which unit, indicator and year a target is. */
type Aim = { unitId: string; indicator: string; year: number }

type Ground = {
  indicators: ReadonlyMap<string, Indicator>
  units: ReadonlyMap<string, UnitDetails>
  reason: string
}

async function judge(tx: Tx, setByUnitId: string, wanted: readonly Wanted[], ground: Ground) {
  const faults: FieldProblem[] = []
  const fresh: NewTarget[] = []
  const next: NextVersion[] = []
  const changed: Aim[] = []
  let unchanged = 0
  const known = await knownTargets(tx, wanted)
  for (const one of wanted) {
    const indicator = ground.indicators.get(one.indicator)
    const unit = ground.units.get(one.unitId)
    const fault = (code: string, params: Problem['params'] = {}) =>
      faults.push({ field: one.field, code, params: { unit: unit?.name ?? '', year: one.year, ...params } })
    if (!indicator || !unit) {
      fault('indicator_is_unknown', { code: one.indicator.slice(0, 60) })
      continue
    }
    const { value: amount, fault: misread } = readAim(one.amount, limitsOf(one.amount, indicator))
    if (misread) {
      fault(misread.code, misread.params)
      continue
    }
    const objection = objectionToTarget({ ...one, amount }, indicator, unit)
    if (objection) {
      fault(objection)
      continue
    }
    const given = {
      amount,
      direction: one.direction,
      basis: basisOf(indicator.rule),
      documentId: one.documentId ?? null,
      note: one.note,
      reason: '',
    }
    const { row, now } = known(one)
    if (!row) {
      const { unitId, year } = one
      fresh.push({ id: newId(), unitId, indicator: indicator.code, year, setByUnitId, given })
    } else if (now && now.amount === amount && now.direction === one.direction) unchanged += 1
    else if (row.setByUnitId !== setByUnitId && !row.isFree) fault('target_is_set_by_another')
    else if (row.version !== one.seen)
      throw new Problem(one.seen === 0 ? 'target_is_set_already' : 'seen_is_outdated')
    else if (ground.reason.length < 3)
      faults.push({ field: 'reason', code: 'target_change_has_no_reason', params: {} })
    else {
      next.push({ targetId: row.id, seen: one.seen, setByUnitId, given: { ...given, reason: ground.reason } })
      changed.push(one)
    }
  }
  return { faults, fresh, next, changed, unchanged }
}

/** What there is already of some wanted targets: the row, also of one that was taken back, and what it says now. */
async function knownTargets(tx: Tx, wanted: readonly Wanted[]) {
  const keyOf = (one: { unitId: string; indicator: string; year: number }) =>
    `${one.unitId} ${one.indicator} ${one.year}`
  const rows = new Map<string, TargetRow>()
  const holding = new Map<string, Target>()
  for (const year of new Set(wanted.map((one) => one.year))) {
    const some = wanted.filter((one) => one.year === year)
    const unitIds = [...new Set(some.map(({ unitId }) => unitId))]
    const codes = [...new Set(some.map(({ indicator }) => indicator))]
    for (const row of await findTargets(tx, unitIds, codes, year)) rows.set(keyOf(row), row)
    for (const target of await targetsOfUnits(tx, unitIds, year, codes)) holding.set(keyOf(target), target)
  }
  return (one: Wanted) => ({ row: rows.get(keyOf(one)), now: holding.get(keyOf(one)) })
}
