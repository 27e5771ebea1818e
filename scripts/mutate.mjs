#!/usr/bin/env node
// `npm run mutate`: puts small mistakes into the rules and the permission table, and counts those that no test catches.
import { spawnSync } from 'node:child_process'
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
const stryker = join(tools, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
const words = [stryker, 'run', join(tools, 'stryker.config.mjs'), ...process.argv.slice(2)]
process.exitCode = spawnSync(newNode(), words, { cwd: project, stdio: 'inherit' }).status ?? 1
