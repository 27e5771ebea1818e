/**
 * What a module is to the rest of the house: one definition in its folder, listed once in `src/modules.ts`. Pages, API,
 * navigation, permissions and background work are loops over that list (docs/decisions/0055-modules.md).
 *
 * A module that lets others bring it something adds a part of its own:
 * `declare module '#platform/module' { interface Module { calendar?: Record<string, CalendarSource> } }`.
 */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import type { Config } from './config.ts'
import type { Reader, Tx } from './database.ts'
import type { Finder } from './finding.ts'
import type { Job } from './jobs.ts'
import type { Env } from './web.ts'

/** What a person can do, by name: each module adds the keys of its own permissions. */
// biome-ignore lint/suspicious/noEmptyInterface: modules add to it
export interface Actions {}

/** Kinds of things that post facts. */
// biome-ignore lint/suspicious/noEmptyInterface: modules add to it
export interface SourceKinds {}

/** Kinds of things that files prove. */
// biome-ignore lint/suspicious/noEmptyInterface: modules add to it
export interface ProvenKinds {}

/** Work that goes on while the system is up. `start` returns how to end it. */
export type Loop = {
  /** What the log says when a round fails. */
  fault: string
  start(onFault: (fault: unknown) => void, config: Config): () => Promise<void>
}

/** Under which headings places stand, in their order. The words are `app.group.…`. */
export const placeGroups = [
  'lead',
  'record',
  'initiatives',
  'figures',
  'reports',
  'prove',
  'manage',
  'own',
] as const
export type PlaceGroup = (typeof placeGroups)[number]

/** A place in the list of everything, beside what is under the thumb. */
export type Place = {
  /** Its words are `app.more.…` and `app.more.…_help`. */
  key: string
  group: PlaceGroup
  at: string
  /** What one has to be allowed somewhere to see it; null for everybody who is signed in. */
  action: keyof Actions | null
  /** Where it stands under its heading: the lowest comes first. */
  rank: number
}

/** What waits for somebody at a place: the number beside it, the same on every page. */
export type Waiting = {
  /** The key of the place, or of the tab under the thumb. */
  at: string
  /** Who may not has nothing counted. */
  action: keyof Actions
  /** Asked at every page, so it is one quick statement. */
  count(db: Reader, personId: string): Promise<number>
}

/** What somebody should see first: how much of it there is, and where it is worst or best, each one click from acting. */
export type Tile = {
  /** Its words are `home.tile.…` and, of nothing, `home.tile.…_none`. */
  key: string
  tone: 'problem' | 'waiting' | 'done'
  count: number
  href: string
  /** At most three. */
  lines: { title: string; about?: string; href: string }[]
}

/** Reads a tile of the first page. Who may not `action` has none. */
export type TileReader = {
  action: keyof Actions
  /** Where it stands: the lowest comes first. */
  rank: number
  /** Undefined where there is nothing to tell, not even that nothing waits. */
  read(db: Reader): Promise<Tile | undefined>
}

/** The parts of a module. All but name and schemas may be left out. */
export interface Module {
  name: string
  /** The database schemas that the module writes. */
  schemas: readonly string[]
  /** Pages behind the sign-in. */
  pages?: readonly Hono<Env>[]
  /** Pages that anybody may open, with the headers of working pages. */
  openPages?: readonly Hono<Env>[]
  /** Public answers that set their own headers, so that caches may keep them. */
  publicPages?: readonly Hono<Env>[]
  /** Addresses for programs that sign in by themselves and send no Origin, by path. */
  programs?: Readonly<Record<string, Hono<Env>>>
  api?: readonly OpenAPIHono<Env>[]
  places?: readonly Place[]
  waiting?: readonly Waiting[]
  finders?: readonly Finder[]
  tiles?: readonly TileReader[]
  /** Loads what comes with the software; runs in the first transaction of every start. */
  prepare?(tx: Tx): Promise<unknown>
  /** Runs after `prepare`, in transactions of its own. */
  afterPrepare?(): Promise<unknown>
  /** Runs when the system comes up and at the beginning of each day. */
  onNewDay?(): Promise<unknown>
  loops?: readonly Loop[]
  /** Kinds of jobs that are carried out. */
  jobs?: readonly Job[]
}

/** Defines a module. */
export const defineModule = (module: Module): Module => module

let opened: readonly Module[] = []
const tables = new Map<keyof Module, Record<string, unknown>>()

/**
 * Makes modules known, in the order of the flow. Called once, at start.
 * @throws Error where two modules have one name, or bring a part under one key
 */
export function openModules(modules: readonly Module[]): void {
  const names = modules.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw new Error(`Two modules have the name “${twice}”.`)
  opened = modules
  for (const part of tables.keys()) fill(part)
}

/** What the modules bring under a part, in the order of the flow. */
export const broughtTo = <Part extends keyof Module>(part: Part): NonNullable<Module[Part]>[] =>
  opened.flatMap((module) => {
    const brought = module[part]
    return brought === undefined ? [] : ([brought] as NonNullable<Module[Part]>[])
  })

type Guarded = 'places' | 'waiting' | 'finders' | 'tiles'

/** What the modules bring under a part, as far as somebody may do what it is for; null is for everybody. */
export const broughtFor = <Part extends Guarded>(part: Part, may: readonly string[] = []) =>
  (broughtTo(part) as NonNullable<Module[Part]>[number][][])
    .flat()
    .filter(({ action }) => action === null || may.includes(action))

/** What the modules bring under a part, by key. The table is filled when they are opened, and every key stands in it once. */
export function tableOf<Part extends keyof Module>(part: Part): Readonly<NonNullable<Module[Part]>> {
  if (!tables.has(part)) {
    tables.set(part, Object.create(null))
    fill(part)
  }
  return tables.get(part) as NonNullable<Module[Part]>
}

function fill(part: keyof Module): void {
  const table = tables.get(part) as Record<string, unknown>
  for (const key of Object.keys(table)) delete table[key]
  for (const brought of broughtTo(part))
    for (const [key, value] of Object.entries(brought)) {
      if (key in table) throw new Error(`Two modules bring “${key}” under “${part}”.`)
      table[key] = value
    }
}
