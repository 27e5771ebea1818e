import { OpenAPIHono, z } from '@hono/zod-openapi'
import { placeFrom } from './lists/page.ts'
import { Problem } from './problem.ts'
import type { Env } from './web.ts'

export { packPlace } from './lists/page.ts'

/** A router of the API. What was sent wrongly is answered as every other problem: named by field, in words. */
export const apiRouter = () =>
  new OpenAPIHono<Env>({
    defaultHook: (read) => {
      if (read.success) return
      throw new Problem(
        'form_has_faults',
        {},
        {
          fields: read.error.issues.map((issue) => ({
            field: issue.path.map(String).join('.'),
            code: 'field_is_malformed',
          })),
        },
      )
    },
  })

/** The answer to whatever was refused (RFC 9457). */
export const problemAnswer = {
  description: 'Refused: what is wrong and what to do (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: z
        .object({
          type: z.string(),
          title: z
            .string()
            .describe('The sentence for people, in the language of Accept-Language or of the person'),
          status: z.number().int(),
          code: z.string().describe('The same in every language'),
          fields: z.array(z.object({ field: z.string(), code: z.string(), sentence: z.string() })).optional(),
          reference: z.string().optional(),
        })
        .openapi('Problem'),
    },
  },
}

/** An answer of JSON. */
export const jsonAnswer = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** What is asked of every list. */
export const pageQuery = z.object({
  after: z.string().max(300).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Rows of a page'),
})

/** A page of a list: the rows, and what to send as `after` for the next page (absent on the last one). */
export const pageOf = <Schema extends z.ZodType>(row: Schema) =>
  z.object({ rows: z.array(row), next: z.string().optional() })

/**
 * The place at which a page ended, out of its word.
 * @throws Problem `place_is_malformed`
 */
export function unpackPlace<Schema extends z.ZodType>(
  schema: Schema,
  word: string | undefined,
): z.output<Schema> | undefined {
  if (word === undefined) return undefined
  const place = placeFrom(schema, word)
  if (place === undefined) throw new Problem('place_is_malformed', {}, { field: 'after' })
  return place
}
