// What every command needs before it can run: packages, Node 24, a build that is not older than its sources.
// Plain JavaScript without packages: it runs on whatever Node (20 or newer) the machine has.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithNpm } from './end-with-npm.mjs'

export const project = dirname(dirname(fileURLToPath(import.meta.url)))
const inProject = (...parts) => join(project, ...parts)

/** Says something to the person at the terminal, never to the output of a command. */
export const say = (line) => process.stderr.write(`${line}\n`)

/** Ends with a sentence that says what to do. */
export function giveUp(line) {
  say(`\n${line}\n`)
  process.exit(1)
}

const [major] = process.versions.node.split('.').map(Number)
if (major < 20)
  giveUp(
    `Node ${process.versions.node} is too old: install Node 20 or newer (https://nodejs.org), then try again.`,
  )

/** Installs the packages of the lock file when they are missing or other than it says. */
export function installPackages() {
  const mark = inProject('node_modules', '.lan-toa-lock')
  const lock = createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  say('Cài các gói phần mềm… (installing packages, about a minute the first time)')
  const words = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const done = spawnSync('npm', words, {
    cwd: project,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0)
    giveUp(
      'The packages could not be installed (see above). Check the connection to the package registry, then try again.',
    )
  writeFileSync(mark, lock)
}

/** The Node 24 that came with the packages, or this one where it is new enough. */
export function newNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const packaged = inProject(
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
    'bin',
    name,
  )
  if (existsSync(packaged)) return packaged
  if (major >= 24) return process.execPath
  return giveUp(
    `No Node 24 comes with the packages for this machine (${process.platform}-${process.arch}): install Node 24, then try again.`,
  )
}

function newestChange(path) {
  const status = statSync(path)
  if (!status.isDirectory()) return status.mtimeMs
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}

/** Builds pages and server when the build is missing or older than what it is made from. */
export function build(node = newNode()) {
  if (!tryToBuild(node)) giveUp('The build failed (see above).')
}

/** The same for whoever can go on without. @returns whether there is a build of what the sources say now */
export function tryToBuild(node) {
  const mark = inProject('dist', '.built')
  const sources = ['src', 'messages', 'package-lock.json', 'vite.config.ts'].map((name) => inProject(name))
  if (existsSync(mark) && statSync(mark).mtimeMs > Math.max(...sources.map(newestChange))) return true
  say('Dựng chương trình… (building)')
  const startedAt = new Date()
  const vite = inProject('node_modules', 'vite', 'bin', 'vite.js')
  for (const words of [['build'], ['build', '--mode', 'worker'], ['build', '--ssr']]) {
    const done = spawnSync(node, [vite, ...words, '--logLevel', 'error'], {
      cwd: project,
      stdio: ['ignore', 2, 2],
    })
    if (done.status !== 0) return false
  }
  mkdirSync(dirname(mark), { recursive: true })
  writeFileSync(mark, `${startedAt.toISOString()}\n`)
  // A file that was saved during the build is newer than the build.
  utimesSync(mark, startedAt, startedAt)
  return true
}

/** Starts a command of the built program. */
export const startProgram = (node, words) =>
  spawn(node, ['--enable-source-maps', inProject('dist', 'server', 'lantoa.js'), ...words], {
    stdio: 'inherit',
    env: { ...process.env, LANTOA_PARENT: String(process.pid) },
  })

/** Runs a command of the built program in the foreground and ends as it ends. */
export function runProgram(words) {
  installPackages()
  const node = newNode()
  build(node)
  const child = startProgram(node, words)
  // The terminal sends Ctrl-C to both; the program ends in order, and this process must outlive it to say how.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  endWithNpm(() => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
