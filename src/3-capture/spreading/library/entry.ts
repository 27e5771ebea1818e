import { z } from 'zod'
import { placeFrom, rankPlace } from '#platform/lists/page'
import { type Level, levels } from '../recognition/entry.ts'

/** Which initiatives of the library are shown: those that run, those that have ended, or both. */
export const librarySorts = ['running', 'ended', 'all'] as const
export type LibrarySort = (typeof librarySorts)[number]

/** Most that it may cost to begin, in đồng: what a hamlet, a commune or a sponsor can bear. */
export const costSteps = [0, 5_000_000, 20_000_000, 50_000_000, 100_000_000, 500_000_000] as const

/** Where a page of the library ended: its last row. */
export const libraryPlace = rankPlace.extend({ copies: z.int().min(0) })
export type LibraryPlace = z.output<typeof libraryPlace>

/** What is looked for in the library. */
export type LibrarySearch = {
  text: string
  line?: string | undefined
  kind?: string | undefined
  /** Recognised at this level or a higher one. */
  level?: Level | undefined
  /** An indicator to which it has added something. */
  indicator?: string | undefined
  /** Only what has a result that is proven, at least by evidence. */
  isProven: boolean
  /** Begins with no more than so many đồng, as its unit has written. */
  costUpTo?: number | undefined
  sort: LibrarySort
  after?: LibraryPlace | undefined
  limit: number
}

const oneOf = <T extends string>(list: readonly T[], text: string | undefined): T | undefined =>
  list.find((one) => one === text)

const plainCode = (text: string | undefined): string | undefined =>
  text && /^[a-z][a-z0-9_]{0,59}$/.test(text) ? text : undefined

/** What is looked for, out of the query of an address. What makes no sense is as good as not asked. */
export function searchFrom(query: (name: string) => string | undefined, limit: number): LibrarySearch {
  const cost = Number(query('chi-phi') || 'NaN')
  return {
    text: (query('q') ?? '').toWellFormed().replaceAll('\0', '').slice(0, 100),
    line: plainCode(query('nganh')),
    kind: plainCode(query('loai')),
    level: oneOf(levels, query('cap')),
    indicator: plainCode(query('chi-tieu')),
    isProven: query('chung-minh') === 'co',
    costUpTo: (costSteps as readonly number[]).includes(cost) ? cost : undefined,
    sort: oneOf(librarySorts, query('tinh-trang')) ?? 'running',
    after: placeFrom(libraryPlace, query('sau') ?? ''),
    limit,
  }
}

/** The query of an address that asks for the same, from the first page on. */
export function queryOf(search: LibrarySearch): Record<string, string> {
  const said: Record<string, string | undefined> = {
    q: search.text || undefined,
    nganh: search.line,
    loai: search.kind,
    cap: search.level,
    'chi-tieu': search.indicator,
    'chung-minh': search.isProven ? 'co' : undefined,
    'chi-phi': search.costUpTo === undefined ? undefined : String(search.costUpTo),
    'tinh-trang': search.sort === 'running' ? undefined : search.sort,
  }
  return Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
