import { asSystemSnapshot } from '#access'
import { parameterOn } from '#parameters'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { inThreeDecimals } from '#platform/number'
import { addDays, addMonths, type Day, type Month, today } from '#platform/time'
import { assurances } from '../rules.ts'
import { type Group, groupsOf } from './groups.ts'
import { type Block, blocksOf, type Cell, type Rung, revised, sumsOf } from './rules.ts'
import {
  areasAbove,
  countedFields,
  deleteOpenBlocks,
  deleteUnprotected,
  insertBlocks,
  keptBlocks,
  type NewBlock,
  type Said,
  type Standing,
  saidOf,
  type ToldAmount,
  tellAgain,
} from './store.ts'

/** A cell with the place it is of, and how far each of its amounts is proven at least. */
type MonthCell = Cell & { place: string; month: Month; weakest: Map<string, ToldAmount['assurance']> }

/**
 * Puts together what everybody may read of people who need protection, of all months that are over. What was told before
 * stays as it is, unless it has changed by so much that the change tells of nobody either.
 */
export const tellProtected = (day: Day = today()): Promise<void> =>
  asSystemSnapshot(async (tx) => {
    const threshold = Number(await parameterOn(tx, 'protected_threshold', day))
    const groups = groupsOf(await countedFields(tx))
    await deleteUnprotected(
      tx,
      groups.flatMap(({ counted, carried }) => [...counted, ...carried]),
    )
    for (const group of groups) await tellGroup(tx, group, day, threshold)
  })

async function tellGroup(tx: Tx, group: Group, day: Day, threshold: number): Promise<void> {
  const codes = [...group.counted, ...group.carried]
  const said = await saidOf(tx, codes, `${day.slice(0, 7)}-01`)
  const unitIds = [...new Set(said.map(({ unitId }) => unitId))]
  const standings = Map.groupBy(await areasAbove(tx, unitIds), ({ unitId }) => unitId)
  const distinct = new Set(said.flatMap(({ rule, indicator }) => (rule === 'distinct' ? [indicator] : [])))
  const cellsOf = (isOpen: boolean) =>
    monthCells(
      said.filter((one) => one.isOpen === isOpen),
      standings,
      new Set(group.counted),
      addMonths(day.slice(0, 7), -1),
    )
  const write = (block: Block, month: Month, isOpen: boolean): NewBlock => {
    const cells = block.cells as MonthCell[]
    return {
      id: newId(),
      place: block.place,
      month,
      isOpen,
      members: isOpen ? [] : cells.map(({ place }) => place),
      codes,
      counted: sumsOf(cells, 'counted'),
      // What an open kind counts is exact: there is nobody to protect, and small or negative amounts belong to the sum.
      told: toldBy(cells, distinct, isOpen ? Number.NEGATIVE_INFINITY : threshold),
    }
  }
  const fresh: NewBlock[] = []
  const cells = cellsOf(false)
  const kept = Map.groupBy(await keptBlocks(tx, codes), ({ month }) => month)
  for (const [month, ofMonth] of cells) {
    const blocks = kept.get(month) ?? []
    const taken = new Set(blocks.flatMap(({ members }) => members))
    const free = ofMonth.filter(({ place }) => !taken.has(place))
    for (const block of blocksOf(free, threshold)) fresh.push(write(block, month, false))
  }
  for (const block of [...kept.values()].flat()) {
    const own = (cells.get(block.month) ?? []).filter(({ place }) => block.members.includes(place))
    const what = revised(block.counted, own, threshold)
    if (what === 'keep') continue
    await tellAgain(
      tx,
      block.id,
      sumsOf(own, 'counted'),
      what === 'tell' ? toldBy(own, distinct, threshold) : [],
    )
  }
  await deleteOpenBlocks(tx, codes)
  for (const [month, ofMonth] of cellsOf(true))
    for (const cell of ofMonth) fresh.push(write({ place: cell.place, cells: [cell] }, month, true))
  await insertBlocks(tx, fresh)
}

/** The sums of a block. Different people cannot be added up, and a small amount could stand for one of them. */
function toldBy(cells: readonly MonthCell[], distinct: ReadonlySet<string>, threshold: number): ToldAmount[] {
  const sums = { ...sumsOf(cells, 'counted'), ...sumsOf(cells, 'carried') }
  return Object.entries(sums).flatMap(([indicator, amount]) => {
    if (distinct.has(indicator) || amount < threshold) return []
    const levels = cells.flatMap(({ weakest }) => weakest.get(indicator) ?? [])
    const assurance = assurances.find((level) => levels.includes(level)) ?? 'declared'
    return [{ indicator, amount: inThreeDecimals(amount), assurance }]
  })
}

/** Where a unit stood at the end of a month: the lowest area from the commune upward, and those above. */
function rungsAt(standings: readonly Standing[], month: Month): Rung[] {
  const last = addDays(`${addMonths(month, 1)}-01`, -1)
  const then = standings.filter(({ from, until }) => (from ?? '') <= last && (until === null || until > last))
  // What was said in the name of a unit that had ended by then goes where it stood at last.
  const found = then.length > 0 ? then : standings.filter(({ until }) => until === standings.at(-1)?.until)
  const byLevel = new Map(found.map(({ id, level }) => [level, { id, level }]))
  return [...byLevel.values()].sort((a, b) => a.level - b.level)
}

/** The cells of each month, by month: flows as they came, stocks as they stood at its end. */
function monthCells(
  said: readonly Said[],
  standings: ReadonlyMap<string, readonly Standing[]>,
  counted: ReadonlySet<string>,
  lastMonth: Month,
): Map<Month, MonthCell[]> {
  const amounts = new Map<Month, Map<string, { rungs: Rung[]; said: Said[] }>>()
  for (const one of said) {
    const lasts = one.rule === 'stock' ? monthsThrough(one.month, lastMonth) : [one.month]
    for (const month of lasts) {
      const rungs = rungsAt(standings.get(one.unitId) ?? [], month)
      const [place] = rungs
      if (!place) continue
      const ofMonth = amounts.get(month) ?? new Map<string, { rungs: Rung[]; said: Said[] }>()
      amounts.set(month, ofMonth)
      const cell = ofMonth.get(place.id) ?? { rungs, said: [] }
      ofMonth.set(place.id, cell)
      cell.said.push(one)
    }
  }
  return new Map(
    [...amounts].map(([month, ofMonth]) => [
      month,
      [...ofMonth].map(([place, cell]) => cellFrom(place, month, cell.rungs, cell.said, counted)),
    ]),
  )
}

function cellFrom(
  place: string,
  month: Month,
  rungs: Rung[],
  said: readonly Said[],
  isCounted: ReadonlySet<string>,
): MonthCell {
  const cell = { counted: {} as Record<string, number>, carried: {} as Record<string, number> }
  const byLevel = new Map<string, number>()
  for (const { indicator, assurance, amount } of said) {
    const sums = isCounted.has(indicator) ? cell.counted : cell.carried
    sums[indicator] = inThreeDecimals((sums[indicator] ?? 0) + amount)
    const key = `${indicator} ${assurance}`
    byLevel.set(key, (byLevel.get(key) ?? 0) + amount)
  }
  const weakest = new Map<string, ToldAmount['assurance']>()
  for (const level of [...assurances].reverse())
    for (const code of Object.keys({ ...cell.counted, ...cell.carried }))
      if (Math.abs(byLevel.get(`${code} ${level}`) ?? 0) > 1e-6) weakest.set(code, level)
  return { place, month, rungs, ...cell, weakest }
}

function monthsThrough(from: Month, last: Month): Month[] {
  const months: Month[] = []
  for (let month = from; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}
