// The system with its demonstration district, started for a bench from the build, in a folder that is gone afterwards.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** The value below which a share of some values lies. */
export const percentile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.ceil(all.length * share) - 1] ?? 0

/** Starts the system on a port, Node with more options where they are given. @returns its address, how to wait until it answers, and how to end it */
export function startSystem(port: number, nodeOptions: readonly string[] = []) {
  const address = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
  chmodSync(folder, 0o755)
  const system = spawn(
    process.execPath,
    [...nodeOptions, join(import.meta.dirname, '../dist/server/lantoa.js'), 'start'],
    {
      env: { ...process.env, DATA_FOLDER: join(folder, 'data'), PORT: String(port) },
      stdio: 'ignore',
    },
  )
  const isUp = () =>
    fetch(`${address}/suc-khoe`).then(
      (answer) => answer.ok,
      () => false,
    )
  return {
    address,
    async untilUp(): Promise<void> {
      for (let tries = 0; tries < 1800; tries += 1) {
        if (await isUp()) return
        await wait(100)
      }
      throw new Error('The system did not come up in three minutes.')
    },
    async stop(): Promise<void> {
      system.kill('SIGTERM')
      await new Promise((done) => system.once('exit', done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
