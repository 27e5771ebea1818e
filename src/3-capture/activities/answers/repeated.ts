import type { Field } from '#initiatives'
import { fillReferences } from '#platform/references'
import type { Answer, Answers } from '../entry.ts'

/**
 * Questions whose words repeat answers, filled in: the answer as `say` says it, the name of its question where it has none.
 * A unit of measure stands in the words already, so a number comes without.
 */
export function withAnswers(
  fields: readonly Field[],
  answers: Answers,
  say: (field: Field, answer: Answer) => string,
): Field[] {
  const filled = (text: string, nameOf: (field: Field) => string) =>
    fillReferences(text, (key) => {
      const other = fields.find((one) => one.key === key)
      if (!other) return undefined
      const answer = answers[key]
      if (answer === undefined || answer === '') return `«${fillReferences(nameOf(other), () => undefined)}»`
      return say({ ...other, unit_vi: null, type: other.type === 'money' ? 'count' : other.type }, answer)
    })
  const vi = (text: string) => filled(text, (field) => field.label_vi)
  const en = (text: string) => filled(text, (field) => field.label_en || field.label_vi)
  return fields.map((field) => ({
    ...field,
    label_vi: vi(field.label_vi),
    label_en: en(field.label_en),
    help_vi: field.help_vi === null ? null : vi(field.help_vi),
    help_en: field.help_en === null ? null : en(field.help_en),
  }))
}
