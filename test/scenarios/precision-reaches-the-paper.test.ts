import { beforeAll, expect, test } from 'vitest'
import { look } from '#access'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { activityPages } from '../../src/3-capture/activities/pages/activity-page.tsx'
import { recordPages } from '../../src/3-capture/activities/pages/record-page.tsx'
import { activityPage } from '../../src/3-capture/activities/read.ts'
import { useFiles } from '../../src/4-prove/evidence/evidence.fixture.ts'
import { checkDocument } from '../../src/6-tell/papers/check/check-document.ts'
import { knownOf } from '../../src/6-tell/papers/check/check-file.ts'
import type { PaperContent } from '../../src/6-tell/papers/content.ts'
import { fileOf } from '../../src/6-tell/papers/official-document.ts'
import {
  aFrozenReport,
  aReportingUnit,
  printing,
  type ReportingUnit,
} from '../../src/6-tell/reports/frozen.fixture.ts'
import { tellPages } from '../../src/6-tell/reports/pages.fixture.ts'
import { textOf } from '../../src/6-tell/reports/reports.fixture.ts'
import { openData } from '../../src/7-publish/portal/open-data/read.ts'
import { useDatabase } from '../support/database.ts'
import { pagesOf } from '../support/pages.ts'

// “Trên 40” typed on the page of a record is “trên” wherever its figure is told, until somebody says the exact number.
useDatabase()
useFiles()
const { get, post } = pagesOf(recordPages, activityPages, tellPages)
let unit: ReportingUnit
const id = newId()

const typed = (over: Record<string, string> = {}) => ({
  id,
  day: '2026-03-25',
  summary: 'Ủ phân tại xóm Tây',
  'a.waste': 'hơn 40 kg',
  'a.households': 'hàng chục',
  photosSent: '',
  ...over,
})

beforeAll(async () => {
  unit = await aReportingUnit()
  await post(unit.recorder, `/ghi-hoat-dong/${unit.initiativeId}`, typed())
})

test('the record says it as it was typed, and gives it back to whoever corrects it', async () => {
  const page = await get(unit.recorder, `/hoat-dong/${id}`)
  const form = await get(unit.recorder, `/hoat-dong/${id}/sua`)

  const { activity } = await activityPage(unit.recorder, id)
  expect(activity.answers).toEqual({
    waste: { amount: 40, qualifier: 'over' },
    households: { amount: 10, qualifier: 'order' },
  })
  expect(page.text).toContain('trên 40 kg')
  expect(page.text).toContain('hàng chục')
  expect(form.text).toContain('value="trên 40"')
  expect(form.text).toContain('value="hàng chục"')
})

test('the frozen report, its Word file, its exports and the open data say “trên”', async () => {
  const { id: frozenId } = await aFrozenReport(unit)

  const frozen = await database()
    .selectFrom('reports.frozen')
    .select('content')
    .where('id', '=', frozenId)
    .executeTakeFirst()
  const content = frozen?.content as unknown as PaperContent
  const docx = textOf(await fileOf(content, 'docx', printing))
  const here = `/bao-cao/${unit.communeSlug}/2026-03`
  const made = JSON.parse((await get(unit.checker, `${here}/goi.json`)).text)
  const dhis2 = JSON.parse((await get(unit.checker, `${here}/dhis2.json`)).text)
  const open = await openData.figures('2026-03')
  const flows = await openData.flows('2026-03')
  const waste = (one: { indicator: string }) => one.indicator === 'test_waste_kg'

  expect(JSON.stringify(content)).toContain('"shown":"trên 1.052,5"')
  expect(docx).toContain('đã thu trên 1.052,5 rác hữu cơ')
  expect(made.ReportDataset.observations.find(waste)).toMatchObject({ value: 1052.5, qualifier: 'over' })
  expect(
    dhis2.dataValues.find(({ dataElement }: { dataElement: string }) => dataElement === 'test_waste_kg'),
  ).toMatchObject({
    value: '1052.5',
    comment: expect.stringContaining('trên 1.052,5'),
  })
  expect(open.find(waste)).toMatchObject({ total: 1052.5, qualifier: 'over' })
  expect(flows.filter(waste).map(({ qualifier }) => qualifier)).toContain('over')
})

test('whoever writes the number without its word is asked whether they mean it', async () => {
  const against = await look(unit.checker, 'report.read', unit.commune, (db) =>
    knownOf(db, unit.communeSlug, '2026-03'),
  )
  const verdictOn = (text: string) =>
    checkDocument([text], against).flatMap(({ claims }) => claims.map(({ verdict }) => verdict.kind))

  const name = against.figures.find(({ code }) => code === 'test_waste_kg')?.name ?? ''

  expect(verdictOn(`${name}: trên 1.052,5 kg.`)).toEqual(['supported'])
  expect(verdictOn(`${name}: 1.052,5 kg.`)).toEqual(['differs'])
})

test('a correction keeps “gần”; one that says the exact number takes the word away', async () => {
  await post(unit.recorder, `/hoat-dong/${id}/sua`, typed({ seen: '1', 'a.waste': 'gần 50' }))
  const about = (await openData.figures('2026-03')).find(({ indicator }) => indicator === 'test_waste_kg')
  await post(unit.recorder, `/hoat-dong/${id}/sua`, typed({ seen: '2', 'a.waste': '48' }))
  const exact = (await openData.figures('2026-03')).find(({ indicator }) => indicator === 'test_waste_kg')

  expect(about).toMatchObject({ total: 1062.5, qualifier: 'about' })
  expect(exact).toMatchObject({ total: 1060.5, qualifier: 'exact' })
})

test('what cannot be understood is refused by name, and stays as it was typed', async () => {
  const refused = await post(
    unit.recorder,
    `/ghi-hoat-dong/${unit.initiativeId}`,
    typed({ id: newId(), 'a.waste': '40-50' }),
  )
  const unitless = await post(
    unit.recorder,
    `/ghi-hoat-dong/${unit.initiativeId}`,
    typed({ id: newId(), 'a.waste': '3 tấn' }),
  )

  expect(refused.status).toBe(422)
  expect(refused.text).toContain('value="40-50"')
  expect(refused.text).toContain('“40-50” là một khoảng.')
  expect(unitless.text).toContain('Ô này tính bằng kg, không phải “tấn”.')
})
