import { z } from 'zod'
import { textField } from '#platform/submit'

/** What is typed of how to reach the office of a unit. A number is kept without the signs that people put in it. */
export const contactEntry = z.object({
  phone: textField(40)
    .default('')
    .transform((text) => text.replace(/[\s().-]/g, '').replace(/^\+?84(?=2)/, '0'))
    .pipe(z.string().regex(/^(?:|02\d{9}|1[89]00\d{4,6})$/, 'contact_phone_is_not_an_offices')),
  email: textField(200)
    .default('')
    .pipe(z.string().regex(/^(?:|[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+)$/, 'contact_email_is_malformed')),
  address: textField(300).default(''),
})
export type ContactEntry = z.output<typeof contactEntry>
