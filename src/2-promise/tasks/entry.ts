import { z } from 'zod'
import { isId } from '#platform/ids'
import { dayField, type SaidAmount, textField, versionField } from '#platform/submit'

/** In which states a task can be. Whether it is late is worked out from its day, never kept. */
export const states = [
  'planned',
  'handed_down',
  'received',
  'working',
  'returned',
  'handed_in',
  'accepted',
  'recalled',
  'carried_over',
] as const
export type State = (typeof states)[number]

/** Which units get a task: all of some kinds, lines and levels beneath one, with single units added or left out. */
export type SelectionRule = {
  kinds: string[]
  lines: string[]
  levels: string[]
  beneathId: string | null
  plus: string[]
  minus: string[]
}

const idsIn = (text: string | undefined): string[] => [
  ...new Set((text ?? '').split(',').filter((one) => isId(one))),
]

const codesUnder = (typed: Readonly<Record<string, string>>, name: string): string[] =>
  Object.keys(typed)
    .filter((key) => key.startsWith(`${name}.`))
    .map((key) => key.slice(name.length + 1))
    .filter((code) => /^[a-z][a-z_]{1,59}$/.test(code))
    .sort()

/** A rule as a form or an address carries it: `kind.commune=yes`, `line.women=yes`, `duoi=<id>`, `cong=<id>,<id>`. */
export const ruleTyped = (typed: Readonly<Record<string, string>>): SelectionRule => ({
  kinds: codesUnder(typed, 'kind'),
  lines: codesUnder(typed, 'line'),
  levels: codesUnder(typed, 'level'),
  beneathId: isId(typed.duoi) ? typed.duoi : null,
  plus: idsIn(typed.cong).slice(0, 500),
  minus: idsIn(typed.tru).slice(0, 500),
})

/** The same the other way round: what an address or hidden fields carry. */
export const fieldsOfRule = (rule: SelectionRule): Record<string, string> => ({
  ...Object.fromEntries(rule.kinds.map((code) => [`kind.${code}`, 'yes'])),
  ...Object.fromEntries(rule.lines.map((code) => [`line.${code}`, 'yes'])),
  ...Object.fromEntries(rule.levels.map((code) => [`level.${code}`, 'yes'])),
  ...(rule.beneathId ? { duoi: rule.beneathId } : {}),
  ...(rule.plus.length > 0 ? { cong: rule.plus.join(',') } : {}),
  ...(rule.minus.length > 0 ? { tru: rule.minus.join(',') } : {}),
})

/** Whether a rule says anything at all. */
export const selectsNothing = (rule: SelectionRule): boolean =>
  [...rule.kinds, ...rule.lines, ...rule.levels, ...rule.plus].length === 0 && rule.beneathId === null

/** An amount of an expected figure: blank, or more than nothing. It is read when its indicator is known. */
const amountField = z
  .string()
  .default('')
  .transform((text): SaidAmount | null => text.trim() || null)

/** Between what an expected amount lies. */
export const amountLimits = { above: 0, code: 'task_amount_is_impossible' } as const

const version = versionField()

/** What a task is, as it is typed in a plan. */
export const taskEntry = z
  .object({
    id: z.guid('field_is_malformed'),
    title: textField(500, 3),
    product: textField(500),
    clause: textField(200),
    unitId: z.guid('field_is_required'),
    dueOn: dayField(),
    indicator: z.string().max(60).default(''),
    amount: amountField,
  })
  .refine(({ indicator, amount }) => (indicator === '') === (amount === null), {
    message: 'task_amount_has_no_indicator',
    path: ['amount'],
  })
export type TaskEntry = z.output<typeof taskEntry>

/** What is typed to hand a task down; the rule is read from the same form. */
export const handingEntry = z.object({
  id: z.guid('field_is_malformed'),
  dueOn: dayField(),
  title: textField(500),
  product: textField(500),
  expected: z.coerce.number().int().min(0).optional(),
})
export type HandingEntry = z.output<typeof handingEntry> & { rule: SelectionRule }

/** What a unit may change of its own task, and why. */
export const adaptEntry = z.object({
  version,
  title: textField(500, 3),
  product: textField(500),
  dueOn: dayField(),
  reason: textField(500, 3),
})
export type AdaptEntry = z.output<typeof adaptEntry>

/** How far a task has come, in words; files come beside it. */
export const reportEntry = z.object({ version, text: textField(2000, 3) })
export type ReportEntry = z.output<typeof reportEntry>

/** What the giver says of a task that was handed in. */
export const judgeEntry = z
  .object({
    version,
    verdict: z.enum(['accepted', 'returned'], 'field_is_required'),
    reason: textField(2000),
  })
  .refine(({ verdict, reason }) => verdict === 'accepted' || reason.length >= 3, {
    message: 'task_return_has_no_reason',
    path: ['reason'],
  })
export type JudgeEntry = z.output<typeof judgeEntry>

export const recallEntry = z.object({ version, reason: textField(2000, 3) })
export const versionEntry = z.object({ version })
export const assignEntry = z.object({
  version,
  personId: z.union([z.literal(''), z.guid()]).transform((id) => id || null),
})

/** What a board shows. */
export const boardViews = ['late', 'to_receive', 'to_judge', 'open'] as const
export type BoardView = (typeof boardViews)[number]
