#!/usr/bin/env node
// `npm test`: every check there is. With words after `--` only the tests whose files match, without the other checks.
// `npm run test:watch -- …` runs them again whenever a file is saved.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { runChecks } from './checks.mjs'
import { findOrInstallChromium } from './chromium.mjs'
import { installPdfsig } from './debian.mjs'
import { filesAsked, kindOf } from './kinds-of-tests.mjs'
import { build, giveUp, installPackages, newNode, project } from './prepare.mjs'

const watches = process.argv.includes('--watch')
const wanted = process.argv.slice(2).filter((word) => word !== '--watch')
installPackages()
const node = newNode()
const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs')
const isWhole = wanted.length === 0
const files = filesAsked(wanted)
const env = {
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
  NODE_ENV: 'test',
  // Hundreds of files are read in threads of their own: each compiles the same modules again without this.
  NODE_COMPILE_CACHE: join(project, 'node_modules', '.cache', 'compiled'),
}
const needsBrowser = files.some((name) => kindOf(name) === 'browser')
if (needsBrowser) {
  const chromium = findOrInstallChromium()
  Object.assign(env, { CHROMIUM_PATH: chromium.whole, CHROMIUM_LIGHT_PATH: chromium.light })
}
if (files.some((name) => name.includes('pdf-signatures'))) installPdfsig()

const count = { passed: 0, failed: 0, skipped: 0 }
if (isWhole && !watches) Object.assign(count, await runChecks(node))
if (needsBrowser) build(node)

if (watches) {
  const { status } = spawnSync(node, [vitest, 'watch', ...wanted], { cwd: project, env, stdio: 'inherit' })
  process.exit(status ?? 1)
}

const folder = mkdtempSync(join(tmpdir(), 'lantoa-results-'))
const results = join(folder, 'results.json')
spawnSync(
  node,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...wanted],
  { cwd: project, env, stdio: ['ignore', 'inherit', 'inherit'] },
)
if (!existsSync(results)) giveUp('The tests did not run to their end.\n0 passed, 1 failed')
const said = JSON.parse(readFileSync(results, 'utf8'))
rmSync(folder, { recursive: true })
count.passed += said.numPassedTests
count.failed += said.numFailedTests
// A file that fails before its first test, or a fault outside of any test, has no test of its own to fail.
if (!said.success && said.numFailedTests === 0) count.failed += Math.max(1, said.numFailedTestSuites)
count.skipped += said.numPendingTests + said.numTodoTests
if (said.numPassedTests === 0) count.failed += 1

const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
process.exitCode = count.failed > 0 ? 1 : 0
