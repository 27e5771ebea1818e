import { z } from 'zod'
import { textField } from '#platform/submit'
import type { Remark } from './store.ts'

/** A number of the register, or nothing: the clerk writes it in by hand. */
export const registerNumber = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => /^(\d{1,5})?$/.test(text) && text !== '0', 'report_number_is_impossible')
  .transform((text) => (text === '' ? null : Number(text)))
  .refine((number) => number !== 0, 'report_number_is_impossible')

const frozen = z.guid('field_is_malformed')

/** What is sent when somebody approves: which report, at which level. */
export const approveEntry = z.object({
  frozen,
  level: z.coerce.number().int().min(0).max(1),
  words: textField(2000).default(''),
})

/** How many passages a form has room for. */
export const remarksAtOnce = 3

/** What is sent when somebody returns a report: why, and `section.0`, `passage.0`, `remark.0` for each passage. */
export const returnEntry = z
  .object({ frozen, words: textField(2000, 3) })
  .catchall(z.string())
  .transform(({ frozen: id, words, ...rest }, context) => ({
    frozen: id,
    words,
    remarks: Array.from({ length: remarksAtOnce }, (_, index) => index).flatMap((index): Remark[] => {
      const read = (name: string) => (rest[`${name}.${index}`] ?? '').normalize('NFC').trim().slice(0, 2000)
      const remark = { section: read('section'), passage: read('passage'), words: read('remark') }
      if (remark.section === '' && remark.passage === '' && remark.words === '') return []
      for (const [name, value] of [
        ['section', remark.section],
        ['remark', remark.words],
      ])
        if (value === '')
          context.addIssue({ code: 'custom', message: 'remark_is_incomplete', path: [`${name}.${index}`] })
      return [remark]
    }),
  }))

/** What is sent when somebody signs. */
export const signEntry = z.object({
  frozen,
  number: registerNumber,
  /** `yes` where the form offered to send it up and that was left so. */
  send: z.string().max(3).optional(),
  password: z.string('field_is_required').min(1, 'field_is_required').max(1000),
  code: z.string().max(20).optional(),
})

/** What is sent when a report is withdrawn. */
export const withdrawEntry = z.object({ frozen, why: textField(2000, 3) })
