import { beforeAll, expect, test } from 'vitest'
import { asSystem, hashPassword } from '#access'
import { loadIndicators } from '#figures'
import { useSecret } from '#platform/secret'
import { writeXlsx } from '#platform/spreadsheet'
import { setHash } from '../../src/1-ground/access/sign-in/store.ts'
import { pledgeIndicators } from '../../src/3-capture/pledges/indicators.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, aPerson } from '../support/district.ts'

useDatabase()

const origin = 'http://localhost'
const faults: unknown[] = []
const app = web({ site: { name: 'Thử' }, log: (fault) => faults.push(fault) })
let district: Awaited<ReturnType<typeof aDistrict>>
let cookie = ''

const send = (path: string, init: RequestInit = {}) =>
  app.request(origin + path, {
    ...init,
    headers: { origin, cookie, ...(init.headers as Record<string, string>) },
  })
const post = (path: string, fields: Record<string, string>) =>
  send(path, { method: 'POST', body: new URLSearchParams(fields) })

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
  const hash = await hashPassword('con trâu đi trước')
  const head = await asSystem('test.head', async (tx) => {
    await loadIndicators(tx, pledgeIndicators)
    const person = await aPerson(tx, 'Cán bộ tỉnh', { role: 'checker', unitId: district.province })
    await setHash(tx, person.personId, hash)
    return person
  })
  const answer = await post('/dang-nhap', {
    login: `p${head.personId.slice(-12)}`,
    password: 'con trâu đi trước',
  })
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
})

test('a target is set, handed down in one table and changed by forms alone, and read over the API', async () => {
  const year = new Date().getFullYear()
  const at = `/chi-tieu/${district.provinceSlug}`
  const set = await post(`${at}/dat?nam=${year}`, {
    indicator: 'test_waste_kg',
    amount: '1 000',
    direction: 'at_least',
    note: '',
    documentId: '',
  })
  const table = await (await send(`${at}/muc/test_waste_kg/giao?nam=${year}&de-xuat=equal`)).text()
  const half = await post(`${at}/muc/test_waste_kg/giao?nam=${year}`, {
    direction: 'at_least',
    [`amount.${district.commune}`]: '450',
    [`seen.${district.commune}`]: '0',
    [`amount.${district.neighbour}`]: 'nhiều',
    [`seen.${district.neighbour}`]: '0',
  })
  const handed = await post(`${at}/muc/test_waste_kg/giao?nam=${year}`, {
    direction: 'at_least',
    [`amount.${district.commune}`]: '450',
    [`seen.${district.commune}`]: '0',
    [`amount.${district.neighbour}`]: '450,5',
    [`seen.${district.neighbour}`]: '0',
  })
  const opened = await (await send(handed.headers.get('location') ?? '')).text()
  const api = await send(`/api/v1/targets?unit=${district.provinceSlug}&year=${year}`)

  expect([set.status, half.status, handed.status, api.status]).toEqual([303, 422, 303, 200])
  expect(table.match(/value="500"/g)).toHaveLength(2)
  // What was typed survives the refusal.
  expect(await half.text()).toContain('value="nhiều"')
  expect(opened).toContain('còn thiếu 99,5 kg so với 1.000 kg')
  expect(await api.json()).toMatchObject({
    rows: [{ indicator: 'test_waste_kg', amount: 1000, reached: null, version: 1 }],
    sums: { test_waste_kg: { areas: { handed: 900.5, difference: 99.5, parts: 2 } } },
  })
  expect(faults).toEqual([])
})

test('a file of targets is shown first, and asks for a reason without losing what it showed', async () => {
  const year = new Date().getFullYear() + 1
  const at = `/chi-tieu/${district.provinceSlug}`
  await post(`${at}/dat?nam=${year}`, { indicator: 'test_waste_kg', amount: '10', direction: 'at_least' })
  const bytes = writeXlsx([
    {
      name: 'x',
      rows: [
        ['Chỉ số', 'Đơn vị', 'Năm', 'Chỉ tiêu'],
        ['test_waste_kg', district.provinceSlug, year, 20],
      ],
    },
  ])
  const body = new FormData()
  body.set('file', new File([bytes], 'chi-tieu.xlsx'))

  const sent = await send(`${at}/nhap?nam=${year}`, { method: 'POST', body, redirect: 'manual' })
  const one = sent.headers.get('location') ?? ''
  const preview = await (await send(one)).text()
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(preview)?.[1] ?? ''
  const fields = { fileHash: hidden('fileHash'), seen: hidden('seen') }
  const silent = await post(one, { ...fields, reason: '' })
  const written = await post(one, { ...fields, reason: 'Nghị quyết mới' })

  expect(silent.status).toBe(422)
  expect(await silent.text()).toContain('Ghi 1 chỉ tiêu')
  expect(written.headers.get('location')).toContain('sua=1')
  expect(faults).toEqual([])
})

test('a pledge is made, and withdrawn without a trace on the page', async () => {
  const year = new Date().getFullYear()
  const made = await post('/dang-ky-lam-theo/moi', {
    year: String(year),
    cellId: district.union,
    words: 'Giúp hộ già neo đơn.',
    indicator: '',
    amount: '',
    themeId: '',
  })
  const page = made.headers.get('location') ?? ''
  const opened = await (await send(page)).text()
  const withdrawn = await post(`${page.split('?')[0]}/rut`, {})
  const after = await (await send('/dang-ky-lam-theo')).text()

  expect(opened).toContain('Giúp hộ già neo đơn.')
  expect(withdrawn.status).toBe(303)
  expect(after).not.toContain('neo đơn')
  expect((await send(page)).status).toBe(404)
  expect(faults).toEqual([])
})
