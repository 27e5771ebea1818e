import { note } from '#access'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { spanOf } from '#platform/time'
import { neededFor } from '../derive.ts'
import { figuresOfUnits } from '../read-figure.ts'
import { answeringFor, type Basis } from '../roll-up/store.ts'
import { noFigure } from '../rules.ts'
import { type Indicator, indicatorsOf, type Scope } from '../store.ts'
import { insertReadings, momentNow, type Reading } from './store.ts'

/** A figure of which a reading is taken. */
export type AskedReading = {
  unitId: string
  indicator: string
  period: string
  line?: string | undefined
  themeId?: string | undefined
  basis?: Basis | undefined
}

/**
 * Reads a figure of a unit so that its difference to any other reading can be told later: its levels, its rule and the
 * moment. `db` must see one snapshot, as that of `look` does.
 * @throws Problem `indicator_is_unknown`, `period_is_malformed`
 */
export async function takeReading(
  db: Reader,
  scope: Extract<Scope, { unitId: string }>,
  code: string,
  period: string,
): Promise<Reading> {
  const [reading] = await takeReadings(db, [{ ...scope, indicator: code, period }])
  if (!reading) throw new Error('One reading was asked for, and none was taken.')
  return reading
}

/** Figures that are read by one question: of units of which the same is asked. */
type Batch = Pick<AskedReading, 'line' | 'themeId' | 'period'> & {
  basis: Basis
  codes: string[]
  unitIds: string[]
}

function batchesOf(asked: readonly AskedReading[]): Batch[] {
  const ofUnits = new Map<string, Batch>()
  for (const { unitId, indicator, period, line, themeId, basis = 'today' } of asked) {
    const key = [basis, line, themeId, period, unitId].join(' ')
    const found = ofUnits.get(key)
    if (found) found.codes.push(indicator)
    else ofUnits.set(key, { basis, line, themeId, period, codes: [indicator], unitIds: [unitId] })
  }
  const batches = new Map<string, Batch>()
  for (const one of ofUnits.values()) {
    const key = [one.basis, one.line, one.themeId, one.period, ...one.codes.toSorted()].join(' ')
    const found = batches.get(key)
    if (found) found.unitIds.push(...one.unitIds)
    else batches.set(key, one)
  }
  return [...batches.values()]
}

/**
 * The same for many figures, all of one moment: a report that is frozen has hundreds, and they are read by a few questions.
 * @returns the readings in the order in which they were asked for
 * @throws Problem `indicator_is_unknown`, `period_is_malformed`
 */
export async function takeReadings(db: Reader, asked: readonly AskedReading[]): Promise<Reading[]> {
  const all = await indicatorsOf(db)
  const byCode = new Map(all.map((indicator) => [indicator.code, indicator]))
  const known = (code: string): Indicator => {
    const indicator = byCode.get(code)
    if (!indicator) throw new Problem('indicator_is_unknown', { code })
    return indicator
  }
  const spanFor = (period: string) => {
    const span = spanOf(period)
    if (!span) throw new Problem('period_is_malformed', { period: period.slice(0, 20) })
    return span
  }
  const keyOf = ({ unitId, period, line, themeId, basis }: Omit<AskedReading, 'indicator'>) =>
    [unitId, period, line, themeId, basis ?? 'today'].join(' ')
  const read = new Map<string, Map<string, Reading['shown'][string]>>()
  for (const { codes, unitIds, period, ...scope } of batchesOf(asked)) {
    const indicators = neededFor(codes.map(known), all)
    const span = spanFor(period)
    const found = await figuresOfUnits(db, { unitIds, indicators, span, scope })
    for (const unitId of unitIds) {
      const key = keyOf({ unitId, period, ...scope })
      read.set(key, new Map([...(read.get(key) ?? []), ...(found.get(unitId) ?? [])]))
    }
  }
  const momentOf = await momentsOf(db, asked)
  return asked.map((one) => {
    const { unitId, indicator: code, period, line, themeId, basis = 'today' } = one
    const indicator = known(code)
    const parts = neededFor([indicator], all)
    const figures = read.get(keyOf(one))
    return {
      unitId,
      indicator: code,
      line: line ?? null,
      themeId: themeId ?? null,
      basis,
      period,
      span: spanFor(period),
      moment: momentOf(unitId, basis),
      rule: indicator.rule,
      formulas: Object.fromEntries(
        parts.flatMap(({ code: each, formula }) => (formula === null ? [] : [[each, formula]])),
      ),
      shown: Object.fromEntries(parts.map((each) => [each.code, figures?.get(each.code) ?? noFigure()])),
    }
  })
}

/** The one moment of all readings, with the units that answer for each of theirs. */
async function momentsOf(db: Reader, asked: readonly AskedReading[]) {
  const now = await momentNow(db, [])
  const answering = new Map<string, { root: string; basis: Basis }[]>()
  for (const basis of new Set(asked.map((one) => one.basis ?? 'today'))) {
    const unitIds = [...new Set(asked.map(({ unitId }) => unitId))]
    for (const { asked: unitId, root, basis: answered } of await answeringFor(db, unitIds, basis)) {
      const key = `${unitId} ${basis}`
      answering.set(key, [...(answering.get(key) ?? []), { root, basis: answered }])
    }
  }
  return (unitId: string, basis: Basis): Reading['moment'] => {
    const found = answering.get(`${unitId} ${basis}`) ?? []
    return { ...now, roots: found.map(({ root }) => root), answered: found[0]?.basis ?? 'then' }
  }
}

/**
 * Keeps a reading, in the transaction of whatever relies on it: a link that shares it, a report that is frozen.
 * @returns its id.
 */
export async function keepReading(tx: Tx, reading: Reading, keptBy: string | null): Promise<string> {
  const id = newId()
  await insertReadings(tx, [{ id, reading }], keptBy)
  note(tx, { reading: id, indicator: reading.indicator, period: reading.period })
  return id
}

/** Keeps many readings at once, under ids that they were given before, since what relies on them names them. */
export async function keepReadings(
  tx: Tx,
  readings: readonly { id: string; reading: Reading }[],
  keptBy: string | null,
): Promise<void> {
  await insertReadings(tx, readings, keptBy)
  note(tx, { readings: readings.length })
}
