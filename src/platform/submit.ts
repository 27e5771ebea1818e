import { z } from 'zod'
import { formDataOf } from './bodies.ts'
import { type NumberLimits, readWithin } from './number.ts'
import { type FieldProblem, Problem, type ProblemParams } from './problem.ts'
import { readAim } from './said.ts'
import { isDay } from './time.ts'

/** What a person typed, field by field, so that it survives a refusal. */
export type Typed = Record<string, string>

/** What became of a form: done, or refused with what was typed. */
export type Submitted<T> =
  | { problems: undefined; typed: Typed; result: T }
  | { problems: Problem; typed: Typed; result: undefined }

/** A form as it arrived: texts, and files by field. */
export type FormBody = { typed: Typed; files: Record<string, File[]> }

/** Reads a form as `formDataOf` does. Of a repeated text field the last one counts, as with check boxes. */
export async function readForm(request: Request): Promise<FormBody> {
  const data = await formDataOf(request)
  const typed: Typed = {}
  const files: Record<string, File[]> = {}
  for (const [name, value] of data) {
    if (typeof value === 'string') typed[name] = value.replaceAll('\r\n', '\n')
    else if (value.size > 0 || value.name !== '') files[name] = [...(files[name] ?? []), value]
  }
  return { typed, files }
}

/**
 * Reads a form, checks its shape and runs the use case. A `Problem` of either comes back with what was typed, for
 * the page to show again; any other fault goes on to the error page.
 */
export async function submit<Schema extends z.ZodType, T>(
  request: Request,
  schema: Schema,
  run: (entry: z.output<Schema>, form: FormBody) => Promise<T>,
): Promise<Submitted<T>> {
  try {
    return await submitRead(await readForm(request), schema, run)
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    return { problems: fault, typed: {}, result: undefined }
  }
}

/** The same for a form that has been read already. */
export async function submitRead<Schema extends z.ZodType, T>(
  form: FormBody,
  schema: Schema,
  run: (entry: z.output<Schema>, form: FormBody) => Promise<T>,
): Promise<Submitted<T>> {
  try {
    return { problems: undefined, typed: form.typed, result: await run(checked(schema, form.typed), form) }
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    return { problems: fault, typed: form.typed, result: undefined }
  }
}

/**
 * A value of the schema's shape. Messages of a schema are problem codes (`z.string().min(1, 'field_is_required')`).
 * @throws Problem `form_has_faults` with every field at fault.
 */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw new Problem(
    'form_has_faults',
    {},
    { fields: read.error.issues.map((issue) => asFieldProblem(issue, value)) },
  )
}

/** What is wrong with one part of a value. Zod does not keep the value, which tells what is missing from what is wrong. */
export function asFieldProblem(issue: z.core.$ZodIssue, value: unknown): FieldProblem {
  const field = issue.path.map(String).join('.')
  const params: ProblemParams = {}
  if ('minimum' in issue) params.minimum = Number(issue.minimum)
  if ('maximum' in issue) params.maximum = Number(issue.maximum)
  if ('params' in issue && typeof issue.params === 'object') Object.assign(params, issue.params)
  return { field, code: codeOf(issue, value), params }
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type' && partAt(value, issue.path) === undefined) return 'field_is_required'
  if (issue.code === 'too_small') {
    if (issue.origin !== 'string') return 'field_is_too_small'
    return Number(issue.minimum) <= 1 ? 'field_is_required' : 'field_is_too_short'
  }
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'field_is_too_long' : 'field_is_too_large'
  if (issue.code === 'invalid_value') return 'field_is_no_choice'
  return 'field_is_malformed'
}

const partAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | null | undefined)?.[key], value)

/** A line or text of limited length, trimmed, in composed Unicode. */
export const textField = (maximum: number, minimum = 0) =>
  z
    .string()
    // Zero bytes and halves of characters, which the database refuses, are no text.
    .transform((text) => text.toWellFormed().replaceAll('\0', '').normalize('NFC').trim())
    .pipe(z.string().min(minimum).max(maximum))

/** Texts of which each stands on a line of its own. Blank lines are none. */
export const linesField = (most: number, longest: number) =>
  textField(most * (longest + 1))
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .refine((lines) => lines.length <= most && lines.every((line) => line.length <= longest), {
      error: 'lines_are_too_many',
      params: { most, longest },
    })

/** The version that a person saw, as forms carry it along unseen. */
export const versionField = () => z.coerce.number().int().min(1)

/** A number within limits, as people write it. */
export const numberField = (limits: NumberLimits) =>
  z.string().transform((text, context) => {
    const { value, fault } = readWithin(text, limits)
    if (!fault) return value
    context.addIssue({ code: 'custom', message: fault.code, params: fault.params ?? {} })
    return z.NEVER
  })

/** The same, or blank, which is null. */
export const numberOrBlank = (limits: NumberLimits) => {
  const field = numberField(limits)
  return z
    .string()
    .default('')
    .transform((text) => (text.trim() === '' ? null : text))
    .pipe(z.null().or(field))
}

/** An amount of an indicator at which somebody aims: a text from a person, read when the indicator is known. */
export type SaidAmount = number | string

/**
 * The amount that was said, by what is known of its indicator.
 * @throws Problem of `readAim`
 */
export function amountFrom(said: SaidAmount, limits: NumberLimits, field = 'amount'): number {
  const { value, fault } = readAim(said, limits)
  if (fault) throw new Problem(fault.code, fault.params ?? {}, { field })
  return value
}

/** A box: ticked, something is sent; not ticked, nothing is. */
export const boxField = () =>
  z
    .string()
    .optional()
    .transform((sent) => sent !== undefined)

/** A day of the calendar, `YYYY-MM-DD` as browsers send it, or `d/m/yyyy` as people write it. */
export const dayField = () =>
  z
    .string()
    .transform((text) => {
      const written = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text)
      return written
        ? `${written[3]}-${written[2]?.padStart(2, '0')}-${written[1]?.padStart(2, '0')}`
        : text.trim()
    })
    .pipe(z.string().min(1, 'field_is_required').refine(isDay, 'field_is_no_day'))

/** The same, or blank, which is null. */
export const dayOrBlank = () =>
  z
    .string()
    .nullish()
    .transform((text) => text?.trim() || null)
    .pipe(z.null().or(dayField()))
