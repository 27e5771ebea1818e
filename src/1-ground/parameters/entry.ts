import { z } from 'zod'
import { dayField, textField } from '#platform/submit'
import { parameterCodes } from './values/ready-parameters.ts'

/** What an administrator says of a day. */
export const holidayEntry = z.object({
  day: dayField(),
  kind: z.enum(['closed', 'worked'], 'field_is_no_choice'),
  name: textField(120, 1),
  source: textField(300, 1),
})
export type HolidayEntry = z.output<typeof holidayEntry>

/** A new value of a parameter from a day on. */
export const parameterEntry = z.object({
  code: z.enum(parameterCodes, 'field_is_no_choice'),
  // People type a hyphen where a dash is meant.
  value: textField(200, 1).transform((value) => {
    const [first = '', ...more] = value.split(/[-–—]/)
    return more.length === 0 ? value : `${first.trimEnd()}–${value.slice(first.length + 1).trimStart()}`
  }),
  validFrom: dayField(),
  source: textField(300, 1),
})
export type ParameterEntry = z.output<typeof parameterEntry>
