// Turbo carries from page to page, and shows a refused form, under the very headers of the working pages.

import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { securityHeaders } from '#platform/web'
import { openChromium } from '../../test/support/chromium.ts'
import { person, site } from './examples-data.ts'
import { Button, Form } from './form.tsx'
import { TextField } from './text-fields.tsx'
import { WorkPage } from './work-page.tsx'

const built = join(tmpdir(), `lantoa-turbo-${process.pid}`)
let browser: Browser
let script: Buffer

beforeAll(async () => {
  await build({ logLevel: 'silent', build: { outDir: built } })
  const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'))
  script = readFileSync(join(built, manifest['src/ui/islands.ts'].file))
  browser = await openChromium()
})

afterAll(async () => {
  await browser?.close()
  rmSync(built, { recursive: true, force: true })
})

const page = (title: string, nonce: string, refused: boolean) =>
  (
    <WorkPage site={site} person={person} nonce={nonce} title={title}>
      <a href="/hai">Hai</a>
      <Form problems={refused ? [{ field: 'name', message: 'Cần nhập mục này.' }] : []}>
        <TextField name="name" label="Tên" />
        <Button look="main">Lưu</Button>
      </Form>
    </WorkPage>
  ).toString()

test('a link and a refused form change the page without loading it anew and without breaking the CSP', async () => {
  const tab = await browser.newPage()
  const complaints: string[] = []
  tab.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('422')) complaints.push(message.text())
  })
  let nonce = 0
  await tab.route('http://localhost/**', (route) => {
    const request = route.request()
    if (request.resourceType() === 'script')
      return route.fulfill({ contentType: 'text/javascript', body: script })
    if (!['document', 'fetch'].includes(request.resourceType())) return route.fulfill({ body: '' })
    nonce += 1
    const refused = request.method() === 'POST'
    return route.fulfill({
      status: refused ? 422 : 200,
      contentType: 'text/html',
      headers: securityHeaders(`n${nonce}`),
      body: String(page(request.url().endsWith('/hai') ? 'Trang hai' : 'Trang một', `n${nonce}`, refused)),
    })
  })

  await tab.goto('http://localhost/')
  await tab.evaluate(() => Object.assign(window, { stayed: true }))
  await tab.getByRole('link', { name: 'Hai' }).click()
  await tab.getByRole('heading', { name: 'Trang hai' }).waitFor()
  await tab.getByRole('button', { name: 'Lưu' }).click()
  await tab.getByRole('alert').waitFor()

  expect(await tab.evaluate(() => 'stayed' in window)).toBe(true)
  expect(await tab.evaluate(() => document.activeElement?.id)).toBe('problems')
  expect(complaints).toEqual([])
  await tab.close()
})
