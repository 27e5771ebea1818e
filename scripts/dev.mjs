#!/usr/bin/env node
// `npm run dev`: the running system, built and started again whenever a source file is saved.
import { watch } from 'node:fs'
import { join } from 'node:path'
import { endWithNpm } from './end-with-npm.mjs'
import { installPackages, newNode, project, say, startProgram, tryToBuild } from './prepare.mjs'

installPackages()
const node = newNode()
const words = ['start', ...process.argv.slice(2)]
let system
let isEnding = false

function begin() {
  const child = startProgram(node, words)
  const ended = new Promise((done) => child.on('exit', done))
  ended.then((code) => {
    if (system?.child !== child) return
    system = undefined
    if (isEnding) process.exit(code ?? 0)
    say('The system has ended. It starts again when a file is saved.')
  })
  system = { child, ended }
}

/** The system of before runs on until the new one is built; a build that fails leaves it alone. */
async function renew() {
  if (!tryToBuild(node)) return say('The build failed (see above). It is tried again when a file is saved.')
  const before = system
  system = undefined
  before?.child.kill('SIGTERM')
  await before?.ended
  if (isEnding) process.exit(0)
  begin()
}

/** One renewal at a time; what was saved meanwhile calls for one more. */
let timer
let renewing = Promise.resolve()
function renewSoon() {
  clearTimeout(timer)
  timer = setTimeout(() => {
    renewing = renewing.then(renew)
  }, 200)
}

for (const folder of ['src', 'messages', 'migrations'])
  watch(join(project, folder), { recursive: true }, (_, name) => {
    if (!/\.(test|fixture)\.tsx?$|\.md$|~$|^\.|\/\./.test(name ?? '')) renewSoon()
  })

function end() {
  isEnding = true
  if (!system) process.exit(0)
  system.child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
endWithNpm(end)
await renew()
