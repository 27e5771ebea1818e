import { leadsFrom, type Step } from '#life'
import type { Day } from '#platform/time'
import type { State, Step as StepEntry } from './entry.ts'
import type { Initiative } from './store.ts'

const decided = { may: 'initiative.decide' } as const

/** The steps in the life of an initiative. Recognised it becomes by a document: recognition/ in spreading. */
export const steps = {
  register: { ...decided, from: ['proposed'], to: 'registered', event: 'registered' },
  begin: { ...decided, from: ['registered'], to: 'active', event: 'active' },
  end: { ...decided, from: ['registered', 'active', 'recognised'], to: 'ended', event: 'ended' },
  // One that has ended may still be recognised: decisions often come after the year.
  recognise: {
    may: 'initiative.recognise',
    ofAnyVersion: true,
    from: ['proposed', 'registered', 'active', 'recognised', 'ended'],
    to: ({ state }) => (state === 'active' ? 'recognised' : state),
    event: 'recognised',
  },
  lose_recognition: {
    may: 'initiative.recognise',
    ofAnyVersion: true,
    from: ['recognised'],
    to: 'active',
    event: 'active',
  },
} as const satisfies Record<string, Step<Initiative, State>>
export type StepName = keyof typeof steps

/** The step that leads to a state, of those that people decide. */
export const stepInto: Partial<Record<State, StepName>> = {
  registered: 'register',
  active: 'begin',
  ended: 'end',
}

/** The states to which an initiative can be taken by a decision from where it is. */
export const nextStates = (state: State): State[] =>
  (Object.entries(stepInto) as [State, StepName][]).flatMap(([to, name]) =>
    leadsFrom<State>(steps[name], state) ? [to] : [],
  )

/** Why a step cannot be taken on its day or with its words. An end needs its reason and what was learnt. */
export function objectionTo(
  step: StepEntry,
  initiative: { startedOn: Day | null },
  today: Day,
): { code: string; field?: string } | undefined {
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
