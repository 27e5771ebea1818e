// Finds a Chromium for the browser tests, or installs one.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { giveUp, newNode, project, say } from './prepare.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usual = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function existing() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  return [process.env.CHROMIUM_PATH, ...onPath, ...usual].find((path) => path && existsSync(path))
}

const attempt = (command, words, env = {}) =>
  spawnSync(command, words, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } }).status === 0

/** The path of a Chromium: one that is there, Debian's package when we are root, else Playwright's own. */
export function findOrInstallChromium() {
  const there = existing()
  if (there) return there
  say('Installing a Chromium for the browser tests…')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    attempt('apt-get', ['update', '-qq'])
    attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      DEBIAN_FRONTEND: 'noninteractive',
    })
    const installed = existing()
    if (installed) return installed
  }
  const node = newNode()
  const playwright = join(project, 'node_modules', 'playwright-core', 'cli.js')
  if (attempt(node, [playwright, 'install', 'chromium'])) {
    const asked = spawnSync(
      node,
      ['-e', `process.stdout.write(require('playwright-core').chromium.executablePath())`],
      { cwd: project },
    )
    if (existsSync(String(asked.stdout))) return String(asked.stdout)
  }
  return giveUp(
    'No Chromium was found and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one.',
  )
}
