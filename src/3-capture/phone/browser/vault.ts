// What the phone keeps, in IndexedDB: sealed contents, and beside them in clear only what the queue needs to run.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ItemState, ReceiptOnPhone } from './rules.ts'
import { newId, type Sealed } from './sealed.ts'

/** Something in the queue: a record, or a new wording of one. */
export type Item = {
  id: string
  person: string
  kind: 'record' | 'version'
  recordId: string
  state: ItemState
  createdAt: number
  changedAt: number
  photoCount: number
  photosReceived: number
  /** Hash of the very text that is sent. */
  sha256: string
  /** The text that is sent, and what the screens show of it. */
  sealed: Sealed
  receipt?: ReceiptOnPhone
  /** Whether all its photos are attached on the server. */
  settled: boolean
  failures: number
}

/** A photo of something in the queue. Its picture goes when its receipt has come. */
export type Photo = {
  id: string
  person: string
  item: string
  position: number
  sha256: string
  bytes: number
  sealed: Sealed | null
  /** Where the last try began to lay it down. */
  uploadUrl?: string | undefined
  receipt?: ReceiptOnPhone
  refusal?: string
  failures: number
}

/** Who uses the phone now. */
export type Person = { id: string; name: string; unitName: string | null }

interface Schema extends DBSchema {
  state: { key: string; value: unknown }
  items: { key: string; value: Item; indexes: { person: string } }
  photos: { key: string; value: Photo; indexes: { person: string; item: string } }
}

let opened: Promise<IDBPDatabase<Schema>> | undefined

/** The database of the phone, the same for the app and for what runs behind it. */
export function vault(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('lantoa', 1, {
    upgrade(db) {
      db.createObjectStore('state')
      db.createObjectStore('items', { keyPath: 'id' }).createIndex('person', 'person')
      const photos = db.createObjectStore('photos', { keyPath: 'id' })
      photos.createIndex('person', 'person')
      photos.createIndex('item', 'item')
    },
    // Another tab brings a newer shape: this one lets go instead of standing in its way.
    blocking: () => {
      void opened?.then((db) => db.close())
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}

type States = {
  device: string
  person: Person
  key: { person: string; key: CryptoKey }
  package: { person: string; at: number; sealed: Sealed }
  clock: { serverAt: number; phoneAt: number }
  language: 'vi' | 'en'
  /** How bad the line has been: set when it is cut, less with each photo that gets through. */
  cuts: { recent: number }
  /** Signed out here while there was no network: the session on the server is still to be ended. */
  leaving: boolean
  /** What the queue met last: the person must sign in again, the line is down … */
  line: { word: 'open' | 'down' | 'signed-out' | 'another-person'; failures: number; nextAt: number }
}

/** One thing that the phone remembers. */
export async function recall<Name extends keyof States>(name: Name): Promise<States[Name] | undefined> {
  return (await (await vault()).get('state', name)) as States[Name] | undefined
}

/** Remembers one thing. */
export async function remember<Name extends keyof States>(name: Name, value: States[Name]): Promise<void> {
  await (await vault()).put('state', value, name)
}

/** Forgets some things. */
export async function forget(...names: (keyof States)[]): Promise<void> {
  const db = await vault()
  for (const name of names) await db.delete('state', name)
}

/** The id of this phone; made once, tells nothing about its owner. */
export async function device(): Promise<string> {
  const known = await recall('device')
  if (known) return known
  const made = newId()
  await remember('device', made)
  return made
}

/** Who uses the phone now, with the key to what it keeps for them; undefined where nobody does. */
export async function owner(): Promise<{ person: Person; key: CryptoKey } | undefined> {
  const [person, held] = [await recall('person'), await recall('key')]
  return person && held && held.person === person.id ? { person, key: held.key } : undefined
}

/** The queue of a person, the oldest first. */
export async function itemsOf(person: string): Promise<Item[]> {
  const items = await (await vault()).getAllFromIndex('items', 'person', person)
  return items.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

/** The photos of something in the queue, in their order. */
export async function photosOf(item: string): Promise<Photo[]> {
  const photos = await (await vault()).getAllFromIndex('photos', 'item', item)
  return photos.sort((a, b) => a.position - b.position)
}

/** How much waits on this phone for others than `person`: it is theirs, sealed, and only counted here. */
export async function countOfOthers(person: string | undefined): Promise<number> {
  const items = await (await vault()).getAll('items')
  return items.filter((item) => item.person !== person && !['received', 'draft'].includes(item.state)).length
}
