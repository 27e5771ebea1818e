import { readFileSync, rmSync, writeFileSync } from 'node:fs'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    // EPERM: it lives, but belongs to somebody else.
    return (fault as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, on Linux: a number that a later process with the same id does not share. */
function birthOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/**
 * Takes a folder for this process, so that two starts never share a database. A lock left by a process that is no
 * more is taken over.
 * @returns how to give it back.
 * @throws Error naming the process that holds it.
 */
export function takeLock(file: string): () => void {
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) })
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
      return () => rmSync(file, { force: true })
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
      if (isLockHeld(file))
        throw new Error(
          `The data folder is in use by process ${holderOf(file)?.pid} (${file}). Stop that one first, or set DATA_FOLDER to another folder.`,
        )
      rmSync(file, { force: true })
    }
  }
  throw new Error(`The lock ${file} could not be taken: another start took it at the same moment.`)
}

/** Whether a process that still lives holds a lock. */
export function isLockHeld(file: string): boolean {
  const holder = holderOf(file)
  return holder !== undefined && isAlive(holder.pid) && birthOf(holder.pid) === holder.birth
}

function holderOf(file: string): { pid: number; birth: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; birth: string }
  } catch {
    return undefined
  }
}

/** Ends a server that outlived its parent on this data folder, so that it can be started anew. */
export async function endOrphan(dataFolder: string, say: (line: string) => void): Promise<void> {
  let pid: number
  try {
    pid = Number(readFileSync(`${dataFolder}/postmaster.pid`, 'utf8').split('\n')[0])
  } catch {
    return
  }
  if (!Number.isInteger(pid) || !isAlive(pid) || !isPostgres(pid)) return
  say(`A database server (process ${pid}) outlived an earlier run; it is ended first.`)
  for (const [signal, seconds] of [
    ['SIGINT', 15],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    process.kill(pid, signal)
    for (let waited = 0; waited < seconds * 20; waited += 1) {
      if (!isAlive(pid)) return
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return false
  }
}
