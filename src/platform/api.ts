import { isUtf8 } from 'node:buffer'
import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { nameSaidTwice } from './json-names.ts'
import { placeFrom } from './lists/page.ts'
import { Problem } from './problem.ts'
import { asFieldProblem } from './submit.ts'
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
          fields: read.error.issues.map((issue) => asFieldProblem(issue, (read as { data?: unknown }).data)),
        },
      )
    },
  })

/** The answer to whatever was refused (RFC 9457). */
const problemAnswer = {
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

type Operation<Path extends string> = Omit<RouteConfig, 'path'> & {
  path: Path
  /** A verb and its thing. It names functions in generated clients and never changes. */
  operationId: string
  tags: [string]
  summary: string
}

/** One operation of the API. What can be refused is described for all of them here. */
export function operation<Path extends string, Route extends Operation<Path>>(route: Route) {
  const given = route.middleware ?? []
  const taken = Object.keys(route.request?.body?.content ?? {})
  return createRoute({
    ...route,
    middleware: [
      ...(Array.isArray(given) ? given : [given]),
      ...(taken.length > 0 ? [takesOnly(taken)] : []),
    ],
    responses: { ...route.responses, '4XX': problemAnswer, '5XX': problemAnswer },
  } as Route)
}

/**
 * Refuses a body of another kind, or JSON that is none, before anything is looked for in it.
 * @throws Problem `body_is_empty`, `body_is_of_another_kind`, `body_is_no_json`, `body_says_twice`
 */
const takesOnly =
  (kinds: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const kind = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    const isJson = kinds.includes('application/json') && /^application\/([\w.-]+\+)?json$/.test(kind)
    const bytes = isJson || kind === '' ? new Uint8Array(await c.req.arrayBuffer()) : undefined
    const text = bytes && new TextDecoder().decode(bytes)
    if (text !== undefined && text.trim() === '') throw new Problem('body_is_empty')
    if (!isJson && !kinds.includes(kind))
      throw new Problem('body_is_of_another_kind', { kinds: kinds.join(', ') })
    if (isJson && bytes) refuseUnclear(text ?? '', bytes)
    await next()
  }

/** JSON is in UTF-8 (RFC 8259, 8.1), and says each thing once. */
function refuseUnclear(text: string, bytes: Uint8Array): void {
  if (!isJsonSoFar(text, false)) throw new Problem('body_is_no_json', placeOfFault(text))
  if (!isUtf8(bytes))
    throw new Problem('body_is_no_json', placeOfFault(text.slice(0, text.indexOf('\ufffd'))))
  const name = nameSaidTwice(text)
  if (name !== undefined) throw new Problem('body_says_twice', { name })
}

function isJsonSoFar(text: string, mayGoOn: boolean): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (fault) {
    const said = mayGoOn && fault instanceof Error ? fault.message : ''
    const position = /at position (\d+)/.exec(said)?.[1]
    return /^(Unexpected end|Unterminated)/.test(said) || Number(position ?? -1) >= text.length
  }
}

/** Where a text stops being JSON, found by halves. Engines say it for some faults only. Line 0: beyond what is searched. */
function placeOfFault(text: string): { line: number; column: number } {
  let [good, bad] = [0, Math.min(text.length, 100_000) + 1]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (isJsonSoFar(text.slice(0, middle), true)) good = middle
    else bad = middle
  }
  if (good === 100_000) return { line: 0, column: 0 }
  const lines = text.slice(0, good).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** An answer that is a file. */
export const fileAnswer = (mediaType: string, description: string) => ({
  description,
  content: { [mediaType]: { schema: { type: 'string' as const, contentMediaType: mediaType } } },
})

/** A body of JSON that has to be there. */
export const sentJson = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true as const, content: { 'application/json': { schema } } },
})

/** What is asked of an address of one thing. */
export const byId = { params: z.object({ id: z.uuid() }) }

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
