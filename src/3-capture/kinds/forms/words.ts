import { formatDay, formatNumber, t, worded } from '#platform/i18n'
import { fillReferences } from '#platform/references'
import { isDay } from '#platform/time'
import type { Condition, Field } from '../entry.ts'

const bareLabelOf = (field: Pick<Field, 'label_vi' | 'label_en'>): string =>
  worded(field.label_vi, field.label_en || field.label_vi)

/** The label of a question in the reader's language. Where it repeats an answer, the name of that question stands. */
export const labelOf = (field: Pick<Field, 'label_vi' | 'label_en'>, fields: readonly Field[] = []): string =>
  fillReferences(bareLabelOf(field), (key) => {
    const other = fields.find((one) => one.key === key)
    return other && `«${fillReferences(bareLabelOf(other), () => undefined)}»`
  })

/** The name of a choice of a question; the bare value where the form has no such choice. */
export function choiceInWords(field: Pick<Field, 'choices'> | undefined, value: string): string {
  const choice = field?.choices?.find((one) => one.value === value)
  return choice ? worded(choice.label_vi, choice.label_en || choice.label_vi) : value
}

function valueInWords(field: Field | undefined, value: string | number): string {
  if (typeof value === 'number')
    return [formatNumber(value), field?.unit_vi ? worded(field.unit_vi, field.unit_en ?? field.unit_vi) : '']
      .filter(Boolean)
      .join(' ')
  return field?.type === 'date' && isDay(value) ? formatDay(value) : choiceInWords(field, value)
}

/** One condition as a person says it: “Số hộ” từ 3 trở lên. */
export function conditionInWords({ field: key, is, value }: Condition, fields: readonly Field[]): string {
  const field = fields.find((one) => one.key === key)
  return t(`initiatives.condition.${is}`, {
    question: field ? labelOf(field, fields) : key,
    value: value === undefined ? '' : valueInWords(field, value),
  })
}

const allInWords = (conditions: readonly Condition[], fields: readonly Field[]): string =>
  conditions.map((one) => conditionInWords(one, fields)).join(t('initiatives.condition.and'))

/** When a question is asked, in words; undefined where it always is. */
export const conditionsInWords = (field: Field, fields: readonly Field[]): string | undefined =>
  field.shown_if.length === 0
    ? undefined
    : t('initiatives.condition.only_if', { conditions: allInWords(field.shown_if, fields) })

/** When a question that is not always required is so, in words; undefined where it never is. */
export const requiredInWords = (
  { required_if: conditions = [] }: Field,
  fields: readonly Field[],
): string | undefined =>
  conditions.length === 0
    ? undefined
    : t('initiatives.condition.required_if', { conditions: allInWords(conditions, fields) })
