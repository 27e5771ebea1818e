// What a form remembers when it comes back refused.

export interface FieldProblem {
  /** The field's name; absent when the problem lies in the entry as a whole. */
  field?: string | undefined
  /** The whole sentence: what is wrong and what to do. */
  message: string
}

/** What was typed and what is wrong with it. A fresh form has neither. */
export interface FormState {
  typed?: Readonly<Record<string, unknown>> | undefined
  problems?: readonly FieldProblem[] | undefined
}

/** The id of a field's control; `ProblemSummary` links to it. */
export const idOf = (name: string) => `f-${name}`

/** What the field shows: what was typed before the refusal, else the value that the page gives. */
export function valueOf(form: FormState | undefined, name: string, given?: string | number | null): string | undefined {
  const typed = form?.typed?.[name]
  if (typeof typed === 'string' || typeof typed === 'number' || typeof typed === 'bigint') return String(typed)
  return given === undefined || given === null ? undefined : String(given)
}

/** The first sentence about the field, if there is one. */
export function problemOf(form: FormState | undefined, name: string): string | undefined {
  return form?.problems?.find((problem) => problem.field === name)?.message
}
