import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { activityPage, correctActivity, recordActivity } from '#activities'
import { database } from '#platform/database'
import { keepFilesIn } from '#platform/files'
import { newId } from '#platform/ids'
import type { Env } from '#platform/web'
import { altered, asSent } from '../../../../bench/photographs/alter.ts'
import { buildScene, photograph } from '../../../../bench/photographs/scene.ts'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../test/support/district.ts'
import type { KeptPhoto } from '../keep/kept.ts'
import { keepPhoto } from '../keep-evidence.ts'
import { answerQuestion } from './answer-question.ts'
import { photoQuestionsApi } from './api.ts'
import { compareAll, compareNext, hashSome } from './compare-photos.ts'
import { openComparer } from './comparer.ts'
import { photoQuestion, photoQuestions } from './read.ts'
import { comparing } from './rules.ts'

useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-reuse-'))
keepFilesIn(folder)
const comparer = openComparer()
let district: Awaited<ReturnType<typeof aDistrict>>
/** Sees both communes. */
let inspector: Actor
let elsewhere: { recorder: Actor; initiativeId: string }

beforeAll(async () => {
  district = await aDistrict()
  elsewhere = await asSystem('test.elsewhere', async (tx) => {
    inspector = await aPerson(tx, 'Thanh Tra', { role: 'inspector', unitId: district.province })
    const initiativeId = newId()
    const union = await tx
      .selectFrom('org.unit')
      .select('id')
      .where('name', '=', 'Hội Nông dân xã Hai')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('initiatives.initiative')
      .values({
        id: initiativeId,
        kind: 'test_composting',
        unit_id: union.id,
        name: 'Rác thành phân xã Hai',
        slug: `rac-xa-hai-${initiativeId.slice(-6)}`,
        state: 'active',
        started_on: '2021-05-01',
      })
      .execute()
    return { recorder: district.stranger, initiativeId }
  })
})
beforeEach(() => compareAll(comparer))
afterAll(async () => {
  await comparer.end()
  rmSync(folder, { recursive: true, force: true })
})

let scenes = 0
const aPicture = async () => {
  scenes += 1
  const scene = await buildScene(`test ${scenes}`)
  return {
    picture: await photograph(scene, `test ${scenes}`),
    another: () => photograph(scene, `test ${scenes} later`),
  }
}

/** Records something with photos, as its recorder would. */
async function record(
  photos: readonly KeptPhoto[],
  over: { day?: string; by?: Actor; initiativeId?: string } = {},
): Promise<string> {
  const entry = {
    ...anEntry(over.initiativeId ?? district.initiativeId, { day: over.day ?? '2026-03-08' }),
    photos: { kept: photos, sentAhead: [] },
  }
  await recordActivity(over.by ?? district.recorder, entry)
  await compareAll(comparer)
  return entry.id
}
const about = async (activityId: string, who = inspector) =>
  (await photoQuestions(who, { isOpen: true, limit: 200 })).rows.filter(
    ({ sourceId }) => sourceId === activityId,
  )

test('a photo that went through a chat and came back for another activity is asked about, once', async () => {
  const { picture } = await aPicture()
  const first = await record([await keepPhoto(await asSent(picture))], { day: '2023-04-01' })

  const second = await record([await keepPhoto(await altered(picture, 'recompressed, q40', 'a'))])
  await correctActivity(district.recorder, second, {
    ...anEntry(district.initiativeId),
    seen: 1,
    reason: 'Ghi rõ hơn',
    removed: [],
  })
  await compareAll(comparer)

  expect(await about(second)).toMatchObject([
    { kind: 'same_picture', otherSourceId: first, otherDay: '2023-04-01' },
  ])
  expect(await about(first)).toEqual([])
})

test.each([
  'crop to 70 %',
  'mirrored',
  'mirrored, crop to 80 %',
  'rotated 90°',
  'rotated 5°',
  'photo of a screen',
  'caption over it',
])('a photo is found again: %s', async (how) => {
  const { picture } = await aPicture()
  const first = await record([await keepPhoto(await asSent(picture))])

  const second = await record([await keepPhoto(await altered(picture, how, 'a'))])

  expect(await about(second)).toMatchObject([{ otherSourceId: first }])
})

test('another photo of the same place is no question, and neither is one file sent by two for the same activity', async () => {
  const { picture, another } = await aPicture()
  const kept = await keepPhoto(await asSent(picture))
  const copy = await keepPhoto(await altered(picture, 'recompressed, q60', 'a'))

  await record([kept, copy])
  const later = await record([await keepPhoto(await asSent(await another()))])

  expect(await about(later)).toEqual([])
  expect(
    (await photoQuestions(inspector, { isOpen: true, limit: 200 })).rows.filter(
      (one) => one.sourceId === one.otherSourceId,
    ),
  ).toEqual([])
})

test('plain pictures are not taken for one another, but the very same file is', async () => {
  const plain = (shade: number) =>
    sharp({ create: { width: 640, height: 480, channels: 3, background: { r: shade, g: 90, b: 40 } } })
      .jpeg()
      .toBuffer()
      .then((bytes) => keepPhoto(bytes))
  const first = await record([await plain(20)])
  const second = await record([await plain(60)])
  const third = await record([await plain(60)])

  expect(await about(second)).toEqual([])
  expect(await about(third)).toMatchObject([{ kind: 'same_picture', otherSourceId: second }])
  expect(await about(first)).toEqual([])
})

/** A photo with the camera's clock. */
const takenAt = async (when: string) => {
  const { picture } = await aPicture()
  const kept = await keepPhoto(
    await sharp(await asSent(picture))
      .withExif({ IFD2: { DateTimeOriginal: when } })
      .jpeg()
      .toBuffer(),
  )
  return kept
}

test('photos taken long before the day are one question, which lapses when the day is put right', async () => {
  const photos = [
    await takenAt('2026:01:02 09:15:00'),
    await takenAt('2026:01:05 09:15:00'),
    await takenAt('2026:03:08 09:15:00'),
  ]
  const id = await record(photos)

  expect(await about(id)).toMatchObject([{ kind: 'taken_before', found: { days: -65 } }])

  const correction = {
    ...anEntry(district.initiativeId, { day: '2026-01-05' }),
    seen: 1,
    reason: 'Ghi nhầm ngày',
    removed: [],
  }
  await correctActivity(district.recorder, id, { ...correction, removed: await firstAndLast(id) })
  await compareAll(comparer)
  expect(await about(id)).toEqual([])
})

/** The ids of the photos that do not fit a corrected day. */
const firstAndLast = async (id: string) => {
  const { photos } = await activityPage(district.recorder, id)
  return photos.filter((photo) => !photo.takenAt?.startsWith('2026-01-05')).map((photo) => photo.id)
}

test('photos of the same second in two communes are a question, in one commune they are none', async () => {
  const [one, two, three] = [
    await takenAt('2026:03:08 10:20:30'),
    await takenAt('2026:03:08 10:20:30'),
    await takenAt('2026:03:08 10:20:30'),
  ]
  const first = await record([one])
  const near = await record([two])

  const far = await record([three], { by: elsewhere.recorder, initiativeId: elsewhere.initiativeId })

  expect(await about(near)).toEqual([])
  expect((await about(far)).map(({ kind }) => kind)).toEqual(['same_moment', 'same_moment'])
  expect((await about(far)).map(({ otherSourceId }) => otherSourceId).sort()).toEqual([first, near].sort())
})

test('a checker sees the other photo only where they have a right to it, and is told who sees both', async () => {
  const { picture } = await aPicture()
  await record([await keepPhoto(await asSent(picture))], {
    by: elsewhere.recorder,
    initiativeId: elsewhere.initiativeId,
  })
  const second = await record([await keepPhoto(await altered(picture, 'half size', 'a'))])
  const [own] = await about(second, district.checker)

  expect(own).toMatchObject({
    otherSha256: null,
    otherSourceId: null,
    otherHref: undefined,
    otherDay: null,
    otherUnitName: 'Hội Nông dân xã Hai',
  })
  expect((await photoQuestion(district.checker, own?.id ?? '')).above).toMatchObject({ name: 'Tỉnh Thử' })
  expect((await about(second))[0]?.otherSha256).toMatch(/^[0-9a-f]{64}$/)
})

test('a question is answered once, with a reason, by a checker of the unit who did not send the photo', async () => {
  const { picture } = await aPicture()
  await record([await keepPhoto(await asSent(picture))])
  const second = await record([await keepPhoto(await altered(picture, 'half size', 'a'))])
  const id = (await about(second))[0]?.id ?? ''
  const right = { answer: 'right', reason: 'Hai chi hội cùng làm.' } as const

  await expect(photoQuestion(district.stranger, id)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(answerQuestion(district.stranger, id, right)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(answerQuestion(district.recorder, id, right)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(answerQuestion(district.leader, id, right)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  await expect(answerQuestion(district.checker, id, { ...right, reason: '' })).rejects.toMatchObject({
    code: 'question_answer_has_no_reason',
  })
  await answerQuestion(district.checker, id, right)
  await expect(answerQuestion(inspector, id, { answer: 'not_the_same', reason: '' })).rejects.toMatchObject({
    code: 'question_was_answered',
  })

  expect((await activityPage(district.checker, second)).photoQuestions).toMatchObject([
    { answer: 'right', answererName: 'Người Duyệt' },
  ])
  expect((await activityPage(district.recorder, second)).photoQuestions).toEqual([])
  await compareAll(comparer)
  expect(await about(second)).toEqual([])
})

test('whoever sent a photo does not answer about it, even as a checker', async () => {
  const { picture } = await aPicture()
  await record([await keepPhoto(await asSent(picture))])
  const second = await record([await keepPhoto(await altered(picture, 'half size', 'a'))], {
    by: district.checker,
  })
  const id = (await about(second))[0]?.id ?? ''

  await expect(
    answerQuestion(district.checker, id, { answer: 'not_the_same', reason: '' }),
  ).rejects.toMatchObject({
    code: 'question_is_answered_by_sender',
  })
  expect((await photoQuestion(district.checker, id)).question.mayAnswer).toBe(false)
})

test('a comparison that fails is tried again later, a few times, and loses nothing', async () => {
  const { picture } = await aPicture()
  const first = await record([await keepPhoto(await asSent(picture))])
  const broken = { ...comparer, ask: () => Promise.reject(new Error('the thread is gone')) }
  const kept = await keepPhoto(await altered(picture, 'rotated 5°', 'a'))
  const entry = { ...anEntry(district.initiativeId), photos: { kept: [kept], sentAhead: [] } }
  await recordActivity(district.recorder, entry)
  const ofEntry = () =>
    database()
      .selectFrom('evidence.comparison as comparison')
      .innerJoin('evidence.attachment as attachment', 'attachment.id', 'comparison.attachment_id')
      .select(['comparison.stage', 'comparison.tries', 'comparison.fault'])
      .where('attachment.source_id', '=', entry.id)
      .executeTakeFirstOrThrow()
  const hurry = (tries: Partial<{ tries: number }> = {}) =>
    database()
      .updateTable('evidence.comparison')
      .set({ next_try_at: new Date(0), ...tries })
      .where('fault', 'is not', null)
      .execute()

  for (let tries = 0; tries < comparing.tries + 2; tries += 1) {
    await compareAll(broken)
    await hurry()
  }
  expect(await ofEntry()).toEqual({ stage: 2, tries: comparing.tries, fault: 'the thread is gone' })
  expect(await compareNext(broken)).toBe(false)

  await hurry({ tries: 0 })
  await compareAll(comparer)
  expect(await ofEntry()).toEqual({ stage: 3, tries: 0, fault: null })
  expect(await about(entry.id)).toMatchObject([{ kind: 'altered_picture', otherSourceId: first }])
})

test('photos of a bulk load are found once they are hashed, though they are compared with nothing themselves', async () => {
  const { picture } = await aPicture()
  const first = await record([await keepPhoto(await asSent(picture))])
  await sql`delete from evidence.fingerprint`.execute(database())
  await sql`update evidence.comparison set stage = 3`.execute(database())

  expect(await hashSome(1000)).toBeGreaterThan(0)
  expect(await hashSome(1000)).toBe(0)
  const second = await record([await keepPhoto(await altered(picture, 'recompressed, q60', 'a'))])

  expect(await about(second)).toMatchObject([{ kind: 'same_picture', otherSourceId: first }])
})

test('over the API the same questions are read and answered', async () => {
  const { picture } = await aPicture()
  await record([await keepPhoto(await asSent(picture))])
  const second = await record([await keepPhoto(await altered(picture, 'half size', 'a'))])
  const id = (await about(second))[0]?.id
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('actor', district.checker)
      await next()
    })
    .route('/', photoQuestionsApi)

  const list = await (await app.request('/photo-questions?limit=1')).json()
  const answered = await app.request(`/photo-questions/${id}/answer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answer: 'not_the_same' }),
  })

  expect(list.rows).toMatchObject([{ id, kind: 'same_picture', photo: { sourceId: second }, answer: null }])
  expect(list.next).toEqual(expect.any(String))
  expect(await answered.json()).toMatchObject({ id, answer: 'not_the_same' })
  expect((await (await app.request('/photo-questions?open=false')).json()).rows[0]).toMatchObject({ id })
})
