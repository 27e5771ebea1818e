#!/usr/bin/env node
// `npm run mutate`: puts small mistakes into the rules and the permission table, and counts those that no test catches. Each file
// is judged by itself, so that one that is tested well hides none that is not; `-- --mutate FILE,FILE` asks for some.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp, installPackages, newNode, project } from './prepare.mjs'

installPackages()
const tools = join(project, 'tools', 'mutate')
const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: tools,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
if (installed.status !== 0) giveUp('StrykerJS could not be installed (see above).')

const asked = process.argv.indexOf('--mutate')
const files = asked < 0 ? allFiles() : (process.argv[asked + 1] ?? '').split(',')
const others = asked < 0 ? process.argv.slice(2) : process.argv.toSpliced(asked, 2).slice(2)
const scores = files.map((file) => ({ file, ...scoreOf(file) }))
for (const { file, caught, total, isEnough } of scores)
  console.log(
    `${isEnough ? ' ' : '!'} ${String(caught).padStart(4)} of ${String(total).padEnd(4)} caught  ${file}`,
  )
const sum = (key) => scores.reduce((before, score) => before + score[key], 0)
console.log(`${((100 * sum('caught')) / Math.max(1, sum('total'))).toFixed(1)} % of ${sum('total')} caught.`)
process.exitCode = scores.every(({ isEnough }) => isEnough) ? 0 : 1

function allFiles() {
  return readdirSync(join(project, 'src'), { recursive: true })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\/(rules|permissions)\.ts$/.test(name))
    .sort()
}

/** How many mistakes in a file are caught, and whether these are as many as the configuration asks. */
function scoreOf(file) {
  const report = join(tools, 'reports', 'mutation.json')
  rmSync(report, { force: true })
  const stryker = join(tools, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
  const words = [stryker, 'run', join(tools, 'stryker.config.mjs'), '--mutate', file, ...others]
  const { status } = spawnSync(newNode(), words, { cwd: project, stdio: 'inherit' })
  try {
    const [found] = Object.values(JSON.parse(readFileSync(report, 'utf8')).files)
    const count = (...kinds) => found.mutants.filter((mutant) => kinds.includes(mutant.status)).length
    const caught = count('Killed', 'Timeout')
    return { caught, total: caught + count('Survived', 'NoCoverage'), isEnough: status === 0 }
  } catch {
    return { caught: 0, total: 0, isEnough: false }
  }
}
