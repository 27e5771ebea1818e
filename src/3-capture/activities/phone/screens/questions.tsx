/** @jsxImportSource preact */
// The questions of a form, by their type, as the phone asks them.

import type { Field, RawAnswers } from '../../entry.ts'
import { t, worded } from '../words.ts'
import { describedBy, Framed, type InputEvent, idOf } from './parts.tsx'

export type QuestionProps = {
  field: Field
  /** The name of the field, as problems name it: `a.households`. */
  name: string
  value: unknown
  problem?: string | undefined
  mark?: string | undefined
  set: (value: unknown) => void
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).replace('.', typeof value === 'number' ? ',' : '.') : ''

const frameOf = ({ field, name, problem, mark }: QuestionProps) => ({
  name,
  label: worded(field.label_vi, field.label_en),
  hint: field.help_vi === null ? null : worded(field.help_vi, field.help_en),
  required: field.required,
  problem,
  mark,
})

const wired = (props: QuestionProps) => {
  const frame = frameOf(props)
  return {
    id: idOf(props.name),
    'aria-describedby': describedBy(frame),
    'aria-invalid': props.problem ? ('true' as const) : undefined,
    onInput: (event: InputEvent) => props.set(event.currentTarget.value),
  }
}

function NumberBox(props: QuestionProps & { unit: string | null; decimals: boolean }) {
  return (
    <Framed {...frameOf(props)}>
      <span class="input-with-unit">
        <input
          class="input width-short number"
          type="text"
          inputMode={props.decimals ? 'decimal' : 'numeric'}
          autocomplete="off"
          value={text(props.value)}
          {...wired(props)}
        />
        {props.unit ? <span class="unit">{props.unit}</span> : null}
      </span>
    </Framed>
  )
}

type Pair = { female?: unknown; male?: unknown }

function PeopleBox(props: QuestionProps) {
  const pair = (typeof props.value === 'object' && props.value !== null ? props.value : {}) as Pair
  const box = (sex: 'female' | 'male', label: string, id: string) => (
    <label class="pair-part">
      <span class="pair-label">{label}</span>
      <input
        class="input number"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        id={id}
        value={text(pair[sex])}
        aria-invalid={props.problem ? 'true' : undefined}
        onInput={(event) => props.set({ ...pair, [sex]: event.currentTarget.value })}
      />
    </label>
  )
  return (
    <Framed {...frameOf(props)} group>
      <div class="pair">
        {box('female', t('phone.form.women'), idOf(props.name))}
        {box('male', t('phone.form.men'), `${idOf(props.name)}-men`)}
        <span class="unit">{t('phone.form.people')}</span>
      </div>
    </Framed>
  )
}

function ChoiceBox(props: QuestionProps) {
  const choices = props.field.choices ?? []
  if (choices.length > 5)
    return (
      <Framed {...frameOf(props)}>
        <select class="select width-medium" value={text(props.value)} {...wired(props)}>
          <option value="">{t('phone.form.choose_one')}</option>
          {choices.map((choice) => (
            <option value={choice.value} key={choice.value}>
              {worded(choice.label_vi, choice.label_en)}
            </option>
          ))}
        </select>
      </Framed>
    )
  return (
    <Framed {...frameOf(props)} group>
      <div class="choices">
        {choices.map((choice, index) => (
          <label class="choice" key={choice.value}>
            <input
              class="radio"
              type="radio"
              name={idOf(props.name)}
              id={index === 0 ? idOf(props.name) : undefined}
              checked={props.value === choice.value}
              onChange={() => props.set(choice.value)}
            />
            <span class="choice-text">{worded(choice.label_vi, choice.label_en)}</span>
          </label>
        ))}
      </div>
    </Framed>
  )
}

/** One question of a form. Photos stand below all questions, so theirs is not asked here. */
export function Question(props: QuestionProps) {
  const { field } = props
  const unit = field.unit_vi === null ? null : worded(field.unit_vi, field.unit_en)
  switch (field.type) {
    case 'count':
      return <NumberBox {...props} unit={unit} decimals={false} />
    case 'quantity':
      return <NumberBox {...props} unit={unit} decimals />
    case 'money':
      return <NumberBox {...props} unit={t('phone.form.dong')} decimals={false} />
    case 'people':
      return <PeopleBox {...props} />
    case 'choice':
      return <ChoiceBox {...props} />
    case 'date':
      return (
        <Framed {...frameOf(props)}>
          <input class="input width-short" type="date" value={text(props.value)} {...wired(props)} />
        </Framed>
      )
    case 'text':
      return (
        <Framed {...frameOf(props)}>
          {(field.maximum ?? 500) > 200 ? (
            <textarea class="textarea width-full" rows={3} value={text(props.value)} {...wired(props)} />
          ) : (
            <input class="input width-full" type="text" autocomplete="off" value={text(props.value)} {...wired(props)} />
          )}
        </Framed>
      )
    case 'photo':
      return null
  }
}

/** All questions of a form. */
export function Questions(props: {
  fields: readonly Field[]
  answers: RawAnswers
  problems: ReadonlyMap<string, string>
  marked: string | null
  set: (answers: RawAnswers) => void
}) {
  return (
    <>
      {props.fields.map((field) => (
        <Question
          key={field.key}
          field={field}
          name={`a.${field.key}`}
          value={props.answers[field.key]}
          problem={props.problems.get(`a.${field.key}`)}
          mark={props.marked === field.key ? t('phone.form.marked') : undefined}
          set={(value) => props.set({ ...props.answers, [field.key]: value })}
        />
      ))}
    </>
  )
}
