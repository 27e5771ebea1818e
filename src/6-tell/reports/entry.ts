import { z } from 'zod'
import { dayField, textField } from '#platform/submit'
import { wordSections } from './outlines.ts'

/** The longest text of a section: some eight pages. */
export const longestWords = 20_000

/** A number of the register, or nothing: the clerk writes it in by hand. */
const registerNumber = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => /^(\d{1,5})?$/.test(text) && text !== '0', 'report_number_is_impossible')
  .transform((text) => (text === '' ? null : Number(text)))
  .refine((number) => number !== 0, 'report_number_is_impossible')

/** What is typed into a report. `seen` is the version that the person saw; 0 where nobody had begun. */
export const reportEntry = z
  .object({
    seen: z.coerce.number().int().min(0).max(1_000_000),
    leadership: textField(longestWords).default(''),
    shortcomings: textField(longestWords).default(''),
    next: textField(longestWords).default(''),
    number: registerNumber,
    issuedOn: dayField(),
    position: textField(100).default(''),
    signer: textField(100).default(''),
  })
  .transform(({ seen, number, issuedOn, position, signer, ...words }) => ({
    seen,
    number,
    issuedOn,
    signer: { name: signer, position },
    words: Object.fromEntries(wordSections.map((key) => [key, words[key]])),
  }))
export type ReportEntry = z.output<typeof reportEntry>
