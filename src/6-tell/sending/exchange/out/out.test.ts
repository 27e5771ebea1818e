import { read } from '@e965/xlsx'
import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Actor } from '#access'
import { asSystem, lookAsSystem } from '#access'
import { recordActivity } from '#activities'
import { unitBySlug } from '#org'
import { inLanguage, sentenceOf } from '#platform/i18n'
import { newId } from '#platform/ids'
import { Problem, statusOf } from '#platform/problem'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../../../test/support/database.ts'
import { anEntry } from '../../../../../test/support/district.ts'
import { wordTheme } from '../../../../2-promise/themes/word-theme.ts'
import { serveThemes } from '../../../../3-capture/initiatives/themes/serve-themes.ts'
import { useFiles } from '../../../../4-prove/evidence/evidence.fixture.ts'
import { signPaper } from '../../../papers/sign-paper.ts'
import {
  aFrozenReport,
  aReportingUnit,
  day,
  password,
  printing,
  type ReportingUnit,
  written,
} from '../../../reports/frozen.fixture.ts'
import { tellPages } from '../../../reports/pages.fixture.ts'
import { saveReport } from '../../../reports/save-report.ts'
import { packageSchemaPage } from '../pages/download-pages.ts'
import { dhis2Period } from './dhis2.ts'
import { reportPackage } from './package-schema.ts'

useDatabase()
useFiles()
let unit: ReportingUnit
const origin = 'https://lan-toa.example'

beforeAll(async () => {
  unit = await aReportingUnit()
})

async function get(path: string, actor: Actor = unit.checker) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('actor', actor)
    c.set('nonce', 'n')
    c.set('language', 'vi')
    c.set('site', { name: 'Thử nghiệm', demonstration: true, origin })
    await next()
  })
  app.onError((fault, c) =>
    fault instanceof Problem ? c.text(sentenceOf(fault), statusOf(fault)) : c.text(String(fault.stack), 500),
  )
  app.route('/', packageSchemaPage)
  app.route('/', tellPages)
  const answer = await inLanguage('vi', () => app.request(path))
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
const here = (period = '2026-03') => `/bao-cao/${unit.communeSlug}/${period}`
const jsonOf = async (path: string) => JSON.parse((await get(path)).bytes.toString('utf8'))
/** A second initiative of the same organisation. */
async function anotherInitiative(): Promise<string> {
  const id = newId()
  await asSystem('test.other', (tx) =>
    tx
      .insertInto('initiatives.initiative')
      .values({
        id,
        kind: 'test_composting',
        unit_id: unit.union,
        name: 'Mô hình khác',
        slug: `khac-${id}`,
        state: 'active',
        started_on: '2021-05-01',
      })
      .execute(),
  )
  return id
}
const wasteIn = (
  observations: { indicator: string; unitId: string; line: string | null; period: string; value: number }[],
) =>
  observations.filter(
    (one) =>
      one.indicator === 'test_waste_kg' &&
      one.unitId === unit.commune &&
      one.line === null &&
      one.period === '2026-03',
  )

test.each([
  ['2024-06', '202406'],
  ['2024-06-01..2024-06-30', '202406'],
  ['2024-Q2', '2024Q2'],
  ['2024-04..2024-06', '2024Q2'],
  ['2024-01..2024-06', '2024S1'],
  ['2024-07..2024-12', '2024S2'],
  ['2024', '2024'],
  ['2024-01..2024-09', undefined],
  ['2024-02..2024-04', undefined],
  ['2021-05..2024-05', undefined],
  ['2023..2024', undefined],
  ['2024-05-15..2024-06-14', undefined],
])('DHIS2 calls %s %s', (period, code) => {
  const called = () => dhis2Period(period)
  if (period === '2023..2024') expect(called).toThrow()
  else expect(called()).toBe(code)
})

test('the tables are taken away as sheets whose figures are numbers that open', async () => {
  const file = await get(`${here()}/phu-luc.xlsx`)

  const book = read(file.bytes, { type: 'buffer' })
  const cells = Object.values(book.Sheets).flatMap((sheet) => Object.values(sheet))
  expect(file.status).toBe(200)
  expect(file.headers.get('content-disposition')).toMatch(
    /^attachment; filename="bao-cao-[a-z0-9-]+-2026-03-phu-luc\.xlsx"; filename\*=UTF-8''Ph%E1%BB%A5%20l%E1%BB%A5c/,
  )
  expect(cells).toContainEqual(
    expect.objectContaining({
      t: 'n',
      v: 1012.5,
      l: expect.objectContaining({ Target: expect.stringContaining(`${origin}/so-lieu-chi-tiet/`) }),
    }),
  )
})

test('the package follows the schema that is served beside it, and the schema refuses what does not', async () => {
  const made = await jsonOf(`${here()}/goi.json`)
  const schema = await jsonOf(new URL(made.$schema).pathname)

  const foreign = z.fromJSONSchema(schema)
  expect(foreign.safeParse(made).error).toBeUndefined()
  expect(foreign.safeParse({ ...made, ReportDataset: { period: '2026-03' } }).success).toBe(false)
  expect(foreign.safeParse({ ...made, more: 1 }).success).toBe(false)
  expect(reportPackage.safeParse(made).success).toBe(true)
  expect(schema.$id).toBe(made.$schema)
  expect(made).toMatchObject({
    isDemonstration: true,
    ReportOutlineForm: { code: 'monthly' },
    ReportStatus: { state: 'draft', hash: null, issuedOn: null },
  })
  expect(wasteIn(made.ReportDataset.observations)).toMatchObject([{ value: 1012.5, provenPercent: 0 }])
  // Every code that is used is explained in the same file.
  const known = (list: { code: string }[]) => list.map(({ code }) => code)
  for (const { indicator, period, line } of made.ReportDataset.observations) {
    expect(known(made.IndicatorCatalog)).toContain(indicator)
    expect(known(made.ReportingPeriodCatalog)).toContain(period)
    if (line !== null) expect(known(made.Disaggregation)).toContain(line)
  }
  expect(made.ReportListDataset.map(({ form }: { form: string }) => form)).toEqual(known(made.ReportForm))
})

test('the data value set has each figure of the unit once, as a string, and no completion of a draft', async () => {
  const set = await jsonOf(`${here()}/dhis2.json`)

  const found = await lookAsSystem((db) => unitBySlug(db, unit.communeSlug))
  const orgUnit = found?.officialCode ?? unit.commune
  const elements = set.dataValues.map(({ dataElement }: { dataElement: string }) => dataElement)
  expect(set).toMatchObject({ dataSet: 'monthly', period: '202603', orgUnit })
  expect(set).not.toHaveProperty('completeDate')
  expect(new Set(elements).size).toBe(elements.length)
  expect(set.dataValues).toContainEqual(
    expect.objectContaining({ dataElement: 'test_waste_kg', period: '202603', orgUnit, value: '1012.5' }),
  )
  expect(set.dataValues.every(({ value }: { value: unknown }) => typeof value === 'string')).toBe(true)
})

test('a period that DHIS2 does not know is refused with a word, and its page says so', async () => {
  const file = await get(`${here('2025-12-15..2026-01-14')}/dhis2.json`)
  const page = await get(here('2025-12-15..2026-01-14'))

  expect(file.status).toBe(422)
  expect(file.bytes.toString('utf8')).toContain('DHIS2 không có mã')
  expect(page.bytes.toString('utf8')).toContain('DHIS2 không có mã')
  expect(page.bytes.toString('utf8')).not.toContain('/dhis2.json')
  expect((await get(here())).bytes.toString('utf8')).toContain(`${here()}/dhis2.json`)
})

test('the part of a theme goes out as such, never as the figure of the whole unit', async () => {
  const themeId = newId()
  await wordTheme(unit.checker, {
    id: themeId,
    unitId: unit.commune,
    span: 'year',
    fromYear: 2026,
    toYear: null,
    shortTitle: 'Nói đi đôi với làm',
    title: 'Nói đi đôi với làm',
    document: '',
  })
  const otherId = await anotherInitiative()
  await serveThemes(unit.checker, unit.initiativeId, [themeId])
  await recordActivity(unit.recorder, anEntry(otherId, { day: '2026-05-09', answers: { waste: '100' } }))
  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { day: '2026-05-08', answers: { waste: '7' } }),
  )
  const address = { slug: unit.communeSlug, period: '2026-05' }
  const sections = [
    { key: 'leadership', text: `Theo chuyên đề: {{figure test_waste_kg theme=${themeId}}} kg.`, seen: 0 },
  ]
  await saveReport(unit.checker, address, written({ sections }))

  const made = await jsonOf(`${here('2026-05')}/goi.json`)
  const set = await jsonOf(`${here('2026-05')}/dhis2.json`)

  expect(reportPackage.safeParse(made).error).toBeUndefined()
  const observed = made.ReportDataset.observations.filter(
    (one: { indicator: string; period: string; unitId: string; line: string | null }) =>
      one.indicator === 'test_waste_kg' &&
      one.period === '2026-05' &&
      one.unitId === unit.commune &&
      one.line === null,
  )
  expect(observed.map(({ theme, value }: { theme: string | null; value: number }) => [theme, value])).toEqual(
    [
      [themeId, 7],
      [null, 107],
    ],
  )
  expect(
    set.dataValues
      .filter(({ dataElement }: { dataElement: string }) => dataElement === 'test_waste_kg')
      .map(({ value }: { value: string }) => value),
  ).toEqual(['107'])
})

test('of a report in force goes out what was issued, whatever the figures are today', async () => {
  const frozen = await aFrozenReport(unit, '2026-03', { number: 7 })
  await signPaper(unit.secretary, frozen.id, { proof: { password }, number: 7, printing }, day)
  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { day: '2026-03-25', answers: { waste: '500', households: 12 } }),
  )

  const made = await jsonOf(`${here()}/goi.json`)
  const set = await jsonOf(`${here()}/dhis2.json`)

  expect(reportPackage.safeParse(made).error).toBeUndefined()
  expect(wasteIn(made.ReportDataset.observations)).toMatchObject([
    { value: 1012.5, reading: expect.any(String) },
  ])
  expect(made.ReportStatus).toMatchObject({
    state: 'issued',
    version: 1,
    hash: frozen.hash,
    checkCode: frozen.code,
    number: 7,
    issuedOn: day,
  })
  expect(set).toMatchObject({ completeDate: day })
  expect(set.dataValues[0].comment).toContain(frozen.code)
})

test.each(['phu-luc.xlsx', 'goi.json', 'dhis2.json'])(
  '%s is for those who may read the report',
  async (name) => {
    expect((await get(`${here()}/${name}`, unit.inspector)).status).toBe(200)
    expect((await get(`${here()}/${name}`, unit.recorder)).status).toBe(404)
    expect((await get(`${here()}/${name}`, unit.stranger)).status).toBe(404)
  },
)
