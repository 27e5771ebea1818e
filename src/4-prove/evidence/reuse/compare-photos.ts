import { asSystem, asSystemSnapshot, lookAsSystem, note } from '#access'
import type { Tx } from '#platform/database'
import { keptFile } from '#platform/files'
import type { Proven } from '../store.ts'
import type { Comparer, Fit } from './comparer.ts'
import { bitsApart, type Look, lookOf } from './picture-hash.ts'
import { insertQuestions, lapseQuestions, type NewQuestion } from './question-store.ts'
import { comparing, daysOff, isWorthAsking, likeness, minutesUntilNextTry, type Overlay } from './rules.ts'
import {
  alikeByHash,
  type Candidate,
  candidatesFor,
  farApartAtOnce,
  isAnythingWaiting,
  keepFeatures,
  keepHash,
  markChecked,
  moveTask,
  photosWithoutHash,
  postponeTask,
  sameFile,
  type Task,
  takeTask,
  timeAllowanceOn,
  timedPhotos,
  uncheckedOccasions,
} from './store.ts'

/**
 * Does the next thing that waits: compares the times of the photos of something with its day, or one photo with earlier
 * ones. What fails is tried again later, and nothing that is done is done again after a crash.
 * @returns false where nothing waits.
 */
export async function compareNext(comparer: Comparer): Promise<boolean> {
  if (!(await lookAsSystem(isAnythingWaiting))) return false
  const unchecked = await lookAsSystem((db) => uncheckedOccasions(db, 20))
  for (const occasion of unchecked) await compareTimes(occasion)
  const task = await derive(takeTask)
  if (!task) return unchecked.length > 0
  try {
    if (task.stage === 1) await compareByHash(task)
    else await compareByFeatures(task, comparer)
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault)
    await derive((tx) => postponeTask(tx, task.attachmentId, words, minutesUntilNextTry(task.tries)))
  }
  return true
}

/** What is derived from photos is written without an audit line; overtaken by somebody who records, it tries again. */
async function derive<T>(change: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await asSystemSnapshot(change)
    } catch (fault) {
      const wasOvertaken =
        fault instanceof Error && 'code' in fault && (fault.code === '40001' || fault.code === '40P01')
      if (!wasOvertaken || tries >= 20) throw fault
    }
  }
}

/** Compares everything that waits, for tests and for the command line. */
export async function compareAll(comparer: Comparer): Promise<void> {
  while (await compareNext(comparer)) {
    // Each round does one thing.
  }
}

/** The small copy of a photo; photos whose file is gone, and what is no picture, have none. */
const smallCopyOf = (sha256: string) => keptFile(`${sha256}.small.jpg`)

/** Stage one: the hash of a photo, and of its mirror images and quarter turns, against those of all photos. */
async function compareByHash(task: Task): Promise<void> {
  const picture = await smallCopyOf(task.sha256)
  const look = picture && (await lookOf(picture))
  await derive((tx) => keepHash(tx, task.sha256, look?.hash ?? null))
  const questions = await lookAsSystem(async (db) => {
    const copies = [
      ...(await sameFile(db, task.sha256, task.sourceId)),
      ...(look ? await alikeByHash(db, look.hash, likeness.hashBits, task.sourceId) : []),
    ]
    const found: NewQuestion[] = copies.map(({ attachmentId, distance }) => ({
      ...aboutPair('same_picture', task, attachmentId),
      found: { distance },
    }))
    for (const hash of look?.turned ?? [])
      for (const { attachmentId, distance } of await alikeByHash(db, hash, likeness.hashBits, task.sourceId))
        found.push({
          ...aboutPair('altered_picture', task, attachmentId),
          found: { distance, isTurned: true },
        })
    if (found.length > 0) return found
    // Another picture of the same moment: where it is the same picture, that is asked already.
    const apart = await farApartAtOnce(db, task)
    return apart.map(({ attachmentId, isOnePerson }) => ({
      ...aboutPair('same_moment', task, attachmentId),
      found: { isOnePerson },
    }))
  })
  await ask(task.sourceId, questions)
  const isDone = !task.thorough || picture === undefined
  await derive((tx) => moveTask(tx, task.attachmentId, isDone ? 3 : 2))
}

const aboutPair = (kind: NewQuestion['kind'], task: Task, otherAttachmentId: string) => ({
  kind,
  attachmentId: task.attachmentId,
  otherAttachmentId,
})

/** Stage two: local features and geometry, within what is near in kind, place and time. */
async function compareByFeatures(task: Task, comparer: Comparer): Promise<void> {
  const picture = await smallCopyOf(task.sha256)
  if (picture) {
    const candidates = (await lookAsSystem((db) => candidatesFor(db, task))).filter(
      ({ sha256 }) => sha256 !== task.sha256,
    )
    const described = await describedOf(candidates, comparer)
    await featuresOf(task.sha256, picture, comparer)
    const fits = await comparer.ask<'fits'>({
      what: 'fits',
      picture,
      candidates: described,
      least: likeness.agreeingFeatures,
    })
    const alike = (await laidOver(picture, fits, candidates, comparer)).filter(({ overlay }) =>
      isWorthAsking(overlay),
    )
    // What fits far less well than the best is at most another picture of the same place.
    const best = alike[0]?.overlay.agreeing ?? 0
    const asked = alike.filter(({ overlay }) => overlay.agreeing >= best / 2).slice(0, comparing.questions)
    const questions: NewQuestion[] = []
    for (const found of asked) questions.push(await questionOf(task, { ...found, picture }))
    await ask(task.sourceId, questions)
  }
  await derive((tx) => moveTask(tx, task.attachmentId, 3))
}

/** What is asked of a photo that fits another: whether it is a mere copy, or was altered. */
async function questionOf(
  task: Task,
  { fit, overlay, picture, other }: { fit: Fit; overlay: Overlay; picture: Uint8Array; other: Uint8Array },
): Promise<NewQuestion> {
  const [look, otherLook] = [await lookOf(picture), await lookOf(other)]
  const distance = look && otherLook ? bitsApart(look.hash, otherLook.hash) : Number.POSITIVE_INFINITY
  // A copy of a photo that had no hash yet when this one's was looked up.
  if (distance <= likeness.hashBits)
    return { ...aboutPair('same_picture', task, fit.key), found: { distance } }
  const { agreeing, isMirrored } = overlay
  return { ...aboutPair('altered_picture', task, fit.key), found: { agreeing, isMirrored } }
}

/** Candidates with their features; those that have none yet are described now, once. */
async function describedOf(
  candidates: readonly Candidate[],
  comparer: Comparer,
): Promise<{ key: string; features: Uint8Array }[]> {
  const described: { key: string; features: Uint8Array }[] = []
  for (const { attachmentId, sha256, features } of candidates) {
    if (features) described.push({ key: attachmentId, features })
    else {
      const picture = await smallCopyOf(sha256)
      if (picture)
        described.push({ key: attachmentId, features: await featuresOf(sha256, picture, comparer) })
    }
  }
  return described
}

async function featuresOf(sha256: string, picture: Uint8Array, comparer: Comparer): Promise<Uint8Array> {
  const features = await comparer.ask<'features'>({ what: 'features', picture })
  await derive((tx) => keepFeatures(tx, sha256, features))
  return features
}

/** The best fits with the other picture laid over ours. */
async function laidOver(
  picture: Uint8Array,
  fits: readonly Fit[],
  candidates: readonly Candidate[],
  comparer: Comparer,
) {
  const overlays: { fit: Fit; overlay: Overlay; other: Uint8Array }[] = []
  for (const fit of fits.slice(0, comparing.overlays)) {
    const sha256 = candidates.find(({ attachmentId }) => attachmentId === fit.key)?.sha256
    const other = sha256 && (await smallCopyOf(sha256))
    if (!other) continue
    const overlay = await comparer.ask<'overlay'>({ what: 'overlay', picture, other, fit })
    overlays.push({ fit, overlay, other })
  }
  return overlays
}

/** Asks what was found; where there is nothing to ask, nothing is written. */
async function ask(sourceId: string, questions: readonly NewQuestion[]): Promise<void> {
  if (questions.length === 0) return
  await asSystem('photo_question.ask', async (tx) => {
    const asked = await insertQuestions(tx, questions)
    note(tx, { source: sourceId, asked: asked.length })
  })
}

/** Asks about photos that were taken long before or after the day, once for each record, by the one that is furthest off. */
async function compareTimes(occasion: Proven & { day: string }): Promise<void> {
  const off = await lookAsSystem(async (db) => {
    const allowed = await timeAllowanceOn(db, occasion.day)
    return (await timedPhotos(db, occasion))
      .flatMap(({ attachmentId, takenAt }) => {
        const days = daysOff(takenAt, occasion.day, allowed)
        return days === undefined ? [] : { attachmentId, days }
      })
      .sort((one, other) => Math.abs(other.days) - Math.abs(one.days))[0]
  })
  // Asked first, noted afterwards: a crash between the two asks again, which asks nothing new.
  if (off) {
    const kind = off.days < 0 ? 'taken_before' : 'taken_after'
    await ask(occasion.id, [
      { kind, attachmentId: off.attachmentId, otherAttachmentId: null, found: { days: off.days } },
    ])
  }
  await derive(async (tx) => {
    await lapseQuestions(tx, occasion, off !== undefined)
    await markChecked(tx, occasion)
  })
}

/** Hashes some photos that have no hash yet, so that later ones are found to be copies of them. @returns how many. */
export async function hashSome(limit: number): Promise<number> {
  const waiting = await lookAsSystem((db) => photosWithoutHash(db, limit))
  const hashed: { sha256: string; look: Look | undefined }[] = []
  for (const sha256 of waiting) {
    const picture = await smallCopyOf(sha256)
    hashed.push({ sha256, look: picture && (await lookOf(picture).catch(() => undefined)) })
  }
  if (hashed.length > 0)
    await derive(async (tx) => {
      for (const { sha256, look } of hashed) await keepHash(tx, sha256, look?.hash ?? null)
    })
  return hashed.length
}
