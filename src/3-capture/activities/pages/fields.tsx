import { conditionsInWords, type Field, labelOf, requiredInWords } from '#kinds'
import { t, worded } from '#platform/i18n'
import { saidInField } from '#platform/precision-words'
import {
  Button,
  ChoiceField,
  ChoicesField,
  DayField,
  type FormState,
  LongText,
  MoneyField,
  NumberField,
  PeopleBySexField,
  TextField,
  TimeField,
} from '#ui'
import { isSaid } from '../answers/quantity.ts'
import { withAnswers } from '../answers/rules.ts'
import { type Answer, type Answers, type Row, rowsAdded } from '../entry.ts'
import { answerInWords, unitOf } from './answers.tsx'

type QuestionProps = {
  field: Field
  /** All questions of the form: conditions name others. */
  fields: readonly Field[]
  answer?: Answer | undefined
  form?: FormState | undefined
  /** The name of the control: `a.households`, in a row of a list `a.works.0.length`. */
  name?: string
}

/** A number as it is typed in the person's language, so that the form can be sent back as it came. */
const asTyped = (answer: unknown, unit: string | null = null): string | number | undefined => {
  if (isSaid(answer)) return saidInField(answer, unit)
  return typeof answer === 'number' || typeof answer === 'string' ? answer : undefined
}

const asPeople = (answer: Answer | undefined) =>
  typeof answer === 'object' && 'female' in answer ? answer : undefined

const asChosen = (answer: Answer | undefined): string[] | undefined =>
  Array.isArray(answer) ? answer.filter((one) => typeof one === 'string') : undefined

/** A place as it is typed or copied from a map. */
const asPlace = (answer: Answer | undefined): string | undefined =>
  typeof answer === 'object' && 'latitude' in answer ? `${answer.latitude}, ${answer.longitude}` : undefined

const choicesOf = (field: Field) =>
  (field.choices ?? []).map((choice) => ({
    value: choice.value,
    label: worded(choice.label_vi, choice.label_en || choice.label_vi),
  }))

/** The help of a question, and the condition under which it is asked: without a script it is always in sight. */
function hintOf(field: Field, fields: readonly Field[], more?: string): string | undefined {
  const help = field.help_vi === null ? undefined : worded(field.help_vi, field.help_en ?? field.help_vi)
  return (
    [conditionsInWords(field, fields), requiredInWords(field, fields), help, more]
      .filter(Boolean)
      .join(' ') || undefined
  )
}

/**
 * A question that is asked only under conditions, marked so that the script of the page can put it out of sight; any other
 * stands by itself.
 */
export function QuestionField({ row, ...props }: QuestionProps & { row?: number }) {
  const question = <AnswerField {...props} />
  return props.field.shown_if.length === 0 ? (
    question
  ) : (
    <div data-question={props.field.key} data-row={row === undefined ? undefined : String(row)}>
      {question}
    </div>
  )
}

/** One question of a form, by its type. Photos stand below all questions, so theirs is not asked here. */
function AnswerField({ field, fields, answer, form, name = `a.${field.key}` }: QuestionProps) {
  const common = {
    name,
    label: labelOf(field, fields),
    hint: hintOf(field, fields),
    // What is not always asked is required only where it is: the server knows when.
    required: field.required && field.shown_if.length === 0,
    form,
  }
  const said = { unit: field.unit_vi }
  const typed = asTyped(answer, field.unit_vi)
  switch (field.type) {
    case 'count':
      return <NumberField {...common} unit={unitOf(field)} value={typed} said={said} />
    case 'quantity':
      return <NumberField {...common} unit={unitOf(field)} value={typed} decimals said={said} />
    case 'money':
      return <MoneyField {...common} value={asTyped(answer, 'đồng')} said={{ unit: 'đồng' }} />
    case 'people':
      return (
        <PeopleBySexField
          {...common}
          women={asTyped(asPeople(answer)?.female, field.unit_vi)}
          men={asTyped(asPeople(answer)?.male, field.unit_vi)}
          said={{ unit: field.unit_vi ?? 'người' }}
        />
      )
    case 'choice':
      return <ChoiceField {...common} value={asTyped(answer)?.toString()} choices={choicesOf(field)} />
    case 'choices':
      return <ChoicesField {...common} values={asChosen(answer)} choices={choicesOf(field)} />
    case 'date':
      return <DayField {...common} value={asTyped(answer)?.toString()} />
    case 'time':
      return <TimeField {...common} value={asTyped(answer)?.toString()} />
    case 'place':
      return (
        <TextField
          {...common}
          hint={hintOf(field, fields, t('activities.field.place_hint'))}
          value={asPlace(answer)}
          width="medium"
          maxLength={80}
        />
      )
    case 'text':
      return (field.maximum ?? 500) > 200 ? (
        <LongText {...common} rows={3} value={asTyped(answer)?.toString()} />
      ) : (
        <TextField {...common} value={asTyped(answer)?.toString()} />
      )
    case 'repeat':
      return <ListField field={field} fields={fields} answer={answer} form={form} />
    case 'photo':
      return null
  }
}

/** The most rows that a form shows: beyond it, what is listed is a register and belongs in a file. */
const mostShown = 200

/** How many rows of a list stand open: as many as were asked for, were answered, or must be. */
function rowsToShow(field: Field, rows: readonly Row[], form: FormState | undefined): number {
  const asked = Number(form?.typed?.[`rows.${field.key}`])
  const fewest = Math.max(1, field.minimum ?? 0, rows.length)
  return Math.min(mostShown, Number.isInteger(asked) && asked > 0 ? asked : fewest)
}

/**
 * A list: the same questions in every row. Without a script more rows come by a button that sends the form and brings it
 * back with what was typed. A row left blank is no row.
 */
function ListField({ field, fields, answer, form }: QuestionProps) {
  const rows = (Array.isArray(answer) ? answer : []) as Row[]
  const count = rowsToShow(field, rows, form)
  const hintId = `f-a.${field.key}-hint`
  const hint = hintOf(field, fields, t('activities.rows.hint'))
  return (
    <fieldset class="list-field" id={`f-a.${field.key}`} aria-describedby={hintId}>
      <legend class="field-label">{labelOf(field, fields)}</legend>
      <p class="field-hint" id={hintId}>
        {hint}
      </p>
      {Array.from({ length: count }, (_, index) => (
        <fieldset
          class="list-row"
          // After the button the first of the new rows takes the focus: nobody looks for their place again.
          {...(form?.typed?.more === field.key && index === count - rowsAdded
            ? { tabindex: -1, autofocus: true }
            : {})}
        >
          <legend>{t('activities.rows.row', { number: index + 1 })}</legend>
          {fields
            .filter(({ parent }) => parent === field.key)
            .map((one) => (
              <QuestionField
                field={{ ...one, required: false }}
                fields={fields}
                answer={rows[index]?.[one.key]}
                form={form}
                name={`a.${field.key}.${index}.${one.key}`}
                row={index}
              />
            ))}
        </fieldset>
      ))}
      <input type="hidden" name={`rows.${field.key}`} value={String(count)} />
      {count < Math.min(field.maximum ?? mostShown, mostShown) ? (
        <Button name="more" value={field.key}>
          {t('activities.rows.more')}
        </Button>
      ) : null}
    </fieldset>
  )
}

/** What the script needs to know of the questions to show and hide them. A `<` could end the block early. */
const asJson = (fields: readonly Field[]): string => JSON.stringify(fields).replaceAll('<', '\\u003c')

/** All questions of a form in their order, but for the photos. */
export function Questions({
  fields: asked,
  answers,
  form,
}: {
  fields: readonly Field[]
  answers: Answers
  form?: FormState | undefined
}) {
  // Without a script: the answer that was sent or kept before, otherwise the name of its question.
  const fields = withAnswers(asked, answers, answerInWords)
  return (
    <>
      {fields
        .filter(({ parent }) => parent === null)
        .map((field) => (
          <QuestionField field={field} fields={fields} answer={answers[field.key]} form={form} />
        ))}
      {fields.some(({ shown_if }) => shown_if.length > 0) ? (
        // Data that no browser runs.
        <script type="application/json" data-fields dangerouslySetInnerHTML={{ __html: asJson(fields) }} />
      ) : null}
    </>
  )
}
