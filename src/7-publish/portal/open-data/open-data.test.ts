import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { foldFigures, loadIndicators, postFacts } from '#figures'
import { database } from '#platform/database'
import { formatNumber } from '#platform/i18n'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict } from '../../../../test/support/district.ts'
import { web } from '../../../web.ts'

useDatabase()

const origin = 'https://lantoa.example.vn'
const app = web({
  site: { name: 'Huyện ủy Thử', origin },
  log: (fault) => {
    throw fault
  },
})
const get = async (path: string) => {
  const answer = await app.request(origin + path)
  expect(answer.status, path).toBe(200)
  return answer
}

/** CSV as RFC 4180 has it, read strictly: what stands between quotes, and rows of one length. */
function parsed(text: string): Record<string, string>[] {
  expect(text.startsWith('\ufeff')).toBe(true)
  const rows: string[][] = [[]]
  let rest = text.slice(1)
  while (rest !== '') {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest)
    if (!cell) throw new Error(`No cell: ${rest.slice(0, 60)}`)
    rows.at(-1)?.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '')
    rest = rest.slice(cell[0].length)
    if (cell[3] === '\r\n' && rest !== '') rows.push([])
  }
  const [head = [], ...body] = rows
  for (const row of body) expect(row).toHaveLength(head.length)
  return body.map((row) => Object.fromEntries(row.map((cell, index) => [head[index] ?? '', cell])))
}
const csv = async (path: string) => parsed(Buffer.from(await (await get(path)).arrayBuffer()).toString())

let district: Awaited<ReturnType<typeof aDistrict>>
const post = (unitId: string, day: string, indicator: string, amount: number, proof = 'declared') =>
  asSystem('test.post', (tx) =>
    postFacts(
      tx,
      { kind: 'activity', id: newId(), unitId, day, seriesId: district.initiativeId },
      proof as 'declared',
      [{ indicator, amount }],
    ),
  )

beforeAll(async () => {
  district = await aDistrict()
  await asSystem('test.rate', (tx) =>
    loadIndicators(tx, [
      {
        code: 'test_each',
        name_vi: 'Rác mỗi hộ',
        name_en: 'Waste a household',
        unit_vi: 'kg/hộ',
        unit_en: 'kg per household',
        rule: 'derived',
        formula: 'test_waste_kg / test_households',
        position: 910,
        definition_vi: 'Rác; chia cho số hộ, "có dấu nháy"',
        definition_en: 'Waste by households',
      },
    ]),
  )
  await post(district.hamlet, '2026-02-03', 'test_waste_kg', 12.5)
  await post(district.union, '2026-03-08', 'test_waste_kg', 1250, 'evidenced')
  await post(district.neighbour, '2026-03-09', 'test_waste_kg', 7)
  await post(district.union, '2026-01-08', 'test_households', 40)
  await post(district.union, '2026-03-09', 'test_households', 56, 'verified')
  await foldFigures()
})

/** The cards of a page: of each indicator the number that stands on it. */
const onPage = (page: string) =>
  new Map(
    [...page.matchAll(/href="\/so-lieu\/(\w+)\?[^"]*"[\s\S]*?class="figure-number">([^<]*)/g)].map(
      ([, code = '', amount = '']) => [code, amount.trim()],
    ),
  )

test.each(['2026', '2026-Q1', '2026-03', '2026-02-01..2026-03-08'])(
  'of %s every number of every page is in the file, and no other',
  async (period) => {
    const rows = (await csv(`/du-lieu-mo/tong-hop.csv?ky=${period}`)).filter(({ total }) => total !== '')
    const slugs = ['', ...rows.map(({ unitSlug = '' }) => unitSlug)]

    expect(new Set(rows.map(({ rule }) => rule))).toEqual(new Set(['sum', 'stock', 'derived']))
    for (const slug of new Set(slugs)) {
      const page = await (await get(`/so-lieu?ky=${period}${slug && `&don-vi=${slug}`}`)).text()
      const shown = onPage(page)
      const inFile = rows.filter(
        (row) => row.unitSlug === (slug || district.provinceSlug) && row.period === period,
      )

      expect(shown.size).toBeGreaterThan(0)
      expect(Object.fromEntries(shown)).toEqual(
        Object.fromEntries(inFile.map((row) => [row.indicator, formatNumber(Number(row.total))])),
      )
    }
  },
)

test('each month of the period is there too: a stock as it stands at its end', async () => {
  const rows = await csv('/du-lieu-mo/tong-hop.csv?ky=2026-Q1')
  const stock = rows.filter(
    (row) => row.unitSlug === district.communeSlug && row.indicator === 'test_households',
  )

  expect(stock.map(({ period, total, verified }) => [period, total, verified])).toEqual([
    ['2026-Q1', '56', '56'],
    ['2026-01', '40', '0'],
    ['2026-02', '40', '0'],
    ['2026-03', '56', '56'],
  ])
})

test('the amounts by unit add up to the figure, and say in which commune and in what measure they are', async () => {
  const rows = (await csv('/du-lieu-mo/so-lieu.csv?ky=2026')).filter(
    ({ indicator }) => indicator === 'test_waste_kg',
  )

  expect(rows.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(1269.5)
  expect(rows.map(({ areaName }) => areaName).toSorted()).toEqual(['Xã Hai', 'Xã Một', 'Xã Một'])
  for (const row of rows) expect([row.measureVi, row.indicatorNameVi]).not.toContain('')
})

test('what has an English name has it in every file', async () => {
  const indicators = new Map((await csv('/du-lieu-mo/chi-tieu.csv')).map((one) => [one.code, one]))
  const figures = await csv('/du-lieu-mo/tong-hop.csv?ky=2026')
  const amounts = await csv('/du-lieu-mo/so-lieu.csv?ky=2026')

  expect(indicators.get('test_each')).toMatchObject({
    nameEn: 'Waste a household',
    measureEn: 'kg per household',
    definitionEn: 'Waste by households',
  })
  for (const { indicator, indicatorNameEn, measureEn } of [...figures, ...amounts])
    expect({ nameEn: indicatorNameEn, measureEn }).toEqual({
      nameEn: indicators.get(indicator)?.nameEn,
      measureEn: indicators.get(indicator)?.measureEn,
    })
  for (const [file, kind, nameEn] of [
    ['don-vi', 'commune', 'Commune'],
    ['mo-hinh', 'test_composting', 'Composting at home'],
  ] as const)
    expect((await csv(`/du-lieu-mo/${file}.csv`)).find((row) => row.kind === kind)?.kindNameEn).toBe(nameEn)
})

test.each(['tong-hop', 'so-lieu', 'chi-tieu', 'mo-hinh', 'don-vi', 'tu-dien'])(
  'the columns of %s are those of its JSON, and the dictionary explains each',
  async (name) => {
    const [row = {}] = await csv(`/du-lieu-mo/${name}.csv?ky=2026`)
    const { rows } = (await (await get(`/du-lieu-mo/${name}.json?ky=2026`)).json()) as { rows: object[] }
    const explained = (await csv('/du-lieu-mo/tu-dien.csv')).filter(({ dataset }) => dataset === name)

    expect(Object.keys(row).toSorted()).toEqual(Object.keys(rows[0] ?? {}).toSorted())
    expect(explained.map(({ column }) => column)).toEqual(Object.keys(row))
    for (const { meaningVi, meaningEn } of explained) expect([meaningVi, meaningEn]).not.toContain('')
  },
)

test('a file of a period without figures still says its columns', async () => {
  const text = await (await get('/du-lieu-mo/tong-hop.csv?ky=2024')).text()

  expect(text.trim().split(',')[0]).toBe('unitCode')
})

test('the catalogue names every file that there is, by whole addresses, in both languages', async () => {
  const answer = await get('/du-lieu-mo/dcat.jsonld')
  type Named = { '@id': string }
  const catalogue = (await answer.json()) as {
    'dct:publisher': { 'foaf:name': { '@value': string }[] }
    'dcat:dataset': {
      'dct:title': { '@language': string }[]
      'dcat:distribution': { 'dcat:downloadURL': Named; 'dct:license': Named }[]
    }[]
  }

  expect(answer.headers.get('content-type')).toBe('application/ld+json')
  expect(catalogue['dct:publisher']['foaf:name'][0]?.['@value']).toBe('Huyện ủy Thử')
  const datasets = catalogue['dcat:dataset']
  expect(datasets).toHaveLength(6)
  for (const dataset of datasets) {
    expect(dataset['dct:title'].map((title) => title['@language'])).toEqual(['vi', 'en'])
    for (const distribution of dataset['dcat:distribution']) {
      expect(distribution['dct:license']['@id']).toMatch(/creativecommons/)
      const { href, origin: of } = new URL(distribution['dcat:downloadURL']['@id'])
      expect(of).toBe(origin)
      await get(href.slice(origin.length))
    }
  }
})

// The last: from here on the indicators of the kind are about people who need protection.
test('what is withheld has a row that says so, without a number', async () => {
  await sql`update initiatives.kind set protects_people = true where code = 'test_composting'`.execute(
    database(),
  )

  const rows = (await csv('/du-lieu-mo/tong-hop.csv?ky=2026')).filter(
    ({ indicator, period }) => indicator === 'test_waste_kg' && period === '2026',
  )

  expect(rows.length).toBeGreaterThan(1)
  for (const { total, declared, qualifier, isWithheld } of rows)
    expect({ total, declared, qualifier, isWithheld }).toEqual({
      total: '',
      declared: '',
      qualifier: '',
      isWithheld: 'true',
    })
})
