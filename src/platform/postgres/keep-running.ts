import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../project-folder.ts'
import type { Owner } from './binaries.ts'
import { environment } from './environment.ts'
import { endOrphan } from './lock.ts'

/** A server that is kept running. */
export type Server = {
  stop(): Promise<void>
  /** How often it has ended in a row, none of the times after a minute of work. */
  failures(): number
}

/**
 * Milliseconds until the next try: none after the first end, then longer each time. Five seconds at most, so that the
 * system is back soon after its disk has room again.
 */
export const pauseAfter = (failures: number): number =>
  failures <= 1 ? 0 : Math.min(5_000, 100 * 2 ** failures)

/**
 * Runs the server under a supervisor that dies with us, and starts it again whenever it ends unasked. It never gives up: a
 * full disk may be freed, and nobody is there at night to start what has given up.
 */
export function keepRunning(how: {
  command: string[]
  dataFolder: string
  owner: Owner | undefined
  log: string
  say: (line: string) => void
}): Server {
  const supervisor = join(projectFolder, 'src/platform/postgres/supervise.mjs')
  if (existsSync(how.log) && statSync(how.log).size > 10_000_000) rmSync(how.log)
  const output = openSync(how.log, 'a', 0o600)
  let child: ChildProcess
  let isStopping = false
  let failures = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  let ended: Promise<void>

  const begin = (): void => {
    const who = how.owner ? [String(how.owner.uid), String(how.owner.gid)] : ['', '']
    const begunAt = Date.now()
    child = spawn(process.execPath, [supervisor, ...who, ...how.command], {
      env: environment,
      cwd: '/',
      detached: true,
      stdio: ['pipe', output, output],
    })
    child.stdin?.on('error', () => {})
    ended = new Promise((done) => {
      const end = (): void => {
        done()
        if (isStopping) return
        failures = Date.now() - begunAt > 60_000 ? 1 : failures + 1
        tell(failures, how)
        pause = setTimeout(() => void again(), pauseAfter(failures))
      }
      child.once('exit', end)
      // It was never there: no process could be made.
      child.once('error', () => child.pid === undefined && end())
    })
  }
  const again = async (): Promise<void> => {
    if (isStopping) return
    await endOrphan(how.dataFolder, () => {})
    if (!isStopping) begin()
  }
  begin()

  // Once: by a second time the number of the file may be another's.
  let stopped: Promise<void> | undefined
  return {
    failures: () => failures,
    stop: () => {
      stopped ??= (async () => {
        isStopping = true
        clearTimeout(pause)
        child.stdin?.end()
        await ended
        closeSync(output)
      })()
      return stopped
    },
  }
}

/** Says it the first time, and then about once a minute. */
function tell(failures: number, { log, say }: { log: string; say: (line: string) => void }): void {
  if (failures === 1) say('The database ended unexpectedly and is started again.')
  else if (failures % 12 === 0)
    say(`The database ended ${failures} times in a row and is tried again; see ${log}.`)
}
