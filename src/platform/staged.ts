import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { writeAll } from './files/durable.ts'
import { Problem } from './problem.ts'

/**
 * A file that has arrived and is not kept yet: it can be looked at anywhere, as often as needed, before it is kept or thrown
 * away. Small ones are held in memory, those that stream in lie on disk.
 */
export type Staged = {
  size: number
  sha256: string
  /** Where it lies, when it lies on disk. */
  path?: string
  /** Up to `length` bytes from a place; fewer at the end. */
  read(at: number, length: number): Promise<Buffer>
  whole(): Promise<Buffer>
  stream(): Readable
  /** Throws it away. Harmless when it was kept. */
  dispose(): Promise<void>
}

/** Bytes that are in memory already. */
export function stagedBytes(given: Uint8Array): Staged {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    read: async (at, length) => bytes.subarray(at, at + length),
    whole: async () => bytes,
    stream: () => Readable.from(chunksOf(bytes), { objectMode: false }),
    dispose: async () => {},
  }
}

function* chunksOf(bytes: Buffer, atOnce = 65_536): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += atOnce) yield bytes.subarray(at, at + atOnce)
}

/**
 * Takes what streams in onto disk, up to `most` bytes, and hashes it on the way.
 * @throws Problem `file_is_too_large`, and what the stream throws; nothing is left behind then.
 */
export async function stagedStream(
  stream: AsyncIterable<Uint8Array>,
  { folder, most }: { folder: string; most: number },
): Promise<Staged> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomBytes(16).toString('hex'))
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let size = 0
  try {
    for await (const chunk of stream) {
      size += chunk.byteLength
      if (size > most) throw new Problem('file_is_too_large', { name: '', megabytes: most / 1_048_576 })
      hash.update(chunk)
      await writeAll(file, chunk)
    }
    await file.close()
  } catch (fault) {
    await file.close().catch(() => {})
    await rm(path, { force: true })
    throw fault
  }
  return {
    size,
    sha256: hash.digest('hex'),
    path,
    read: (at, length) => readPart(path, at, length),
    whole: () => readFile(path),
    stream: () => createReadStream(path),
    dispose: () => rm(path, { force: true }),
  }
}

async function readPart(path: string, at: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
