import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import { loadIndicators, readyIndicators } from '#figures'
import { loadUnits } from '#org'
import type { PaperBlock } from '#papers'
import { declared } from '../../src/3-capture/declared/module.ts'
import { exploring } from '../../src/5-count/exploring/module.ts'
import { composeReport } from '../../src/6-tell/reports/compose-report.ts'
import { layOutDistrict } from '../../src/demo/units.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { aPerson } from '../support/district.ts'
import { pagesOf } from '../support/pages.ts'

// What was counted on paper for five years: from the page on which it is declared to the public figure and the report.
useDatabase()
const district = layOutDistrict()
const commune = district.at('new/28114')
const pages = pagesOf(...(declared.pages ?? []), ...(exploring.pages ?? []))
const everybody = web({
  site: { name: 'Lan Tỏa', origin: 'http://localhost', demonstration: true },
  log: (fault) => {
    throw fault
  },
})
const published = async (path: string) => (await everybody.request(path)).text()
let officer: Actor
let leader: Actor
let declaredAt = ''

beforeAll(async () => {
  await asSystem('test.scenarios', async (tx) => {
    await loadUnits(tx, district)
    await loadIndicators(tx, readyIndicators)
    officer = await aPerson(tx, 'Cán bộ', { role: 'checker', unitId: commune.id })
    leader = await aPerson(tx, 'Lãnh đạo', { role: 'leader', unitId: commune.id })
  })
  const address = `/khai-so-lieu/moi?don-vi=${commune.slug}&chi-tieu=deeds_done`
  const form = await pages.get(officer, address)
  expect(form.status).toBe(200)
  const sent = {
    unitId: commune.id,
    indicator: 'deeds_done',
    years: '2021–2025',
    'part.deeds_done': 'trên 1.480',
    countedBy: 'Ban Tuyên giáo',
    paper: 'Báo cáo số 12-BC/ĐU',
  }
  const missing = await pages.post(officer, address, { ...sent, paper: '' })
  expect(missing.status).toBe(422)
  expect(missing.text).toContain('trên 1.480')
  const done = await pages.post(officer, address, sent)
  expect(done.status).toBe(303)
  declaredAt = done.location ?? ''
})

const words = (blocks: readonly PaperBlock[]): string => JSON.stringify(blocks)

test('its page says for which days, who counted and from which paper, and lists find it', async () => {
  const page = await pages.get(leader, declaredAt)
  const list = await pages.get(leader, '/khai-so-lieu?q=12-bc')
  const other = await pages.get(leader, '/khai-so-lieu?q=khong-co')

  for (const said of ['trên 1.480', '2021–2025', 'Ban Tuyên giáo', 'Báo cáo số 12-BC/ĐU', 'Đã khai.'])
    expect(page.text).toContain(said)
  expect(page.text).not.toContain('Sửa số liệu này')
  expect(list.text).toContain('2021–2025')
  expect(other.text).toContain('Chưa có số liệu khai')
})

test('officers and the public read it in a period that holds it, and are told of it in one that does not', async () => {
  const left = 'Còn trên 1.480 việc khai cho 2021–2025, không tách được theo năm.'
  const at = `/so-lieu-chi-tiet/${commune.slug}/deeds_done`
  const year = await pages.get(officer, `${at}?ky=2024`)
  const five = await pages.get(officer, `${at}?ky=2021-01..2025-12`)
  const quarter = await pages.get(officer, `${at}?ky=2025-Q4`)
  const publicYear = await published(`/so-lieu/deeds_done?ky=2024&don-vi=${commune.slug}`)
  const publicFive = await published(`/so-lieu/deeds_done?ky=2021-01..2025-12&don-vi=${commune.slug}`)

  for (const text of [year.text, publicYear]) {
    expect(text).toContain(left)
    expect(text).toContain('Không có số riêng của kỳ này')
    expect(text).toContain('Khai gộp cho thời gian dài hơn kỳ này')
  }
  expect(quarter.text).toContain('không tách được theo quý')
  for (const text of [five.text, publicFive]) {
    expect(text).toContain('1.480')
    expect(text).toContain('theo Báo cáo số 12-BC/ĐU')
    expect(text).not.toContain('không tách được')
  }
})

test('a report of a year says that it cannot be split, one of the five years prints it', async () => {
  const report = (period: string) =>
    look(leader, 'report.read', commune.id, (db) =>
      composeReport(db, { unitId: commune.id, period }, '2026-11-20'),
    )
  const year = await report('2025')
  const five = await report('2021-01..2025-12')
  const [ofYear, ofFive] = [year, five].map(({ sections }) => words(sections.flatMap(({ blocks }) => blocks)))

  expect(ofYear).toContain('Còn trên 1.480 việc khai cho 2021–2025, không tách được theo năm')
  expect(ofYear).not.toContain('"amount":1480')
  expect(ofFive).toContain('"amount":1480')
  expect(ofFive).not.toContain('không tách được theo')
})
