// The frame of a form, the list of what is wrong with it, and what is pressed.

import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { type FormState, idOf, listOf, messageOf, shownValue } from './form-state.ts'
import { Icon, type IconName } from './icon.tsx'

export interface FormProps extends FormState {
  /** Where it is sent; the page's own address when absent. */
  action?: string
  csrf?: string
  /** Whether it carries photos or files. */
  files?: boolean
  /** Values that go along unseen: the record's id, the version that the person saw (`seen`). */
  hidden?: Readonly<Record<string, string | number | null | undefined>>
  id?: string
  /** A form of one button in a row, without the space of a form to be filled in. */
  inline?: boolean
  children?: Child
}

/**
 * A form that is posted. Checked by the server alone (`novalidate`), so that every problem is said in our words and
 * language, all at once; shows `ProblemSummary` by itself.
 */
export function Form(props: FormProps) {
  return (
    <form
      method="post"
      action={props.action}
      enctype={props.files ? 'multipart/form-data' : undefined}
      id={props.id}
      class={props.inline ? 'form-inline' : 'form'}
      novalidate
    >
      <ProblemSummary problems={props.problems} />
      {props.csrf ? <input type="hidden" name="csrf" value={props.csrf} /> : null}
      {Object.entries(props.hidden ?? {}).map(([name, value]) =>
        value === undefined || value === null ? null : (
          <input type="hidden" name={name} value={shownValue(undefined, name, value)} />
        ),
      )}
      {props.children}
    </form>
  )
}

/**
 * All that is wrong, at the top of the form, each with a link to its field. Takes the focus, so that it is heard.
 * Nothing when nothing is wrong.
 */
export function ProblemSummary({ problems: given }: Pick<FormState, 'problems'>) {
  const problems = listOf(given)
  if (problems.length === 0) return null
  return (
    <div class="problem-summary" role="alert" tabindex={-1} id="problems" autofocus>
      <p class="problem-summary-title">
        <Icon name="warning" />
        {t('ui.problems.title', { count: problems.length })}
      </p>
      <ul>
        {problems.map((problem) => (
          <li>
            {problem.field ? (
              <a href={`#${idOf(problem.field)}`}>{messageOf(problem)}</a>
            ) : (
              messageOf(problem)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

export type ButtonLook = 'main' | 'plain' | 'danger' | 'quiet'

const buttonClass = (look: ButtonLook, wide?: boolean) => `btn btn-${look}${wide ? ' btn-full' : ''}`

export interface ButtonProps {
  /** One `main` on a page: what the page is for. */
  look?: ButtonLook
  icon?: IconName
  name?: string
  value?: string
  type?: 'submit' | 'button'
  /** Where this button sends the form, when it is not the form's own address. */
  action?: string
  /** The id of the form, when the button stands outside of it. */
  form?: string
  /** As wide as the column on the phone. */
  wide?: boolean
  disabled?: boolean
  /** What it says while the server works; also keeps a second press from sending twice. */
  busy?: string
  children?: Child
}

/** A button that does something. What leads elsewhere is a `LinkButton`. */
export function Button(props: ButtonProps) {
  return (
    <button
      type={props.type ?? 'submit'}
      class={buttonClass(props.look ?? 'plain', props.wide)}
      name={props.name}
      value={props.value}
      formaction={props.action}
      form={props.form}
      disabled={props.disabled}
      data-turbo-submits-with={props.busy ?? (props.look === 'main' ? t('ui.button.busy') : undefined)}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </button>
  )
}

/** A link that looks like a button. `download` keeps Turbo away from a file. */
export function LinkButton(props: {
  href: string
  look?: ButtonLook
  icon?: IconName
  wide?: boolean
  download?: boolean
  children?: Child
}) {
  return (
    <a
      class={buttonClass(props.look ?? 'plain', props.wide)}
      href={props.href}
      download={props.download}
      data-turbo={props.download ? 'false' : undefined}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </a>
  )
}

/** The buttons of a form or page, the main one first; they stack on the phone. */
export function Buttons({ children, sticky }: { children?: Child; sticky?: boolean }) {
  return <div class={sticky ? 'buttons buttons-sticky' : 'buttons'}>{children}</div>
}

/** A search box: a GET form, so that what is found has an address. `keep` carries the other filters along. */
export function SearchForm(props: {
  action: string
  /** What is searched; heard, and shown in the empty box. */
  label: string
  query?: string
  name?: string
  keep?: Readonly<Record<string, string | undefined>>
  children?: Child
}) {
  return (
    <form class="search" method="get" action={props.action} aria-label={props.label}>
      {Object.entries(props.keep ?? {}).map(([name, value]) =>
        value === undefined ? null : <input type="hidden" name={name} value={value} />,
      )}
      <span class="search-box">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          name={props.name ?? 'q'}
          value={props.query}
          aria-label={props.label}
          placeholder={props.label}
          autocomplete="off"
        />
      </span>
      {props.children}
      <Button>{t('ui.search.go')}</Button>
    </form>
  )
}

/** A choice of one among some in a form that is not posted: a filter. */
export function Choose(props: {
  name: string
  label: string
  value: string | undefined
  options: readonly { value: string; label: string }[]
  /** The option that narrows nothing. */
  any?: string
}) {
  const options =
    props.any === undefined ? props.options : [{ value: '', label: props.any }, ...props.options]
  return (
    <label class="choose">
      <span>{props.label}</span>
      <select class="select" name={props.name}>
        {options.map(({ value, label }) => (
          <option value={value} selected={value === (props.value ?? '')}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
