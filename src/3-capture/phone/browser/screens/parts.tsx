/** @jsxImportSource preact */
// Small parts that several screens share, in the looks of the whole system.

import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../words.ts'

const shapes = {
  record: 'M12 5v14M5 12h14',
  queue: 'M4 7h16M4 12h16M4 17h10',
  device: 'M8 3h8a1 1 0 011 1v16a1 1 0 01-1 1H8a1 1 0 01-1-1V4a1 1 0 011-1zM11 18h2',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  warning:
    'M12 9v4.5M12 17v.01M10.3 4.2L2.9 17.4A2 2 0 004.6 20.4h14.8a2 2 0 001.7-3L13.7 4.2a2 2 0 00-3.4 0z',
  clock: 'M12 7v5l3 2M12 21a9 9 0 100-18 9 9 0 000 18z',
  camera:
    'M4 8h3l1.5-2.5h7L17 8h3a1 1 0 011 1v9a1 1 0 01-1 1H4a1 1 0 01-1-1V9a1 1 0 011-1zM12 16.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7z',
  back: 'M9 14L4.5 9.5 9 5M4.5 9.5H14a5.5 5.5 0 010 11h-3',
} as const
export type IconName = keyof typeof shapes

/** A pictogram beside a word, never instead of one. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={shapes[name]} />
  </svg>
)

type ButtonProps = {
  look?: 'main' | 'plain' | 'danger' | 'quiet'
  icon?: IconName
  wide?: boolean
  disabled?: boolean
  type?: 'button' | 'submit'
  onClick?: () => void
  children: ComponentChildren
}

export const Button = ({
  look = 'plain',
  icon,
  wide,
  disabled,
  type = 'button',
  onClick,
  children,
}: ButtonProps) => (
  <button
    type={type}
    class={`btn btn-${look}${wide ? ' btn-full' : ''}`}
    disabled={disabled ?? false}
    {...(onClick ? { onClick } : {})}
  >
    {icon ? <Icon name={icon} /> : null}
    {children}
  </button>
)

/** A notice above what it is about. */
export const Flash = ({
  tone,
  children,
}: {
  tone: 'done' | 'info' | 'warning' | 'problem'
  children: ComponentChildren
}) => (
  <div class={`flash flash-${tone}`} role={tone === 'problem' ? 'alert' : 'status'}>
    <Icon name={tone === 'done' ? 'done' : 'warning'} />
    <div>{children}</div>
  </div>
)

export const Badge = ({
  tone,
  children,
}: {
  tone: 'done' | 'waiting' | 'problem'
  children: ComponentChildren
}) => <span class={`badge badge-${tone}`}>{children}</span>

/** The head of a screen. It takes the focus when the screen opens, so that it is heard. */
export function Title({ children, lead }: { children: ComponentChildren; lead?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    heading.current?.focus()
  }, [])
  return (
    <div class="page-head">
      <h1 tabIndex={-1} ref={heading}>
        {children}
      </h1>
      {lead ? <p class="lead">{lead}</p> : null}
    </div>
  )
}

export const Empty = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    <p class="empty-text">{children}</p>
  </div>
)

/** What surrounds a field: its label, its hint, what is wrong with it. */
export function Framed(props: {
  name: string
  label: string
  hint?: string | null | undefined
  required?: boolean
  problem?: string | undefined
  mark?: string | undefined
  group?: boolean
  children: ComponentChildren
}) {
  const id = idOf(props.name)
  const label = (
    <>
      {props.label}
      {props.required ? (
        <span class="required">
          <span aria-hidden="true">*</span>
          <span class="sr-only">({t('phone.form.required')})</span>
        </span>
      ) : null}
    </>
  )
  const notes = (
    <>
      {props.hint ? (
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.mark ? <p class="field-mark">{props.mark}</p> : null}
      {props.problem ? (
        <p class="field-problem" id={`${id}-problem`}>
          <Icon name="warning" />
          <span>{props.problem}</span>
        </p>
      ) : null}
    </>
  )
  const look = `field${props.problem || props.mark ? ' field-wrong' : ''}`
  return props.group ? (
    <fieldset class={look} aria-describedby={describedBy(props)} id={`${id}-group`}>
      <legend class="field-label">{label}</legend>
      {notes}
      {props.children}
    </fieldset>
  ) : (
    <div class={look}>
      <label class="field-label" for={id}>
        {label}
      </label>
      {notes}
      {props.children}
    </div>
  )
}

export const idOf = (name: string): string => `f-${name}`

/** What a control is described by, for people who hear the page. */
export const describedBy = (props: {
  name: string
  hint?: string | null | undefined
  problem?: string | undefined
}): string | undefined => {
  const id = idOf(props.name)
  return (
    [props.hint ? `${id}-hint` : '', props.problem ? `${id}-problem` : ''].filter(Boolean).join(' ') ||
    undefined
  )
}

export type InputEvent = { currentTarget: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement }
