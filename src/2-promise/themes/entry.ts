import { z } from 'zod'
import { textField } from '#platform/submit'

/** Whether a theme is of a term or of one year. */
export const spans = ['term', 'year'] as const
export type Span = (typeof spans)[number]

const readYear = (text: string, context: z.core.$RefinementCtx): number => {
  const digits = text.trim()
  if (/^\d{4}$/.test(digits)) return Number(digits)
  const message = digits === '' ? 'field_is_required' : 'theme_years_are_out_of_range'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

/** What is typed when a theme is worded. `toYear` is asked for a term only. */
export const themeEntry = z.object({
  id: z.guid('field_is_malformed'),
  unitId: z.guid('field_is_required'),
  span: z.enum(spans, 'field_is_required'),
  fromYear: z.string().default('').transform(readYear),
  toYear: z
    .string()
    .default('')
    .transform((text, context) => (text.trim() === '' ? null : readYear(text, context))),
  shortTitle: textField(120, 2),
  title: textField(500, 3),
  /** Number and symbol of the document that decides it. */
  document: textField(200).default(''),
})
export type ThemeEntry = z.output<typeof themeEntry>

/** What is typed when a theme is worded anew. */
export const themeWording = z.object({
  shortTitle: textField(120, 2),
  title: textField(500, 3),
  document: textField(200).default(''),
  why: textField(500, 3),
})
export type ThemeWording = z.output<typeof themeWording>

/** What is typed when a theme ends before its time: the last day on which it is the theme. */
export const themeEnding = z.object({ lastDay: textField(20, 1), why: textField(500, 3) })

/** What people study: a link, where no file comes along. */
export const materialEntry = z.object({ title: textField(200, 2), address: textField(500).default('') })
