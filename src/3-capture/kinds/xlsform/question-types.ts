import type { Choice, Field, FieldType } from '../entry.ts'

/** Types of XLSForm that ask one thing, as ours. */
export const types: Record<string, FieldType> = {
  integer: 'count',
  int: 'count',
  decimal: 'quantity',
  text: 'text',
  string: 'text',
  date: 'date',
  time: 'time',
  geopoint: 'place',
  location: 'place',
  image: 'photo',
  photo: 'photo',
}

/** What a phone notes by itself; ours notes what it needs. */
export const noted = [
  'start',
  'end',
  'today',
  'deviceid',
  'phonenumber',
  'username',
  'email',
  'audit',
  'simserial',
  'subscriberid',
  'start-geopoint',
]

/** The choice that “or other” adds, as XLSForm names it. */
export const other: Choice = { value: 'other', label_vi: 'Khác', label_en: 'Other' }

/** The text that is asked where “other” was chosen in answer to a question. */
export const otherOf = (field: Field, key: string): Field => ({
  key,
  type: 'text',
  parent: field.parent,
  label_vi: `${field.label_vi.slice(0, 280)} – ghi rõ`,
  label_en: `${field.label_en.slice(0, 280)} – specify`,
  help_vi: null,
  help_en: null,
  unit_vi: null,
  unit_en: null,
  required: false,
  required_if: [],
  excludes_minimum: false,
  excludes_maximum: false,
  minimum: null,
  maximum: null,
  choices: null,
  shown_if: [{ field: field.key, is: field.type === 'choice' ? 'equals' : 'includes', value: other.value }],
  indicator: null,
  count_as: null,
  counted_choice: null,
})
