/** @jsxImportSource preact */
// Answers in words, to be read and compared.

import type { Answer, Answers, Field, Quantity } from '#activities/in-browser'
import { isSaid, saidOf, withAnswers } from '#activities/in-browser'
import { saidIn } from '#platform/precision'
import { formatDay, formatNumber, language, t, worded } from '../words.ts'

/** “trên 40”: a number never without its precision. */
const quantityInWords = (quantity: Quantity): string => saidIn(saidOf(quantity), language(), formatNumber)

function choiceIn(field: Field, value: string): string {
  const choice = field.choices?.find((one) => one.value === value)
  return choice ? worded(choice.label_vi, choice.label_en) : value
}

/** An answer as people read it. */
export function answerInWords(field: Field, answer: Answer | undefined, fields: readonly Field[]): string {
  if (answer === undefined || answer === '') return t('phone.conflict.nothing')
  if (typeof answer === 'number' || isSaid(answer)) {
    const unit =
      field.type === 'money' ? t('phone.form.dong') : field.unit_vi && worded(field.unit_vi, field.unit_en)
    return [quantityInWords(answer), unit].filter(Boolean).join(' ')
  }
  if (typeof answer === 'string')
    return field.type === 'date'
      ? formatDay(answer)
      : field.type === 'choice'
        ? choiceIn(field, answer)
        : answer
  if (Array.isArray(answer))
    return answer
      .map((one, index) =>
        typeof one === 'string'
          ? choiceIn(field, one)
          : `${index + 1}) ${Object.entries(one)
              .map(([key, value]) => {
                const asked = fields.find((each) => each.key === key && each.parent === field.key)
                return asked
                  ? `${worded(asked.label_vi, asked.label_en)}: ${answerInWords(asked, value, fields)}`
                  : ''
              })
              .filter(Boolean)
              .join(', ')}`,
      )
      .join('; ')
  if ('female' in answer)
    return `${t('phone.form.women')} ${quantityInWords(answer.female)}, ${t('phone.form.men')} ${quantityInWords(answer.male)}`
  return `${answer.latitude}, ${answer.longitude}`
}

/** Questions whose words repeat answers, with what is answered so far. */
export const withAnswersInWords = (fields: readonly Field[], answers: Answers): Field[] =>
  withAnswers(fields, answers, (field, answer) => answerInWords(field, answer, fields))

type Version = { day: string; summary: string; answers: Answers }

/** Two wordings of one record, question by question; what differs is marked. */
export function SideBySide(props: {
  fields: readonly Field[]
  mine: Version & { photos: string }
  theirs: Version & { photos: string; state: string }
}) {
  const { mine, theirs } = props
  const fields = withAnswersInWords(props.fields, mine.answers)
  const lines: [string, string, string][] = [
    [t('phone.form.day'), formatDay(mine.day), formatDay(theirs.day)],
    [t('phone.form.summary'), mine.summary, theirs.summary],
    ...fields
      .filter((field) => field.parent === null && field.type !== 'photo')
      .map((field): [string, string, string] => [
        worded(field.label_vi, field.label_en),
        answerInWords(field, mine.answers[field.key], fields),
        answerInWords(field, theirs.answers[field.key], fields),
      ]),
    [t('phone.conflict.photos'), mine.photos, theirs.photos],
    [t('phone.conflict.state'), '', theirs.state],
  ]
  return (
    <dl class="versions">
      {lines.map(([label, ours, others]) => (
        <div class={ours === others || ours === '' ? 'version' : 'version version-differs'} key={label}>
          <dt>{label}</dt>
          <dd>
            <span class="version-whose">{t('phone.conflict.mine')}</span>
            {ours || '–'}
          </dd>
          <dd>
            <span class="version-whose">{t('phone.conflict.theirs')}</span>
            {others}
          </dd>
        </div>
      ))}
    </dl>
  )
}
