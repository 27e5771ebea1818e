import { addDays, type Day } from '#platform/time'
import type { Target } from './entry.ts'

/** Whether a guide says anything at all. */
export const saysSomething = (guide: {
  how: string
  steps: readonly string[]
  peopleNeeded: string
  preparationDays: number | null
  costDong: number | null
  costNote: string
}): boolean =>
  guide.how !== '' ||
  guide.steps.length > 0 ||
  guide.peopleNeeded !== '' ||
  guide.preparationDays !== null ||
  guide.costDong !== null ||
  guide.costNote !== ''

const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/**
 * A target as a unit takes it over that begins on another day: it gets as long as the other had. One whose length is not
 * known gets a year.
 */
export function targetTakenOver(target: Target, startedOn: Day | null, day: Day): Target {
  const length = startedOn === null ? 365 : daysBetween(startedOn, target.until)
  return { ...target, until: addDays(day, length > 0 ? length : 365) }
}

/** How much of a target is reached, in whole percent. Rounded down, never up: a target is not met by rounding. */
export const reachedPercent = (reached: number, target: number): number =>
  Math.max(0, Math.floor((reached / target) * 100 + 0.00001))
