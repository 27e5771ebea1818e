// Finds a Chromium for the browser tests, or installs one.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { attempt, installFromDebian, installsFromDebian, onPath } from './debian.mjs'
import { giveUp, newNode, project, say } from './prepare.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usual = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const light = 'chromium-headless-shell'

const firstOf = (paths) => paths.find((path) => path && existsSync(path))

const whole = () => firstOf([process.env.CHROMIUM_PATH, ...names.flatMap(onPath), ...usual])

/**
 * Chromium for the browser tests: one that is there, a package of Debian's when we are root, else Playwright's own. With it
 * its build without windows where there is one, which draws nothing around a page and needs two thirds of the time, but shows
 * no notices.
 */
export function findOrInstallChromium() {
  const there = whole()
  const quick = () => firstOf(onPath(light))
  if (process.env.CHROMIUM_PATH) return { whole: there, light: there }
  if (there && (quick() || !installsFromDebian)) return { whole: there, light: quick() ?? there }
  say('Installing a Chromium for the browser tests…')
  if (installsFromDebian) {
    installFromDebian(there ? [light] : ['chromium', light])
    const installed = whole()
    if (installed) return { whole: installed, light: quick() ?? installed }
  }
  const own = playwrightsOwn()
  if (own) return { whole: own, light: own }
  return giveUp(
    'No Chromium was found and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one.',
  )
}

function playwrightsOwn() {
  const node = newNode()
  const playwright = join(project, 'node_modules', 'playwright-core', 'cli.js')
  if (!attempt(node, [playwright, 'install', 'chromium'])) return undefined
  const asked = spawnSync(
    node,
    ['-e', `process.stdout.write(require('playwright-core').chromium.executablePath())`],
    { cwd: project },
  )
  return firstOf([String(asked.stdout)])
}
