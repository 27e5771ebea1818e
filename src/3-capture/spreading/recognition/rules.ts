import type { State } from '#initiatives'
import type { Day } from '#platform/time'

/**
 * Why a recognition cannot be entered, as the code of a problem; undefined where it can. One that has ended may still be
 * recognised: decisions often come after the year.
 */
export function objectionToRecognition(
  decidedOn: Day,
  initiative: { state: State; startedOn: Day | null },
  today: Day,
): { code: string; field?: string } | undefined {
  if (initiative.startedOn === null) return { code: 'initiative_is_recognised_too_early' }
  if (decidedOn > today) return { code: 'initiative_step_is_in_future', field: 'day' }
  if (decidedOn < initiative.startedOn) return { code: 'recognition_is_before_the_start', field: 'day' }
  return undefined
}

/** The state that follows from how many recognitions stand: the first makes it recognised, the last one gone undoes that. */
export function stateWith(state: State, recognitions: number): State {
  if (state === 'active' && recognitions > 0) return 'recognised'
  if (state === 'recognised' && recognitions === 0) return 'active'
  return state
}
