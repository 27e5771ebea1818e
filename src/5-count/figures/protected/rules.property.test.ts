import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Block, blocksOf, type Cell, revised, sumsOf } from './rules.ts'

const threshold = 5

/** A country of provinces and communes with so many children helped in each month, and the money that they were given. */
type World = { cells: (Cell & { place: string; month: number })[]; parents: Map<string, string> }

const months = [0, 1, 2]

/** Numbers that follow from a seed, so that a world that tells too much can be made again. */
function belowFrom(seed: number) {
  let count = 0
  return (limit: number): number => {
    count += 1
    return createHash('sha256').update(`${seed} ${count}`).digest().readUInt32BE() % limit
  }
}

function aWorld(seed: number): World {
  const below = belowFrom(seed)
  const parents = new Map<string, string>()
  const most = below(2) === 0 ? 6 : 11
  const cells = Array.from({ length: 1 + below(3) }, (_, province) =>
    Array.from({ length: 1 + below(5) }, (_, commune) => {
      const place = `c${province}.${commune}`
      parents.set(place, `p${province}`)
      parents.set(`p${province}`, 'country')
      const rungs = [
        { id: place, level: 1 },
        { id: `p${province}`, level: 3 },
        { id: 'country', level: 4 },
      ]
      return months.map((month) => {
        const children = below(most)
        return { place, month, rungs, counted: { children }, carried: { dong: children * 500_000 } }
      })
    }).flat(),
  ).flat()
  return { cells, parents }
}

const worlds = Array.from({ length: 150 }, (_, seed) => aWorld(seed))

const toldOf = ({ cells }: World): (Block & { month: number })[] =>
  months.flatMap((month) =>
    blocksOf(
      cells.filter((cell) => cell.month === month),
      threshold,
    ).map((block) => ({ ...block, month })),
  )

/** An equation that the public knows: some cells come to a sum. */
type Known = { cells: Set<number>; sum: number }

/**
 * All that is published: each unit by month and by year. The attacker even knows which small cells are in which sum, that a
 * cell of which nothing is told is below the threshold, and that whoever is helped gets the same.
 */
function published(world: World): { known: Known[]; bounds: [number, number][] } {
  const blocks = toldOf(world)
  const isUnder = (place: string, unit: string): boolean => {
    for (let at: string | undefined = place; at !== undefined; at = world.parents.get(at))
      if (at === unit) return true
    return false
  }
  const units = new Set([...world.parents.keys(), ...world.parents.values()])
  const known = [...units].flatMap((unit) =>
    [...months.map((month) => [month]), months].map((some) => {
      const own = blocks.filter(({ place, month }) => some.includes(month) && isUnder(place, unit))
      const cells = own.flatMap((block) => block.cells as World['cells'])
      return {
        cells: new Set(cells.map((cell) => world.cells.indexOf(cell))),
        // Heads, or money divided by what each is given: the same number.
        sum: (sumsOf(cells, 'carried').dong ?? 0) / 500_000,
      }
    }),
  )
  const alone = new Set(
    blocks.filter((block) => block.cells.length === 1).map((block) => block.cells[0] as Cell),
  )
  const bounds = world.cells.map((cell): [number, number] =>
    alone.has(cell) ? [threshold, Number.POSITIVE_INFINITY] : [0, threshold - 1],
  )
  return { known, bounds }
}

/** Subtracts every published sum from every other that holds all of its cells, and what comes of it once more. */
function subtracted(known: readonly Known[]): Known[] {
  const all = new Map<string, Known>()
  const add = (one: Known) => {
    const key = [...one.cells].sort((a, b) => a - b).join()
    if (key !== '' && !all.has(key) && all.size < 300) all.set(key, one)
  }
  for (const one of known) add(one)
  for (let turn = 0; turn < 2; turn += 1) {
    const now = [...all.values()]
    for (const small of now)
      for (const large of now)
        if (small.cells.size < large.cells.size && [...small.cells].every((one) => large.cells.has(one)))
          add({
            cells: new Set([...large.cells].filter((one) => !small.cells.has(one))),
            sum: large.sum - small.sum,
          })
  }
  return [...all.values()]
}

/** What each cell can be at least and at most, tightened by every sum until nothing moves. */
function narrowed(known: readonly Known[], start: readonly [number, number][]): [number, number][] {
  const bounds = start.map(([least, most]): [number, number] => [least, most])
  const at = (cell: number) => bounds[cell] as [number, number]
  for (let turn = 0, moved = true; moved && turn < 50; turn += 1) {
    moved = false
    for (const { cells, sum } of known)
      for (const cell of cells) {
        const others = [...cells].filter((other) => other !== cell)
        const least = sum - others.reduce((all, other) => all + at(other)[1], 0)
        const most = sum - others.reduce((all, other) => all + at(other)[0], 0)
        const [before, after] = [
          at(cell),
          [Math.max(at(cell)[0], least), Math.min(at(cell)[1], most)] as const,
        ]
        if (after[0] > before[0] || after[1] < before[1]) {
          bounds[cell] = [...after]
          moved = true
        }
      }
  }
  return bounds
}

test('who subtracts all that is published from each other learns of no small cell what it is, nor its money', () => {
  let small = 0
  for (const [seed, world] of worlds.entries()) {
    const { known, bounds } = published(world)
    const learnt = narrowed(subtracted(known), bounds)

    for (const [index, { counted }] of world.cells.entries()) {
      const children = counted.children ?? 0
      if (children === 0 || children >= threshold) continue
      small += 1
      const [least, most] = learnt[index] as [number, number]
      expect(most - least, `seed ${seed}`).toBeGreaterThan(0)
    }
  }
  expect(small).toBeGreaterThan(500)
})

test('the attacker does find what naive suppression leaves open: a total beside all others of it', () => {
  const known = [
    { cells: new Set([0, 1]), sum: 9 },
    { cells: new Set([1]), sum: 8 },
  ]

  const learnt = narrowed(subtracted(known), [
    [0, 4],
    [5, Number.POSITIVE_INFINITY],
  ])

  expect(learnt[0]).toEqual([1, 1])
})

test('every sum that is told is of the threshold at least, and no cell is told twice', () => {
  for (const world of worlds) {
    const blocks = toldOf(world)
    const cells = blocks.flatMap((block) => block.cells)

    for (const block of blocks)
      expect(sumsOf(block.cells, 'counted').children).toBeGreaterThanOrEqual(threshold)
    expect(new Set(cells).size).toBe(cells.length)
  }
})

const cell = (place: string, counted: Record<string, number>, dong = 0): Cell => ({
  rungs: [
    { id: place, level: 1 },
    { id: 'province', level: 3 },
  ],
  counted,
  carried: { dong },
})

test('small communes are told together in the province where they are enough, and none of them where they are not', () => {
  const enough = blocksOf(
    [cell('a', { children: 2 }), cell('b', { children: 3 }), cell('c', { children: 6 })],
    5,
  )
  const tooFew = blocksOf(
    [cell('a', { children: 2 }), cell('b', { children: 2 }), cell('c', { children: 6 })],
    5,
  )
  const allAtTheMost = blocksOf([cell('a', { children: 4 }), cell('b', { children: 4 })], 5)

  expect(enough.map(({ place, cells }) => [place, cells.length])).toEqual([
    ['c', 1],
    ['province', 2],
  ])
  expect(tooFew.map(({ place }) => place)).toEqual(['c'])
  expect(allAtTheMost).toEqual([])
})

test('money is not told beside a small count, nor without any count', () => {
  expect(blocksOf([cell('a', { children: 1, visits: 30 }, 15_000_000)], 5)).toEqual([])
  expect(blocksOf([cell('a', {}, 15_000_000)], 5)).toEqual([])
  expect(blocksOf([cell('a', { children: 5 }, 15_000_000)], 5)).toHaveLength(1)
})

test('what was told is told anew only where two exports differ by the threshold', () => {
  const now = (children: number, dong: number) => revised({ children: 8 }, [cell('a', { children }, dong)], 5)

  expect(now(9, 1)).toBe('keep')
  expect(now(8, 99)).toBe('keep')
  expect(now(12, 1)).toBe('keep')
  expect(now(13, 1)).toBe('tell')
  expect(now(3, 1)).toBe('withhold')
  expect(now(4, 1)).toBe('keep')
  expect(now(0, 0)).toBe('withhold')
})
