// Fields that are answered by choosing, counting people, or taking a picture.

import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { FieldFrame, FieldNotes, type FieldProps, GroupFrame, wiring } from './field-frame.tsx'
import { shownValue } from './form-state.ts'
import { Icon } from './icon.tsx'
import { type NumberFieldProps, saidAttributes } from './text-fields.tsx'

export interface Choice {
  value: string
  label: string
  hint?: string
}

/** One of many in a list that folds; `empty` says what choosing none means. */
export function SelectField(
  props: FieldProps & { choices: readonly Choice[]; value?: string | null | undefined; empty?: string },
) {
  const chosen = shownValue(props.form, props.name, props.value)
  return (
    <FieldFrame {...props}>
      <select
        class="select width-medium"
        name={props.name}
        required={props.required}
        disabled={props.disabled}
        {...wiring(props).control}
      >
        <option value="">{props.empty ?? t('ui.field.choose')}</option>
        {props.choices.map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

/** One of several. Up to five stand open as big targets; more fold into a list. */
export function ChoiceField(
  props: FieldProps & { choices: readonly Choice[]; value?: string | null | undefined },
) {
  const chosen = shownValue(props.form, props.name, props.value)
  if (props.choices.length > 5) return <SelectField {...props} />
  const { control } = wiring(props)
  return (
    <GroupFrame {...props}>
      <div class="choices">
        {props.choices.map((choice, index) => (
          <label class="choice">
            <input
              class="radio"
              type="radio"
              name={props.name}
              value={choice.value}
              checked={choice.value === chosen}
              required={props.required}
              disabled={props.disabled}
              id={index === 0 ? control.id : undefined}
            />
            <span class="choice-text">
              {choice.label}
              {choice.hint ? <span class="choice-hint">{choice.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </GroupFrame>
  )
}

/** Any number of several: a box for each, sent as `<name>.<value>`. */
export function ChoicesField(
  props: FieldProps & { choices: readonly Choice[]; values?: readonly string[] | undefined },
) {
  const { control } = wiring(props)
  const typed = props.form?.typed
  return (
    <GroupFrame {...props}>
      <div class="choices">
        {props.choices.map((choice, index) => (
          <label class="choice">
            <input
              class="checkbox"
              type="checkbox"
              name={`${props.name}.${choice.value}`}
              value="yes"
              checked={
                typed ? Boolean(typed[`${props.name}.${choice.value}`]) : props.values?.includes(choice.value)
              }
              disabled={props.disabled}
              id={index === 0 ? control.id : undefined}
            />
            <span class="choice-text">
              {choice.label}
              {choice.hint ? <span class="choice-hint">{choice.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </GroupFrame>
  )
}

/** Yes or no. Sends `yes` when ticked, nothing when not. */
export function CheckField(props: FieldProps & { checked?: boolean }) {
  const { id, problem, control } = wiring(props)
  const typed = props.form?.typed
  return (
    <div class={problem ? 'field field-wrong' : 'field'}>
      <label class="choice choice-alone">
        <input
          class="checkbox"
          type="checkbox"
          name={props.name}
          value="yes"
          checked={typed ? Boolean(typed[props.name]) : props.checked}
          required={props.required}
          disabled={props.disabled}
          {...control}
        />
        <span class="choice-text">{props.label}</span>
      </label>
      <FieldNotes id={id} hint={props.hint} problem={problem} />
    </div>
  )
}

/** People counted as women and men: `<name>.women` and `<name>.men`. */
export function PeopleBySexField(
  props: FieldProps &
    Partial<Pick<NumberFieldProps, 'said'>> &
    Record<'women' | 'men', NumberFieldProps['value']>,
) {
  const { control } = wiring(props)
  const box = (part: 'women' | 'men', given: NumberFieldProps['value']) => (
    <div class="pair-part">
      <label class="pair-label" for={part === 'women' ? control.id : `${control.id}-men`}>
        {t(`ui.field.${part}`)}
      </label>
      <input
        class="input number"
        type="text"
        {...saidAttributes('numeric', props.said)}
        autocomplete="off"
        name={`${props.name}.${part}`}
        value={shownValue(props.form, `${props.name}.${part}`, given)}
        disabled={props.disabled}
        id={part === 'women' ? control.id : `${control.id}-men`}
        aria-invalid={control['aria-invalid']}
        aria-describedby={control['aria-describedby']}
      />
    </div>
  )
  return (
    <GroupFrame {...props}>
      <div class="pair">
        {box('women', props.women)}
        {box('men', props.men)}
        <span class="unit">{t('ui.field.people')}</span>
      </div>
    </GroupFrame>
  )
}

export interface PhotoFieldProps extends FieldProps {
  /** Photos kept already, shown above the button. */
  children?: Child
  /** A single picture, not several. */
  one?: boolean
  /** Videos, recordings and papers too. */
  accept?: 'photos' | 'files'
}

const pictures = 'image/jpeg,image/png,image/webp,image/heic,image/heif'
const files = `${pictures},video/mp4,video/quicktime,video/webm,video/3gpp,audio/*,.pdf,.docx,.xlsx,.pptx,.odt,.ods`

/**
 * Photos from the camera or the gallery. Works without script. With the phone's script each photo goes ahead of the form:
 * `[data-photos]` shows how far it is; what arrived travels in the form's hidden field `<name>Sent`.
 * No `capture` attribute: with it Android opens the camera only, and a photo taken this morning is out of reach.
 */
export function PhotoField(props: PhotoFieldProps) {
  const { control } = wiring(props)
  return (
    <FieldFrame {...props} hint={props.hint ?? t('ui.photo.hint')}>
      {props.children}
      <div class="photo-field">
        <span class="photo-box" aria-hidden="true">
          <Icon name="camera" />
          {props.accept === 'files'
            ? t(props.one ? 'ui.photo.chooseOne' : 'ui.photo.choose')
            : t(props.one ? 'ui.photo.takeOne' : 'ui.photo.take')}
        </span>
        <input
          type="file"
          name={props.name}
          accept={props.accept === 'files' ? files : pictures}
          multiple={!props.one}
          required={props.required}
          disabled={props.disabled}
          {...control}
          aria-describedby={control['aria-describedby'] ?? `${control.id}-hint`}
        />
        <ul class="photos-sent" data-photos aria-live="polite"></ul>
      </div>
    </FieldFrame>
  )
}

/** A file that a page is about, such as a table to import, or one beside it (`optional`). `accept` as HTML takes it. */
export function FileField(
  props: Pick<FieldProps, 'name' | 'label' | 'hint'> & { choose: Child; accept: string; optional?: boolean },
) {
  const { control } = wiring(props)
  return (
    <FieldFrame name={props.name} label={props.label} hint={props.hint}>
      <div class="photo-field">
        <span class="photo-box" aria-hidden="true">
          <Icon name="file" />
          {props.choose}
        </span>
        <input type="file" name={props.name} accept={props.accept} required={!props.optional} {...control} />
      </div>
    </FieldFrame>
  )
}
