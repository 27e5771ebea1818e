import type { Indicator } from '#figures'
import { firstFree, withoutEnd } from '#platform/plain-text'
import type { FieldProblem } from '#platform/problem'
import { referencesIn } from '#platform/references'
import type { Comparison, Condition, Counting, Field, FieldType } from '../entry.ts'

/** More questions than this nobody answers on a phone. */
export const mostQuestions = 100

/** What is compared with what: by `includes` only several choices, by size only what has one. */
const comparable: Record<FieldType, readonly Comparison[]> = {
  count: ['equals', 'differs', 'at_least', 'at_most', 'answered'],
  quantity: ['equals', 'differs', 'at_least', 'at_most', 'answered'],
  money: ['equals', 'differs', 'at_least', 'at_most', 'answered'],
  people: ['at_least', 'at_most', 'answered'],
  text: ['equals', 'differs', 'answered'],
  choice: ['equals', 'differs', 'answered'],
  choices: ['includes', 'at_least', 'at_most', 'answered'],
  date: ['equals', 'differs', 'at_least', 'at_most', 'answered'],
  time: ['equals', 'differs', 'at_least', 'at_most', 'answered'],
  place: ['answered'],
  repeat: ['at_least', 'at_most', 'answered'],
  photo: [],
}

/** The comparisons that make sense of a question of this type. */
export const comparisonsOf = (type: FieldType): readonly Comparison[] => comparable[type]

/** Types whose conditions compare with a number. */
const isNumeric = (type: FieldType): boolean =>
  ['count', 'quantity', 'money', 'people', 'choices', 'repeat'].includes(type)

/** How the answer to a question adds to an indicator: it follows from what is asked and how the indicator counts. */
export function countingFor(type: FieldType, rule: Indicator['rule']): Counting | undefined {
  if (rule === 'derived') return undefined
  if (rule === 'distinct') return type === 'text' || type === 'choice' ? 'subject' : undefined
  switch (type) {
    case 'count':
    case 'quantity':
    case 'money':
    case 'people':
      return 'amount'
    case 'repeat':
      return 'rows'
    case 'choice':
    case 'choices':
      return 'chosen'
    default:
      return undefined
  }
}

const repeatable: readonly Field['type'][] = ['count', 'quantity', 'money', 'text', 'choice', 'date', 'time']

/** Whether the words of a question may repeat the answer of another: one value, in the same row or above all rows. */
export const canBeRepeated = (other: Field, at: Pick<Field, 'key' | 'parent'>): boolean =>
  other.key !== at.key &&
  repeatable.includes(other.type) &&
  (other.parent === null || other.parent === at.parent)

/** Questions to which the condition of another may refer: those before it, outside of lists or in the same one. */
export function referable(fields: readonly Field[], at: Pick<Field, 'key' | 'parent'>): Field[] {
  const index = fields.findIndex(({ key }) => key === at.key)
  const before = index < 0 ? fields : fields.slice(0, index)
  return before.filter(
    ({ key, type, parent }) =>
      type !== 'photo' && key !== at.parent && (parent === null || parent === at.parent),
  )
}

function conditionFault(condition: Condition, field: Field, fields: readonly Field[]): string | undefined {
  const other = referable(fields, field).find(({ key }) => key === condition.field)
  if (!other)
    return fields.some(({ key }) => key === condition.field)
      ? 'field_condition_looks_ahead'
      : 'field_condition_is_of_nothing'
  if (!comparable[other.type].includes(condition.is)) return 'field_condition_does_not_fit'
  if (condition.is === 'answered') return undefined
  const isChosen = other.type === 'choice' || condition.is === 'includes'
  if (isChosen && !other.choices?.some(({ value }) => value === condition.value))
    return 'field_condition_is_no_choice'
  const wanted = isNumeric(other.type) && !isChosen ? 'number' : 'string'
  return typeof condition.value === wanted ? undefined : 'field_condition_does_not_fit'
}

/** What an indicator has to say about the question that feeds it. */
function countingFault(
  field: Field,
  indicators: ReadonlyMap<string, Indicator>,
): Omit<FieldProblem, 'field'> | undefined {
  if (field.indicator === null) return undefined
  const indicator = indicators.get(field.indicator)
  if (!indicator) return { code: 'field_indicator_is_unknown' }
  if (field.count_as === null || countingFor(field.type, indicator.rule) !== field.count_as)
    return { code: 'field_cannot_be_counted' }
  if (field.count_as === 'chosen' && !field.choices?.some(({ value }) => value === field.counted_choice))
    return { code: 'field_counted_choice_is_unsaid' }
  if (field.count_as !== 'amount') return undefined
  if ((field.type === 'money') !== indicator.isMoney) return { code: 'field_money_is_mixed_up' }
  const isMeasured = field.type === 'quantity' || field.type === 'count'
  return isMeasured && field.unit_vi !== null && field.unit_vi !== indicator.unitVi
    ? { code: 'field_unit_differs_from_indicator', params: { unit: indicator.unitVi } }
    : undefined
}

function choicesFault(field: Field): string | undefined {
  if (field.type !== 'choice' && field.type !== 'choices') return undefined
  const values = (field.choices ?? []).map(({ value }) => value)
  if (values.length === 0) return 'field_choice_has_no_choices'
  if (new Set(values).size < values.length) return 'field_choice_is_there_twice'
  return values.every((value) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(value))
    ? undefined
    : 'field_choice_is_malformed'
}

function placeFault(field: Field, fields: readonly Field[]): string | undefined {
  const index = fields.indexOf(field)
  if (fields.findIndex(({ key }) => key === field.key) < index) return 'field_key_is_there_twice'
  if (field.type === 'photo' && fields.findIndex(({ type }) => type === 'photo') < index)
    return 'form_has_two_photo_questions'
  if (field.type === 'repeat' && !fields.some(({ parent }) => parent === field.key))
    return 'field_list_has_no_questions'
  if (field.parent === null) return undefined
  const list = fields.findIndex(({ key, type }) => key === field.parent && type === 'repeat')
  if (list < 0) return 'field_lies_in_no_list'
  if (field.type === 'repeat' || field.type === 'photo') return 'field_cannot_lie_in_list'
  return list < index ? undefined : 'field_stands_before_its_list'
}

/** Questions whose answers could tell who was helped, where that must never be written down. */
const tells = (type: FieldType): boolean => type === 'text' || type === 'place'

/**
 * All that keeps a form from being issued, each with the key of its question (none where it is the form as a whole).
 */
export function formFaults(
  fields: readonly Field[],
  indicators: ReadonlyMap<string, Indicator>,
  kind: { protectsPeople: boolean },
): FieldProblem[] {
  const faults: FieldProblem[] = []
  if (!fields.some(({ type }) => type !== 'photo')) faults.push({ field: '', code: 'form_has_no_questions' })
  if (fields.length > mostQuestions)
    faults.push({ field: '', code: 'form_has_too_many_questions', params: { maximum: mostQuestions } })
  for (const field of fields) {
    const at = field.key
    const codes = [
      placeFault(field, fields),
      choicesFault(field),
      ...conditionsOf(field).map((one) => conditionFault(one, field, fields)),
      field.type === 'quantity' && field.unit_vi === null ? 'field_quantity_has_no_unit' : undefined,
      kind.protectsPeople && tells(field.type) ? 'field_could_name_people' : undefined,
      field.minimum !== null && field.maximum !== null && field.minimum > field.maximum
        ? 'field_limits_are_crossed'
        : undefined,
    ]
    for (const code of new Set(codes)) if (code !== undefined) faults.push({ field: at, code })
    const counting = countingFault(field, indicators)
    if (counting) faults.push({ field: at, ...counting })
  }
  return faults
}

/** All conditions of a question: those under which it is asked, and those under which it is required. */
const conditionsOf = (field: Field) => [...field.shown_if, ...(field.required_if ?? [])]

/**
 * What goes with a question that is taken out: the questions in its list, those whose conditions look at one of them, and
 * those whose words repeat its answer.
 */
export function whatGoesWith(
  fields: readonly Field[],
  key: string,
): { inside: Field[]; pointing: Field[]; repeating: Field[] } {
  const inside = fields.filter(({ parent }) => parent === key)
  const gone = new Set([key, ...inside.map((field) => field.key)])
  const pointing = fields.filter(
    (field) => !gone.has(field.key) && conditionsOf(field).some((condition) => gone.has(condition.field)),
  )
  const repeating = fields.filter(
    (field) => !gone.has(field.key) && namesRepeated(field).some((name) => gone.has(name)),
  )
  return { inside, pointing, repeating }
}

const namesRepeated = (field: Field): string[] =>
  [field.label_vi, field.label_en].flatMap((label) => referencesIn(label ?? ''))

/**
 * The questions in the order in which one stands a step earlier or later. It changes places with its neighbour: of
 * questions in the same list, or of those outside of lists (a list moves with all that lies in it).
 */
export function moved(fields: readonly Field[], key: string, step: -1 | 1): string[] {
  const field = fields.find((one) => one.key === key)
  const beside = fields.filter(({ parent }) => parent === (field?.parent ?? null))
  const from = beside.findIndex((one) => one.key === key)
  const to = from + step
  const order = beside.map((one) => one.key)
  if (field && to >= 0 && to < order.length) order.splice(to, 0, ...order.splice(from, 1))
  const tops =
    field?.parent === null ? order : fields.filter(({ parent }) => parent === null).map((one) => one.key)
  return tops.flatMap((top) => [
    top,
    ...(top === field?.parent ? order : fields.filter(({ parent }) => parent === top).map((one) => one.key)),
  ])
}

/** A key out of a label, free among those that are taken: `Số hộ tham gia` → `so_ho_tham_gia`. */
export function freeKey(slug: string, taken: ReadonlySet<string>, length = 40): string {
  const plain = slug.replaceAll('-', '_')
  const whole = (/^[a-z]/.test(plain) ? plain : `q_${plain}`).slice(0, length - 4)
  const base = withoutEnd(whole, /_/)
  // `constructor` is no key of an object that holds answers.
  return firstFree(base === 'constructor' ? 'constructor_1' : base, taken, '_')
}
