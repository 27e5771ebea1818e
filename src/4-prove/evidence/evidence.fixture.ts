import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import sharp from 'sharp'
import { afterAll } from 'vitest'
import { type Actor, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { keepFilesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import type { Env } from '#platform/web'
import { type aDistrict, anEntry } from '../../../test/support/district.ts'
import { sendFile } from './attach.ts'
import { attachmentsOf } from './store.ts'

/** A folder for the files of this test file, and a secret to encrypt names with. */
export function useFiles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-evidence-'))
  keepFilesIn(folder)
  useSecret('x'.repeat(40), '')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const sample = (name: string) => readFileSync(join(import.meta.dirname, 'keep/samples', name))

let taken = 0
/** A photo that nobody has sent before: of a colour of its own, far enough from others to be told apart as a JPEG. */
export const aPhoto = (): Promise<Buffer> => {
  taken += 1
  const background = { r: (taken % 16) * 16, g: (Math.floor(taken / 16) % 16) * 16, b: 40 }
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

type District = Awaited<ReturnType<typeof aDistrict>>

/** A record with files, as its recorder sends it; accepted without anything public where a test begins after that. */
export async function aRecord(
  district: District,
  files: readonly Uint8Array[],
  {
    initiativeId = district.initiativeId,
    answers,
    accepted = true,
  }: { initiativeId?: string; answers?: Record<string, unknown>; accepted?: boolean } = {},
) {
  const sentAhead = []
  for (const file of files) sentAhead.push((await sendFile(district.recorder, file, 'Danh sách.pdf')).sha256)
  const entry = anEntry(initiativeId, answers ? { answers } : {})
  await recordActivity(district.recorder, { ...entry, photos: { kept: [], sentAhead } })
  if (accepted)
    await checkActivity(district.checker, entry.id, {
      seen: 1,
      verdict: 'accepted',
      reason: '',
      field: '',
      publishPhotos: false,
    })
  return { id: entry.id, files: () => filesOf(district.checker, entry.id) }
}

/** The files of a record, as somebody sees them. */
export const filesOf = (actor: Actor, id: string) =>
  look(actor, 'activity.read', null, (db) => attachmentsOf(db, 'activity', [id]))

/** Pages for somebody who is signed in. */
export const signedInApp = (actor: Actor, may: readonly string[], ...pages: Hono<Env>[]) => {
  const app = new Hono<Env>().use(async (c, next) => {
    c.set('actor', { ...actor, may })
    c.set('site', { name: 'Thử' })
    c.set('nonce', newId())
    await next()
  })
  for (const page of pages) app.route('/', page)
  return app
}
