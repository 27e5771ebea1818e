import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Storage } from '../files.ts'

/** Files in a folder of this machine, spread over folders of their first letters. */
export function diskStorage(folder: string): Storage {
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name)
  return {
    put: async (name, file) => {
      const path = pathOf(name)
      await mkdir(dirname(path), { recursive: true })
      const unfinished = `${path}.${randomBytes(6).toString('hex')}`
      try {
        await pipeline(file.stream(), createWriteStream(unfinished, { flags: 'wx' }))
        await rename(unfinished, path)
      } catch (fault) {
        await rm(unfinished, { force: true })
        throw fault
      }
    },
    sizeOf: async (name) => {
      try {
        return (await stat(pathOf(name))).size
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw fault
      }
    },
    open: async (name, part) =>
      Readable.toWeb(
        createReadStream(pathOf(name), part && { start: part.first, end: part.last }),
      ) as ReadableStream<Uint8Array>,
  }
}
