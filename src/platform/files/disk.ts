import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Storage } from '../files.ts'
import { putDurably } from './durable.ts'

/** Files in a folder of this machine, spread over folders of their first letters. */
export function diskStorage(folder: string): Storage {
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name)
  return {
    put: (name, file) => putDurably(folder, pathOf(name), file.stream()),
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
    remove: (name) => rm(pathOf(name), { force: true }),
  }
}
