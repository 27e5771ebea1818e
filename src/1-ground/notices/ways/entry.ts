import { z } from 'zod'
import { textField } from '#platform/submit'
import { kindGroups } from '../rules.ts'

/** The address that somebody gives; empty takes it back. */
export const addressEntry = z.object({
  email: textField(254).pipe(z.union([z.literal(''), z.email('address_is_malformed')])),
})

/** What somebody chooses for every group: `email.tasks`, `push.tasks`. */
export const waysEntry = z.object(
  Object.fromEntries(
    kindGroups.flatMap((group) => [
      [`email.${group}`, z.enum(['each', 'digest', 'none'], 'field_is_no_choice').default('none')],
      [`push.${group}`, z.string().optional()],
    ]),
  ),
)

/** A browser's subscription as it comes from `PushManager.subscribe`. */
export const subscriptionEntry = z.object({
  endpoint: z.url().max(1_000),
  keys: z.object({
    // A point of the curve P-256, and sixteen bytes.
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}=?$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{22}={0,2}$/),
  }),
})
export type Subscription = z.output<typeof subscriptionEntry>
