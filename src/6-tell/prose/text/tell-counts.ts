import type { Piece } from '#papers'
import { addDays, addMonths, type Day } from '#platform/time'
import { handedBehind, targetsBehind } from '#targets'
import { oncePerResults, type Results } from '../results/gather-results.ts'
import { listOf } from '../results/tell-results.ts'
import { count } from '../results/wording.ts'
import { tasksDue } from './store.ts'
import type { Telling } from './tell-text.ts'

/** Where late tasks are looked for: those of last year were carried over or recalled. */
const yearBefore = (day: Day): Day => `${addMonths(day.slice(0, 7), -12)}-01`

const earlier = (one: Day, other: Day): Day => [one, other].sort()[0] ?? one

/** How many records of the period are in a state. */
export const inState = ({ records }: Results, state: string): number =>
  records.filter((record) => record.state === state).reduce((sum, record) => sum + record.count, 0)

/** How many days the period after this one has, from its first to the one after its last. */
function nextSpan({ reported: { span } }: Results) {
  const months = Math.max(
    1,
    Math.round((Date.parse(span.until) - Date.parse(span.from)) / (30.4 * 86_400_000)),
  )
  const until = addMonths(span.until.slice(0, 7), months)
  return { from: span.until, until: `${until}${span.until.slice(7)}` }
}

const lastDayOf = ({ results }: Telling): Day => addDays(results.reported.span.until, -1)

/** The targets of a unit, in the year of the report. */
export const targetsHref = (telling: Telling, slug = telling.results.unit.slug): string =>
  `/chi-tieu/${slug}?nam=${lastDayOf(telling).slice(0, 4)}`

/** The targets of the unit that are behind at the end of the period, or today where that comes first. */
export const targetsBehindIn = oncePerResults((telling: Telling) => {
  const last = lastDayOf(telling)
  const { db, results, today } = telling
  return targetsBehind(db, results.unit.id, Number(last.slice(0, 4)), earlier(last, today))
})

/** The same of the targets that the unit has handed down to others. */
export const handedBehindIn = oncePerResults((telling: Telling) => {
  const last = lastDayOf(telling)
  const { db, results, today } = telling
  return handedBehind(db, results.unit.id, Number(last.slice(0, 4)), earlier(last, today))
})

type Counted = { amount: number; href: string }
type Counter = (telling: Telling) => Counted | Promise<Counted>

const ofInitiatives =
  (is: (one: Results['initiatives'][number]) => boolean): Counter =>
  ({ results }) => ({ amount: results.initiatives.filter(is).length, href: listOf(results) })
const ofRecords =
  (state: string): Counter =>
  ({ results }) => ({ amount: inState(results, state), href: listOf(results) })

/** What is counted but is no indicator, by the name that a text gives it: `{{count waiting}}`. */
const counters: Record<string, Counter> = {
  running: ofInitiatives(({ isRunning }) => isRunning),
  fresh: ofInitiatives(({ isFresh }) => isFresh),
  recognised: ofInitiatives(({ isRecognised }) => isRecognised),
  ended: ofInitiatives(({ hasEnded }) => hasEnded),
  accepted: ofRecords('accepted'),
  waiting: ofRecords('recorded'),
  returned: ofRecords('returned'),
  silent_units: ({ results }) => ({
    amount: results.parts.rows.filter(({ entries }) => entries === 0).length,
    href: `/so-lieu-chi-tiet/${results.unit.slug}?ky=${results.reported.period}`,
  }),
  late_tasks: async ({ db, results, today }) => {
    const { until } = results.reported.span
    const span = { from: yearBefore(results.reported.span.from), until: earlier(until, today) }
    return { amount: await tasksDue(db, results.unit.id, span), href: '/nhiem-vu/bang' }
  },
  tasks_due_next: async ({ db, results }) => ({
    amount: await tasksDue(db, results.unit.id, nextSpan(results)),
    href: '/nhiem-vu/bang',
  }),
  targets_behind: async (telling) => ({
    amount: (await targetsBehindIn(telling)).length,
    href: targetsHref(telling),
  }),
}

const counted = oncePerResults(
  async (telling: Telling, name: string): Promise<Counted | undefined> =>
    Object.hasOwn(counters, name) ? counters[name]?.(telling) : undefined,
)

/** One count, by its name; undefined where there is none of that name. */
export const countOf = async (telling: Telling, name: string): Promise<number | undefined> =>
  (await counted(telling, name))?.amount

/** A count as it stands in a text, open to its list. */
export async function tellCount(telling: Telling, name: string): Promise<Piece> {
  const found = await counted(telling, name)
  return found ? count(found.amount, found.href) : { gone: name }
}
