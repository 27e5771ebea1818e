import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { aProgramme } from '../../src/2-promise/tasks/programme.fixture.ts'
import { useDatabase } from '../support/database.ts'
import { pagesFor } from '../support/signed-in.ts'

// S1, the chain: a directive of the Politburo comes to the province and goes down by plans; any local plan leads back to it one
// click a step; a later directive takes its place, and whatever carried out the former is told and changes over.
useDatabase()
let all: Awaited<ReturnType<typeof aProgramme>>
const pages = pagesFor()
const ids = { directive: newId(), conclusion: newId(), province: newId(), commune: newId(), later: newId() }

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  all = await aProgramme()
})

const received = (id: string, unitId: string, symbol: string, type: string, day: string, more = {}) => ({
  id,
  unitId,
  direction: 'received',
  type,
  symbol,
  issuedOn: day,
  receivedOn: day,
  issuer: 'Bộ Chính trị',
  subject: `Trích yếu của ${symbol}`,
  ...more,
})

test('a directive goes down to the commune, and each step leads back', async () => {
  const { provincial, clerk, province, commune } = all
  const { send, open } = pages
  await send(
    provincial,
    '/van-ban/them',
    received(ids.directive, province, '05-CT/TW', 'directive', '2016-05-15'),
  )
  await send(
    provincial,
    '/van-ban/them',
    received(ids.conclusion, province, '01-KL/TW', 'conclusion', '2021-05-18', { carries: '05-CT/TW' }),
  )
  await send(provincial, '/van-ban/them', {
    id: ids.province,
    unitId: province,
    direction: 'issued',
    type: 'plan',
    issuedOn: '05/07/2021',
    subject: 'Thực hiện Kết luận số 01-KL/TW',
    carries: '01-kl/tw; 05-CT/TW',
    clause: 'mục 2',
  })

  const leadsTo = await send(clerk, '/van-ban/them', {
    id: ids.commune,
    unitId: commune,
    direction: 'issued',
    type: 'plan',
    issuedOn: '2022-03-01',
    subject: 'Thực hiện ở xã năm 2022',
    carries: '01-KH/TU',
  })

  expect(leadsTo).toBe(`/van-ban/${ids.commune}?da=vao-so`)
  const steps = [ids.commune, ids.province, ids.conclusion, ids.directive]
  for (const [index, id] of steps.entries()) {
    const page = await open(clerk, `/van-ban/${id}`)
    const above = steps[index + 1]
    if (above) expect(page).toContain(`href="/van-ban/${above}"`)
    // The picture and the list show the whole chain on each page.
    for (const symbol of ['05-CT/TW', '01-KL/TW', '01-KH/TU', '01-KH/ĐU']) expect(page).toContain(symbol)
    expect(page).toMatch(/<svg[^>]*class="chain-picture"[\s\S]*<title[\s\S]*<desc/)
  }
  expect(await open(clerk, `/van-ban/${ids.province}`)).toContain('theo mục 2')
})

test('a successor shows on what carried out the former, and one press changes over', async () => {
  const { provincial, clerk, province } = all
  const { send, open } = pages
  await send(
    provincial,
    '/van-ban/them',
    received(ids.later, province, '01-CT/TW', 'directive', '2026-01-25'),
  )
  await send(provincial, `/van-ban/${ids.conclusion}/thay-the`, { by: '01-CT/TW' })

  const told = await open(provincial, `/van-ban/${ids.province}`)
  expect(told).toContain('01-KL/TW đã được thay bằng 01-CT/TW')
  await send(provincial, `/van-ban/${ids.province}/lien-ket/chuyen`, { aboveId: ids.conclusion })

  const after = await open(clerk, `/van-ban/${ids.commune}`)
  expect(after).toContain('01-CT/TW')
  expect(after).not.toContain('01-KL/TW đã được thay')
  expect(await open(provincial, `/van-ban/${ids.province}`)).toContain('Chuyển sang văn bản thay thế')
})

test('two documents that would carry out each other are refused in words, and a stranger finds nothing', async () => {
  const { provincial, next } = all
  const page = await pages.refused(provincial, `/van-ban/${ids.province}/lien-ket`, {
    carries: '01-KH/ĐU ngày 1/3/2022',
  })

  expect(page).toContain('không thể thực hiện lẫn nhau')
  expect((await pages.ask(next, `/van-ban/${ids.commune}`)).status).toBe(404)
  expect((await pages.ask(next, `/van-ban/${ids.province}`)).status).toBe(200)
})

test('the API tells the same to those who may read it, and a neighbour nothing of this commune', async () => {
  const { clerk, next, commune, neighbour } = all
  const json = async (person: typeof clerk, path: string) =>
    (await pages.ask(person, `/api/v1${path}`)).json()
  const status = async (person: typeof clerk, path: string) =>
    (await pages.ask(person, `/api/v1${path}`)).status

  const chain = (await json(clerk, `/documents/${ids.commune}/chain`)) as {
    documents: { symbol: string }[]
    links: { documentId: string; aboveId: string }[]
  }
  expect(chain.documents.map(({ symbol }) => symbol)).toContain('05-CT/TW')
  expect(chain.links).toContainEqual({ documentId: ids.commune, aboveId: ids.province, clause: '' })
  expect(await json(clerk, `/documents/${ids.commune}`)).toMatchObject({
    symbol: '01-KH/ĐU',
    unitId: commune,
  })
  const { rows } = (await json(clerk, `/documents?q=o%20xa&unit=${commune}`)) as { rows: { id: string }[] }
  expect(rows.map(({ id }) => id)).toEqual([ids.commune])
  for (const path of [`/documents/${ids.commune}`, `/documents/${ids.commune}/chain`]) {
    expect(await status(next, path)).toBe(404)
    expect(await status(clerk, path)).toBe(200)
  }
  expect(await json(next, `/documents?unit=${commune}`)).toMatchObject({ rows: [] })
  expect(await json(clerk, `/documents?unit=${neighbour}`)).toMatchObject({ rows: [] })
  expect(await json(next, '/themes?year=2026')).toEqual({ rows: [] })
  expect(await status(next, '/documents?limit=0')).toBe(422)
})
