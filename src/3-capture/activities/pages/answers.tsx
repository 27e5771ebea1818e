import { choiceInWords, type Field, labelOf } from '#kinds'
import { formatDay, t, worded } from '#platform/i18n'
import { saidInWords } from '#platform/precision-words'
import { DataTable, Facts } from '#ui'
import { isSaid, peopleTogether, type Quantity, saidOf } from '../answers/quantity.ts'
import { withAnswers } from '../answers/rules.ts'
import type { Answer, Answers, Row } from '../entry.ts'

/** The unit of a question in the reader's language. */
export const unitOf = (field: Field): string | undefined =>
  field.unit_vi === null ? undefined : worded(field.unit_vi, field.unit_en ?? field.unit_vi)

/** “trên 40”: a number never without its precision. */
function numberInWords(quantity: Quantity): string {
  const { amount, qualifier } = saidOf(quantity)
  return saidInWords(amount, qualifier)
}

function objectInWords(answer: Exclude<Answer, string | Quantity>, field: Field): string {
  if (Array.isArray(answer))
    return answer.every((one) => typeof one === 'string')
      ? answer.map((one) => choiceInWords(field, one)).join(', ')
      : t('activities.rows.count', { count: answer.length })
  if ('female' in answer)
    return t('activities.people_by_sex', {
      total: numberInWords(peopleTogether(answer)),
      female: numberInWords(answer.female),
      male: numberInWords(answer.male),
    })
  const place = `${answer.latitude}, ${answer.longitude}`
  return answer.accuracyMetres === undefined
    ? place
    : t('activities.place_with_accuracy', { place, metres: answer.accuracyMetres })
}

/** An answer as people read it. */
export function answerInWords(field: Field, answer: Answer): string {
  if (typeof answer === 'number' || isSaid(answer)) {
    const unit = field.type === 'money' ? t('platform.dong') : unitOf(field)
    return [numberInWords(answer), unit].filter(Boolean).join(' ')
  }
  if (typeof answer === 'object') return objectInWords(answer, field)
  if (field.type === 'date') return formatDay(String(answer))
  if (field.type === 'choice') return choiceInWords(field, String(answer))
  return answer
}

/** The rows of a list, a question a column. */
function RowTable({ list, fields, rows }: { list: Field; fields: readonly Field[]; rows: readonly Row[] }) {
  const asked = fields.filter(({ parent }) => parent === list.key)
  return (
    <DataTable
      caption={labelOf(list)}
      columns={[
        { head: t('activities.rows.number'), cell: ({ number }) => String(number), title: true },
        ...asked.map((field) => ({
          head: labelOf(field),
          cell: ({ row }: { number: number; row: Row }) => {
            const answer = row[field.key]
            return answer === undefined ? '–' : answerInWords(field, answer)
          },
          number: field.type === 'count' || field.type === 'quantity' || field.type === 'money',
        })),
      ]}
      rows={rows.map((row, index) => ({ number: index + 1, row }))}
    />
  )
}

/** The answers of a record, question by question, its lists as tables; a question left blank is not shown. */
export function AnswerList({ fields, answers }: { fields: readonly Field[]; answers: Answers }) {
  const filled = withAnswers(fields, answers, answerInWords)
  const shown = filled.filter((field) => field.parent === null && answers[field.key] !== undefined)
  if (shown.length === 0) return <p>{t('activities.no_answers')}</p>
  const single = shown.filter(({ type }) => type !== 'repeat')
  return (
    <>
      {single.length > 0 ? (
        <Facts
          items={single.map((field) => ({
            label: labelOf(field),
            value: answerInWords(field, answers[field.key] as Answer),
          }))}
        />
      ) : null}
      {shown
        .filter(({ type }) => type === 'repeat')
        .map((list) => (
          <RowTable list={list} fields={filled} rows={answers[list.key] as Row[]} />
        ))}
    </>
  )
}
