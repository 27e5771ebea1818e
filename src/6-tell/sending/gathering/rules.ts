import type { Day } from '#platform/time'
import type { SendingState } from '#regimes'

/** What those above say of a report that was sent to them. */
export const verdicts = ['received', 'accepted', 'returned'] as const
export type Verdict = (typeof verdicts)[number]

/** What may be said of a report as it stands. */
const possible: Record<SendingState, readonly Verdict[]> = {
  sent: ['received', 'accepted', 'returned'],
  received: ['accepted', 'returned'],
  accepted: [],
  returned: [],
  replaced: [],
}
export const possibleVerdicts = (state: SendingState): readonly Verdict[] => possible[state]

/** How many days a report came, or still stays out, after the day on which it was due; 0 where it is in time. */
export const daysLate = (dueOn: Day, on: Day): number =>
  Math.max(0, Math.round((Date.parse(on) - Date.parse(dueOn)) / 86_400_000))

/** How a unit stands with a report that it owes. `missing`: it has not come, or was given back. */
export type Standing = 'missing' | Exclude<SendingState, 'replaced'>

/** A unit that owes a report, or has sent one. */
export type Owing = {
  standing: Standing
  dueOn: Day
  /** The day on which the report first came. */
  firstSentOn: Day | null
  isNil: boolean
}

/** How many days late a unit is or was. */
export const lateBy = ({ dueOn, firstSentOn }: Owing, day: Day): number => daysLate(dueOn, firstSentOn ?? day)

/** Whether a unit still has to send: nothing came, or what came was given back, which does not put off the day. */
export const stillOwes = ({ standing }: Owing): boolean => standing === 'missing' || standing === 'returned'

/** Whether a unit is to be reminded: it still owes and its day is over. */
export const isOverdue = (one: Owing, day: Day): boolean => stillOwes(one) && one.dueOn < day

/** How the list of those who owe a report is narrowed. */
export const views = [
  'all',
  'missing',
  'overdue',
  'late',
  'sent',
  'received',
  'accepted',
  'returned',
  'nil',
] as const
export type View = (typeof views)[number]

/** Whether a unit belongs to a view. `late` are those that came late, `overdue` those that have not come yet. */
export function isIn(view: View, one: Owing, day: Day): boolean {
  switch (view) {
    case 'all':
      return true
    case 'overdue':
      return isOverdue(one, day)
    case 'late':
      return one.firstSentOn !== null && one.firstSentOn > one.dueOn
    case 'nil':
      return one.isNil
    default:
      return one.standing === view
  }
}
