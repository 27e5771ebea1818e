import { z } from 'zod'
import { dayField, textField } from '#platform/submit'

/**
 * What a question of a form can ask for. `choice` takes one of several answers, `choices` any number of them; `repeat` is
 * a list (of households, of works) with the same questions in every row.
 */
export const fieldTypes = [
  'count',
  'quantity',
  'money',
  'people',
  'text',
  'choice',
  'choices',
  'date',
  'time',
  'place',
  'repeat',
  'photo',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** One answer that can be chosen. */
export type Choice = { value: string; label_vi: string; label_en: string }

/** How the answer to another question is looked at. */
export const comparisons = ['equals', 'differs', 'at_least', 'at_most', 'includes', 'answered'] as const
export type Comparison = (typeof comparisons)[number]

/**
 * A condition on the answer to an earlier question. People are compared by their sum, a list by its rows, days and times as
 * texts; a blank answer differs from everything and is neither at least nor at most anything. `answered` has no value.
 */
export type Condition = { field: string; is: Comparison; value?: string | number }

/**
 * How an answer adds to its indicator: `amount` the number itself, people by their sum; `rows` how many rows a list has;
 * `chosen` one where a certain choice was made, else nought; `subject` the answer is who or what a distinct count tells apart.
 */
export const countings = ['amount', 'rows', 'chosen', 'subject'] as const
export type Counting = (typeof countings)[number]

/** One question of the form of a kind, with what its answer adds to. */
export type Field = {
  key: string
  type: FieldType
  /** The list in whose rows the question stands; null where it stands by itself. */
  parent: string | null
  label_vi: string
  label_en: string
  help_vi: string | null
  help_en: string | null
  unit_vi: string | null
  unit_en: string | null
  required: boolean
  /** What is not always required is so where all of these hold. A form that a phone kept from before says nothing of it. */
  required_if?: Condition[]
  /** Least value of a number, shortest length of a text, fewest rows, choices or photos. */
  minimum: number | null
  maximum: number | null
  /** Whether a number must be more than its minimum, and less than its maximum, not equal to it. */
  excludes_minimum?: boolean
  excludes_maximum?: boolean
  choices: Choice[] | null
  /** All must hold for the question to be asked. Not asked, it is not required, and its answer is dropped. */
  shown_if: Condition[]
  indicator: string | null
  count_as: Counting | null
  /** The choice that counts one, where `count_as` is `chosen`. */
  counted_choice: string | null
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
