import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readConfig } from './config.ts'
import { type StandIn, s3StandIn } from './files/s3-stand-in.fixture.ts'
import {
  hashOfKept,
  keepFile,
  keepFilesIn,
  keepStaged,
  keptFile,
  openKept,
  removeKept,
  sha256,
  sizeOfKept,
  stage,
} from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'lantoa-files-'))
let store: StandIn
beforeAll(async () => {
  store = await s3StandIn()
})
afterAll(async () => {
  await store.stop()
  rmSync(folder, { recursive: true, force: true })
})

const bytes = Buffer.from('Biên bản họp chi hội phụ nữ ấp 1, ngày 08/3/2026.'.repeat(5000))
const name = `${sha256(bytes)}.mp4`
async function* arriving(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 9999) yield bytes.subarray(at, at + 9999)
}
const textOf = async (stream: ReadableStream<Uint8Array>) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe.each(['on disk', 'in a bucket'])('%s', (where) => {
  beforeEach(() => keepFilesIn(join(folder, where), where === 'on disk' ? undefined : store.bucket))

  test('what is removed is gone, and may be removed twice and kept again', async () => {
    const paper = Buffer.from(`Giấy đồng ý ${where}`)
    const paperName = `${sha256(paper)}.pdf`
    await keepFile(paperName, paper)

    await removeKept(paperName)
    await removeKept(paperName)
    const gone = await sizeOfKept(paperName)
    await keepFile(paperName, paper)

    expect([gone, await sizeOfKept(paperName)]).toEqual([undefined, paper.length])
  })

  test('what streams in is kept whole, comes back whole, in part and by its hash', async () => {
    const staged = await stage(arriving(), 1_000_000)
    await keepStaged(name, staged)
    await keepStaged(name, staged)
    await staged.dispose()

    expect(await sizeOfKept(name)).toBe(bytes.length)
    expect((await keptFile(name))?.equals(bytes)).toBe(true)
    expect(await hashOfKept(name)).toBe(sha256(bytes))
    expect((await textOf(await openKept(name, { first: 10, last: 29 }))).equals(bytes.subarray(10, 30))).toBe(
      true,
    )
    expect(readdirSync(join(folder, where, 'arriving'))).toEqual([])
  })

  test('what is not there is not there, and a name that is no hash is a fault', async () => {
    const missing = `${'0'.repeat(64)}.jpg`

    expect([await sizeOfKept(missing), await keptFile(missing), await hashOfKept(missing)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    // It would lie beside the folder, and in a folder of this test, should the guard ever break.
    expect(() => keepFile('../outside', Buffer.from('x'))).toThrow('Not the name of a kept file')
    expect(existsSync(join(folder, 'outside'))).toBe(false)
  })

  test('what was changed where it is kept no longer has its hash', async () => {
    const small = Buffer.from('ảnh')
    const own = `${sha256(small)}.jpg`
    await keepFile(own, small)

    const changed = Buffer.from('anh')
    if (where === 'on disk')
      writeFileSync(join(folder, where, own.slice(0, 2), own.slice(2, 4), own), changed)
    else store.held.set(own, changed)

    expect(await hashOfKept(own)).not.toBe(sha256(small))
  })
})

describe('a bucket', () => {
  beforeEach(() => keepFilesIn(join(folder, 'bucket'), store.bucket))

  test('that is away for a moment is asked again, stream and all', async () => {
    const staged = await stage(arriving(), 1_000_000)
    store.failures = 2
    store.asked.length = 0

    await keepStaged(name, staged)
    await staged.dispose()

    expect(store.asked).toEqual(Array(3).fill(`PUT /minh-chung/${name}`))
    expect(store.held.get(name)?.equals(bytes)).toBe(true)
  })

  test('that stays away, or refuses the key, is a fault that says so, and nothing is taken for kept', async () => {
    const other = `${'1'.repeat(64)}.jpg`
    store.failures = 3
    await expect(keepFile(other, Buffer.from('x'))).rejects.toThrow('did not answer')

    keepFilesIn(join(folder, 'bucket'), { ...store.bucket, keySecret: 'sai' })
    await expect(keepFile(other, Buffer.from('x'))).rejects.toThrow('SignatureDoesNotMatch')
    await expect(sizeOfKept(other)).rejects.toThrow('refused')

    expect(store.held.has(other)).toBe(false)
  })
})

test('half a file store in the settings is named instead of keeping files elsewhere', () => {
  expect(() =>
    readConfig({ FILES_S3_ENDPOINT: 'https://s3.example.vn', FILES_S3_BUCKET: 'a', FILES_S3_KEY_ID: 'b' }),
  ).toThrow('FILES_S3_KEY_SECRET: is missing')
  expect(() => readConfig({ CLAMD_URL: 'http://127.0.0.1' })).toThrow('CLAMD_URL')
})

describe('a file that is acknowledged', () => {
  test('is on the disk, and so is its name in every folder on the way, before anybody hears that it is kept', async () => {
    const place = join(folder, 'durable')
    mkdirSync(place, { recursive: true })
    keepFilesIn(place)
    const handle = await open(place, 'r')
    const sync = vi.spyOn(Object.getPrototypeOf(handle), 'sync')
    await handle.close()
    const synced: { ino: number; isFolder: boolean }[] = []
    sync.mockImplementation(async function (this: FileHandle) {
      const status = await this.stat()
      synced.push({ ino: status.ino, isFolder: status.isDirectory() })
    })

    await keepFile(name, bytes)
    sync.mockRestore()

    const [first, second] = [join(place, name.slice(0, 2)), join(place, name.slice(0, 2), name.slice(2, 4))]
    expect(synced).toEqual([
      { ino: statSync(join(second, name)).ino, isFolder: false },
      ...[second, first, place].map((one) => ({ ino: statSync(one).ino, isFolder: true })),
    ])
  })
})
