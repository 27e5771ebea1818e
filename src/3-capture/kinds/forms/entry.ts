import { z } from 'zod'
import { readNumber } from '#platform/number'
import { plainText, slugOf } from '#platform/plain-text'
import { dayOrBlank, numberOrBlank, type Typed, textField } from '#platform/submit'
import { type Choice, type Condition, comparisons, type Field, type FieldType, fieldTypes } from '../entry.ts'
import { freeKey } from './rules.ts'

const ticked = z
  .string()
  .optional()
  .transform((mark) => mark !== undefined)

/** What is typed of a kind itself. */
export const kindEntry = z.object({
  nameVi: textField(200, 3),
  nameEn: textField(200).default(''),
  purposeVi: textField(2000, 3),
  purposeEn: textField(2000).default(''),
  ownerLine: textField(60).default(''),
  protectsPeople: ticked,
  isPublic: ticked,
})
export type KindEntry = z.output<typeof kindEntry>

/** What is typed to set up a kind: `from` is a kind whose questions are taken over. */
export const newKindEntry = kindEntry.extend({
  unitId: z.guid('field_is_no_choice'),
  from: textField(60).default(''),
})
export type NewKindEntry = z.output<typeof newKindEntry>

/** What is typed to issue a draft. `seen` is the revision that the person saw; without a day its indicators count on all days. */
export const issueEntry = z.object({ seen: z.coerce.number().int(), day: dayOrBlank() })

/** From which day an indicator is to be counted; blank is all days. */
export const firstDayEntry = z.object({ indicator: textField(60, 1), day: dayOrBlank() })

/** What is typed of a new indicator. */
export const indicatorEntry = z.object({
  nameVi: textField(300, 3),
  nameEn: textField(300).default(''),
  unitVi: textField(60, 1),
  unitEn: textField(60).default(''),
  rule: z.enum(['sum', 'stock', 'distinct'], 'field_is_no_choice'),
  definitionVi: textField(2000, 3),
  definitionEn: textField(2000).default(''),
  source: textField(500).default(''),
  partOf: textField(60).default(''),
  isShare: ticked,
})
export type IndicatorEntry = z.output<typeof indicatorEntry>

/** What is typed of an indicator that is worked out of two: a rate, or what the second leaves of the first. */
export const rateEntry = z.object({
  how: z.enum(['rate', 'difference'], 'field_is_no_choice').default('rate'),
  nameVi: textField(300, 3),
  nameEn: textField(300).default(''),
  part: z.string().min(1, 'field_is_required').max(60),
  whole: z.string().min(1, 'field_is_required').max(60),
  definitionVi: textField(2000, 3),
  definitionEn: textField(2000).default(''),
  source: textField(500).default(''),
})
export type RateEntry = z.output<typeof rateEntry>

const limitOf = {
  measured: numberOrBlank({ most: Number.MAX_VALUE }),
  counted: numberOrBlank({ most: Number.MAX_VALUE, isWhole: true }),
}

/** How many conditions a page asks for. */
export const conditionsAsked = 3

const questionFields = z.object({
  type: z.enum(fieldTypes, 'field_is_no_choice'),
  labelVi: textField(300, 1),
  labelEn: textField(300).default(''),
  helpVi: textField(1000).default(''),
  helpEn: textField(1000).default(''),
  unitVi: textField(60).default(''),
  unitEn: textField(60).default(''),
  required: ticked,
  requiredIf: ticked,
  choices: textField(10_000).default(''),
  parent: textField(40).default(''),
  indicator: textField(60).default(''),
  countedChoice: textField(60).default(''),
})

const limitsFor = (limit: (typeof limitOf)[keyof typeof limitOf]) =>
  questionFields.extend({ minimum: limit, maximum: limit })

/** What is typed of a question. Its limits have decimals where its answers may. Its conditions and choices are read by themselves. */
export const questionEntry = z.discriminatedUnion('type', [
  limitsFor(limitOf.measured).extend({ type: z.literal('quantity') }),
  limitsFor(limitOf.counted).extend({ type: z.enum(fieldTypes, 'field_is_no_choice').exclude(['quantity']) }),
])
export type QuestionEntry = z.output<typeof questionEntry>

/**
 * Choices as they are typed, one a line, `tiếng Việt | English`. A choice that was there keeps its value, also where only
 * its wording has changed, so that conditions on it go on.
 */
export function choicesTyped(text: string, before: readonly Choice[] | null): Choice[] {
  const lines = text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim().slice(0, 200)))
    .filter(([label]) => label)
    .slice(0, 200)
  const taken = new Set<string>()
  return lines.map(([label_vi = '', label_en = ''], index) => {
    const known =
      before?.find((choice) => choice.label_vi === label_vi) ??
      (before?.length === lines.length ? before[index] : undefined)
    const value =
      known && !taken.has(known.value) ? known.value : freeKey(slugOf(label_vi) || 'khac', taken, 44)
    taken.add(value)
    return { value, label_vi, label_en: label_en || label_vi }
  })
}

/** Choices as they are typed again. */
export const choicesAsTyped = (choices: readonly Choice[] | null): string =>
  (choices ?? [])
    .map(({ label_vi, label_en }) =>
      label_en && label_en !== label_vi ? `${label_vi} | ${label_en}` : label_vi,
    )
    .join('\n')

const isComparison = (text: string | undefined): text is Condition['is'] =>
  comparisons.some((one) => one === text)

/** The value of a condition as it is typed: a choice by its name, a number as people write it. */
function conditionValue(text: string, other: Field | undefined, is: Condition['is']): string | number {
  const isChosen = other?.type === 'choice' || is === 'includes'
  if (isChosen) {
    const said = plainText(text.trim())
    const choice = other?.choices?.find(
      (one) =>
        one.value === text.trim() || plainText(one.label_vi) === said || plainText(one.label_en) === said,
    )
    return choice?.value ?? text.trim()
  }
  const isText = other && ['text', 'date', 'time'].includes(other.type)
  return isText
    ? text.trim()
    : (readNumber(text, { isWhole: other?.type !== 'quantity' }).value ?? text.trim())
}

/** The conditions out of a form, whose fields are named `c.0.field`, `c.0.is`, `c.0.value`. */
export function conditionsTyped(typed: Typed, fields: readonly Field[]): Condition[] {
  return Array.from({ length: conditionsAsked }, (_, index): Condition | undefined => {
    const key = typed[`c.${index}.field`]?.trim()
    const is = typed[`c.${index}.is`]
    if (!key || !isComparison(is)) return undefined
    if (is === 'answered') return { field: key, is }
    const other = fields.find((field) => field.key === key)
    return { field: key, is, value: conditionValue(typed[`c.${index}.value`] ?? '', other, is) }
  }).filter((condition) => condition !== undefined)
}

/** Which parts of a question a type has: what a page asks for it. */
export const partsOf = (type: FieldType) => ({
  unit: type === 'count' || type === 'quantity',
  limits: !['choice', 'date', 'time', 'place'].includes(type),
  choices: type === 'choice' || type === 'choices',
  list: type !== 'repeat' && type !== 'photo',
  counts: !['date', 'time', 'place', 'photo'].includes(type),
})
