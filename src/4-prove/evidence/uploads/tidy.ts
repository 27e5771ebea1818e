import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Actor, lookAsSystem } from '#access'
import { sha256, sweepArriving, unfinishedFolder } from '#platform/files'
import { Problem, statusOf } from '#platform/problem'
import { removeBytes } from '../leaving/collect-files.ts'
import { dropLeftover, type Leftover, leftoversIn } from './leftovers.ts'
import { receivePhoto } from './receive-photo.ts'
import { isOwn, markOf, removeExpired } from './resumable.ts'
import { peopleWithAccounts } from './store.ts'

const hour = 3_600_000

/**
 * Takes up what arrived whole and was never acknowledged, since the server ended in between, and removes what was never
 * begun properly or too long ago; says how many were removed. Bytes of collected files go last. What changed within the last hour may still be under way;
 * at a start only what this process itself has begun.
 */
export async function tidyUploads(atStart = false): Promise<number> {
  const folder = unfinishedFolder()
  const before = atStart ? performance.timeOrigin : Date.now() - hour
  const settled = (await leftoversIn(folder)).filter(({ changedAt }) => changedAt <= before)
  const broken = settled.filter(({ announced }) => announced === undefined)
  for (const { id } of broken) await dropLeftover(folder, id)
  await takeUp(
    folder,
    settled.filter(({ announced, size }) => announced !== undefined && size === announced.size),
  )
  await sweepArriving(atStart ? performance.timeOrigin : Date.now() - 24 * hour)
  const expired = await removeExpired()
  await removeBytes()
  return broken.length + expired
}

/** Receives whole uploads in the name of those who sent them: who asks for receipts then finds them. */
async function takeUp(folder: string, whole: readonly Leftover[]): Promise<void> {
  if (whole.length === 0) return
  const people = new Map((await lookAsSystem(peopleWithAccounts)).map((one) => [markOf(one), one]))
  for (const one of whole) {
    const sender = people.get(one.id.split('.')[0] ?? '')
    // Of somebody whose account is closed: it goes when its time is over.
    if (!sender || !isOwn(sender, one.id)) continue
    if (await isSettled(folder, one, sender)) await dropLeftover(folder, one.id)
  }
}

/** Whether an upload is kept or will never be: a refusal is for good, unless only the disk or the database is away. */
async function isSettled(folder: string, { id, announced }: Leftover, sender: Actor): Promise<boolean> {
  try {
    const bytes = await readFile(join(folder, id))
    if (sha256(bytes) === announced?.sha256) await receivePhoto(sender, bytes, announced.name.slice(0, 200))
    return true
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    return statusOf(fault) !== 503
  }
}

/** Tidies at the start, and then once an hour for as long as the system is up. Returns how to end it. */
export function keepUploadsTidy(onFault: (fault: unknown) => void): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve()
  const tidy = (atStart: boolean): void => {
    underWay = tidyUploads(atStart).catch(onFault)
  }
  const timer = setInterval(() => tidy(false), hour)
  timer.unref()
  tidy(true)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
