// What every field has around its control: label, hint, the mark of a required field, the problem.

import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { type FormState, idOf, problemOf } from './form-state.ts'
import { Icon } from './icon.tsx'

export interface FieldProps {
  name: string
  label: Child
  hint?: Child
  required?: boolean
  disabled?: boolean
  /** The form's state: gives back what was typed, and the problem of this field. */
  form?: FormState | undefined
  /** The sentence to show at the field, when it does not come from `form`. */
  problem?: string | undefined
}

/** What wires a control to its hint and its problem, for people who hear the page. */
export function wiring(props: Pick<FieldProps, 'name' | 'hint' | 'form' | 'problem'>) {
  const id = idOf(props.name)
  const problem = props.problem ?? problemOf(props.form, props.name)
  const described = [props.hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  return {
    problem,
    id,
    control: {
      id,
      'aria-describedby': described || undefined,
      'aria-invalid': problem ? ('true' as const) : undefined,
    },
  }
}

export function RequiredMark() {
  return (
    <span class="required">
      <span aria-hidden="true">*</span>
      <span class="sr-only">({t('ui.field.required')})</span>
    </span>
  )
}

export function FieldNotes({
  id,
  hint,
  problem,
}: {
  id: string
  hint?: Child
  problem?: string | undefined
}) {
  return (
    <>
      {hint ? (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p class="field-problem" id={`${id}-problem`}>
          <Icon name="warning" />
          <span>{problem}</span>
        </p>
      ) : null}
    </>
  )
}

/** A field with one control: label above, hint and problem between label and control, where they are read in time. */
export function FieldFrame(props: FieldProps & { children?: Child }) {
  const { id, problem } = wiring(props)
  return (
    <div class={problem ? 'field field-wrong' : 'field'}>
      <label class="field-label" for={id}>
        {props.label}
        {props.required ? <RequiredMark /> : null}
      </label>
      <FieldNotes id={id} hint={props.hint} problem={problem} />
      {props.children}
    </div>
  )
}

/** A field of several controls (choice, nữ/nam, photos): a fieldset, so that the question is heard with each answer. */
export function GroupFrame(props: FieldProps & { children?: Child }) {
  const { id, problem, control } = wiring(props)
  return (
    <fieldset
      class={problem ? 'field field-wrong' : 'field'}
      aria-describedby={control['aria-describedby']}
      id={`${id}-group`}
    >
      <legend class="field-label">
        {props.label}
        {props.required ? <RequiredMark /> : null}
      </legend>
      <FieldNotes id={id} hint={props.hint} problem={problem} />
      {props.children}
    </fieldset>
  )
}
