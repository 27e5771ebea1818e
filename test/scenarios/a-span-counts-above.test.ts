import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, lookAsSystem } from '#access'
import {
  figureReached,
  figuresOfUnits,
  foldFigures,
  indicatorsOf,
  spanFor,
  totalOf,
  verifyFigures,
} from '#figures'
import type { NewUnit } from '#org'
import { broughtTo } from '#platform/module'
import type { Env } from '#platform/web'
import { figuresApi } from '../../src/5-count/exploring/api.ts'
import { exploreIn } from '../../src/5-count/exploring/explorer/read-explorer.ts'
import { exportExplored } from '../../src/5-count/exploring/explorer/sheet.ts'
import { aLocality, linesOfBlock } from '../../src/6-tell/prose/text/locality.fixture.ts'
import { tellText } from '../../src/6-tell/prose/text/tell-text.ts'
import { composingOf } from '../../src/6-tell/reports/compose-report.ts'
import { useDatabase } from '../support/database.ts'
import { pagesFor } from '../support/signed-in.ts'

// Only one commune declared 480 deeds for 2021–2025, and 20 for 2023. What every reader above it says of both.

useDatabase()
const pages = pagesFor()
const five = '2021-01..2025-12'
const said = 'Còn 480 việc khai cho 2021–2025, không tách được theo năm.'
let country: NewUnit, province: NewUnit, other: NewUnit, commune: NewUnit
let leader: Actor

beforeAll(async () => {
  await asSystem('test.prepare', async (tx) => {
    for (const prepare of broughtTo('prepare')) await prepare(tx)
  })
  const place = aLocality()
  country = place.unit('Việt Nam thử', 'country')
  province = place.unit('Tỉnh Khai', 'province', { under: country })
  other = place.unit('Tỉnh Không', 'province', { under: country })
  commune = place.unit('Xã Khai', 'commune', { under: province })
  place.fact(commune, '2025-12-31', { deeds_done: 480 }, { since: '2021-01-01' })
  place.fact(commune, '2023-05-10', { deeds_done: 20 })
  leader = await place.build(country)
  await foldFigures()
})

const read = (unit: NewUnit, period: string) =>
  lookAsSystem(async (db) => {
    const indicators = (await indicatorsOf(db)).filter(({ code }) => code === 'deeds_done')
    const found = await figuresOfUnits(db, { unitIds: [unit.id], indicators, span: spanFor(period) })
    return found.get(unit.id)?.get('deeds_done')
  })

test('the kept totals of the province and of the country hold what their commune declared', async () => {
  for (const unit of [country, province, commune]) {
    const year = await read(unit, '2023')
    expect([unit.name, (await read(unit, five))?.declared, year?.declared, year?.beyond?.amount]).toEqual([
      unit.name,
      500,
      20,
      480,
    ])
    expect((await read(unit, '2022'))?.beyond).toMatchObject({
      amount: 480,
      from: '2021-01-01',
      last: '2025-12-31',
    })
  }
  expect(await read(other, '2023')).toBeUndefined()
  expect(await verifyFigures()).toEqual([])
})

test('what lies beneath holds it too, and the own does not', async () => {
  const reached = (reach: 'own' | 'below', period: string) =>
    lookAsSystem((db) => figureReached(db, { unitId: country.id, reach }, 'deeds_done', spanFor(period)))

  expect([totalOf(await reached('below', five)), totalOf(await reached('own', five))]).toEqual([500, 0])
  expect([(await reached('below', '2022')).beyond?.amount, (await reached('own', '2022')).beyond]).toEqual([
    480,
    undefined,
  ])
})

test.each([
  ['2023', '20'],
  ['2022', undefined],
])('pages of %s note it beside the figure and beside the row that it comes from', async (period, amount) => {
  for (const [path, times] of [
    [`/so-lieu-chi-tiet/${country.slug}?ky=${period}`, 1],
    [`/so-lieu-chi-tiet/${country.slug}?ky=${period}&pham-vi=cap-duoi`, 1],
    [`/so-lieu-chi-tiet/${country.slug}/deeds_done?ky=${period}`, 2],
    [`/so-sanh-so-lieu/${country.slug}?ky=${period}&chi-tieu=deeds_done`, 2],
    [`/so-lieu?ky=${period}`, 1],
    [`/so-lieu/deeds_done?ky=${period}`, 2],
  ] as const) {
    const page = await pages.open(leader, path)
    expect([path, page.split(said).length - 1 >= times]).toEqual([path, true])
    if (amount === undefined) expect([path, />0 <|>\s*không phát sinh/.test(page)]).toEqual([path, false])
  }
})

test('the table of the explorer and its file tell it of the province and of the country', async () => {
  const question = { slug: country.slug, period: '2022', codes: ['deeds_done'] }
  const rows = await lookAsSystem((db) => exploreIn(db, question))
  const file = await exportExplored(leader, question, 'csv', 'https://lantoa.example.vn')
  const beyondIn = (row: (typeof rows)['whole'] | undefined) =>
    row?.cells.get('deeds_done')?.figure?.beyond?.amount

  expect(rows.rows.map((row) => [row.unit?.name, beyondIn(row)])).toEqual([
    ['Tỉnh Khai', 480],
    ['Tỉnh Không', undefined],
  ])
  expect([beyondIn(rows.whole), rows.rest]).toEqual([480, undefined])
  expect(String(file).split(said).length - 1).toBe(2)
})

test('the API tells it of the whole, of a part and of a row', async () => {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('actor', leader)
    await next()
  })
  app.route('/api', figuresApi)
  const open = async (path: string): Promise<unknown> => (await app.request(path)).json()
  const asked = `unit=${country.id}&period=2022`
  const beyond = { amount: 480, from: '2021-01-01', last: '2025-12-31' }
  const rate = { indicator: 'deeds_done_rate', figure: { beyond: { entries: 1 } } }
  const rows = [{ indicator: 'deeds_done', figure: { beyond } }, rate]

  expect(await open(`/api/figures?${asked}`)).toMatchObject({ rows })
  expect(await open(`/api/figures?${asked}&reach=below`)).toMatchObject({ rows })
  expect(await open(`/api/figures/deeds_done/breakdown?${asked}`)).toMatchObject({
    whole: { figure: { beyond } },
    rows: [{ name: 'Tỉnh Khai', figure: { beyond } }, { name: 'Tỉnh Không' }],
  })
})

test('the open data has a row of it, with no number for the year', async () => {
  const { rows } = JSON.parse(await pages.open(leader, '/du-lieu-mo/tong-hop.json?ky=2022')) as {
    rows: Record<string, unknown>[]
  }

  expect(rows.filter(({ indicator }) => indicator === 'deeds_done')).toMatchObject([
    { unitSlug: country.slug, period: '2022', total: null, beyondAmount: 480, beyondFrom: '2021-01-01' },
    { unitSlug: commune.slug, period: '2022', total: null, beyondAmount: 480, beyondLast: '2025-12-31' },
  ])
})

test.each([
  '{{units deeds_done}}',
  '{{chart deeds_done by=unit}}',
  '{{chart deeds_done}}',
  '{{indicators deeds_done}}',
])('the report of a year says it once beside %s', async (text) => {
  const tell = (period: string) =>
    lookAsSystem(async (db) => {
      const { telling } = await composingOf(db, { unitId: country.id, period }, '2026-11-20')
      return (await tellText(telling, text)).flatMap(linesOfBlock)
    })

  for (const period of ['2022', '2023'])
    expect((await tell(period)).filter((line) => line.includes(said))).toHaveLength(1)
  expect((await tell(five)).filter((line) => line.includes(said))).toEqual([])
})

test('the list of figures of one reach keeps it on its links and drops it on the way to other units', async () => {
  const list = (reach: string) =>
    pages.open(leader, `/so-lieu-chi-tiet/${country.slug}?ky=2023&pham-vi=${reach}`)
  const [below, own] = [await list('cap-duoi'), await list('rieng')]

  expect(below).toContain(`/so-lieu-chi-tiet/${country.slug}/deeds_done?ky=2023&amp;pham-vi=cap-duoi`)
  expect(below).toContain(`"/so-lieu-chi-tiet/${province.slug}?ky=2023"`)
  expect(below).toContain('Của các đơn vị bên dưới · ')
  expect(own).not.toContain('/deeds_done?')
})
