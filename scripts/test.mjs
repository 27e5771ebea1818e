#!/usr/bin/env node
// `npm test`: every check there is. With words after `--` only the tests whose files match, without the other checks.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { findOrInstallChromium } from './chromium.mjs'
import { installPdfsig } from './debian.mjs'
import { build, giveUp, installPackages, newNode, project, say } from './prepare.mjs'

const wanted = process.argv.slice(2)
installPackages()
const node = newNode()
const bin = (name, file) => join(project, 'node_modules', name, file)
const chromium = findOrInstallChromium()
installPdfsig()
const env = {
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
  CHROMIUM_PATH: chromium.whole,
  CHROMIUM_LIGHT_PATH: chromium.light,
  NODE_ENV: 'test',
}

const count = { passed: 0, failed: 0, skipped: 0 }

/** One check that either passes or fails as a whole; what it says is kept together. */
async function check(title, words) {
  const begunAt = Date.now()
  const child = spawn(node, words, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part))
  const status = await new Promise((done) => child.on('close', done))
  count[status === 0 ? 'passed' : 'failed'] += 1
  process.stderr.write(Buffer.concat(said))
  say(`${status === 0 ? '✓' : '✗'} ${title} (${((Date.now() - begunAt) / 1000).toFixed(1)} s)`)
}

if (wanted.length === 0)
  await Promise.all([
    check('types', [bin('typescript', 'bin/tsc'), '--noEmit']),
    check('lint and format', [bin('@biomejs/biome', 'bin/biome'), 'ci', '.']),
    check('import law', [join(project, 'scripts', 'check-imports.mjs')]),
    check('nothing unused', [bin('knip', 'bin/knip.js')]),
  ])
build(node)

const folder = mkdtempSync(join(tmpdir(), 'lantoa-results-'))
const results = join(folder, 'results.json')
spawnSync(
  node,
  [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...wanted,
  ],
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
