import { note } from '#access'
import {
  answeringFor,
  type Basis,
  figuresOfUnits,
  figuresWithin,
  type Indicator,
  indicatorsOf,
  neededFor,
  noFigure,
  type Reach,
  type Scope,
  spanFor,
} from '#figures'
import { unitOf } from '#org'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { insertReadings, momentNow, type Reading } from './store.ts'

/** A figure of which a reading is taken. */
export type AskedReading = {
  unitId: string
  indicator: string
  period: string
  line?: string | undefined
  themeId?: string | undefined
  basis?: Basis | undefined
  reach?: Reach | undefined
}

/**
 * Reads a figure of a unit so that its difference to any other reading can be told later: its levels, its rule and the
 * moment. `db` must see one snapshot, as that of `look` does.
 * @throws Problem `indicator_is_unknown`, `period_is_malformed`
 */
export async function takeReading(
  db: Reader,
  scope: Extract<Scope, { unitId: string }> & { reach?: Reach | undefined },
  code: string,
  period: string,
): Promise<Reading> {
  const [reading] = await takeReadings(db, [{ ...scope, indicator: code, period }])
  if (!reading) throw new Error('One reading was asked for, and none was taken.')
  return reading
}

/** Figures that are read by one question: of one slice and period, however many units and indicators. */
type Batch = Pick<AskedReading, 'line' | 'themeId' | 'period'> & {
  basis: Basis
  codes: Set<string>
  unitIds: Set<string>
}

// Some units are asked for more than was wanted of them: that costs less than a question for each.
function batchesOf(asked: readonly AskedReading[]): Batch[] {
  const batches = new Map<string, Batch>()
  for (const { unitId, indicator, period, line, themeId, basis = 'today', reach } of asked) {
    if (reach) continue
    const key = [basis, line, themeId, period].join(' ')
    const batch = batches.get(key) ?? { basis, line, themeId, period, codes: new Set(), unitIds: new Set() }
    batch.codes.add(indicator)
    batch.unitIds.add(unitId)
    batches.set(key, batch)
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
  const read: ByKey = new Map()
  for (const { codes, unitIds, period, ...scope } of batchesOf(asked)) {
    const indicators = neededFor([...codes].map(known), all)
    const found = await figuresOfUnits(db, {
      unitIds: [...unitIds],
      indicators,
      span: spanFor(period),
      scope,
    })
    for (const [unitId, figures] of found) read.set(keyOf({ unitId, period, ...scope }), figures)
  }
  const partsOf = await readWithin(db, asked, known, read)
  const momentOf = await momentsOf(db, asked, partsOf)
  return asked.map((one) => {
    const { unitId, indicator: code, period, line, themeId, basis = 'today', reach } = one
    const indicator = known(code)
    const parts = neededFor([indicator], all)
    const figures = read.get(keyOf(one))
    return {
      unitId,
      indicator: code,
      line: line ?? null,
      themeId: themeId ?? null,
      reach: reach ?? 'all',
      basis,
      period,
      span: spanFor(period),
      moment: momentOf(one),
      rule: indicator.rule,
      formulas: Object.fromEntries(
        parts.flatMap(({ code: each, formula }) => (formula === null ? [] : [[each, formula]])),
      ),
      shown: Object.fromEntries(parts.map((each) => [each.code, figures?.get(each.code) ?? noFigure()])),
    }
  })
}

type ByKey = Map<string, Map<string, Reading['shown'][string]>>

const keyOf = ({ unitId, period, line, themeId, basis, reach }: Omit<AskedReading, 'indicator'>) =>
  [unitId, period, line, themeId, basis ?? 'today', reach].join(' ')

/** Reads the figures that are of the own of a unit or of those beneath it; gives the units that were told apart, by key. */
async function readWithin(
  db: Reader,
  asked: readonly AskedReading[],
  known: (code: string) => Indicator,
  read: ByKey,
): Promise<Map<string, string[]>> {
  const partsOf = new Map<string, string[]>()
  const together = Map.groupBy(
    asked.filter(({ reach }) => reach),
    keyOf,
  )
  for (const [key, ones] of together) {
    const [first] = ones
    if (!first?.reach) continue
    const { unitId, period, reach, line, themeId, basis } = first
    const indicators = [...new Set(ones.map(({ indicator }) => known(indicator)))]
    const scope = { line, themeId, basis }
    const unit = await unitOf(db, unitId)
    const found = await figuresWithin(db, unit, reach, { span: spanFor(period), indicators, scope })
    read.set(key, found.figures)
    partsOf.set(key, found.partIds)
  }
  return partsOf
}

/** The one moment of all readings, with the units that answer for each of theirs. */
async function momentsOf(db: Reader, asked: readonly AskedReading[], partsOf: ReadonlyMap<string, string[]>) {
  const now = await momentNow(db, [])
  const answering = new Map<string, { root: string; basis: Basis }[]>()
  for (const basis of new Set(asked.map((one) => one.basis ?? 'today'))) {
    const unitIds = [...new Set([...asked.map(({ unitId }) => unitId), ...[...partsOf.values()].flat()])]
    for (const { asked: unitId, root, basis: answered } of await answeringFor(db, unitIds, basis)) {
      const key = `${unitId} ${basis}`
      answering.set(key, [...(answering.get(key) ?? []), { root, basis: answered }])
    }
  }
  const rootsOf = (unitId: string, basis: Basis) => answering.get(`${unitId} ${basis}`) ?? []
  return (one: AskedReading): Reading['moment'] => {
    const { unitId, basis = 'today' } = one
    const found = rootsOf(unitId, basis)
    const parts = (partsOf.get(keyOf(one)) ?? []).flatMap((id) => rootsOf(id, basis))
    return {
      ...now,
      roots: found.map(({ root }) => root),
      answered: found[0]?.basis ?? 'then',
      parts: parts.map(({ root }) => root),
    }
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
