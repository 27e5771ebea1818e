import type { Day } from '#platform/time'
import type { State, Step } from './entry.ts'

const following: Record<State, State[]> = {
  proposed: ['registered'],
  registered: ['active', 'ended'],
  active: ['ended'],
  recognised: ['ended'],
  ended: [],
}

/** The states to which an initiative can be taken from where it is. Recognised it becomes by a document: recognition/. */
export const nextStates = (state: State): State[] => following[state]

/**
 * Why a step cannot be taken, as the code of a problem; undefined where it can.
 * An end needs its reason and what was learnt.
 */
export function objectionTo(
  step: Step,
  initiative: { state: State; startedOn: Day | null },
  today: Day,
): { code: string; field?: string } | undefined {
  if (step.seen !== initiative.state) return { code: 'seen_is_outdated' }
  if (!nextStates(initiative.state).includes(step.to))
    return { code: 'initiative_step_is_not_next', field: 'to' }
  if (step.day > today) return { code: 'initiative_step_is_in_future', field: 'day' }
  if (initiative.startedOn !== null && step.day < initiative.startedOn)
    return { code: 'initiative_ends_before_it_begins', field: 'day' }
  if (step.to === 'ended' && step.note.length < 3) return { code: 'life_end_has_no_reason', field: 'note' }
  if (step.to === 'ended' && step.learnt.length < 3)
    return { code: 'life_end_teaches_nothing', field: 'learnt' }
  return undefined
}

/** Whether activities of that day can be recorded: from the start to the end, both included. */
export function recordingObjection(
  initiative: { state: State; name: string; startedOn: Day | null; endedOn: Day | null },
  day: Day,
): { code: string; params: Record<string, string> } | undefined {
  if (initiative.state === 'proposed' || initiative.startedOn === null)
    return { code: 'initiative_has_not_started', params: { name: initiative.name } }
  if (day < initiative.startedOn)
    return { code: 'initiative_started_later', params: { name: initiative.name, day: initiative.startedOn } }
  if (initiative.endedOn !== null && day > initiative.endedOn)
    return { code: 'initiative_has_ended', params: { name: initiative.name, day: initiative.endedOn } }
  return undefined
}
