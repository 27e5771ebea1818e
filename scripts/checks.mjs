// What can be checked without running anything: types, lint and format, import law, unused code.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { project, say } from './prepare.mjs'

const bin = (name, file) => join(project, 'node_modules', name, file)

/** What is kept from one check to the next: only files that changed, and what stands on them, are checked again. */
const kept = (name) => join(project, 'node_modules', '.cache', name)

const checks = {
  types: [
    bin('typescript-native', 'bin/tsc'),
    ...['--noEmit', '--incremental', '--tsBuildInfoFile', kept('types.tsbuildinfo')],
  ],
  'lint and format': [bin('@biomejs/biome', 'bin/biome'), 'ci', '.'],
  'import law': [join(project, 'scripts', 'check-imports.mjs')],
  'nothing unused': [bin('knip', 'bin/knip.js'), '--cache', '--cache-location', kept('knip')],
}

/** Runs all checks side by side. @returns how many passed and failed */
export async function runChecks(node) {
  const results = await Promise.all(
    Object.entries(checks).map(([title, words]) => passes(node, title, words)),
  )
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed }
}

/** One check passes or fails as a whole; its output is kept together. */
async function passes(node, title, words) {
  const startedAt = Date.now()
  const child = spawn(node, words, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => output.push(part))
  const status = await new Promise((done) => child.on('close', done))
  process.stderr.write(Buffer.concat(output))
  say(`${status === 0 ? '✓' : '✗'} ${title} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
  return status === 0
}
