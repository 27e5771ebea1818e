import { z } from 'zod'
import { numberOrBlank, textField } from '#platform/submit'
import { asksChoices } from './rules.ts'

const unitField = z
  .union([z.literal(''), z.guid('field_is_no_choice')])
  .default('')
  .transform((id) => id || null)
const memberField = z
  .enum(['', 'yes', 'no'])
  .default('')
  .transform((said) => (said === '' ? null : said === 'yes'))

/** What is typed to open a door. */
export const doorEntry = z.object({
  asks: z.enum(asksChoices, 'field_is_required'),
  most: numberOrBlank({
    isWhole: true,
    unit: 'người',
    least: 1,
    most: 100_000,
    code: 'door_most_is_out_of_range',
  }),
})
export type DoorEntry = z.output<typeof doorEntry>

/** What an officer taps for somebody without a phone. */
export const tapEntry = z.object({
  act: z.enum(['add', 'take']),
  unitId: unitField,
  member: memberField,
})
export type TapEntry = z.output<typeof tapEntry>

/** What is decided about check-ins that came in a crowd; `seen` is how many there were to see. */
export const doorLookEntry = z.object({
  seen: z.coerce.number().int(),
  counts: z.enum(['yes', 'no'], 'field_is_required').transform((said) => said === 'yes'),
  settlement: textField(1000, 3),
})
export type DoorLookEntry = z.output<typeof doorLookEntry>

/** What somebody before the door sends: the pass of the code that they scanned, and what the door asked. */
export const checkInEntry = z.object({
  pass: z.string().max(60).default(''),
  unitId: unitField,
  member: memberField,
})
export type CheckInEntry = z.output<typeof checkInEntry>
