// What is on disk once a function here has returned is there after a power cut too.
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where files lie in a folder of files until they are whole. */
export const arrivingIn = 'arriving'

/** A folder cannot be opened on Windows, and need not be. */
const canSyncFolders = process.platform !== 'win32'

/** Writes a small file that is ours alone, whole or not at all. */
export function writeDurably(path: string, text: string): void {
  const unfinished = `${path}.unfinished`
  writeFileSync(unfinished, text, { mode: 0o600, flush: true })
  renameSync(unfinished, path)
  if (!canSyncFolders) return
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/**
 * Puts bytes under a path in a folder, whole or not at all. They arrive in a folder of their own, where what a dying
 * process left is found. The folders on the way are
 * synced each time: another request may have made them a moment ago.
 */
export async function putDurably(
  folder: string,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const unfinished = join(folder, arrivingIn, randomBytes(16).toString('hex'))
  await mkdir(dirname(unfinished), { recursive: true, mode: 0o700 })
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(unfinished, 'wx', 0o600)
  try {
    try {
      for await (const chunk of bytes) await writeAll(file, chunk)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (fault) {
    await rm(unfinished, { force: true })
    throw fault
  }
  for (let at = dirname(path); ; at = dirname(at)) {
    await syncFolder(at)
    if (at === folder || at === dirname(at)) return
  }
}

/** A nearly full disk takes a part of what it is given, and refuses the rest only then. */
export async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) at += (await file.write(chunk, at)).bytesWritten
}

async function syncFolder(path: string): Promise<void> {
  if (!canSyncFolders) return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
