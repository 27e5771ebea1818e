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
