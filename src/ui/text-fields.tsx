// Fields that are typed into.

import { t } from '#platform/i18n'
import { isDay } from '#platform/time'
import { FieldFrame, type FieldProps, wiring } from './field-frame.tsx'
import { shownValue } from './form-state.ts'

export interface TextFieldProps extends FieldProps {
  value?: string | null | undefined
  maxLength?: number
  placeholder?: string
  /** What the browser may fill in: `username`, `tel`, `one-time-code` … */
  autocomplete?: string
  type?: 'text' | 'tel' | 'email' | 'url' | 'search'
  inputMode?: 'text' | 'tel' | 'email' | 'numeric' | 'search'
  /** How wide the answer is likely to be: the width of a field is a hint too. */
  width?: 'short' | 'medium' | 'full'
  autofocus?: boolean
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  return (
    <FieldFrame {...props}>
      <input
        class={`input width-${props.width ?? 'full'}`}
        type={props.type ?? 'text'}
        name={props.name}
        value={shownValue(props.form, props.name, props.value)}
        maxlength={props.maxLength}
        placeholder={props.placeholder}
        autocomplete={props.autocomplete ?? 'off'}
        inputmode={props.inputMode}
        autofocus={props.autofocus}
        required={props.required}
        disabled={props.disabled}
        {...wiring(props).control}
      />
    </FieldFrame>
  )
}

export interface NumberFieldProps extends FieldProps {
  value?: number | string | null | undefined
  /** Shown after the box: hộ, kg, mét. */
  unit?: string
  /** Whether 12,5 is a possible answer. */
  decimals?: boolean
  /** Takes words of precision (trên 40). `unit` is the unit as the server reads it. */
  said?: { unit: string | null } | undefined
}

/** What a script needs to know of a field that takes words of precision. Without it the keyboard has letters. */
export const saidAttributes = (mode: 'numeric' | 'decimal', said: NumberFieldProps['said']) =>
  said
    ? { inputmode: 'text' as const, 'data-said': mode, 'data-unit': said.unit ?? undefined }
    : { inputmode: mode }

/**
 * A number with its unit. A text box on purpose: `type=number` refuses "1.284", which is how Vietnamese people write it,
 * and changes the value when the page is scrolled. The server reads the Vietnamese grouping.
 */
export function NumberField(props: NumberFieldProps) {
  const { control } = wiring(props)
  const unitId = `${control.id}-unit`
  return (
    <FieldFrame {...props}>
      <span class="input-with-unit">
        <input
          class="input width-short number"
          type="text"
          name={props.name}
          value={shownValue(props.form, props.name, props.value)}
          {...saidAttributes(props.decimals ? 'decimal' : 'numeric', props.said)}
          autocomplete="off"
          required={props.required}
          disabled={props.disabled}
          {...control}
          aria-describedby={
            [control['aria-describedby'], props.unit ? unitId : ''].filter(Boolean).join(' ') || undefined
          }
        />
        {props.unit ? (
          <span class="unit" id={unitId}>
            {props.unit}
          </span>
        ) : null}
      </span>
    </FieldFrame>
  )
}

/** An amount of money in whole đồng. */
export function MoneyField(props: Omit<NumberFieldProps, 'unit' | 'decimals'>) {
  return <NumberField {...props} unit={t('ui.field.dong')} />
}

/**
 * A day. The browser shows it the Vietnamese way and sends `2026-03-01`. What was typed and is no day ("30/2/2026") is
 * given back as text, because a date box would swallow it.
 */
export function DayField(
  props: FieldProps & { value?: string | null | undefined; min?: string; max?: string },
) {
  const shown = shownValue(props.form, props.name, props.value)
  return (
    <FieldFrame {...props}>
      <input
        class="input width-short"
        type={shown && !isDay(shown) ? 'text' : 'date'}
        name={props.name}
        value={shown}
        min={props.min}
        max={props.max}
        required={props.required}
        disabled={props.disabled}
        {...wiring(props).control}
      />
    </FieldFrame>
  )
}

/** A time of day, `07:30`. What was typed and is none is given back as text. */
export function TimeField(props: FieldProps & { value?: string | null | undefined }) {
  const shown = shownValue(props.form, props.name, props.value)
  return (
    <FieldFrame {...props}>
      <input
        class="input width-short"
        type={shown && !/^\d{2}:\d{2}$/.test(shown) ? 'text' : 'time'}
        name={props.name}
        value={shown}
        required={props.required}
        disabled={props.disabled}
        {...wiring(props).control}
      />
    </FieldFrame>
  )
}

/** Several lines of text. */
export function LongText(
  props: FieldProps & { value?: string | null | undefined; rows?: number; maxLength?: number },
) {
  return (
    <FieldFrame {...props}>
      <textarea
        class="textarea width-full"
        name={props.name}
        rows={props.rows ?? 4}
        maxlength={props.maxLength}
        required={props.required}
        disabled={props.disabled}
        {...wiring(props).control}
      >
        {shownValue(props.form, props.name, props.value) ?? ''}
      </textarea>
    </FieldFrame>
  )
}

/** A password. Never given back: a refused form asks for it again. */
export function PasswordField(
  props: FieldProps & { autocomplete?: 'current-password' | 'new-password'; minLength?: number },
) {
  return (
    <FieldFrame {...props}>
      <input
        class="input width-full"
        type="password"
        name={props.name}
        autocomplete={props.autocomplete ?? 'current-password'}
        minlength={props.minLength}
        required={props.required}
        {...wiring(props).control}
      />
    </FieldFrame>
  )
}
