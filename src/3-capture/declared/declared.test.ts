import { beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem, lookAsSystem, lookPublic } from '#access'
import {
  beyondInWords,
  type Figure,
  figureOf,
  foldFigures,
  lineageOf,
  loadIndicators,
  noFigure,
  publicWordsOfSources,
  spanFor,
  totalOf,
  verifyFigures,
  wordsOfSources,
} from '#figures'
import { inLanguage } from '#platform/i18n'
import { writeXlsx } from '#platform/spreadsheet'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../test/support/district.ts'
import { correctFigure, declareFigure, withdrawFigure } from './declare-figure.ts'
import { declaredImport } from './import/import-figures.ts'
import { declaredPage, oneDeclared } from './read.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let administrator: Actor
const today = '2026-11-20'

const indicator = (code: string, rule: 'sum' | 'stock' | 'derived', position: number, formula?: string) => ({
  code,
  name_vi: code,
  name_en: code,
  unit_vi: rule === 'derived' ? '%' : 'người',
  unit_en: rule === 'derived' ? '%' : 'people',
  rule,
  position,
  definition_vi: code,
  definition_en: code,
  ...(formula ? { formula } : {}),
})

beforeEach(async () => {
  district = await aDistrict()
  administrator = await asSystem('test.people', async (tx) => {
    await loadIndicators(tx, [
      indicator('test_studied', 'sum', 950),
      indicator('test_called', 'sum', 951),
      indicator('test_members', 'stock', 952),
      indicator('test_study_rate', 'derived', 953, 'percent(test_studied, test_called)'),
      indicator('test_per_member', 'derived', 954, 'percent(test_studied, test_members)'),
    ])
    return aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: district.province })
  })
})

const anything = (over: Partial<Parameters<typeof declareFigure>[1]> = {}) => ({
  unitId: district.commune,
  indicator: 'test_studied',
  from: '',
  last: '',
  years: '2016–2020',
  parts: [{ indicator: 'test_studied', said: '480' }],
  countedBy: 'Ban Tuyên giáo Đảng ủy xã',
  paper: 'Báo cáo số 12-BC/ĐU ngày 03/02/2021',
  note: '',
  countsBesides: false,
  besides: '',
  ...over,
})

const figure = (code: string, period: string, unitId = district.province): Promise<Figure> =>
  lookAsSystem((db) => figureOf(db, { unitId }, code, spanFor(period)))
const code = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'allowed',
    (fault: { code?: string; fields?: { code: string }[] }) =>
      fault.fields?.[0]?.code ?? fault.code ?? String(fault),
  )

test('five years declared at once are in none of their years, quarters and months, and in every period that holds them', async () => {
  await declareFigure(district.checker, anything(), today)
  await foldFigures()

  for (const period of [
    '2016',
    '2020',
    '2020-Q2',
    '2020-06',
    '2020-12',
    '2018-01..2021-12',
    '2016-01-02..2020-12-31',
  ]) {
    const { beyond, ...alone } = await figure('test_studied', period)
    expect(alone, period).toEqual(noFigure())
    expect(beyond, period).toEqual({ entries: 1, amount: 480, from: '2016-01-01', last: '2020-12-31' })
  }
  for (const period of ['2016-01..2020-12', '2015-01..2021-12', '2016-01-01..2020-12-31'])
    expect(await figure('test_studied', period), period).toEqual({ ...noFigure(), declared: 480, entries: 1 })
  expect(await figure('test_studied', '2021')).toEqual(noFigure())
  expect(await verifyFigures()).toEqual([])
})

test('the source is told where the figure opens, to officers and to everybody', async () => {
  const id = await declareFigure(district.checker, anything(), today)
  const span = spanFor('2016-01..2020-12')

  const page = await lookAsSystem((db) =>
    lineageOf(db, { unitId: district.province }, 'test_studied', span, { limit: 5 }),
  )
  const beyond = await lookAsSystem((db) =>
    lineageOf(db, { unitId: district.province }, 'test_studied', spanFor('2018'), { limit: 5 }),
  )
  const words = await lookAsSystem((db) => wordsOfSources(db, page.rows))
  const everybody = await lookPublic((db) => publicWordsOfSources(db, page.rows))

  expect(page.rows).toMatchObject([{ since: '2016-01-01', day: '2020-12-31', amount: 480, sourceId: id }])
  expect([beyond.rows, beyond.beyond]).toMatchObject([[], [{ amount: 480, sourceId: id }]])
  for (const said of [words, everybody])
    expect(said.get(id)?.title).toBe(
      'Khai cho 2016–2020: Ban Tuyên giáo Đảng ủy xã đếm, theo Báo cáo số 12-BC/ĐU ngày 03/02/2021',
    )
  expect(words.get(id)?.href).toBe(`/khai-so-lieu/${id}`)
})

test('of a rate both parts are declared, and one over a stock of members works out', async () => {
  const rate = { indicator: 'test_study_rate', years: '2019' }
  const missing = code(
    declareFigure(
      district.checker,
      anything({ ...rate, parts: [{ indicator: 'test_studied', said: '90' }] }),
      today,
    ),
  )
  await expect(missing).resolves.toBe('field_is_required')
  await declareFigure(
    district.checker,
    anything({
      ...rate,
      parts: [
        { indicator: 'test_studied', said: 'trên 90' },
        { indicator: 'test_called', said: '120' },
      ],
    }),
    today,
  )
  await declareFigure(
    district.checker,
    anything({
      indicator: 'test_members',
      years: '',
      last: '2019-12-31',
      parts: [{ indicator: 'test_members', said: 200 }],
    }),
    today,
  )

  expect((await figure('test_study_rate', '2019')).derived).toMatchObject({
    value: 75,
    numerator: 90,
    denominator: 120,
  })
  expect((await figure('test_per_member', '2019')).derived).toMatchObject({ value: 45 })
  expect((await figure('test_studied', '2019')).over).toBe(1)
  expect(await figure('test_study_rate', '2019-Q4')).toEqual({
    ...noFigure(),
    beyond: { entries: 2, from: '2019-01-01', last: '2019-12-31' },
  })
})

test('levels of a unit follow one another, and none has a span', async () => {
  const level = (last: string, said: number, from = '') =>
    declareFigure(
      district.checker,
      anything({
        indicator: 'test_members',
        years: '',
        from,
        last,
        parts: [{ indicator: 'test_members', said }],
      }),
      today,
    )
  await level('2024-12-31', 2000)
  await level('2025-12-31', 2100)

  expect(await code(level('2026-06-30', 2200, '2026-01-01'))).toBe('span_fact_is_of_no_sum')
  expect(totalOf(await figure('test_members', '2024'))).toBe(2000)
  expect(totalOf(await figure('test_members', '2026'))).toBe(2100)
})

test('what counts already for the same time is counted beside only with a reason', async () => {
  await declareFigure(district.checker, anything(), today)
  const one = anything({ years: '2018', parts: [{ indicator: 'test_studied', said: 90 }] })

  expect(await code(declareFigure(district.checker, one, today))).toBe('declared_figure_counts_twice')
  expect(await code(declareFigure(district.checker, { ...one, countsBesides: true }, today))).toBe(
    'declared_figure_counts_twice_without_reason',
  )
  await declareFigure(district.checker, { ...one, countsBesides: true, besides: 'Lớp do huyện mở' }, today)
  expect((await figure('test_studied', '2016-01..2020-12')).declared).toBe(570)
  expect((await figure('test_studied', '2018')).declared).toBe(90)
})

test('what was counted for longer is told of who declared it, and several spans are not told as one', async () => {
  const ofCommune = await declareFigure(district.checker, anything(), today)
  const ofProvince = await declareFigure(
    administrator,
    anything({
      unitId: district.province,
      years: '2018–2022',
      parts: [{ indicator: 'test_studied', said: '70' }],
      countsBesides: true,
      besides: 'Lớp do tỉnh mở',
    }),
    today,
  )
  const behind = (reach: 'own' | 'below', period: string) =>
    lookAsSystem((db) =>
      lineageOf(db, { unitId: district.province }, 'test_studied', spanFor(period), {
        limit: 5,
        within: { reach, partIds: [district.commune] },
      }),
    )
  const sources = (rows: readonly { sourceId: string }[]) => rows.map(({ sourceId }) => sourceId)

  expect(sources((await behind('own', '2019')).beyond)).toEqual([ofProvince])
  expect(sources((await behind('below', '2019')).beyond)).toEqual([ofCommune])
  expect(sources((await behind('own', '2016-01..2022-12')).rows)).toEqual([ofProvince])
  expect(sources((await behind('below', '2016-01..2022-12')).rows)).toEqual([ofCommune])
  const { beyond } = await figure('test_studied', '2019')
  expect(beyond).toEqual({ entries: 2, amount: 550, from: '2016-01-01', last: '2022-12-31', isMany: true })
  const words = { unitVi: 'người', unitEn: 'people' }
  expect(beyond && inLanguage('vi', () => beyondInWords(words, beyond, '2019'))).toBe(
    'Còn 550 người khai cho các khoảng thời gian trong 2016–2022, không tách được theo năm.',
  )
})

test('days within one month count in that month, are asked about where they overlap, and are taken back', async () => {
  const days = (from: string, last: string) => anything({ years: '', from, last })
  const id = await declareFigure(district.checker, days('2019-05-06', '2019-05-20'), today)

  expect(await figure('test_studied', '2019-05')).toEqual({ ...noFigure(), declared: 480, entries: 1 })
  const overlapping = declareFigure(district.checker, days('2019-05-01', '2019-05-07'), today)
  expect(await code(overlapping)).toBe('declared_figure_counts_twice')
  expect(await code(declareFigure(district.checker, days('2019-05-01', '2019-05-05'), today))).toBe('allowed')
  await withdrawFigure(district.checker, id, { why: 'Khai nhầm ngày', version: 1 })
  expect((await figure('test_studied', '2019-05')).entries).toBe(1)
  expect(await verifyFigures()).toEqual([])
})

test('a correction reverses and posts anew; a withdrawal takes it back; both keep what it was and why', async () => {
  const id = await declareFigure(district.checker, anything(), today)
  const better = {
    ...anything({ parts: [{ indicator: 'test_studied', said: '500' }], years: '2016–2019' }),
    version: 1,
  }

  await correctFigure(district.checker, id, { ...better, why: 'Đếm thiếu một xã' }, today)
  const corrected = await figure('test_studied', '2016-01..2020-12')
  const stale = code(correctFigure(district.checker, id, { ...better, why: 'Lần nữa' }, today))
  await expect(stale).resolves.toBe('seen_is_outdated')
  const silent = code(withdrawFigure(district.checker, id, { why: ' ', version: 2 }))
  await expect(silent).resolves.toBe('declared_step_has_no_reason')
  await withdrawFigure(district.checker, id, { why: 'Khai nhầm đơn vị', version: 2 })

  expect(corrected.declared).toBe(500)
  expect(await figure('test_studied', '2016-01..2019-12')).toEqual(noFigure())
  const { figure: kept, steps } = await oneDeclared(district.checker, id)
  expect([kept.state, kept.version]).toEqual(['withdrawn', 3])
  expect(steps.map(({ event, why, was }) => [event, why, was.parts[0]?.amount])).toEqual([
    ['withdrawn', 'Khai nhầm đơn vị', 500],
    ['corrected', 'Đếm thiếu một xã', 480],
  ])
  expect(await verifyFigures()).toEqual([])
})

test('recorders, checkers and administrators of the unit or above declare; nobody else does', async () => {
  const ask = (actor: Actor) => code(declareFigure(actor, anything({ years: '2017' }), today))

  for (const actor of [district.stranger, district.inspector, district.leader, district.recorder])
    expect(await ask(actor)).toBe('not_found_or_not_allowed')
  expect(await ask(district.printer)).toBe('allowed')
  const id = await declareFigure(administrator, anything({ years: '2023' }), today)
  for (const actor of [district.stranger, district.leader])
    expect(await code(withdrawFigure(actor, id, { why: 'Thử xem', version: 1 }))).toBe(
      'not_found_or_not_allowed',
    )
  expect((await oneDeclared(district.leader, id)).may.size).toBe(0)
  expect((await declaredPage(district.stranger, { limit: 10 })).rows).toEqual([])
})

test('what cannot be true is refused by its field, and nothing is written', async () => {
  const said = (text: string | number) => ({ parts: [{ indicator: 'test_studied', said: text }] })
  const cases = [
    [anything(said('nhiều')), 'field_is_no_number'],
    [anything(said('12,5')), 'field_is_no_whole_number'],
    [anything(said(-3)), 'field_is_too_small'],
    [anything({ years: '2025–2030' }), 'declared_figure_is_of_the_future'],
    [
      anything({ years: '', from: '2020-02-01', last: '2020-01-01' }),
      'declared_figure_ends_before_it_begins',
    ],
    [anything({ indicator: 'khong_co' }), 'declared_indicator_is_unknown'],
  ] as const

  for (const [entry, problem] of cases)
    expect(await code(declareFigure(district.checker, entry, today))).toBe(problem)
  expect((await declaredPage(district.checker, { limit: 10 })).rows).toEqual([])
})

test('a table of many: each row a figure of its own, all or none', async () => {
  const heading = ['Đơn vị', 'Chỉ tiêu', 'Từ ngày', 'Đến ngày', 'Số', 'Ai đếm', 'Nguồn']
  const table = (...rows: (string | number)[][]) => ({
    name: 'khai.xlsx',
    bytes: writeXlsx([{ name: 'Khai', rows: [heading, ...rows] }]),
  })
  const one = [
    district.communeSlug,
    'test_studied',
    '2017–2019',
    '',
    'gần 300',
    'Đảng ủy xã',
    'Báo cáo 5 năm',
  ]
  const wrong = await declaredImport.preview(
    district.checker,
    {},
    table(
      one,
      ['Xã Hai', 'test_studied', '2019', '', 5, '', 'Sổ'],
      [district.communeSlug, 'x', '2019', '', 5, '', 'Sổ'],
      [district.communeSlug, 'test_members', '', '31/12/2025', 'nhiều', '', ''],
    ),
    today,
  )
  const right = await declaredImport.preview(
    district.checker,
    {},
    table(one, ['Xã Một', 'test_members', '', '31/12/2025', '2.100', '', 'Danh sách đảng viên']),
    today,
  )
  if (!right.confirm) throw new Error('The table waits for nobody.')
  await declaredImport.confirm(
    district.checker,
    { ...right.confirm, countsBesides: false, besides: '' },
    {},
    today,
  )

  expect(wrong.plan.problems.map(({ row, column, code: problem }) => [row, column, problem])).toEqual([
    [3, 'unit', 'declared_row_names_no_unit'],
    [4, 'indicator', 'declared_row_names_no_indicator'],
    [5, 'paper', 'declared_figure_names_no_paper'],
    [5, 'amount', 'field_is_no_number'],
  ])
  expect(wrong.confirm).toBeNull()
  expect(await figure('test_studied', '2017-01..2019-12')).toEqual({
    ...noFigure(),
    declared: 300,
    entries: 1,
    about: 1,
  })
  expect(totalOf(await figure('test_members', '2025'))).toBe(2100)
  const { rows } = await declaredPage(district.checker, { limit: 10 })
  expect(rows.map((row) => [row.indicator, row.countedBy]).sort()).toEqual([
    ['test_members', 'Xã Một'],
    ['test_studied', 'Đảng ủy xã'],
  ])
})
