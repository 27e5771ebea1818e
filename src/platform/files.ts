import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { diskStorage } from './files/disk.ts'
import { arrivingIn } from './files/durable.ts'
import { type Bucket, bucketStorage } from './files/s3.ts'
import { refuseWithoutRoom } from './health.ts'
import { type Staged, stagedBytes, stagedStream } from './staged.ts'

/** A part of a file: from its first to its last byte, both meant. */
export type Part = { first: number; last: number }

/** Where files are kept. Names are hashes with an ending; a name stands for the same bytes for ever. */
export type Storage = {
  /** Keeps it whole or not at all; keeping it twice is harmless. */
  put(name: string, file: Staged): Promise<void>
  /** How many bytes are kept under a name; undefined where there are none. */
  sizeOf(name: string): Promise<number | undefined>
  /** The bytes of a name, or of a part of it, as they come. Asked only for what is there. */
  open(name: string, part?: Part): Promise<ReadableStream<Uint8Array>>
  /** Removes what is kept under a name; harmless where nothing is. */
  remove(name: string): Promise<void>
}

let storage: Storage | undefined
let stagingFolder: string | undefined

/** Says where files are kept; once, at start. With a bucket the folder only holds what is arriving. */
export function keepFilesIn(folder: string, bucket?: Bucket): void {
  stagingFolder = join(folder, arrivingIn)
  storage = bucket ? bucketStorage(bucket) : diskStorage(folder)
}

function theStorage(): Storage {
  if (!storage) throw new Error('The folder for files is not set yet.')
  return storage
}

/** The folder of uploads that go on another time, on this machine even where a bucket keeps what is whole. */
export function unfinishedFolder(): string {
  if (!stagingFolder) throw new Error('The folder for files is not set yet.')
  return join(stagingFolder, 'unfinished')
}

/** Removes what was last added to before an instant: whoever sent it is gone, or the process that took it. */
export async function sweepArriving(before: number): Promise<void> {
  if (!stagingFolder) throw new Error('The folder for files is not set yet.')
  for (const entry of await readdir(stagingFolder, { withFileTypes: true }).catch(() => [])) {
    const path = join(stagingFolder, entry.name)
    const status = entry.isFile() && (await stat(path).catch(() => undefined))
    if (status && status.mtimeMs < before) await rm(path, { force: true })
  }
}

/** The SHA-256 of bytes, in hex: the name under which they are kept. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function proper(name: string): string {
  if (!/^[0-9a-f]{64}(\.[a-z0-9]+)*$/.test(name)) throw new Error(`Not the name of a kept file: ${name}`)
  return name
}

/**
 * Takes a file that arrives, up to `most` bytes, to be looked at before it is kept. Whoever takes it disposes of it.
 * @throws Problem `file_is_too_large`
 */
export function stage(arriving: Uint8Array | AsyncIterable<Uint8Array>, most: number): Promise<Staged> {
  if (!stagingFolder) throw new Error('The folder for files is not set yet.')
  refuseWithoutRoom()
  return arriving instanceof Uint8Array
    ? Promise.resolve(stagedBytes(arriving))
    : stagedStream(arriving, { folder: stagingFolder, most })
}

/** Keeps a staged file under a name (a hash, perhaps with an ending): once this has returned, a power cut loses nothing. */
export const keepStaged = (name: string, file: Staged): Promise<void> => theStorage().put(proper(name), file)

/** Keeps bytes under a name (a hash, perhaps with an ending). Whole or not at all; keeping them twice is harmless. */
export const keepFile = (name: string, bytes: Uint8Array): Promise<void> =>
  keepStaged(name, stagedBytes(bytes))

/** How many bytes are kept under a name; undefined where there are none. */
export const sizeOfKept = (name: string): Promise<number | undefined> => theStorage().sizeOf(proper(name))

/** The bytes of a kept file, or of a part of it, as they come. */
export const openKept = (name: string, part?: Part): Promise<ReadableStream<Uint8Array>> =>
  theStorage().open(proper(name), part)

/** Removes what is kept under a name. Only for files whose row is gone. */
export const removeKept = (name: string): Promise<void> => theStorage().remove(proper(name))

/** The bytes that are kept under a name, whole; undefined where there are none. For what is small. */
export async function keptFile(name: string): Promise<Buffer<ArrayBuffer> | undefined> {
  if ((await sizeOfKept(name)) === undefined) return undefined
  const chunks: Uint8Array[] = []
  for await (const chunk of await openKept(name)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The SHA-256 of what is really kept under a name, whatever its size; undefined where nothing is. */
export async function hashOfKept(name: string): Promise<string | undefined> {
  if ((await sizeOfKept(name)) === undefined) return undefined
  const hash = createHash('sha256')
  for await (const chunk of await openKept(name)) hash.update(chunk)
  return hash.digest('hex')
}
