import { type Actor, look } from '#access'
import { pathOf, unitBySlug } from '#org'
import { type DayPlace, readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { boardCounts, boardRows, type Cell, planTitles, unitsNamed } from './board-store.ts'
import type { BoardView } from './entry.ts'
import { mayIn, ownUnits } from './store.ts'

/** What is open and what of it is late, waits to be acknowledged or to be judged. */
export type Sums = { open: number; late: number; toReceive: number; toJudge: number }

const noSums = (): Sums => ({ open: 0, late: 0, toReceive: 0, toJudge: 0 })

const plus = (one: Sums, other: Sums): Sums => ({
  open: one.open + other.open,
  late: one.late + other.late,
  toReceive: one.toReceive + other.toReceive,
  toJudge: one.toJudge + other.toJudge,
})

/** Sums by id, and all of them together. */
function sumsOf(cells: readonly Cell[]): { all: Sums; by: Map<string, Sums> } {
  const by = new Map(
    cells.map(({ id, toReceive, inHand, toJudge, late }) => [
      id ?? '',
      { open: toReceive + inHand + toJudge, late, toReceive, toJudge },
    ]),
  )
  return { all: [...by.values()].reduce(plus, noSums()), by }
}

/** The unit of which a board tells: the one asked for, or where the person works. */
async function unitWanted(actor: Actor, slug: string | undefined) {
  return look(actor, 'task.read', null, async (db) => {
    const unit = slug ? await unitBySlug(db, slug) : (await ownUnits(db))[0]
    if (!unit) throw new Problem('not_found_or_not_allowed')
    return { id: unit.id, name: unit.name, slug: unit.slug }
  })
}

const pageLength = 50

/**
 * The leader's board: what is late, where, since when, who was told, who waits for whom; by plan and by unit.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function boardPage(
  actor: Actor,
  asked: { slug?: string | undefined; view: BoardView; planId: string | null; after?: DayPlace | undefined },
  day: Day = today(),
) {
  const unit = await unitWanted(actor, asked.slug)
  return look(actor, 'task.read', unit.id, async (db) => {
    const cells = await boardCounts(db, unit.id, day)
    const byUnit = sumsOf(cells.filter((cell) => cell.of === 'unit'))
    const byPlan = sumsOf(cells.filter((cell) => cell.of === 'plan'))
    const { rows, next } = await readPage(
      pageLength,
      (limit) => boardRows(db, unit.id, day, { ...asked, limit }),
      ({ dueOn, id }) => ({ day: dueOn, id }),
    )
    const titles = await planTitles(db, unit.id, [...byPlan.by.keys()])
    const own = byUnit.by.get('')
    const path = (await pathOf(db, unit.id, 'area', day)).filter(({ id }) => id !== unit.id)
    const mine = await mayIn(
      db,
      'task.read',
      path.map(({ id }) => id),
    )
    return {
      unit,
      above: path.filter(({ id }) => mine.has(id)).map(({ id, name, slug }) => ({ id, name, slug })),
      sums: byUnit.all,
      own,
      units: (
        await unitsNamed(
          db,
          [...byUnit.by.keys()].filter((id) => id !== ''),
        )
      )
        .map((one) => ({ ...one, sums: byUnit.by.get(one.id) ?? noSums() }))
        .sort((one, other) => other.sums.late - one.sums.late || other.sums.open - one.sums.open),
      plans: [...byPlan.by]
        .map(([id, sums]) => ({ id, title: titles.get(id) ?? '', sums }))
        .filter(({ title }) => title !== '')
        .sort((one, other) => other.sums.late - one.sums.late || other.sums.open - one.sums.open)
        .slice(0, 100),
      rows,
      next,
      day,
    }
  })
}
