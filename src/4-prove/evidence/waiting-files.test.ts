import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, perform } from '#access'
import { keepFilesIn } from '#platform/files'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { sendFile, sendPhoto } from './attach.ts'
import { insertFiles } from './note-files.ts'
import { waitingLimits } from './rules.ts'

useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-waiting-'))
keepFilesIn(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let district: Awaited<ReturnType<typeof aDistrict>>
beforeAll(async () => {
  district = await aDistrict()
})

const aPhoto = (shade: number) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 60, b: 90 } } })
    .jpeg()
    .toBuffer()

/** As if a person had sent so many files ahead today. */
const sent = (person: Actor, count: number) =>
  perform(person, 'activity.record', null, (tx) =>
    insertFiles(
      tx,
      Array.from({ length: count }, (_, index) => ({
        sha256: index.toString(16).padStart(64, '0'),
        mediaType: 'application/pdf' as const,
        bytes: 1000,
        takenAt: undefined,
        name: 'a.pdf',
      })),
      person.personId,
    ),
  )

test('who sends file after file that proves nothing is stopped for the day, and nobody else is', async () => {
  await sent(district.recorder, waitingLimits.files - 1)

  await sendPhoto(district.recorder, await aPhoto(10), 'a.jpg')
  const [photo, file, other] = await Promise.allSettled([
    sendPhoto(district.recorder, await aPhoto(20), 'b.jpg'),
    sendFile(district.recorder, await aPhoto(30), 'c.jpg'),
    sendPhoto(district.checker, await aPhoto(40), 'd.jpg'),
  ])

  expect(photo).toMatchObject({ reason: { code: 'waiting_files_are_too_many' } })
  expect(file).toMatchObject({ reason: { code: 'waiting_files_are_too_many' } })
  expect(other).toMatchObject({ status: 'fulfilled' })
})
