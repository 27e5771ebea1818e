import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import { projectFolder } from '#platform/project-folder'
import { type RunningSystem, start } from '../../src/main.ts'
import { openChromium } from './chromium.ts'
import { copyOfDemonstration, dropCopy } from './demonstration.ts'

/** The sizes at which people use the system: a cheap phone, an office PC. */
export const sizes = { phone: { width: 360, height: 780 }, desktop: { width: 1280, height: 900 } } as const

/** The password of the demonstration sign-ins, as `npm start` prints it. */
let password = ''

/**
 * Brings up the whole system with a copy of the demonstration district, and a browser, for a test file. Everything is real:
 * the pages that were built, a PostgreSQL, files on disk, Chromium.
 */
export function useSystem(which: 'whole' | 'light' = 'light'): {
  address: () => string
  browser: () => Browser
} {
  const name = `s_${newId().replaceAll('-', '')}`
  let system: RunningSystem | undefined
  let browser: Browser | undefined

  // The first file of a run loads the district, on a busy machine for some minutes, and others wait for it.
  beforeAll(async () => {
    if (!existsSync(join(projectFolder, 'dist/client/.vite/manifest.json')))
      throw new Error('Nothing is built: run the tests by “npm test”, which builds first.')
    const { databaseUrl, folder } = await copyOfDemonstration(name)
    const config = readConfig({
      DATABASE_URL: databaseUrl,
      DATA_FOLDER: folder,
      PORT: '0',
      LOG_LEVEL: 'error',
    })
    system = await start(config, () => {})
    password = system.signIns[0]?.password ?? ''
    browser = await openChromium(which)
  }, 600_000)

  afterAll(async () => {
    await browser?.close()
    await system?.stop()
    await dropCopy(name)
  })

  return {
    address: () => system?.address ?? '',
    browser: () => {
      if (!browser) throw new Error('The browser is not up.')
      return browser
    },
  }
}

/** A page of a new visitor. Everything that the browser complains of is gathered in `complaints`. */
export async function aPage(
  system: ReturnType<typeof useSystem>,
  options: BrowserContextOptions = {},
): Promise<Page & { complaints: string[] }> {
  const context = await system
    .browser()
    .newContext({ baseURL: system.address(), viewport: sizes.desktop, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    // A refused form is answered with 4xx, which the browser reports as if it were a fault.
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text())
  })
  page.on('pageerror', (fault) => complaints.push(fault.message))
  return Object.assign(page, { complaints })
}

/** Signs somebody in, as they would do it. */
export async function signInAs(page: Page, userName: string): Promise<void> {
  await page.goto('/viec-cua-toi')
  await page.fill('[name=login]', userName)
  await page.fill('[name=password]', password)
  await page.click('button[type=submit]:has-text("Đăng nhập")')
  await page.waitForURL('**/viec-cua-toi')
}
