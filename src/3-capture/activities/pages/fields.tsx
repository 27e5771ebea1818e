import type { Field } from '#initiatives'
import { formatDay, formatDong, formatNumber, t, worded } from '#platform/i18n'
import {
  ChoiceField,
  DayField,
  Facts,
  type FormState,
  LongText,
  MoneyField,
  NumberField,
  PeopleBySexField,
  TextField,
} from '#ui'
import type { Answers } from '../entry.ts'

const labelOf = (field: Field): string => worded(field.label_vi, field.label_en)
const unitOf = (field: Field): string | undefined =>
  field.unit_vi === null ? undefined : worded(field.unit_vi, field.unit_en ?? field.unit_vi)

/** A number as it is typed in the person's language, so that the form can be sent back as it came. */
const asTyped = (answer: Answers[string] | undefined): string | number | undefined =>
  typeof answer === 'number' || typeof answer === 'string' ? answer : undefined

/** One question of a form, by its type. Photos stand below all questions, so theirs is not asked here. */
export function QuestionField({
  field,
  answer,
  form,
}: {
  field: Field
  answer?: Answers[string]
  form?: FormState
}) {
  const common = {
    name: `a.${field.key}`,
    label: labelOf(field),
    hint: field.help_vi === null ? undefined : worded(field.help_vi, field.help_en ?? field.help_vi),
    required: field.required,
    form,
  }
  switch (field.type) {
    case 'count':
      return <NumberField {...common} unit={unitOf(field)} value={asTyped(answer)} />
    case 'quantity':
      return <NumberField {...common} unit={unitOf(field)} value={asTyped(answer)} decimals />
    case 'money':
      return <MoneyField {...common} value={asTyped(answer)} />
    case 'people':
      return (
        <PeopleBySexField
          {...common}
          women={typeof answer === 'object' ? answer.female : undefined}
          men={typeof answer === 'object' ? answer.male : undefined}
        />
      )
    case 'choice':
      return (
        <ChoiceField
          {...common}
          value={typeof answer === 'string' ? answer : undefined}
          choices={(field.choices ?? []).map((choice) => ({
            value: choice.value,
            label: worded(choice.label_vi, choice.label_en),
          }))}
        />
      )
    case 'date':
      return <DayField {...common} value={typeof answer === 'string' ? answer : undefined} />
    case 'text':
      return (field.maximum ?? 500) > 200 ? (
        <LongText {...common} rows={3} value={typeof answer === 'string' ? answer : undefined} />
      ) : (
        <TextField {...common} value={typeof answer === 'string' ? answer : undefined} />
      )
    case 'photo':
      return null
  }
}

/** An answer as people read it. */
export function answerInWords(field: Field, answer: Answers[string]): string {
  if (typeof answer === 'object')
    return t('activities.people_by_sex', {
      total: answer.female + answer.male,
      female: answer.female,
      male: answer.male,
    })
  if (field.type === 'money') return formatDong(Number(answer))
  if (field.type === 'date') return formatDay(String(answer))
  if (field.type === 'choice') {
    const choice = field.choices?.find(({ value }) => value === answer)
    return choice ? worded(choice.label_vi, choice.label_en) : String(answer)
  }
  if (typeof answer === 'number') return [formatNumber(answer), unitOf(field)].filter(Boolean).join(' ')
  return answer
}

/** The answers of a record, question by question; a question left blank is not shown. */
export function AnswerList({ fields, answers }: { fields: readonly Field[]; answers: Answers }) {
  const items = fields.flatMap((field) => {
    const answer = answers[field.key]
    return answer === undefined ? [] : [{ label: labelOf(field), value: answerInWords(field, answer) }]
  })
  return items.length > 0 ? <Facts items={items} /> : <p>{t('activities.no_answers')}</p>
}
