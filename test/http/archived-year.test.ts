import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { archiveYear } from '#figures'
import { newId } from '#platform/ids'
import { setPortalRoot } from '#portal'
import { newToken, tokenHash } from '../../src/1-ground/access/sign-in/secrets.ts'
import { insertSession } from '../../src/1-ground/access/sign-in/store.ts'
import { correctActivity } from '../../src/3-capture/activities/correct-activity.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry } from '../support/district.ts'

// What people meet where the records of a year lie in a file.
useDatabase('owner')
const folder = mkdtempSync(join(tmpdir(), 'lantoa-archived-'))
const app = web({
  site: { name: 'Thử' },
  log: (fault) => {
    throw fault
  },
})
let district: Awaited<ReturnType<typeof aDistrict>>
let cookie = ''
const entry = { id: newId(), day: '2021-06-08' }

beforeAll(async () => {
  district = await aDistrict()
  await recordActivity(district.recorder, anEntry(district.initiativeId, entry))
  const token = newToken()
  await asSystem('test.session', async (tx) => {
    await setPortalRoot(tx, district.province)
    await insertSession(tx, {
      hash: tokenHash(token),
      personId: district.leader.personId,
      isPending: false,
      isKept: false,
      device: '',
      address: '',
      minutes: 60,
    })
  })
  cookie = `lantoa=${token}`
  const file = join(folder, 'so-lieu-2021.jsonl.gz')
  await archiveYear({ year: 2021, file, today: '2026-11-25', openYears: 2 })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const get = async (path: string) => {
  const answer = await app.request(`http://localhost${path}`, { headers: { cookie } })
  return { status: answer.status, text: await answer.text() }
}

test.each([
  ['/so-lieu-chi-tiet/{commune}/test_waste_kg?ky=2021', 'Tổng của tháng 6/2021, năm đã lưu trữ'],
  ['/so-lieu/test_waste_kg?ky=2021', 'Tổng của tháng 6/2021, năm đã lưu trữ'],
  ['/en/so-lieu/test_waste_kg?ky=2021', 'a year in the archive'],
])('%s shows the figure, its sums and the name of the file', async (path, line) => {
  const page = await get(path.replace('{commune}', district.communeSlug))

  expect(page.status).toBe(200)
  for (const words of [path.startsWith('/en') ? '12.5' : '12,5', line, 'so-lieu-2021.jsonl.gz'])
    expect(page.text).toContain(words)
})

test('why it changed is said to lie in the archive', async () => {
  const page = await get(`/so-lieu-chi-tiet/${district.communeSlug}/test_waste_kg/vi-sao?ky=2021`)

  expect(page.status).toBe(422)
  expect(page.text).toContain('Kỳ này có số liệu năm 2021 đã chuyển vào tệp lưu trữ')
})

test('open data of the year have the same sums', async () => {
  const page = await get('/du-lieu-mo/so-lieu.csv?ky=2021')

  expect(page.status).toBe(200)
  expect(page.text).toMatch(/test_waste_kg.*2021-06.*12[.,]5/)
})

test('a record of the year is neither corrected nor returned, and stays as it was', async () => {
  const correction = {
    day: entry.day,
    summary: 'Sửa',
    seen: 1,
    reason: 'Ghi nhầm',
    answers: { waste: '1', households: 1 },
    removed: [],
    photos: { kept: [], sentAhead: [] },
  }
  const verdict = {
    seen: 1,
    verdict: 'returned',
    reason: 'Xem lại số liệu',
    field: '',
    publishPhotos: false,
  } as const

  const corrected = correctActivity(district.recorder, entry.id, correction)
  await expect(corrected).rejects.toMatchObject({ code: 'fact_year_is_archived' })
  const returned = checkActivity(district.checker, entry.id, verdict)
  await expect(returned).rejects.toMatchObject({ code: 'fact_year_is_archived' })

  const page = await get(`/so-lieu-chi-tiet/${district.communeSlug}/test_waste_kg?ky=2021`)
  expect(page.text).toContain('12,5')
  expect((await get(`/hoat-dong/${entry.id}`)).text).toContain('Thu gom và ủ rác bếp tại ấp.')
})
