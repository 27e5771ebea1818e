// What a form remembers when it comes back refused.

import { sentenceOf } from '#platform/i18n'
import { writtenNumber } from '#platform/number'
import { type FieldProblem as CodedProblem, Problem } from '#platform/problem'

/** What is wrong: as a code with its parameters (`problem.fields`), or as a whole sentence. */
export type ShownProblem =
  | CodedProblem
  | {
      /** The field's name; absent when the problem lies in the entry as a whole. */
      field?: string
      message: string
    }

/** What was typed and what is wrong with it. A fresh form has neither. */
export interface FormState {
  typed?: Readonly<Record<string, unknown>>
  /** `sent.problems` of `submit`, or a list. */
  problems?: Problem | readonly ShownProblem[]
}

/** The problems one by one: a refused form's fields, or the one problem that the entry has as a whole. */
export function listOf(problems: FormState['problems']): readonly ShownProblem[] {
  if (problems === undefined) return []
  if (!(problems instanceof Problem)) return problems
  return problems.fields.length > 0 ? problems.fields : [{ message: sentenceOf(problems) }]
}

/** The id of a field's control; `ProblemSummary` links to it. */
export const idOf = (name: string) => `f-${name}`

/** The sentence of a problem. */
export const messageOf = (problem: ShownProblem) =>
  'message' in problem ? problem.message : sentenceOf(problem)

/** What the field shows: what was typed before the refusal, else the value that the page gives. */
export function shownValue(form: FormState | undefined, name: string, given?: string | number | null) {
  const typed = form?.typed?.[name]
  if (typeof typed === 'string' || typeof typed === 'bigint') return String(typed)
  if (typeof typed === 'number') return writtenNumber(typed)
  if (typeof given === 'number') return writtenNumber(given)
  return given ?? undefined
}

/** The first sentence about the field, if there is one. */
export function problemOf(form: FormState | undefined, name: string): string | undefined {
  const found = listOf(form?.problems).find((problem) => problem.field === name)
  return found && messageOf(found)
}
