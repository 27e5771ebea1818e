// The queue: what was written on this phone and has to reach the server, each with its photos.

import type { RawAnswers } from '#activities/in-browser'
import type { SentRecord, SentVersion, Whereabouts } from './entry.ts'
import type { FaultOnServer, ItemState, ReceiptOnPhone } from './rules.ts'
import { newId, open, openJson, seal, sealJson, sha256 } from './sealed.ts'
import { type Item, itemsOf, owner, type Photo, photosOf, vault } from './vault.ts'

/** What was typed, as the form shows it again. */
export type Typed = {
  initiativeId: string
  initiativeName: string
  unitId: string
  unitName: string
  formId: string
  day: string
  summary: string
  answers: RawAnswers
  place?: Whereabouts | undefined
  /** For a new wording: the version that the person had before them, and why they change it. */
  seen?: number | undefined
  reason?: string | undefined
}

/** Why the server did not take something, kept until the person has put it right. */
export type Trouble = { code: string; sentence: string; fields: FaultOnServer[] }

/** What an item holds inside its seal. */
export type Content = { text: string; typed: Typed; trouble?: Trouble | undefined }

/** A photo that was taken or chosen, made ready, not yet in the queue. */
export type Picture = { id: string; sha256: string; bytes: ArrayBuffer }

/** Somebody must be known on this phone before anything is written for them. */
export class NobodySignedIn extends Error {}

async function holder() {
  const known = await owner()
  if (!known) throw new NobodySignedIn('nobody is signed in on this phone')
  return known
}

/** The very text that is sent. Its hash stands in the receipt, so it is made once and kept. */
function textOf(typed: Typed, photos: readonly { sha256: string }[]): string {
  const wording = {
    day: typed.day,
    summary: typed.summary,
    answers: typed.answers,
    photos: photos.map((photo) => photo.sha256),
    ...(typed.place ? { place: typed.place } : {}),
  }
  const sent: SentRecord | SentVersion =
    typed.seen === undefined
      ? { initiativeId: typed.initiativeId, formId: typed.formId, unitId: typed.unitId, ...wording }
      : { seen: typed.seen, reason: typed.reason ?? '', ...wording }
  return JSON.stringify(sent)
}

/**
 * Puts a record (or a new wording of one) in the queue with its photos, all or nothing. What is there already under this
 * id is written anew, as long as it has not arrived.
 * @throws DOMException `QuotaExceededError` where the phone is full; then nothing was changed
 */
export async function put(
  typed: Typed,
  pictures: readonly Picture[],
  given: { id?: string; recordId?: string; state?: ItemState } = {},
): Promise<string> {
  const { person, key } = await holder()
  const id = given.id ?? newId()
  const db = await vault()
  const before = await db.get('items', id)
  const photosBefore = before ? await photosOf(id) : []
  // Those that have arrived have no picture here any more; they stay announced all the same.
  const photos = photosBefore.filter((photo) => photo.receipt)
  for (const picture of pictures) {
    const position = photos.length
    const known = photosBefore.find((photo) => photo.id === picture.id)
    photos.push(
      known
        ? { ...known, position }
        : {
            id: picture.id,
            person: person.id,
            item: id,
            position,
            sha256: picture.sha256,
            bytes: picture.bytes.byteLength,
            sealed: await seal(key, picture.id, picture.bytes),
            failures: 0,
          },
    )
  }
  const text = textOf(typed, photos)
  const item: Item = {
    id,
    person: person.id,
    kind: typed.seen === undefined ? 'record' : 'version',
    recordId: given.recordId ?? id,
    state: given.state ?? 'waiting',
    createdAt: before?.createdAt ?? Date.now(),
    changedAt: Date.now(),
    photoCount: photos.length,
    photosReceived: photos.filter((photo) => photo.receipt).length,
    sha256: await sha256(new TextEncoder().encode(text)),
    sealed: await sealJson(key, id, { text, typed } satisfies Content),
    settled: photos.length === 0,
    failures: 0,
  }
  const tx = db.transaction(['items', 'photos'], 'readwrite', { durability: 'strict' })
  try {
    const work = [
      ...photos.map((photo) => tx.objectStore('photos').put(photo)),
      ...photosBefore
        .filter((photo) => !photos.some((kept) => kept.id === photo.id))
        .map((photo) => tx.objectStore('photos').delete(photo.id)),
      tx.objectStore('items').put(item),
    ]
    // One that fails lets the whole transaction fail, which is what tells the person.
    for (const one of work) one.catch(() => {})
  } catch (fault) {
    tx.done.catch(() => {})
    tx.abort()
    throw fault
  }
  await tx.done
  return id
}

/** What an item holds. */
export async function contentOf(item: Item): Promise<Content> {
  const { key } = await holder()
  return openJson<Content>(key, item.id, item.sealed)
}

/** The picture of a photo that has not arrived yet. */
export async function pictureOf(photo: Photo): Promise<Picture | undefined> {
  if (!photo.sealed) return undefined
  const { key } = await holder()
  return { id: photo.id, sha256: photo.sha256, bytes: await open(key, photo.id, photo.sealed) }
}

/** The pictures of an item that are still on the phone, in their order. */
export const photosOfItem = async (id: string): Promise<Picture[]> =>
  (await Promise.all((await photosOf(id)).map(pictureOf))).filter((one) => one !== undefined)

/** Everything in the queue of the person who uses the phone, with what it holds. */
export async function queue(): Promise<{ item: Item; content: Content }[]> {
  const known = await owner()
  if (!known) return []
  const items = await itemsOf(known.person.id)
  return Promise.all(
    items.map(async (item) => ({ item, content: await openJson<Content>(known.key, item.id, item.sealed) })),
  )
}

/** Changes how an item stands, unless it was taken away meanwhile. */
export async function change(id: string, by: Partial<Item>): Promise<void> {
  const db = await vault()
  const tx = db.transaction('items', 'readwrite')
  const item = await tx.store.get(id)
  if (item) await tx.store.put({ ...item, ...by, changedAt: Date.now() })
  await tx.done
}

/** Changes how a photo stands. */
export async function changePhoto(id: string, by: Partial<Photo>): Promise<void> {
  const db = await vault()
  const tx = db.transaction('photos', 'readwrite')
  const photo = await tx.store.get(id)
  if (photo) await tx.store.put({ ...photo, ...by })
  await tx.done
}

/** Notes why an item was not taken, inside its seal: sentences may name what it says. */
export async function noteTrouble(item: Item, state: ItemState, trouble: Trouble): Promise<void> {
  const { key } = await holder()
  const content = await contentOf(item)
  await change(item.id, { state, sealed: await sealJson(key, item.id, { ...content, trouble }) })
}

/** Lets go of the picture of a photo, now that its receipt is here. Without one it stays. */
export async function photoArrived(photo: Photo, receipt: ReceiptOnPhone): Promise<void> {
  await changePhoto(photo.id, { receipt, sealed: null })
  const photos = await photosOf(photo.item)
  await change(photo.item, { photosReceived: photos.filter((one) => one.receipt).length })
}

/** Takes away an item with its photos: one that has arrived, or that the person gave up in so many words. */
export async function remove(id: string): Promise<void> {
  const db = await vault()
  const photos = await photosOf(id)
  const tx = db.transaction(['items', 'photos'], 'readwrite')
  await tx.objectStore('items').delete(id)
  for (const photo of photos) await tx.objectStore('photos').delete(photo.id)
  await tx.done
}

/** Takes away what has arrived, to make room. */
export async function tidy(): Promise<number> {
  const known = await owner()
  if (!known) return 0
  const done = (await itemsOf(known.person.id)).filter((item) => item.state === 'received')
  for (const item of done) await remove(item.id)
  return done.length
}
