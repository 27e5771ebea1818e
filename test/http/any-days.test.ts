import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { recordActivity } from '#activities'
import { formatPeriod } from '#platform/i18n'
import { newId } from '#platform/ids'
import { setPortalRoot } from '#portal'
import { newToken, tokenHash } from '../../src/1-ground/access/sign-in/secrets.ts'
import { insertSession } from '../../src/1-ground/access/sign-in/store.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry } from '../support/district.ts'

// What people meet who ask for days instead of months: a month of a state body goes from the 15th to the 14th.
useDatabase()
const app = web({
  site: { name: 'Thử' },
  log: (fault) => {
    throw fault
  },
})
let district: Awaited<ReturnType<typeof aDistrict>>
let cookie = ''

beforeAll(async () => {
  district = await aDistrict()
  for (const [day, waste] of [
    ['2026-02-14', '400'],
    ['2026-02-15', '7,25'],
    ['2026-03-14', '2'],
    ['2026-03-15', '800'],
  ] as const)
    await recordActivity(
      district.recorder,
      anEntry(district.initiativeId, { id: newId(), day, answers: { waste, households: 12 } }),
    )
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
})

const days = '2026-02-15..2026-03-14'
const get = async (path: string) => {
  const address = path.replace('{commune}', district.communeSlug).replace('{id}', district.commune)
  const answer = await app.request(`http://localhost${address}`, { headers: { cookie } })
  return { status: answer.status, text: await answer.text() }
}

test.each([
  [`/so-lieu-chi-tiet/{commune}?ky=${days}`, '15/02/2026 – 14/3/2026', '9,25'],
  [`/so-lieu-chi-tiet/{commune}/test_waste_kg?ky=${days}`, '15/02/2026 – 14/3/2026', '9,25'],
  [`/so-lieu-chi-tiet/{commune}/test_waste_kg?ky=${days}&cach=luc-do`, '15/02/2026 – 14/3/2026', '9,25'],
  [`/so-lieu-chi-tiet/{commune}/test_waste_kg/vi-sao?ky=${days}`, '15/02/2026 – 14/3/2026', '9,25'],
  [`/so-lieu/test_waste_kg?ky=${days}`, '15/02/2026 – 14/3/2026', '9,25'],
  [`/en/so-lieu/test_waste_kg?ky=${days}`, '15/02/2026 – 14/03/2026', '9.25'],
])('%s names the days and adds up what was entered on them', async (path, words, amount) => {
  const page = await get(path)

  expect(page.status).toBe(200)
  expect(page.text).toContain(words)
  expect(page.text).toContain(amount)
})

test('the facts of a figure of days are those of its days, and the way to compare leads to whole months', async () => {
  const opened = await get(`/so-lieu-chi-tiet/{commune}/test_waste_kg?ky=${days}`)
  const overview = await get(`/so-lieu-chi-tiet/{commune}?ky=${days}`)

  for (const day of ['15/02/2026', '14/3/2026']) expect(opened.text).toMatch(new RegExp(`>${day}<`))
  for (const day of ['14/02/2026', '15/3/2026']) expect(opened.text).not.toMatch(new RegExp(`>${day}<`))
  expect(overview.text).toContain(`/so-sanh-so-lieu/${district.communeSlug}?ky=2026-02..2026-03`)
})

test('the explorer shows the whole months that the days touch', async () => {
  const page = await get(`/so-sanh-so-lieu/{commune}?chi-tieu=test_waste_kg&ky=${days}`)

  expect(page.status).toBe(200)
  expect(page.text).toContain(formatPeriod('2026-02..2026-03'))
  expect(page.text).not.toContain('15/02/2026')
})

test('machines read the same, and their facts', async () => {
  const figure = await get(`/api/v1/figures/test_waste_kg?unit={id}&period=${days}`)
  const facts = await get(`/api/v1/figures/test_waste_kg/lineage?unit={id}&period=${days}`)

  expect(JSON.parse(figure.text)).toMatchObject({ total: 9.25, entries: 2 })
  expect(JSON.parse(facts.text).rows.map(({ day }: { day: string }) => day)).toEqual([
    '2026-03-14',
    '2026-02-15',
  ])
})

test.each([
  [`/du-lieu-mo/so-lieu.csv?ky=${days}`, 'kỳ từ 15/02/2026 đến 14/3/2026 không gồm trọn các tháng'],
  [`/api/v1/figures/test_waste_kg/breakdown?unit={id}&period=${days}`, 'period_is_of_no_whole_months'],
  ['/so-lieu-chi-tiet/{commune}?ky=2026-03-14..2026-02-15', 'Không hiểu kỳ “2026-03-14..2026-02-15”'],
  ['/so-lieu-chi-tiet/{commune}?ky=2026-02-30..2026-03-14', 'Không hiểu kỳ “2026-02-30..2026-03-14”'],
])('%s is refused and says what to do', async (path, words) => {
  const page = await get(path)

  expect(page.status).toBe(422)
  expect(page.text).toContain(words)
})
