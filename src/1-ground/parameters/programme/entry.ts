import { z } from 'zod'
import { dayField, dayOrBlank, textField } from '#platform/submit'

/** What is typed of a directive. `replaces` and `continues` are codes of others, or blank. */
export const directiveEntry = z.object({
  kind: textField(60, 2),
  symbol: textField(60, 2),
  issuedOn: dayField(),
  issuer: textField(200, 2),
  title: textField(500, 3),
  replaces: textField(60).default(''),
  continues: textField(60).default(''),
  source: textField(300, 1),
})
export type DirectiveEntry = z.output<typeof directiveEntry>

/** From which day another directive stands in the place of one; blank: none does. */
export const directiveEndEntry = z.object({ code: textField(60, 1), replacedOn: dayOrBlank() })
export type DirectiveEndEntry = z.output<typeof directiveEndEntry>
