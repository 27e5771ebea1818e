import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

let folder: string | undefined

/** Says where files are kept; once, at start. */
export function keepFilesIn(path: string): void {
  folder = path
}

/** The folder of files that have not arrived whole yet, beside those that are kept. */
export function unfinishedFolder(): string {
  if (!folder) throw new Error('The folder for files is not set yet.')
  return join(folder, 'unfinished')
}

/** The SHA-256 of bytes, in hex: the name under which they are kept. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function pathOf(name: string): string {
  if (!folder) throw new Error('The folder for files is not set yet.')
  if (!/^[0-9a-f]{64}(\.[a-z]+)*$/.test(name)) throw new Error(`Not the name of a kept file: ${name}`)
  return join(folder, name.slice(0, 2), name.slice(2, 4), name)
}

/** Keeps bytes under a name (a hash, perhaps with an ending). Whole or not at all; keeping them twice is harmless. */
export async function keepFile(name: string, bytes: Uint8Array): Promise<void> {
  const path = pathOf(name)
  await mkdir(join(path, '..'), { recursive: true })
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(unfinished, bytes)
  await rename(unfinished, path)
}

/** The bytes that are kept under a name; undefined where there are none. */
export async function keptFile(name: string): Promise<Buffer<ArrayBuffer> | undefined> {
  try {
    return await readFile(pathOf(name))
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fault
  }
}
