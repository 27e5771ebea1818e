import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookAsSystem } from '#access'
import { figureOf } from '#figures'
import { keepFilesIn, sha256 } from '#platform/files'
import { newId } from '#platform/ids'
import { receiptFrom } from '#platform/receipt'
import { useSecret } from '#platform/secret'
import { spanOf, today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { reorganise } from '../../../1-ground/org/reorganise/reorganise.ts'
import { receivePhoto } from '../../../4-prove/evidence/uploads/receive-photo.ts'
import { checkActivity } from '../../activities/check-activity.ts'
import { correctActivity } from '../../activities/correct-activity.ts'
import { activityPage } from '../../activities/read.ts'
import type { SentRecord } from '../browser/entry.ts'
import { phoneKey, phonePackage, recordOnServer, unitNow } from './read.ts'
import { receiveRecord, receiveVersion } from './receive.ts'

useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-from-phone-'))
keepFilesIn(folder)
beforeAll(() => useSecret('x'.repeat(40), ''))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type District = Awaited<ReturnType<typeof aDistrict>>
let district: District
beforeEach(async () => {
  district = await aDistrict()
})

/** A record as a phone makes it: its text once, and the hash of that text. */
async function aSentRecord(over: Partial<SentRecord> = {}, id = newId()) {
  const { initiatives } = await phonePackage(district.recorder)
  const initiative = initiatives.find((one) => one.id === district.initiativeId)
  if (!initiative) throw new Error('the phone got no initiative')
  const entry: SentRecord = {
    initiativeId: initiative.id,
    formId: initiative.formId,
    unitId: initiative.unitId,
    day: '2026-03-08',
    summary: 'Thu gom và ủ rác bếp tại ấp.',
    answers: { waste: 12.5, households: 12 },
    photos: [],
    ...over,
  }
  return { id, entry, sha256: sha256(Buffer.from(JSON.stringify(entry))) }
}

let shade = 0
async function aPhoto() {
  shade += 19
  const bytes = await sharp({
    create: { width: 600, height: 400, channels: 3, background: { r: shade, g: 9, b: 9 } },
  })
    .jpeg()
    .toBuffer()
  return { bytes, hash: sha256(bytes) }
}

const declared = async (unitId = district.province) =>
  (
    await look(district.leader, 'figure.read', null, (db) =>
      figureOf(db, { unitId }, 'test_waste_kg', spanOf('2026-03') ?? { from: '', until: '' }),
    )
  ).declared

const check = (id: string, verdict: 'accepted' | 'returned', seen = 1, field = '') =>
  checkActivity(district.checker, id, { seen, verdict, reason: 'Thiếu số hộ', field, publishPhotos: false })

test('a record sent many times at once is recorded once, and every answer is the same receipt for the very bytes', async () => {
  const sent = await aSentRecord()

  const answers = await Promise.all([1, 2, 3, 4].map(() => receiveRecord(district.recorder, sent)))

  const words = new Set(answers.map(({ receipt }) => receipt.word))
  expect(words.size).toBe(1)
  expect(receiptFrom([...words][0] ?? '')).toMatchObject({ kind: 'record', id: sent.id, sha256: sent.sha256 })
  expect(await declared()).toBe(12.5)
})

test('a receipt that was changed in one letter, or signed elsewhere, is none', async () => {
  const { receipt } = await receiveRecord(district.recorder, await aSentRecord())
  const [said = '', signature = ''] = receipt.word.split('.')
  const other = Buffer.from(JSON.stringify(['record', newId(), receipt.sha256, receipt.at])).toString(
    'base64url',
  )

  expect(receiptFrom(receipt.word)).toBeDefined()
  for (const forged of [
    `${other}.${signature}`,
    said,
    `${said}.`,
    '',
    'x.y',
    `${said}.${signature.slice(1)}A`,
  ])
    expect(receiptFrom(forged)).toBeUndefined()
})

test('the record does not wait for its photos; they are attached when they come, and nobody else can attach them', async () => {
  const [first, second] = [await aPhoto(), await aPhoto()]
  const sent = await aSentRecord({ photos: [first.hash, second.hash] })

  const before = await receiveRecord(district.recorder, sent)
  await receivePhoto(district.recorder, first.bytes, '')
  await receivePhoto(district.stranger, second.bytes, '')
  const halfway = await receiveRecord(district.recorder, sent)
  await receivePhoto(district.recorder, second.bytes, '')
  const after = await receiveRecord(district.recorder, sent)

  expect(before.photos).toEqual({ attached: [], awaited: [first.hash, second.hash] })
  expect(halfway.photos).toEqual({ attached: [first.hash], awaited: [second.hash] })
  expect(after.photos.awaited).toEqual([])
  expect(after.receipt).toEqual(before.receipt)
  expect((await activityPage(district.checker, sent.id)).photos).toHaveLength(2)
})

test('photos that come after a record was accepted without them ask the checker to look again, and raise nothing by themselves', async () => {
  const photo = await aPhoto()
  const sent = await aSentRecord({ photos: [photo.hash] })
  await receiveRecord(district.recorder, sent)
  await check(sent.id, 'accepted')

  await receivePhoto(district.recorder, photo.bytes, '')
  await receiveRecord(district.recorder, sent)

  expect((await activityPage(district.checker, sent.id)).activity.state).toBe('recorded')
  expect(await declared()).toBe(12.5)
  await check(sent.id, 'accepted')
  expect(await declared()).toBe(0)
})

test('what was returned reaches the phone with its reason and field, is corrected once, and sent twice is no conflict', async () => {
  const sent = await aSentRecord()
  await receiveRecord(district.recorder, sent)
  await check(sent.id, 'returned', 1, 'households')
  const { returned } = await phonePackage(district.recorder)
  const entry = {
    seen: 1,
    reason: '',
    day: '2026-03-08',
    summary: 'Sửa số hộ.',
    answers: { waste: 20 },
    photos: [],
  }
  const version = { id: sent.id, entry, sha256: sha256(Buffer.from(JSON.stringify(entry))) }

  const answers = await Promise.all([1, 2].map(() => receiveVersion(district.recorder, version)))

  expect(returned).toMatchObject([{ id: sent.id, version: 1, reason: 'Thiếu số hộ', field: 'households' }])
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]?.version).toBe(2)
  expect(await declared()).toBe(20)
  expect((await phonePackage(district.recorder)).returned).toEqual([])
})

test('a wording that meets a newer one is not taken, and the phone can lay both side by side', async () => {
  const sent = await aSentRecord()
  await receiveRecord(district.recorder, sent)
  await correctActivity(district.recorder, sent.id, {
    seen: 1,
    day: '2026-03-09',
    summary: 'Sửa trên máy tính.',
    answers: { waste: 30 },
    reason: '',
    photos: { kept: [], sentAhead: [] },
    removed: [],
  })
  const entry = {
    seen: 1,
    reason: '',
    day: '2026-03-08',
    summary: 'Sửa trên máy.',
    answers: { waste: 1 },
    photos: [],
  }
  const mine = { id: sent.id, entry, sha256: sha256(Buffer.from(JSON.stringify(entry))) }

  await expect(receiveVersion(district.recorder, mine)).rejects.toMatchObject({ code: 'seen_is_outdated' })
  const other = await aSentRecord({ summary: 'Cùng mã, lời khác.' }, sent.id)
  await expect(receiveRecord(district.recorder, other)).rejects.toMatchObject({ code: 'seen_is_outdated' })

  expect(await recordOnServer(district.recorder, sent.id)).toMatchObject({
    version: 2,
    day: '2026-03-09',
    summary: 'Sửa trên máy tính.',
    answers: { waste: 30 },
  })
  expect(await declared()).toBe(30)
})

test('a unit that went over to another one while the phone was away is asked about, and nothing is recorded until then', async () => {
  const [administrator, officer] = await asSystem(
    'test.people',
    async (tx): Promise<[Actor, Actor]> => [
      await aPerson(tx, 'Quản trị', { role: 'administrator', unitId: district.province }),
      await aPerson(tx, 'Cán bộ hai xã', { role: 'recorder', unitId: district.province }),
    ],
  )
  const sent = await aSentRecord({ day: today() })
  const like = await lookAsSystem((db) =>
    db
      .selectFrom('org.unit')
      .select('id')
      .where('name', '=', 'Hội Nông dân xã Hai')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  )
  await reorganise(administrator, {
    id: newId(),
    kind: 'merge',
    day: today(),
    document: 'Nghị quyết thử',
    from: [district.union],
    into: { unitId: like.id },
  })

  await expect(receiveRecord(officer, sent)).rejects.toMatchObject({ code: 'unit_has_changed' })
  const now = await unitNow(officer, district.initiativeId, today())
  const entry = { ...sent.entry, unitId: now.unitId }
  const chosen = { id: sent.id, entry, sha256: sha256(Buffer.from(JSON.stringify(entry))) }
  const received = await receiveRecord(officer, chosen)

  expect(now).toEqual({ unitId: like.id, unitName: 'Hội Nông dân xã Hai' })
  expect(received.receipt.sha256).toBe(chosen.sha256)
  expect((await activityPage(officer, sent.id)).activity.unitId).toBe(like.id)
})

test('a key is of one person on one phone, and the same again after signing in anew', () => {
  const [here, there] = [newId(), newId()]

  expect(phoneKey(district.recorder, here)).toBe(phoneKey(district.recorder, here))
  expect(phoneKey(district.recorder, here)).not.toBe(phoneKey(district.recorder, there))
  expect(phoneKey(district.recorder, here)).not.toBe(phoneKey(district.stranger, here))
  expect(Buffer.from(phoneKey(district.recorder, here), 'base64')).toHaveLength(32)
})

test('the package holds where a person may record and nothing of others', async () => {
  const own = await phonePackage(district.recorder)
  const others = await phonePackage(district.stranger)

  expect(own.initiatives.map((one) => one.id)).toContain(district.initiativeId)
  expect(others.initiatives.map((one) => one.id)).not.toContain(district.initiativeId)
  expect(Object.keys(own.forms)).toContain(own.initiatives[0]?.formId)
  await expect(phonePackage(district.leader)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
})
