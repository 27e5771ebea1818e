import { z } from 'zod'
import { dayField, textField } from '#platform/submit'

/** What a question of a form can ask for. */
export const fieldTypes = ['count', 'quantity', 'money', 'text', 'choice', 'date', 'photo', 'people'] as const
export type FieldType = (typeof fieldTypes)[number]

/** One answer that can be chosen. */
export type Choice = { value: string; label_vi: string; label_en: string }

/** One question of the form of a kind, with what its answer adds to. */
export type Field = {
  key: string
  type: FieldType
  label_vi: string
  label_en: string
  help_vi: string | null
  help_en: string | null
  unit_vi: string | null
  unit_en: string | null
  required: boolean
  minimum: number | null
  maximum: number | null
  choices: Choice[] | null
  indicator: string | null
}

/** A kind of initiative as it comes with the software (S18–S30). */
export type ReadyKind = {
  code: string
  scenario: string
  name_vi: string
  name_en: string
  owner_line: string | null
  purpose_vi: string
  purpose_en: string
  protects_people: boolean
  position: number
  fields: (Pick<Field, 'key' | 'type' | 'label_vi' | 'label_en'> & Partial<Field>)[]
}

/** The steps of the life of an initiative. */
export const states = ['proposed', 'registered', 'active', 'recognised', 'ended'] as const
export type State = (typeof states)[number]

/** What is typed to propose an initiative. */
export const proposal = z.object({
  kind: z.string().min(1, 'field_is_required').max(60),
  unitId: z.guid('field_is_no_choice'),
  name: textField(200, 3),
  summary: textField(4000),
})
export type Proposal = z.output<typeof proposal>

/** What is typed to change the wording of an initiative. */
export const wording = proposal.pick({ name: true, summary: true })
export type Wording = z.output<typeof wording>

/** What is typed to take an initiative a step further. `seen` is the state that the person saw. */
export const step = z.object({
  to: z.enum(states),
  seen: z.enum(states),
  day: dayField(),
  document: textField(200).default(''),
  note: textField(1000).default(''),
  learnt: textField(2000).default(''),
})
export type Step = z.output<typeof step>
