// Empties the queue, in the app and behind it. Records go first, since they are small and count; their photos follow.

import { ask } from './line.ts'
import { change, changePhoto, contentOf, noteTrouble, photoArrived, pictureOf } from './outbox.ts'
import { isReceiptFor, type Outcome, type ReceiptOnPhone, waitBefore } from './rules.ts'
import { sendPhoto } from './upload.ts'
import { type Item, itemsOf, owner, type Photo, photosOf, recall, remember, vault } from './vault.ts'

/** How a run ended, and when to try again. */
export type Run = {
  word: 'open' | 'down' | 'signed-out' | 'another-person'
  waitMilliseconds: number | undefined
}

/** What the app is told while things move. */
type Moved = () => void

type Answer = {
  receipt: ReceiptOnPhone
  version: number
  photos: { attached: string[]; awaited: string[] }
}

/** Why a run has to stop: nothing that comes after would fare better. */
class Halt extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

const isOpen = (item: Item): boolean =>
  item.state === 'waiting' || (item.state === 'received' && !item.settled)

/** What failed most often comes last, so that one that cannot get through does not stand before the others. */
const patientFirst = (a: { failures: number }, b: { failures: number }): number => a.failures - b.failures

/**
 * Sends what waits, once through. Of several tabs and what runs behind them only one sends at a time; the others find
 * nothing to do.
 */
export async function sendAll(moved: Moved = () => {}): Promise<Run | undefined> {
  const done = await navigator.locks.request('lantoa-send', { ifAvailable: true }, async (lock) =>
    lock ? run(moved) : undefined,
  )
  return done ?? undefined
}

async function run(moved: Moved): Promise<Run> {
  const known = await owner()
  if (!known) return { word: 'signed-out', waitMilliseconds: undefined }
  const person = known.person.id
  try {
    const records = (await itemsOf(person)).filter((item) => item.state === 'waiting')
    for (const item of records.sort(patientFirst)) {
      await sendItem(item)
      moved()
    }
    const open = (await itemsOf(person)).filter(isOpen)
    const photos = (await Promise.all(open.map((item) => photosOf(item.id)))).flat()
    for (const photo of photos.filter(isUnsent).sort(patientFirst)) {
      await sendOne(photo)
      moved()
    }
    for (const item of open) {
      await attach(item)
      moved()
    }
    await endRun('open', 0)
    return { word: 'open', waitMilliseconds: undefined }
  } catch (fault) {
    if (!(fault instanceof Halt)) throw fault
    return halted(fault.outcome)
  }
}

async function halted(outcome: Outcome): Promise<Run> {
  if (outcome.kind === 'signed-out' || outcome.kind === 'another-person') {
    await endRun(outcome.kind, 0)
    return { word: outcome.kind, waitMilliseconds: undefined }
  }
  const failures = ((await recall('line'))?.failures ?? 0) + 1
  const waitMilliseconds = waitBefore(failures - 1, Math.random())
  await endRun('down', failures, waitMilliseconds)
  return { word: 'down', waitMilliseconds }
}

const endRun = (word: Run['word'], failures: number, wait = 0) =>
  remember('line', { word, failures, nextAt: Date.now() + wait })

/** Something got through: the next failure is a first one again. */
async function gotThrough(): Promise<void> {
  const line = await recall('line')
  if (line && line.failures > 0) await endRun('open', 0)
}

/** Sends one record or wording. What the server does not take is left to the person; the others go on. */
async function sendItem(item: Item): Promise<void> {
  const content = await contentOf(item)
  const path = `/phone/records/${item.recordId}${item.kind === 'version' ? '/versions' : ''}`
  const { outcome, data } = await ask<Answer>('PUT', path, item.person, content.text)
  switch (outcome.kind) {
    case 'done':
      await gotThrough()
      if (isReceiptFor(data?.receipt, { kind: 'record', sha256: item.sha256, id: item.recordId }))
        await change(item.id, {
          state: 'received',
          receipt: data.receipt,
          failures: 0,
          // Another device may have sent its photos; this one keeps its own until each has a receipt here too.
          settled: data.photos.awaited.length === 0 && item.photosReceived === item.photoCount,
        })
      // An answer without the right receipt is none: the record stays where it is.
      else throw new Halt({ kind: 'line-is-down' })
      return
    case 'conflict':
    case 'refused':
      return noteTrouble(item, outcome.kind, {
        code: outcome.code,
        sentence: outcome.sentence,
        fields: outcome.kind === 'refused' ? outcome.fields : [],
      })
    default:
      await change(item.id, { failures: item.failures + 1 })
      throw new Halt(outcome)
  }
}

const isUnsent = (photo: Photo): boolean => photo.receipt === undefined && photo.refusal === undefined

async function sendOne(photo: Photo): Promise<void> {
  const picture = await pictureOf(photo)
  if (!picture) return
  const { person, sha256, uploadUrl, failures } = photo
  const sent = await sendPhoto({ person, sha256, bytes: picture.bytes, uploadUrl, failures }, (url) =>
    changePhoto(photo.id, { uploadUrl: url }),
  )
  if (isReceiptFor(sent.receipt, { kind: 'photo', sha256 })) {
    await gotThrough()
    await remember('cuts', { recent: Math.max(0, ((await recall('cuts'))?.recent ?? 0) - 1) })
    await photoArrived(photo, sent.receipt)
    return attachWhole(photo.item)
  }
  if (sent.outcome.kind === 'refused') return changePhoto(photo.id, { refusal: sent.outcome.sentence })
  await changePhoto(photo.id, { uploadUrl: sent.uploadUrl, failures: failures + 1 })
  await remember('cuts', { recent: 8 })
  throw new Halt(sent.outcome)
}

/** Attaches the photos of an item at once when the last of them has arrived. */
async function attachWhole(id: string): Promise<void> {
  if ((await photosOf(id)).some(isUnsent)) return
  const item = await (await vault()).get('items', id)
  if (item) await attach(item)
}

/** The same text once more: the server answers with the same receipt and attaches what has arrived since. */
async function attach({ id }: Item): Promise<void> {
  const item = await (await vault()).get('items', id)
  if (item?.state !== 'received' || item.settled) return
  const content = await contentOf(item)
  const path = `/phone/records/${item.recordId}${item.kind === 'version' ? '/versions' : ''}`
  const { outcome } = await ask<Answer>('PUT', path, item.person, content.text)
  if (outcome.kind === 'done') return change(id, { settled: true })
  if (outcome.kind !== 'conflict' && outcome.kind !== 'refused') throw new Halt(outcome)
  return noteTrouble(item, outcome.kind, {
    code: outcome.code,
    sentence: outcome.sentence,
    fields: outcome.kind === 'refused' ? outcome.fields : [],
  })
}
