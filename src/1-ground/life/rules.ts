import type { Action } from '#access'
import type { NewEvent, NewNotice } from '#notices'

/** What was said with a step: the words of the person, and what else its history keeps. */
export type Said = { words?: string; detail?: Record<string, string | number> }

/** A step that was taken, as notices, events and the history are told it. */
export type Taken<State extends string = string> = Said & {
  from: State
  to: State
  personId: string
  at: Date
}

/** One step of a life: who may take it, from where, into what. */
export type Step<Row, State extends string> = {
  may: Action
  /** The unit where one must be allowed to; by default that of the thing itself. */
  at?: (row: Row) => string
  from: readonly State[]
  /** Without it the thing stays as it is. */
  to?: State | ((row: Row) => State)
  /** Where both are wrong, the state is named and not the version. */
  stateFirst?: true
  /** The step may be taken whatever version one has seen: it takes the thing back as a whole. */
  ofAnyVersion?: true
  /** Four eyes: whoever did what this step judges may not take it. */
  notBy?: (row: Row) => string | null
  /** The step needs a reason in words; the code of the problem where there is none. */
  asks?: string
  /** The code of the problem where the thing is in another state. */
  otherwise?: string | ((row: Row) => string)
  /** Columns that the step writes beside state and version. */
  sets?: (taken: Taken<State>, row: Row) => Record<string, unknown>
  /** Its word in the history; without it nothing is written there. */
  event?: string
  /** What other systems are told. */
  tells?: (row: Row, taken: Taken<State>) => NewEvent
  /** What people are told. */
  notices?: (row: Row, taken: Taken<State>) => readonly NewNotice[]
}

/** What the rules need to know of a life. */
export type Rules<Row, State extends string, Name extends string> = {
  state: (row: Row) => State
  /** What somebody must have seen to take a step: a version, or (where there is none) the state. */
  version?: (row: Row) => number | string
  steps: Record<Name, Step<Row, State>>
  /** The code of the problem where a step is taken in the wrong state. */
  otherwise: string
  /** The code of the problem where somebody judges what they did themselves. */
  ownWork?: string
}

/** What somebody brings to a step. */
export type Attempt = Said & { personId: string; version?: number | string | undefined }

export type Objection = { code: string; field?: string }

/** Whether a step leads on from a state. */
export const leadsFrom = <State extends string>(step: { from: readonly State[] }, state: State): boolean =>
  step.from.includes(state)

/** The state into which a step leads. */
export function stateAfter<Row, State extends string>(step: Step<Row, State>, row: Row, state: State): State {
  if (step.to === undefined) return state
  return typeof step.to === 'function' ? step.to(row) : step.to
}

/** Whether somebody did themselves what a step would judge. */
export const isOwnWork = <Row>(
  step: { notBy?: (row: Row) => string | null },
  row: Row,
  personId: string,
): boolean => step.notBy?.(row) === personId

/** Why a step cannot be taken; undefined where it can. Rights are asked elsewhere. */
export function objectionTo<Row, State extends string, Name extends string>(
  life: Rules<Row, State, Name>,
  name: Name,
  row: Row,
  { personId, version, words }: Attempt,
): Objection | undefined {
  const step = life.steps[name]
  const isOutdated = life.version !== undefined && !step.ofAnyVersion && version !== life.version(row)
  if (isOutdated && !step.stateFirst) return { code: 'seen_is_outdated' }
  if (!leadsFrom(step, life.state(row))) {
    const { otherwise = life.otherwise } = step
    return { code: typeof otherwise === 'function' ? otherwise(row) : otherwise }
  }
  if (isOutdated) return { code: 'seen_is_outdated' }
  if (isOwnWork(step, row, personId)) return { code: life.ownWork ?? life.otherwise }
  if (step.asks !== undefined && (words ?? '').length < 3) return { code: step.asks, field: 'reason' }
  return undefined
}

/** The steps that lead on from where a thing is, and that do not judge what this person did. */
export const openSteps = <Row, State extends string, Name extends string>(
  life: Rules<Row, State, Name>,
  row: Row,
  personId: string,
): Name[] =>
  (Object.keys(life.steps) as Name[]).filter((name) => {
    const step = life.steps[name]
    return leadsFrom(step, life.state(row)) && !isOwnWork(step, row, personId)
  })
