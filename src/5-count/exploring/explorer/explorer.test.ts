import { Hono } from 'hono'
import pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type Actor, asSystem } from '#access'
import { loadUnits } from '#org'
import { inLanguage } from '#platform/i18n'
import { newId } from '#platform/ids'
import { type Module, openModules } from '#platform/module'
import { readSpreadsheet } from '#platform/spreadsheet'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../../test/support/database.ts'
import { aPerson, aUnit } from '../../../../test/support/district.ts'
import { modules } from '../../../modules.ts'
import { foldFigures } from '../../figures/roll-up/fold.ts'
import type { Assurance } from '../../figures/rules.ts'
import { type IndicatorRow, insertFacts, loadIndicators } from '../../figures/store.ts'
import { figuresApi } from '../api.ts'
import { figurePages } from '../pages/figure-pages.tsx'
import { explorerPages } from './pages/explorer-pages.tsx'
import { explore } from './read-explorer.ts'

useDatabase()

const indicator = (code: string, position: number, over: Partial<IndicatorRow> = {}): IndicatorRow => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: 'kg',
  unit_en: 'kg',
  rule: 'sum',
  position,
  definition_vi: code,
  definition_en: code,
  ...over,
})

// A province of two communes that became one on 1 July 2025, a third that stayed, and a union in that one.
const province = aUnit({ name: 'Tỉnh Thử', kind: 'province' })
const one = aUnit({ name: 'Xã Một', kind: 'commune', validTo: '2025-07-01' })
const two = aUnit({ name: 'Xã Hai', kind: 'commune', validTo: '2025-07-01' })
const merged = aUnit({ name: 'Xã Chung', kind: 'commune', validFrom: '2025-07-01' })
const stayed = aUnit({ name: '=HYPERLINK("http://x")', kind: 'commune' })
const union = aUnit({ name: 'Hội Nông dân', kind: 'commune_organisation', line: 'farmers' })

let officer: Actor
let nobody: Actor

beforeAll(async () => {
  await asSystem('test.figures', async (tx) => {
    await loadUnits(tx, {
      units: [province, one, two, merged, stayed, union],
      placements: [one, two, merged, stayed, union].map((unit) => ({
        tree: 'area' as const,
        unitId: unit.id,
        parentId: unit === union ? stayed.id : province.id,
        validFrom: unit.validFrom,
        validTo: unit.validTo,
      })),
      reorganisations: [
        {
          kind: 'merge',
          day: '2025-07-01',
          document: 'Nghị quyết thử',
          successions: [one, two].map(({ id }) => ({ fromUnitId: id, toUnitId: merged.id })),
        },
      ],
    })
    await loadIndicators(tx, [
      indicator('t_waste', 1),
      indicator('t_homes', 2, { rule: 'stock', unit_vi: 'hộ', unit_en: 'homes' }),
      indicator('t_rate', 3, {
        rule: 'derived',
        formula: 'percent(t_done, t_asked)',
        unit_vi: '%',
        unit_en: '%',
      }),
      indicator('t_done', 4),
      indicator('t_asked', 5),
    ])
    const post = (
      unitId: string,
      code: string,
      day: string,
      amount: number,
      assurance: Assurance,
      over = {},
    ) =>
      insertFacts(tx, [
        {
          kind: 'activity',
          id: newId(),
          unitId,
          day,
          seriesId: newId(),
          indicator: code,
          amount,
          assurance,
          ...over,
        },
      ])
    await post(one.id, 't_waste', '2025-03-05', 10.25, 'declared')
    await post(two.id, 't_waste', '2025-04-05', 20, 'evidenced')
    await post(merged.id, 't_waste', '2025-08-05', 40, 'verified', { qualifier: 'over' })
    await post(union.id, 't_waste', '2025-09-05', 80.5, 'confirmed')
    await post(stayed.id, 't_waste', '2025-11-06', 0, 'declared')
    await post(province.id, 't_waste', '2025-10-05', 7, 'declared')
    await post(one.id, 't_waste', '2024-03-05', 30, 'declared')
    await post(union.id, 't_waste', '2024-09-05', 100, 'declared')
    await post(one.id, 't_homes', '2025-02-01', 5, 'declared')
    await post(stayed.id, 't_homes', '2025-02-01', 6, 'evidenced')
    await post(merged.id, 't_homes', '2025-09-01', 9, 'declared')
    await post(union.id, 't_done', '2025-05-01', 54, 'evidenced')
    await post(union.id, 't_asked', '2025-05-01', 100, 'evidenced')
    officer = await aPerson(tx, 'Cán bộ', { role: 'recorder', unitId: union.id })
    nobody = await aPerson(tx, 'Người ngoài')
  })
})

/** The pages and the API as the whole system mounts them, with somebody signed in. */
function as(actor: Actor) {
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('actor', actor)
    c.set('nonce', 'n')
    c.set('language', 'vi')
    c.set('site', { name: 'Thử nghiệm', origin: 'https://thu.example' })
    await next()
  })
  app.onError((fault, c) =>
    c.text(String(fault), 'code' in fault && fault.code === 'not_found_or_not_allowed' ? 404 : 500),
  )
  for (const pages of [explorerPages, figurePages]) app.route('/', pages)
  app.route('/api', figuresApi)
  return async (path: string) => {
    const answer = await app.request(path.replaceAll('&amp;', '&'))
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { status: answer.status, bytes, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
  }
}
const get = (path: string) => as(officer)(path)

const at = (query: string, unit = province, code = 't_waste') =>
  `/so-sanh-so-lieu/${unit.slug}?chi-tieu=${code}&${query}`
const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
const asNumber = (text: string): number =>
  Number(/[\d.,]+/.exec(text)?.[0].replaceAll('.', '').replace(',', '.'))

/** The rows of the table of a page: their words, and the number of the first column with the address it opens to. */
function rowsOf(html: string) {
  const body = /<tbody>(.*?)<\/tbody>/s.exec(html)?.[1] ?? ''
  return body
    .split('<tr')
    .slice(1)
    .map((row) => {
      const first = /<td[^>]*>(.*?)<\/td>/s.exec(row)?.[1] ?? ''
      return {
        isTotal: row.startsWith(' class="total"'),
        name: plain(/<th[^>]*>(.*?)<\/th>/s.exec(row)?.[1] ?? ''),
        said: plain(first),
        href: /<a href="([^"]+)">/.exec(first)?.[1],
      }
    })
}

describe.each(['before they are folded', 'folded'])('figures %s', (state) => {
  beforeAll(async () => {
    if (state === 'folded') await foldFigures()
  })

  test.each([
    ['t_waste', 'ky=2025'],
    ['t_waste', 'ky=2025&cach=luc-do'],
    ['t_waste', 'ky=2025-01..2025-06&cach=luc-do'],
    ['t_waste', 'ky=2024-01..2025-12'],
    ['t_waste', 'ky=2025-Q3'],
    ['t_waste', 'ky=2025&theo=thang'],
    ['t_waste', 'ky=2025&theo=nganh'],
    ['t_homes', 'ky=2025-06&cach=luc-do'],
    ['t_homes', 'ky=2025&cach=luc-do'],
    ['t_homes', 'ky=2025'],
    // Here the two readings differ: a new commune has done less as it was then.
    ['t_waste', 'ky=2025&cach=luc-do&theo=thang', merged],
    ['t_waste', 'ky=2025&theo=thang', merged],
  ])(
    '%s, %s: the parts add up to the total, and every number opens to itself',
    async (code, query, unit = province) => {
      const { status, text } = await get(at(`${query}&xem=muc`, unit, code))
      const rows = rowsOf(text)
      const whole = rows.at(-1)

      expect(status).toBe(200)
      expect(rows.length).toBeGreaterThan(2)
      const parts = rows.slice(0, -1).filter(({ said }) => /\d/.test(said))
      const sum = parts.reduce((all, { said }) => all + asNumber(said), 0)
      expect(sum).toBeCloseTo(asNumber(whole?.said ?? ''), 6)
      for (const { name, said, href } of rows.filter((row) => row.href)) {
        const opened = await get(href ?? '')
        const shown = /<span class="figure-number">([^<]+)</.exec(opened.text)?.[1]
        expect([name, shown]).toEqual([name, said.replace('trên ', '')])
      }
      expect(rows.filter(({ href }) => href).length).toBeGreaterThan(1)
    },
  )
})

test('as it was then the former communes stand beside the new one, each for the months in which it stood', async () => {
  const rows = rowsOf((await get(at('ky=2025&cach=luc-do&xem=muc'))).text)

  expect(rows.map(({ name, said }) => [name, said])).toEqual([
    ['=HYPERLINK(&quot;http://x&quot;)', '80,5'],
    ['Xã Chung 6 tháng cuối năm 2025', 'trên 40'],
    ['Xã Hai 6 tháng đầu năm 2025', '20'],
    ['Xã Một 6 tháng đầu năm 2025', '10,25'],
    ['Chính đơn vị, gồm cơ quan, tổ chức trực thuộc', '7'],
    ['Toàn đơn vị', 'trên 157,75'],
  ])
})

test('for today’s units the new commune has what its two former ones did, also in the year before', async () => {
  const { text } = await get(at('ky=2025'))
  const row = rowsOf(text).find(({ name }) => name === 'Xã Chung')

  expect(row?.said).toMatch(/^trên 70,25 85 % có minh chứng \+40,25 \(\+134,2.%\)$/)
  expect(text).toContain('tính cho đơn vị hiện nay')
})

test('a commune that has ended is told to have ended, and still answers', async () => {
  const { status, text } = await get(at('ky=2025', one))

  expect(status).toBe(200)
  expect(text).toContain('Xã Một đã kết thúc ngày 01/7/2025')
})

test('months of every unit are drawn and told, and each opens to that month', async () => {
  const { text } = await get(at('ky=2025&xem=thang'))

  expect(text).toContain('Cao nhất 80,5 kg, tháng 9/2025')
  expect(text).toContain(`/so-lieu-chi-tiet/${merged.slug}/t_waste?ky=2025-08`)
  expect(rowsOf(text).at(-1)?.name).toBe('Toàn đơn vị')
})

test('tiles carry their number in words, and shades of a legend', async () => {
  const { text } = await get(at('ky=2025&xem=o'))

  expect(plain(text)).toContain('Xã Chung trên 70,25 kg')
  expect(text).toMatch(/class="tile shade-5"><a href="[^"]+\/t_waste\?ky=2025">/)
  expect(text).toContain('trên 60 đến 80')
})

test('a rate shows its two parts, and is not added up', async () => {
  const { text } = await get(`/so-sanh-so-lieu/${province.slug}?chi-tieu=t_rate&ky=2025`)

  expect(plain(text)).toContain('Tính từ 54 / 100')
  expect(rowsOf(text).map(({ name, said }) => [name, said.slice(0, 11)])).toEqual([
    ['=HYPERLINK(&quot;http://x&quot;)', '54 54 / 100'],
    ['Xã Chung', '– Chưa có s'],
    ['Toàn đơn vị', '54 54 / 100'],
  ])
})

test('a zero that was entered is not a gap', async () => {
  const { text } = await get(at('ky=2025&theo=thang&xem=muc', stayed))
  const said = (month: number) => rowsOf(text).find(({ name }) => name === `tháng ${month}/2025`)?.said

  expect([said(9), said(11), said(12)]).toEqual(['80,5', '0', '– Chưa có số liệu'])
})

test('a target is shown where a module sets one, and nothing is said of targets where none does', async () => {
  expect((await get(at('ky=2025'))).text).not.toContain('mục tiêu')
  const targets: Module['targets'] = async (_, asked) =>
    new Map(asked.unitIds.includes(merged.id) ? [[merged.id, new Map([['t_waste', { amount: 100 }]])]] : [])
  openModules([...modules, { name: 'test', schemas: [], targets }])
  try {
    expect(rowsOf((await get(at('ky=2025'))).text).find(({ name }) => name === 'Xã Chung')?.said).toContain(
      'Đạt 70 % mục tiêu 100',
    )
  } finally {
    openModules(modules)
  }
})

test.each([
  ['ky=abc', 422, 'Không hiểu kỳ “abc”'],
  ['chi-tieu=khong_co', 422, 'Không có chỉ tiêu mang mã khong_co'],
  ['nganh=khong_co', 422, 'Không có ngành mang mã khong_co'],
  [`nganh=${newId()}`, 422, 'Không có chuyên đề này'],
])('%s is refused in a sentence, with a way to begin anew', async (query, status, sentence) => {
  const answer = await get(at(query))

  expect([answer.status, answer.text.includes(sentence)]).toEqual([status, true])
  expect(answer.text).toContain(`href="/so-sanh-so-lieu/${province.slug}"`)
})

test('an unknown unit, an empty period and too many indicators have a sentence each', async () => {
  expect((await get('/so-sanh-so-lieu/khong-co')).text).toContain('Không tìm thấy nội dung này')
  expect((await get(at('ky=2001'))).text).toContain('Chưa có số liệu của các chỉ tiêu này')
  await asSystem('test.many', (tx) =>
    loadIndicators(
      tx,
      Array.from({ length: 9 }, (_, index) => indicator(`t_many_${index}`, 100 + index)),
    ),
  )
  const many = Array.from({ length: 9 }, (_, index) => `chi-tieu=t_many_${index}`).join('&')
  expect((await get(`/so-sanh-so-lieu/${province.slug}?${many}`)).text).toContain('chưa hiện: t_many_8')
})

test('the page speaks English', async () => {
  const { text } = await inLanguage('en', () => get(at('ky=2025&xem=muc')))

  expect(text).toContain('Compare figures of Tỉnh Thử')
  expect(rowsOf(text).at(-1)?.name).toBe('Whole unit')
})

const file = (form: 'xlsx' | 'csv', query = 'ky=2025') => get(at(query).replace('?', `/tai-ve.${form}?`))

test('the .xlsx holds the same table: numbers as numbers, each level of proof in its column', async () => {
  const { status, bytes } = await file('xlsx')
  const { rows } = readSpreadsheet(bytes, 'so-lieu.xlsx')
  const [head, ...lines] = rows.map(({ cells }) => cells)
  const column = (name: string) => head?.indexOf(`t_waste (kg) – ${name}`) ?? -1

  expect(status).toBe(200)
  const merge = lines.find(([name]) => name === 'Xã Chung') ?? []
  expect(
    [
      'Tổng',
      'Đơn vị khai',
      'Có minh chứng',
      'Người dân xác nhận',
      'Đã kiểm tra thực tế',
      'Đã chứng minh (%)',
    ].map((name) => Number(merge[column(name)])),
  ).toEqual([70.25, 10.25, 20, 0, 40, 85])
  expect(merge[column('Ước lượng')]).toBe('trên')
  expect(Number(merge[column('Số của cùng kỳ năm 2024')])).toBe(30)
  const totals = lines.map((line) => Number(line[column('Tổng')]))
  expect(totals.slice(0, -1).reduce((all, each) => all + each, 0)).toBeCloseTo(totals.at(-1) ?? 0)
  // A number that were text would not be `t="n"`, and a name that were a formula would have an <f>.
  const unpacked = (await import('@e965/xlsx')).read(bytes, { type: 'array', cellFormula: true })
  const cells = Object.values(unpacked.Sheets['Số liệu'] ?? {}) as { t?: string; v?: unknown; f?: string }[]
  expect(cells.filter(({ v }) => v === 70.25).map(({ t }) => t)).toEqual(['n'])
  expect(cells.some(({ f }) => f !== undefined)).toBe(false)
  expect(unpacked.SheetNames).toEqual(['Số liệu', 'Theo tháng', 'Thông tin'])
})

test('the .csv opens in a spreadsheet program as Vietnamese, and runs nothing', async () => {
  const { text } = await file('csv')

  expect(text.startsWith('\ufeffĐịa bàn,Mã,Kỳ,t_waste (kg) – Tổng,')).toBe(true)
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(text).toContain('Xã Chung,,năm 2025,70.25,trên,10.25,20,0,40,85,')
})

test('whoever holds a role may explore and take along; whoever holds none learns nothing', async () => {
  const api = `/api/figures/t_waste/breakdown?unit=${province.id}&period=2025`
  for (const path of [at('ky=2025'), at('ky=2025').replace('?', '/tai-ve.xlsx?'), api]) {
    expect([path, (await as(officer)(path)).status]).toEqual([path, 200])
    const refused = await as(nobody)(path)
    expect([path, refused.status]).toEqual([path, 404])
    expect(refused.text).not.toContain('157,75')
  }
})

test('the API breaks a figure down as the page does, and reads units as they stood', async () => {
  const ask = async (query: string) =>
    JSON.parse((await get(`/api/figures/t_waste/breakdown?unit=${province.id}&period=2025${query}`)).text)

  const then = await ask('&basis=then')
  expect(then.by).toBe('areas')
  expect(then.rows.map((row: { name: string; period: string }) => [row.name, row.period])).toContainEqual([
    'Xã Một',
    '2025-01..2025-06',
  ])
  expect([...then.rows, then.rest].reduce((sum, { figure }) => sum + figure.total, 0)).toBe(
    then.whole.figure.total,
  )
  const today = await ask('&by=areas')
  expect(
    today.rows.map((row: { name: string; before?: { total: number } }) => [row.name, row.before?.total]),
  ).toEqual([
    [stayed.name, 100],
    ['Xã Chung', 30],
  ])
  expect((await ask('&by=months')).rows).toHaveLength(12)
  const figure = async (basis: string) =>
    JSON.parse((await get(`/api/figures/t_waste?unit=${merged.id}&period=2025&basis=${basis}`)).text).total
  expect([await figure('then'), await figure('today')]).toEqual([40, 70.25])
})

test('the number of questions to the database does not grow with the number of units', async () => {
  const asked = async () => {
    const query = vi.spyOn(pg.Client.prototype, 'query')
    await explore(officer, {
      slug: province.slug,
      period: '2025',
      codes: ['t_waste'],
      by: 'areas',
      withMonths: true,
    })
    const { length } = query.mock.calls
    query.mockRestore()
    return length
  }
  const few = await asked()
  await asSystem('test.more', async (tx) => {
    const units = Array.from({ length: 40 }, (_, index) =>
      aUnit({ name: `Xã thứ ${index}`, kind: 'commune' }),
    )
    await loadUnits(tx, {
      units,
      placements: units.map(({ id }) => ({
        tree: 'area' as const,
        unitId: id,
        parentId: province.id,
        validFrom: '2000-01-01',
        validTo: null,
      })),
    })
  })

  expect(few).toBeGreaterThan(5)
  expect(await asked()).toBe(few)
})
