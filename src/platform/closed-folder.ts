import { chmodSync, chownSync, lstatSync, mkdirSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const isRoot = (): boolean => process.getuid?.() === 0

/**
 * Makes a folder that nobody else can look into, and has all that this process makes from now on closed to others too.
 * Whom `letThrough` let through it still gets through. A folder of somebody else stays as it is.
 */
export function closeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const { mode, gid } = statSync(folder)
  const passing = isRoot() && gid !== 0 ? mode & 0o010 : 0
  chmodWhereOurs(folder, 0o700 | passing)
  process.umask(0o077)
}

/** Lets a group pass through a folder, not look into it: PostgreSQL runs as another user when we are root. */
export function letThrough(folder: string, gid: number): void {
  chownSync(folder, statSync(folder).uid, gid)
  chmodSync(folder, 0o710)
}

function chmodWhereOurs(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EPERM') throw fault
  }
}

/**
 * Takes from others what they may do with anything in a folder: copied in by hand, or made by an older version. What is
 * called `except` on the uppermost level is left alone.
 */
export async function closeAllIn(folder: string, except: readonly string[] = []): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (except.includes(entry.name) || entry.isSymbolicLink()) continue
    const path = join(folder, entry.name)
    // It may be gone by now.
    const mode = lstatSync(path, { throwIfNoEntry: false })?.mode
    if (mode !== undefined && (mode & 0o077) !== 0) chmodWhereOurs(path, mode & 0o700)
    if (entry.isDirectory()) await closeAllIn(path)
  }
}
