import { z } from 'zod'
import { textField } from '#platform/submit'
import { verdicts } from './rules.ts'

/** What those above say of a report that was sent to them. Whoever gives it back says why. */
export const verdictEntry = z
  .object({
    seen: z.coerce.number().int().min(1),
    verdict: z.enum(verdicts, 'field_is_no_choice'),
    reason: textField(2000).default(''),
  })
  .refine(({ verdict, reason }) => verdict !== 'returned' || reason.length >= 3, {
    message: 'sending_is_returned_without_reason',
    path: ['reason'],
  })
export type VerdictEntry = z.output<typeof verdictEntry>

/** Which regime a report is sent to. */
export const sendEntry = z.object({ regime: z.guid('field_is_required') })
