import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'lantoa-npm-'))
let program: number | undefined
afterAll(() => {
  if (program && isAlive(program)) process.kill(program, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

// The shell of npm stays between npm and the program here, as it does where it has more than one thing to do.
test.skipIf(process.platform === 'win32')('a program that npm started ends when npm is killed', async () => {
  const module = pathToFileURL(join(import.meta.dirname, '../../scripts/end-with-npm.mjs')).href
  writeFileSync(
    join(folder, 'program.mjs'),
    `import { writeFileSync } from 'node:fs'
     import { endWithNpm } from ${JSON.stringify(module)}
     endWithNpm(() => process.exit(0))
     writeFileSync('pid', String(process.pid))
     setInterval(() => {}, 1000)`,
  )
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'a', private: true, scripts: { start: 'node program.mjs; true' } }),
  )
  const npm = spawn('npm', ['start', '--silent'], { cwd: folder, stdio: 'ignore' })
  await vi.waitFor(() => expect(existsSync(join(folder, 'pid'))).toBe(true), 30_000)
  program = Number(await vi.waitFor(() => readFileSync(join(folder, 'pid'), 'utf8') || expect.fail(), 5_000))
  await new Promise((done) => setTimeout(done, 2_500))
  const wasAlive = isAlive(program)

  npm.kill('SIGKILL')

  await vi.waitFor(() => expect(isAlive(program ?? 0)).toBe(false), 20_000)
  expect(wasAlive).toBe(true)
})
