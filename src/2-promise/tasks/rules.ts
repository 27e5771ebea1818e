import type { Step, Taken } from '#life'
import { addDays, type Day } from '#platform/time'
import type { State } from './entry.ts'
import type { Task } from './store.ts'

/** Something is still to be done: by the unit, or (handed in) by the giver. */
export const openStates = [
  'handed_down',
  'received',
  'working',
  'returned',
  'handed_in',
] as const satisfies readonly State[]
/** The unit has it in its hands. */
export const undoneStates = [
  'handed_down',
  'received',
  'working',
  'returned',
] as const satisfies readonly State[]

const isOneOf = (states: readonly State[], state: State): boolean => states.includes(state)
export const isOpen = (state: State): boolean => isOneOf(openStates, state)
export const isUndone = (state: State): boolean => isOneOf(undoneStates, state)

/** A task is received once: by acknowledging it, or by the first work on it. */
const receivedAt = ({ at }: Taken<State>, task: Task) => (task.receivedAt === null ? { received_at: at } : {})

const ofUnit = { may: 'task.work', sets: receivedAt } as const
const ofGiver = { at: (task: Task) => task.giverId } as const
const judged = {
  may: 'task.judge',
  from: ['handed_in'],
  notBy: (task: Task) => task.handedInBy,
  ...ofGiver,
} as const

/** What can be done with a task: by whom, from which states, into which. */
export const steps = {
  rewrite: { may: 'plan.write', ...ofGiver, from: ['planned'], otherwise: 'task_is_given_already' },
  receive: { ...ofUnit, from: ['handed_down'], to: 'received', event: 'received' },
  // Who says how it will do a task has received it.
  adapt: {
    ...ofUnit,
    from: undoneStates,
    to: ({ state }) => (state === 'handed_down' ? 'received' : state),
    event: 'adapted',
  },
  // A returned task stays returned until it is handed in anew, so that the giver sees why.
  report: {
    ...ofUnit,
    from: undoneStates,
    to: ({ state }) => (state === 'returned' ? 'returned' : 'working'),
    event: 'reported',
  },
  hand_in: {
    may: 'task.work',
    from: ['received', 'working', 'returned'],
    to: 'handed_in',
    event: 'handed_in',
    sets: ({ personId }) => ({ handed_in_by: personId }),
  },
  assign: { may: 'task.hand_down', from: undoneStates, event: 'assigned' },
  accept: { ...judged, to: 'accepted', event: 'accepted' },
  return: { ...judged, to: 'returned', event: 'returned', asks: 'task_return_has_no_reason' },
  recall: {
    may: 'task.hand_down',
    ...ofGiver,
    stateFirst: true,
    from: openStates,
    to: 'recalled',
    event: 'recalled',
  },
} as const satisfies Record<string, Step<Task, State>>
export type StepName = keyof typeof steps

/** Late is what the unit still has in its hands after the day; what was handed in waits for its giver. */
export const isLate = (task: { state: State; dueOn: Day }, today: Day): boolean =>
  isUndone(task.state) && task.dueOn < today

/** Whether an accepted task came in time. The day on which it was handed in counts, not how long the giver took. */
export const cameInTime = (task: { handedInOn: Day | null; dueOn: Day }): boolean =>
  task.handedInOn !== null && task.handedInOn <= task.dueOn

const days = (from: Day, until: Day): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** How many days late, or (negative) how many are left. */
export const daysLate = (dueOn: Day, today: Day): number => days(dueOn, today)

/**
 * Who waits for whom: a unit that has its task in its hands lets the giver wait; after handing in the giver lets the unit
 * wait; a unit that has handed its task further down waits for those beneath.
 */
export function whoWaits(task: {
  state: State
  childrenOpen: number
}): 'giver' | 'unit' | 'beneath' | 'nobody' {
  if (task.state === 'handed_in') return 'unit'
  if (!isUndone(task.state)) return 'nobody'
  return task.state !== 'handed_down' && task.childrenOpen > 0 ? 'beneath' : 'giver'
}

/** The ladder of reminders, each step with the days after the due day on which it begins; several at once are one. */
export const ladder = [
  { step: 'soon', from: -3, until: -1 },
  { step: 'today', from: 0, until: 0 },
  { step: 'late', from: 1, until: 6 },
  { step: 'late_week', from: 7, until: 13 },
  { step: 'late_fortnight', from: 14, until: 29 },
  { step: 'late_month', from: 30, until: 3650 },
] as const
export type LadderStep = (typeof ladder)[number]['step']

/** Due days to which a step of the ladder speaks on a day. */
export const dueDaysOf = (rung: (typeof ladder)[number], today: Day): { first: Day; last: Day } => ({
  first: addDays(today, -rung.until),
  last: addDays(today, -rung.from),
})

/** Who is told: the unit first, its leader once it is late, the giver's leader when weeks have gone by. */
export function toldBy(step: LadderStep): { unit: string[]; giver: string[] } {
  if (step === 'soon' || step === 'today') return { unit: ['recorder', 'checker'], giver: [] }
  if (step === 'late') return { unit: ['recorder', 'checker', 'leader'], giver: ['checker'] }
  return { unit: ['checker', 'leader'], giver: ['checker', 'leader'] }
}

/** How the tasks beneath one stand. What was recalled or carried over is left out of the sum and said beside it. */
export type Progress = {
  all: number
  accepted: number
  handedIn: number
  open: number
  late: number
  recalled: number
  carriedOver: number
}

/** Adds up counts by state. */
export function progressOf(counts: readonly { state: State; tasks: number; late: number }[]): Progress {
  const sum = (wanted: (state: State) => boolean) =>
    counts.filter(({ state }) => wanted(state)).reduce((total, { tasks }) => total + tasks, 0)
  const recalled = sum((state) => state === 'recalled')
  const carriedOver = sum((state) => state === 'carried_over')
  return {
    all: sum(() => true) - recalled - carriedOver,
    accepted: sum((state) => state === 'accepted'),
    handedIn: sum((state) => state === 'handed_in'),
    open: sum(isUndone),
    late: counts.reduce((total, { late }) => total + late, 0),
    recalled,
    carriedOver,
  }
}

/** The earlier of two days. */
export const earlier = (...some: [Day, Day]): Day => some.toSorted()[0] ?? some[0]
