import type { Field } from '../entry.ts'

/** A question with all that a test is not about filled in. */
export const aField = (field: Partial<Field> & Pick<Field, 'key' | 'type'>): Field => ({
  parent: null,
  label_vi: field.key,
  label_en: field.key,
  help_vi: null,
  help_en: null,
  unit_vi: null,
  unit_en: null,
  required: false,
  minimum: null,
  maximum: null,
  choices: null,
  shown_if: [],
  required_if: [],
  excludes_minimum: false,
  excludes_maximum: false,
  indicator: null,
  count_as: null,
  counted_choice: null,
  ...field,
})
