import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Actor, perform } from '#access'
import { recordActivity } from '#activities'
import { database } from '#platform/database'
import { ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../../test/support/district.ts'
import { verifyCommand } from '../../../cli/verify-command.ts'
import { sendFile, sendPhoto } from '../attach.ts'
import { recordConsent } from '../consent/record-consent.ts'
import { aPhoto, useFiles } from '../evidence.fixture.ts'
import { keptNames } from '../kinds.ts'
import { insertFiles } from '../note-files.ts'
import { photosReceived, receivePhoto } from '../uploads/receive-photo.ts'
import { collectFiles, removeBytes } from './collect-files.ts'
import { collect, holdFiles } from './store.ts'

useDatabase()
const folder = useFiles()
let district: Awaited<ReturnType<typeof aDistrict>>
let recorder: Actor
beforeAll(async () => {
  district = await aDistrict()
  recorder = district.recorder
})
beforeEach(async () => {
  await later('40 days')
  await collectFiles()
  await later('2 hours')
  await removeBytes()
})

/** As if so much time had passed since everything that has happened. */
async function later(span: string): Promise<void> {
  for (const [table, column] of [
    ['sent', 'at'],
    ['receipt', 'at'],
    ['leaving', 'left_at'],
  ])
    await sql`update ${sql.id('evidence', table ?? '')} set ${sql.id(column ?? '')} = ${sql.id(column ?? '')} - ${span}::interval`.execute(
      ownerDatabase(),
    )
}

const pathsOf = (hash: string) =>
  keptNames({ sha256: hash, mediaType: 'image/jpeg' }).map((name) =>
    join(folder, name.slice(0, 2), name.slice(2, 4), name),
  )
const bytesOf = (hash: string) => pathsOf(hash).map((path) => existsSync(path))
const isNoted = async (hash: string) =>
  (await sql`select from evidence.file where sha256 = ${hash}`.execute(database())).rows.length === 1

const audited = async () =>
  (
    await sql<{ files: number }>`
      select (subject ->> 'files')::integer as files from access.audit where action = 'evidence.collect' order by at`.execute(
      database(),
    )
  ).rows.map(({ files }) => files)

test('a photo that proves nothing goes after a day: its row with an audit line, then both sizes of it', async () => {
  const { sha256: hash } = await sendPhoto(recorder, await aPhoto(), 'a.jpg')
  await later('23 hours')
  const tooEarly = await collectFiles()
  const linesBefore = await audited()

  await later('2 hours')
  const [collected, again] = [await collectFiles(), await collectFiles()]
  const inBetween = bytesOf(hash)
  const atOnce = await removeBytes()
  await later('61 minutes')
  const removed = await removeBytes()

  expect([tooEarly, collected, again, atOnce, removed]).toEqual([0, 1, 0, 0, 1])
  expect(await audited()).toEqual([...linesBefore, 1])
  // A check that began before the row went still finds the bytes.
  expect(inBetween).toEqual([true, true])
  expect(bytesOf(hash)).toEqual([false, false])
  expect(await isNoted(hash)).toBe(false)
})

test('what is attached, points at a consent or was acknowledged to a phone stays; a receipt keeps for thirty days', async () => {
  const bytes = await aPhoto()
  const attached = (await sendFile(recorder, await aPhoto(), 'b.jpg')).sha256
  await recordActivity(recorder, {
    ...anEntry(district.initiativeId),
    photos: { kept: [], sentAhead: [attached] },
  })
  await recordConsent(district.checker, {
    unitId: district.commune,
    personName: 'Lê Thị Mận',
    personKind: 'adult',
    guardianName: '',
    childAgreed: false,
    things: ['photo'],
    channels: ['portal'],
    purpose: 'Giới thiệu mô hình trên trang của xã',
    givenOn: '2026-03-01',
    givenHow: 'paper',
    proof: { bytes: await aPhoto(), name: 'giay-dong-y.jpg' },
    validUntil: null,
  } as never)
  const receipt = await receivePhoto(recorder, bytes, 'c.jpg')

  await later('29 days')
  const early = await collectFiles()
  await later('2 days')
  const late = await collectFiles()

  expect([early, late]).toEqual([0, 1])
  expect([await isNoted(attached), await isNoted(receipt.id)]).toEqual([true, false])
  expect(await photosReceived(recorder, [receipt.sha256])).toEqual([])
})

test('a file that is sent once more waits another day, and who sent it may attach it', async () => {
  const bytes = await aPhoto()
  const { sha256: hash } = await sendPhoto(recorder, bytes, 'd.jpg')
  await later('30 hours')
  await sendPhoto(recorder, bytes, 'd.jpg')

  expect(await collectFiles()).toBe(0)
  await later('25 hours')
  expect(await collectFiles()).toBe(1)
  await expect(
    recordActivity(recorder, {
      ...anEntry(district.initiativeId),
      photos: { kept: [], sentAhead: [hash] },
    }),
  ).rejects.toMatchObject({ code: 'photo_was_not_received' })
})

test('bytes that arrive again while their old row has left are kept', async () => {
  const bytes = await aPhoto()
  const { sha256: hash } = await sendPhoto(recorder, bytes, 'e.jpg')
  await later('25 hours')
  await collectFiles()

  await sendPhoto(recorder, bytes, 'e.jpg')
  await later('2 hours')
  await removeBytes()

  expect([await isNoted(hash), ...bytesOf(hash)]).toEqual([true, true, true])
})

test('whoever put the bytes there before they were removed, and notes them after, is told to send them again', async () => {
  const bytes = await aPhoto()
  const photo = await sendPhoto(recorder, bytes, 'f.jpg')
  await later('25 hours')
  await collectFiles()
  await later('2 hours')
  await removeBytes()

  const noted = perform(recorder, 'activity.record', null, (tx) =>
    insertFiles(tx, [photo], recorder.personId),
  )

  await expect(noted).rejects.toMatchObject({ code: 'file_went_meanwhile' })
  expect((await sendPhoto(recorder, bytes, 'f.jpg')).sha256).toBe(photo.sha256)
  expect(bytesOf(photo.sha256)).toEqual([true, true])
})

test('a file that somebody is attaching at this very moment stays', async () => {
  const { sha256: hash } = await sendPhoto(recorder, await aPhoto(), 'g.jpg')
  await later('25 hours')

  const meanwhile = await perform(recorder, 'activity.record', null, async (tx) => {
    await holdFiles(tx, [hash])
    return collectFiles()
  })

  expect(meanwhile).toBe(0)
  expect(await collectFiles()).toBe(1)
})

test('a foreign key that nobody thought of keeps a file too', async () => {
  const { sha256: hash } = await sendPhoto(recorder, await aPhoto(), 'h.jpg')
  await later('25 hours')
  await sql`create table evidence.thought_of_later (sha256 text references evidence.file)`.execute(
    ownerDatabase(),
  )
  await sql`insert into evidence.thought_of_later values (${hash})`.execute(ownerDatabase())
  try {
    expect(await collectFiles()).toBe(0)
    expect(
      await database()
        .transaction()
        .execute((tx) => collect(tx as never, hash)),
    ).toBe(false)
  } finally {
    await sql`drop table evidence.thought_of_later`.execute(ownerDatabase())
  }

  expect(await isNoted(hash)).toBe(true)
})

test('lantoa verify finds nothing wrong before the bytes go, nor after', async () => {
  await sendPhoto(recorder, await aPhoto(), 'i.jpg')
  await sendFile(recorder, await aPhoto(), 'k.jpg')
  await later('25 hours')
  const said: string[] = []

  const collected = await collectFiles()
  const between = await verifyCommand((line) => said.push(line))
  await later('2 hours')
  await removeBytes()
  const after = await verifyCommand((line) => said.push(line))

  expect(collected).toBe(2)
  expect([between, after], said.join('\n')).toEqual([true, true])
  // The rows that went are bound as gone: one that is put back by hand is found.
  const { rows } = await sql<{ gone: number }>`
    select count(*)::integer as gone from ledger.write where relation = 'evidence.file' and kind = 'delete'`.execute(
    database(),
  )
  expect(rows[0]?.gone).toBeGreaterThanOrEqual(2)
})

test('a photo that a record has announced stays for as long as others of that record are missing', async () => {
  const [here, missing] = [await aPhoto(), await aPhoto()]
  const received = await receivePhoto(recorder, here, 'd.jpg')
  const entry = anEntry(district.initiativeId)
  await recordActivity(recorder, entry)
  for (const bytes of [here, missing])
    await sql`insert into activities.photo_under_way (activity_id, sent_sha256, person_id)
              values (${entry.id}, ${createHash('sha256').update(bytes).digest('hex')}, ${recorder.personId})`.execute(
      ownerDatabase(),
    )

  await later('60 days')
  await collectFiles()

  expect(await isNoted(received.id)).toBe(true)
  await sql`update activities.photo_under_way set arrived_at = now() where activity_id = ${entry.id}`.execute(
    ownerDatabase(),
  )
})

test('a photo whose receipt is asked for, or that is sent again, waits for its record anew', async () => {
  const [asked, sentAgain] = [await aPhoto(), await aPhoto()]
  const ids = [
    (await receivePhoto(recorder, asked, 'e.jpg')).id,
    (await receivePhoto(recorder, sentAgain, 'f.jpg')).id,
  ]
  await later('29 days')
  await photosReceived(recorder, [createHash('sha256').update(asked).digest('hex')])
  await receivePhoto(recorder, sentAgain, 'f.jpg')

  await later('2 days')
  await collectFiles()

  expect(await Promise.all(ids.map(isNoted))).toEqual([true, true])
})

test('bytes that cannot be removed do not keep others, and are tried again', async () => {
  const [stuck, other] = [
    (await sendPhoto(recorder, await aPhoto(), 'g.jpg')).sha256,
    (await sendPhoto(recorder, await aPhoto(), 'h.jpg')).sha256,
  ]
  await later('25 hours')
  await collectFiles()
  await later('2 hours')
  const [path = ''] = pathsOf(stuck)
  rmSync(path)
  mkdirSync(join(path, 'in the way'), { recursive: true })

  await expect(removeBytes()).rejects.toThrow('could not be removed')
  const without = bytesOf(other)
  rmSync(path, { recursive: true })

  expect(without).toEqual([false, false])
  expect(await removeBytes()).toBe(1)
  expect(bytesOf(stuck)).toEqual([false, false])
})
