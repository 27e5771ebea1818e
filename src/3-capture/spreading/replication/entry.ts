import { z } from 'zod'
import { textField } from '#platform/submit'

/** What is typed to do in one's own unit what another one does. */
export const copyEntry = z.object({
  unitId: z.guid('field_is_no_choice'),
  name: textField(200, 3),
  summary: textField(4000).default(''),
})
export type CopyEntry = z.output<typeof copyEntry>
