/** @jsxImportSource preact */
// The questions of a form, by their type, as the phone asks them.

import { useState } from 'preact/hooks'
import type { Answers, Field, RawAnswers, Row } from '#activities/in-browser'
import { isRequired, isSaid, isShown, readAnswers } from '#activities/in-browser'
import { writtenNumber } from '#platform/number'
import { writtenSaid } from '#platform/precision'
import { whereAmI } from '../where.ts'
import { language, t, worded } from '../words.ts'
import { withAnswersInWords } from './answers.tsx'
import { Button, describedBy, Framed, type InputEvent, idOf } from './parts.tsx'
import { PrecisionChoice, Understood } from './precision.tsx'

type QuestionProps = {
  field: Field
  /** The name of the field, as problems name it: `a.households`. */
  name: string
  value: unknown
  problem?: string | undefined
  mark?: string | undefined
  set: (value: unknown) => void
}

/** A number as it is typed in Vietnam, with a decimal comma. */
const text = (value: unknown, unit: string | null = null): string =>
  isSaid(value)
    ? writtenSaid(value, language(), unit)
    : typeof value === 'number'
      ? writtenNumber(value)
      : typeof value === 'string'
        ? value
        : ''

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
  const { type, unit_vi } = props.field
  const rules = { isWhole: !props.decimals, unit: type === 'money' ? 'đồng' : unit_vi }
  const said = { text: text(props.value, rules.unit), rules }
  return (
    <Framed {...frameOf(props)}>
      <span class="input-with-unit">
        <PrecisionChoice {...said} set={props.set} />
        <input
          class="input width-short number"
          type="text"
          inputMode={props.decimals ? 'decimal' : 'numeric'}
          autocomplete="off"
          value={said.text}
          {...wired(props)}
        />
        {props.unit ? <span class="unit">{props.unit}</span> : null}
      </span>
      <Understood {...said} unit={props.unit} />
    </Framed>
  )
}

type Pair = { female?: unknown; male?: unknown }

function PeopleBox(props: QuestionProps) {
  const pair = (typeof props.value === 'object' && props.value !== null ? props.value : {}) as Pair
  const rules = { isWhole: true, unit: props.field.unit_vi ?? 'người' }
  const box = (sex: 'female' | 'male', label: string, id: string) => {
    const said = { text: text(pair[sex], rules.unit), rules }
    const set = (typed: string) => props.set({ ...pair, [sex]: typed })
    return (
      <div class="pair-part">
        <label class="pair-label" for={id}>
          {label}
        </label>
        <PrecisionChoice {...said} set={set} />
        <input
          class="input number"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          id={id}
          value={said.text}
          aria-invalid={props.problem ? 'true' : undefined}
          onInput={(event) => set(event.currentTarget.value)}
        />
        <Understood {...said} unit={null} />
      </div>
    )
  }
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

function ChoicesBox(props: QuestionProps) {
  const chosen = Array.isArray(props.value) ? (props.value as string[]) : []
  const toggle = (value: string): void =>
    props.set(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  return (
    <Framed {...frameOf(props)} group>
      <div class="choices">
        {(props.field.choices ?? []).map((choice, index) => (
          <label class="choice" key={choice.value}>
            <input
              class="checkbox"
              type="checkbox"
              id={index === 0 ? idOf(props.name) : undefined}
              checked={chosen.includes(choice.value)}
              onChange={() => toggle(choice.value)}
            />
            <span class="choice-text">{worded(choice.label_vi, choice.label_en)}</span>
          </label>
        ))}
      </div>
    </Framed>
  )
}

type Spot = { latitude: number; longitude: number; accuracyMetres?: number }

/** A place: read once by the phone when its owner presses the button, or typed. */
function PlaceBox(props: QuestionProps) {
  const [said, say] = useState('')
  const spot = typeof props.value === 'object' && props.value !== null ? (props.value as Spot) : undefined
  const find = async (): Promise<void> => {
    say(t('phone.form.place_waiting'))
    const found = await whereAmI()
    if (found) props.set(found)
    say(found ? t('phone.form.place_found', { metres: found.accuracyMetres }) : t('phone.form.place_denied'))
  }
  return (
    <Framed {...frameOf(props)}>
      <span class="input-with-unit">
        <input
          class="input width-medium"
          type="text"
          autocomplete="off"
          value={spot ? `${spot.latitude}, ${spot.longitude}` : text(props.value)}
          {...wired(props)}
        />
        <Button onClick={() => void find()}>{t('phone.form.place_here')}</Button>
      </span>
      <p class="field-hint" aria-live="polite">
        {said}
      </p>
    </Framed>
  )
}

type RowTyped = Record<string, unknown>

/** A list: the same questions in every row. A row in which nothing is said is no row. */
function ListBox(props: QuestionProps & { fields: readonly Field[]; answers: Answers; problems: Problems }) {
  const { field, name } = props
  const asked = props.fields.filter(({ parent }) => parent === field.key)
  const rows = Array.isArray(props.value) && props.value.length > 0 ? (props.value as RowTyped[]) : [{}]
  const label = worded(field.label_vi, field.label_en)
  const setRow = (index: number, row: RowTyped): void =>
    props.set(rows.map((one, place) => (place === index ? row : one)))
  return (
    <Framed {...frameOf(props)} group>
      {rows.map((row, index) => (
        // Rows have no name of their own; their place is what tells them apart.
        <fieldset class="list-row" key={index}>
          <legend>{t('phone.form.row', { name: label, number: index + 1 })}</legend>
          {withAnswersInWords(props.fields, { ...props.answers, ...rowAnswers(asked, row) })
            .filter(({ parent }) => parent === field.key)
            .filter((one) => isShown(one, props.answers, rowAnswers(asked, row)))
            .map((one) => (
              <Question
                key={one.key}
                field={{ ...one, required: isRequired(one, props.answers, rowAnswers(asked, row)) }}
                name={`${name}.${index}.${one.key}`}
                value={row[one.key]}
                problem={props.problems.get(`${name}.${index}.${one.key}`)}
                set={(value) => setRow(index, { ...row, [one.key]: value })}
              />
            ))}
          {rows.length > 1 ? (
            <Button look="quiet" onClick={() => props.set(rows.filter((_, place) => place !== index))}>
              {t('phone.form.remove_row', { number: index + 1 })}
            </Button>
          ) : null}
        </fieldset>
      ))}
      {rows.length < (field.maximum ?? 200) ? (
        <Button icon="record" onClick={() => props.set([...rows, {}])}>
          {t('phone.form.add_row', { name: label })}
        </Button>
      ) : null}
    </Framed>
  )
}

/** What a row says so far, by which its later questions are asked or not. */
const rowAnswers = (asked: readonly Field[], row: RowTyped): Row =>
  readAnswers(
    asked.map((field) => ({ ...field, parent: null, shown_if: [] })),
    row,
  ).answers as Row

/** One question of a form. Photos stand below all questions, so theirs is not asked here. */
function Question(props: QuestionProps) {
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
    case 'choices':
      return <ChoicesBox {...props} />
    case 'date':
    case 'time':
      return (
        <Framed {...frameOf(props)}>
          <input class="input width-short" type={field.type} value={text(props.value)} {...wired(props)} />
        </Framed>
      )
    case 'place':
      return <PlaceBox {...props} />
    case 'text':
      return (
        <Framed {...frameOf(props)}>
          {(field.maximum ?? 500) > 200 ? (
            <textarea class="textarea width-full" rows={3} value={text(props.value)} {...wired(props)} />
          ) : (
            <input
              class="input width-full"
              type="text"
              autocomplete="off"
              value={text(props.value)}
              {...wired(props)}
            />
          )}
        </Framed>
      )
    case 'repeat':
    case 'photo':
      return null
  }
}

/** What is wrong, by the name of the field. */
export type Problems = ReadonlyMap<string, string>

/** All questions of a form that the answers so far call for. */
export function Questions(props: {
  fields: readonly Field[]
  raw: RawAnswers
  problems: Problems
  marked: string | null
  set: (raw: RawAnswers) => void
}) {
  const { answers } = readAnswers(props.fields, props.raw)
  return (
    <>
      {withAnswersInWords(props.fields, answers)
        .filter((field) => field.parent === null && isShown(field, answers))
        .map((field) => {
          const one = {
            field: { ...field, required: isRequired(field, answers) },
            name: `a.${field.key}`,
            value: props.raw[field.key],
            problem: props.problems.get(`a.${field.key}`),
            mark: props.marked === field.key ? t('phone.form.marked') : undefined,
            set: (value: unknown) => props.set({ ...props.raw, [field.key]: value }),
          }
          return field.type === 'repeat' ? (
            <ListBox
              key={field.key}
              {...one}
              fields={props.fields}
              answers={answers}
              problems={props.problems}
            />
          ) : (
            <Question key={field.key} {...one} />
          )
        })}
    </>
  )
}
