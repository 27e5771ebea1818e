import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What lies in the folder of unfinished files: one file of bytes and one that describes it for each upload. */
export type Leftover = {
  id: string
  /** What was announced; undefined where the description is missing, cut short, or describes nothing. */
  announced: { size: number; sha256: string; name: string } | undefined
  /** Bytes that are there. */
  size: number
  changedAt: number
}

/** All that lies there, whatever became of the requests that laid it down. `startingWith` names those of one person. */
export async function leftoversIn(folder: string, startingWith = ''): Promise<Leftover[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(startingWith))
  const ids = new Set(names.map((name) => name.replace(/\.json$/, '')))
  return Promise.all(
    [...ids].map(async (id) => {
      const [bytes, description] = await Promise.all(
        [join(folder, id), join(folder, `${id}.json`)].map((path) => stat(path).catch(() => undefined)),
      )
      return {
        id,
        announced: bytes && (await announcedIn(join(folder, `${id}.json`))),
        size: bytes?.size ?? 0,
        changedAt: Math.max(bytes?.mtimeMs ?? 0, description?.mtimeMs ?? 0),
      }
    }),
  )
}

async function announcedIn(path: string): Promise<Leftover['announced']> {
  try {
    const { size, metadata } = JSON.parse(await readFile(path, 'utf8')) as {
      size?: unknown
      metadata?: { sha256?: string; name?: string } | null
    }
    if (typeof size !== 'number') return undefined
    return { size, sha256: metadata?.sha256 ?? '', name: metadata?.name ?? '' }
  } catch {
    return undefined
  }
}

/** Throws an upload away. Harmless where it is gone. */
export async function dropLeftover(folder: string, id: string): Promise<void> {
  await rm(join(folder, id), { force: true })
  await rm(join(folder, `${id}.json`), { force: true })
}
