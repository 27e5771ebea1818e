import { z } from 'zod'
import { textField } from '#platform/submit'

/** Names that are typed: one person a line. */
export const typedList = z.object({ lines: textField(60_000, 1) })

/** Why a list changes what counts already. */
export const listConfirmation = z.object({ reason: textField(500).default('') })

/** Somebody who is taken off the list. */
export const takingOff = z.object({
  listedId: z.guid('field_is_required'),
  reason: textField(500).default(''),
})
