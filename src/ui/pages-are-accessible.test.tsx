// Every example page, as a browser shows it: on a phone and a PC, in light and dark, without breaking the strict CSP.

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inLanguage } from '#platform/i18n'
import { securityHeaders } from '#platform/web'
import { axeFaults, contrastFaults } from '../../test/support/axe.ts'
import { openChromium } from '../../test/support/chromium.ts'
import { examplePages } from './examples.tsx'

// `PICTURES=folder` keeps a picture of each page, for the eye.
const pictures = process.env.PICTURES
const built = join(tmpdir(), `lantoa-ui-${process.pid}`)
let browser: Browser
let styles: string

beforeAll(async () => {
  await build({ logLevel: 'silent', build: { outDir: built, emptyOutDir: true } })
  const file = readdirSync(join(built, 'assets')).find((name) => name.startsWith('style-'))
  styles = readFileSync(join(built, 'assets', file ?? ''), 'utf8')
  browser = await openChromium()
  if (pictures) mkdirSync(pictures, { recursive: true })
})

afterAll(async () => {
  await browser?.close()
  rmSync(built, { recursive: true, force: true })
})

const sizes = [
  { name: 'phone', width: 360, height: 780 },
  { name: 'pc', width: 1280, height: 900 },
]

for (const size of sizes)
  describe(size.name, () => {
    test.each(Object.keys(examplePages) as (keyof typeof examplePages)[])('%s', async (name) => {
      const html = String(await inLanguage('vi', () => examplePages[name]().toString()))
      const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) complaints.push(message.text())
      })
      await page.route('http://lantoa.test/**', (route) => {
        const path = new URL(route.request().url()).pathname
        if (path === '/')
          return route.fulfill({
            contentType: 'text/html',
            headers: securityHeaders('example'),
            body: html,
          })
        if (path.endsWith('.css')) return route.fulfill({ contentType: 'text/css', body: styles })
        if (path.endsWith('.woff2'))
          return route.fulfill({
            path: path.startsWith('/node_modules') ? path.slice(1) : join(built, path),
          })
        return route.fulfill({ contentType: 'text/javascript', body: '' })
      })
      const picture = async (scheme: string) => {
        if (pictures)
          await page.screenshot({
            path: join(pictures, `${name}-${size.name}-${scheme}.png`),
            fullPage: true,
          })
      }

      await page.goto('http://lantoa.test/')
      const light = await axeFaults(page)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      await picture('light')
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.reload()
      // The dark scheme changes colours and nothing else.
      const dark = await contrastFaults(page)
      await picture('dark')
      await context.close()

      expect({ light, dark }).toEqual({ light: [], dark: [] })
      expect(overflow).toBeLessThanOrEqual(0)
      expect(complaints).toEqual([])
      expect(html).not.toMatch(/\sstyle="/)
    })
  })

test('a public page asks for no script', async () => {
  const html = String(await examplePages.public().toString())

  expect(html).not.toContain('<script')
  expect(html.startsWith('<!doctype html>')).toBe(true)
  expect(html.match(/<h1/g)).toHaveLength(1)
})
