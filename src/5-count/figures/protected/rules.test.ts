import { describe, expect, test } from 'vitest'
import { blocksOf, type Cell, isLarge, isPoolSafe, revised, sumsOf } from './rules.ts'

// The threshold of the law is five; a smaller one would make the same rules.
const threshold = 5
const aCell = (place: string, children: number, dong = 0, above = 'province'): Cell => ({
  rungs: [
    { id: place, level: 1 },
    { id: above, level: 3 },
    { id: 'country', level: 4 },
  ],
  counted: { children },
  carried: { dong },
})
const toldOf = (...cells: Cell[]) =>
  blocksOf(cells, threshold).map(({ place, cells: of }) => [place, sumsOf(of, 'counted').children])

test('counts may be told where one is there and none is small; noughts say nothing', () => {
  expect(isLarge({ children: 5 }, threshold)).toBe(true)
  expect(isLarge({ children: 4 }, threshold)).toBe(false)
  expect(isLarge({ children: 5, families: 0 }, threshold)).toBe(true)
  expect(isLarge({ children: 9, families: 1 }, threshold)).toBe(false)
  expect(isLarge({ children: 0 }, threshold)).toBe(false)
  expect(isLarge({}, threshold)).toBe(false)
})

describe('small cells together', () => {
  const pool = (...counts: Cell['counted'][]) =>
    isPoolSafe(
      counts.map((counted) => ({ rungs: [], counted, carried: {} })),
      threshold,
    )

  test('may be told where the sum leaves three numbers that each could be', () => {
    // Two cells below five: at most 4 · 2 − 2.
    expect(pool({ children: 3 }, { children: 3 })).toBe(true)
    expect(pool({ children: 4 }, { children: 3 })).toBe(false)
    expect(pool({ children: 4 }, { children: 3 }, { children: 3 })).toBe(true)
    expect(pool({ children: 4 }, { children: 4 }, { children: 3 })).toBe(false)
  })

  test('are two at least, and large in sum', () => {
    expect(pool({ children: 5 })).toBe(false)
    expect(pool({ children: 2 }, { children: 2 })).toBe(false)
    expect(pool({ children: 5 }, { children: 0 })).toBe(false)
  })

  test('hide behind one that is large in that count, and are asked of each count', () => {
    expect(pool({ children: 5 }, { children: 4 })).toBe(true)
    expect(pool({ children: 3, families: 5 }, { children: 3 })).toBe(false)
    expect(pool({ children: 3, families: 0 }, { children: 3 })).toBe(true)
    expect(pool({ children: 3, families: 4 }, { children: 3, families: 4 })).toBe(false)
  })
})

describe('the cells of a month', () => {
  test('stand for themselves where they are large', () => {
    expect(toldOf(aCell('a', 5), aCell('b', 12))).toEqual([
      ['a', 5],
      ['b', 12],
    ])
  })

  test('go up until they are enough together: to the province, else to the country, else nowhere', () => {
    expect(toldOf(aCell('a', 3), aCell('b', 3))).toEqual([['province', 6]])
    expect(toldOf(aCell('a', 3), aCell('b', 3, 0, 'other'))).toEqual([['country', 6]])
    expect(toldOf(aCell('a', 2), aCell('b', 2))).toEqual([])
  })

  test('go up by level, whichever comes first', () => {
    const upsideDown = (cell: Cell): Cell => ({
      ...cell,
      rungs: [cell.rungs[0], cell.rungs[2], cell.rungs[1]] as Cell['rungs'],
    })

    expect(toldOf(upsideDown(aCell('a', 3)), upsideDown(aCell('b', 3)))).toEqual([['province', 6]])
  })

  test('in which nothing was done, or that lie nowhere, are in none; one with money alone goes with others', () => {
    expect(toldOf(aCell('a', 0), aCell('b', 3), aCell('c', 3))).toEqual([['province', 6]])
    expect(blocksOf([{ rungs: [], counted: { children: 9 }, carried: {} }], threshold)).toEqual([])
    const [block] = blocksOf([aCell('a', 0), aCell('b', 0, 900), aCell('c', 3), aCell('d', 3)], threshold)
    expect(block?.cells).toHaveLength(3)
    expect(sumsOf(block?.cells ?? [], 'carried')).toEqual({ dong: 900 })
  })

  test('that have no such level wait for the next', () => {
    const onlyCountry: Cell = {
      ...aCell('x', 3),
      rungs: [
        { id: 'x', level: 1 },
        { id: 'country', level: 4 },
      ],
    }

    expect(toldOf(onlyCountry, aCell('b', 3))).toEqual([['country', 6]])
  })
})

describe('a block that was told', () => {
  const told = (before: Record<string, number>, ...cells: Cell[]) => revised(before, cells, threshold)

  test('is told anew where every count changed by nothing or by the threshold', () => {
    expect(told({ children: 10 }, aCell('a', 15))).toBe('tell')
    expect(told({ children: 15 }, aCell('a', 10))).toBe('tell')
    expect(told({ children: 10 }, aCell('a', 14))).toBe('keep')
    expect(told({ children: 10 }, aCell('a', 10, 500))).toBe('keep')
    expect(
      told({ children: 10, families: 7 }, { ...aCell('a', 0), counted: { children: 20, families: 7 } }),
    ).toBe('tell')
    expect(
      told({ children: 10, families: 7 }, { ...aCell('a', 0), counted: { children: 20, families: 9 } }),
    ).toBe('keep')
  })

  test('is told no more where what is left is small', () => {
    expect(told({ children: 10 }, aCell('a', 3))).toBe('withhold')
    expect(told({ children: 10 })).toBe('withhold')
    expect(told({ children: 20 }, aCell('a', 4), aCell('b', 4))).toBe('withhold')
    expect(told({ children: 20 }, aCell('a', 3), aCell('b', 3))).toBe('tell')
  })
})
