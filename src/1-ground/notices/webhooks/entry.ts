import { z } from 'zod'
import { textField } from '#platform/submit'

/** A webhook as an administrator sets it up. Kinds are separated by spaces, commas or lines. */
export const webhookEntry = z.object({
  unitId: z.uuid('field_is_no_choice'),
  url: textField(500, 1),
  kinds: textField(2_000, 1)
    .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))])
    .pipe(
      z
        .array(
          z
            .string()
            .regex(
              /^(\*|[a-z][a-z_]*(\.[a-z_]+)*\.\*|[a-z][a-z_]*(\.[a-z_]+)+)$/,
              'webhook_kind_is_malformed',
            ),
        )
        .min(1, 'webhook_asks_for_nothing')
        .max(50, 'webhook_asks_for_nothing'),
    ),
})
export type WebhookEntry = z.output<typeof webhookEntry>
