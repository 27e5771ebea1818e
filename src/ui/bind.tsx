// The fields of a form from its entry: name, label, hint, required, length, value and problem are stated once.

import type { z } from 'zod'
import { hasMessage, t } from '#platform/i18n'
import { ChoiceField, SelectField } from './choice-fields.tsx'
import type { FormState } from './form-state.ts'
import { DayField, LongText, NumberField, TextField } from './text-fields.tsx'

/** The longest text that a field of an entry takes; undefined where the entry sets no limit. */
function longestOf(field: z.core.$ZodType): number | undefined {
  if ('maxLength' in field && typeof field.maxLength === 'number') return field.maxLength
  const {
    in: inner,
    out,
    innerType,
  } = field._zod.def as Partial<Record<'in' | 'out' | 'innerType', z.core.$ZodType>>
  for (const part of [innerType, out, inner]) {
    const longest = part && longestOf(part)
    if (longest !== undefined) return longest
  }
  return undefined
}

/** Whether a field has to be filled in: the entry refuses it blank and refuses it missing. */
const isRequired = (field: z.core.$ZodType): boolean => {
  const checked = field as z.ZodType
  return !checked.safeParse('').success && !checked.safeParse(undefined).success
}

/**
 * Components for the fields of an entry: `<f.Text name="title" />`. Label and hint are the messages `<messages>.title`
 * and `<messages>.title_hint`; the value is that of the record. Any of it can be given by hand.
 */
export function fieldsOf<Shape extends z.core.$ZodLooseShape>(
  entry: z.ZodObject<Shape>,
  messages: string,
  form: FormState,
  record: { [name in keyof Shape]?: unknown } = {},
) {
  type Name = keyof Shape & string
  type Given<Props> = Omit<Props, 'name' | 'label' | 'form'> & { name: Name; label?: string }
  const bound = (name: Name) => {
    const field = entry.shape[name] as z.core.$ZodType
    const hint = `${messages}.${name}_hint`
    const value = record[name]
    return {
      form,
      hint: hasMessage(hint) ? t(hint) : undefined,
      required: isRequired(field),
      value: typeof value === 'number' ? value : value ? String(value) : undefined,
    }
  }
  const labelOf = (name: Name, label?: string): string => label ?? t(`${messages}.${name}`)
  const text = (name: Name) => {
    const { value, ...rest } = bound(name)
    const maxLength = longestOf(entry.shape[name] as z.core.$ZodType)
    return { ...rest, value: value?.toString(), ...(maxLength === undefined ? {} : { maxLength }) }
  }
  return {
    Text: (props: Given<Parameters<typeof TextField>[0]>) => (
      <TextField {...text(props.name)} {...props} label={labelOf(props.name, props.label)} />
    ),
    LongText: (props: Given<Parameters<typeof LongText>[0]>) => (
      <LongText {...text(props.name)} {...props} label={labelOf(props.name, props.label)} />
    ),
    Day: (props: Given<Parameters<typeof DayField>[0]>) => (
      <DayField {...text(props.name)} {...props} label={labelOf(props.name, props.label)} />
    ),
    Number: (props: Given<Parameters<typeof NumberField>[0]>) => (
      <NumberField {...bound(props.name)} {...props} label={labelOf(props.name, props.label)} />
    ),
    Select: (props: Given<Parameters<typeof SelectField>[0]>) => (
      <SelectField {...text(props.name)} {...props} label={labelOf(props.name, props.label)} />
    ),
    Choice: (props: Given<Parameters<typeof ChoiceField>[0]>) => (
      <ChoiceField {...text(props.name)} {...props} label={labelOf(props.name, props.label)} />
    ),
  }
}
