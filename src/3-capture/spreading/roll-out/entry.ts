import { z } from 'zod'
import { dayField, textField } from '#platform/submit'

/** What is typed to roll an initiative out. `expected` is how many units the person saw that would get it. */
export const rollOutEntry = z.object({
  name: textField(200, 3),
  document: textField(200).default(''),
  /** The day on which all begin; blank: they are proposed, and each unit begins when it is ready. */
  startedOn: z.literal('').or(dayField()).default(''),
  expected: z.coerce.number().int(),
})
export type RollOutEntry = z.output<typeof rollOutEntry>
