import type { Context } from 'hono'
import { z } from 'zod'
import { isId } from '../ids.ts'
import { type Day, isDay } from '../time.ts'
import type { Env } from '../web.ts'

/** One page of a list; `next` is the place where it ended, when more rows follow. */
export type Page<Row, Place> = { rows: Row[]; next: Place | undefined }

/** Reads one page of a list. `read` is asked for one row more than shown, which tells whether there is a next page. */
export async function readPage<Row, Place>(
  limit: number,
  read: (limit: number) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
): Promise<Page<Row, Place>> {
  const found = await read(limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? placeOf(last) : undefined }
}

const id = z.string().refine(isId)
/** A text that the database takes: no NUL byte, no lone surrogate. */
const words = z
  .string()
  .max(300)
  .refine((text) => text.isWellFormed() && !text.includes('\0'))

/** The place in a list that runs by id. */
export const idPlace = z.object({ id })
/** The place in a list that runs by name. */
export const namePlace = z.object({ name: words, id })
/** The place in a list that runs by day. */
export const dayPlace = z.object({ day: z.custom<Day>((day) => typeof day === 'string' && isDay(day)), id })
export type DayPlace = z.output<typeof dayPlace>
/** The place in a list that runs by instant, written by `toISOString()`. */
export const instantPlace = z.object({ at: z.iso.datetime(), id })
/** The place in a search for names, best match first. */
export const rankPlace = z.object({ rank: z.int().min(0).max(1000), name: words, id })

/** Packs a place into one word, for an address or an answer of the API. */
export const packPlace = (place: object | undefined): string | undefined =>
  place && Buffer.from(JSON.stringify(place)).toString('base64url')

/** The place that was packed into a word; undefined where the word is none of this shape. */
export function placeFrom<Schema extends z.ZodType>(
  schema: Schema,
  word: string,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(word, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}

/** Where the page before ended (`?sau=`); undefined on the first page and where the word is broken. */
export const placeIn = <Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
): z.output<Schema> | undefined => placeFrom(schema, c.req.query('sau') ?? '')

/**
 * The address of the next page: this one with its filters, from `next` on. Null on the last page. A page that also shows refused
 * forms gives its own path.
 */
export function nextHref(
  c: Context<Env>,
  next: object | undefined,
  anchor = '',
  path = c.req.path,
): string | null {
  const word = packPlace(next)
  if (word === undefined) return null
  const { searchParams } = new URL(c.req.url)
  searchParams.delete('da')
  searchParams.set('sau', word)
  return `${path}?${searchParams}${anchor}`
}
