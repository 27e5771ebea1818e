import type { Child } from 'hono/jsx'
import { formatInstant } from '#platform/i18n'
import { Button, Buttons, Form, type FormState, type IconName, Section, Timeline } from '#ui'

/** One step that was taken, in words. */
export type HistoryEntry = {
  /** When: an instant, or as people read it. */
  at: Date | string
  title: string
  who?: string | null
  text?: Child
  href?: string
  tone?: 'plain' | 'done' | 'warning' | 'problem'
}

/** What was done by whom and when, in the order given. Nothing where nothing was done. */
export function History({ title, entries }: { title: string; entries: readonly HistoryEntry[] }) {
  if (entries.length === 0) return null
  return (
    <Section title={title}>
      <Timeline
        label={title}
        items={entries.map(({ at, who, ...entry }) => ({
          ...entry,
          when: typeof at === 'string' ? at : formatInstant(at),
          ...(who ? { who } : {}),
        }))}
      />
    </Section>
  )
}

export interface StepFormProps {
  /** Where the step is sent. */
  action: string
  /** What the person saw: goes along unseen, so that a step on something that has changed since is refused. */
  version?: number | string
  /** What came back refused. */
  form?: FormState | undefined
  /** The words of its button, with its look. */
  submit: { label: string; look?: 'main' | 'plain' | 'danger'; icon?: IconName }
  /** Folded away under this heading until it is opened or comes back refused. */
  folded?: string
  /** Other buttons beside its own. */
  beside?: Child
  files?: boolean
  children?: Child
}

/** The form of one step: its fields, its button, and the version that was seen. */
export function StepForm({ action, version, form, submit, folded, beside, files, children }: StepFormProps) {
  const { label, look = 'plain', icon } = submit
  const shown = (
    <Form {...(form ?? {})} action={action} hidden={{ version }} {...(files ? { files } : {})}>
      {children}
      <Buttons>
        <Button look={look} {...(icon ? { icon } : {})}>
          {label}
        </Button>
        {beside}
      </Buttons>
    </Form>
  )
  if (folded === undefined) return shown
  return (
    <details open={form !== undefined}>
      <summary>{folded}</summary>
      {shown}
    </details>
  )
}
