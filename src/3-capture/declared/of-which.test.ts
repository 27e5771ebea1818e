import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookAsSystem } from '#access'
import {
  aroundFigure,
  familyIn,
  figureOf,
  figuresOf,
  indicatorOf,
  loadIndicators,
  spanFor,
  totalOf,
} from '#figures'
import { unitOf } from '#org'
import { asProblem, type Problem } from '#platform/problem'
import { writeXlsx } from '#platform/spreadsheet'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { correctFigure, declareFigure } from './declare-figure.ts'
import { declaredImport } from './import/import-figures.ts'
import { oneDeclared } from './read.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let officer: Actor
const today = '2026-11-20'

const indicator = (code: string, position: number, over: object = {}) => ({
  ...{ code, position, rule: 'sum' as const, unit_vi: 'người', unit_en: 'people' },
  ...{ name_vi: code, name_en: code, definition_vi: code, definition_en: code, ...over },
})
const load = (...rows: ReturnType<typeof indicator>[]) => asSystem('test', (tx) => loadIndicators(tx, rows))

beforeAll(async () => {
  district = await aDistrict()
  officer = district.checker
  await load(
    indicator('test_all', 960),
    indicator('test_other', 961),
    indicator('test_women', 970, { part_of: 'test_all', is_share: true }),
    indicator('test_men', 971, { part_of: 'test_all', is_share: true }),
    indicator('test_young', 972, { part_of: 'test_all' }),
    indicator('test_left', 973, { rule: 'derived', formula: 'test_all - test_other' }),
  )
})

const entry = (years: string, amounts: Record<string, string>, of = Object.keys(amounts)[0] ?? '') => ({
  ...{ unitId: district.commune, indicator: of, from: '', last: '', years },
  parts: Object.entries(amounts).map(([code, said]) => ({ indicator: code, said })),
  ...{ countedBy: 'Văn phòng', paper: 'Báo cáo số 3', note: '', countsBesides: false, besides: '' },
})
const fault = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'allowed',
    (thrown: unknown) => {
      const one = asProblem(thrown) as Problem
      const [first] = one.fields
      return first ? `${first.code} at ${first.field}` : one.code
    },
  )

test('a whole is declared with its parts, each opens to it, and what does not add up is refused', async () => {
  const id = await declareFigure(
    officer,
    entry('2018', { test_all: '210', test_women: '96', test_men: '114', test_young: '80' }),
    today,
  )
  const wrong = await fault(
    declareFigure(officer, entry('2019', { test_all: '210', test_women: '97', test_men: '114' }), today),
  )
  const tooMany = await fault(
    declareFigure(officer, entry('2019', { test_all: '210', test_young: '211' }), today),
  )

  expect([wrong, tooMany]).toEqual([
    'parts_do_not_make_up_whole at part.test_women',
    'part_exceeds_whole at part.test_young',
  ])
  expect((await oneDeclared(officer, id)).fields.map(({ code, isOptional }) => [code, isOptional])).toEqual([
    ['test_all', false],
    ['test_women', true],
    ['test_men', true],
    ['test_young', true],
  ])
  await look(officer, 'figure.read', null, async (db) => {
    const unit = await unitOf(db, district.province)
    const around = await aroundFigure(db, {
      unit,
      indicator: await indicatorOf(db, 'test_all'),
      span: spanFor('2018'),
    })
    const women = await aroundFigure(db, {
      unit,
      indicator: await indicatorOf(db, 'test_women'),
      span: spanFor('2018'),
    })

    expect(around.parts.map(({ indicator: { code }, figure }) => [code, totalOf(figure)])).toEqual([
      ['test_women', 96],
      ['test_men', 114],
      ['test_young', 80],
    ])
    expect(women.whole?.figure).toMatchObject({ declared: 210 })
    expect(women.facts.rows).toMatchObject([{ amount: 96, sourceId: id }])
    const all = await figuresOf(db, { unitId: unit.id }, spanFor('2018'))
    expect(familyIn(all, 'test_all').map(({ indicator: { code } }) => code)).toEqual([
      'test_women',
      'test_men',
      'test_young',
    ])
  })
})

test('a part that is declared apart is held against the whole of the same unit and days', async () => {
  const id = await declareFigure(officer, entry('2020', { test_all: '300' }), today)

  expect(await fault(declareFigure(officer, entry('2020', { test_young: '301' }), today))).toBe(
    'part_exceeds_whole',
  )
  expect(await fault(declareFigure(officer, entry('2020', { test_young: '120' }), today))).toBe('allowed')
  expect(await fault(declareFigure(officer, entry('2021', { test_young: '301' }), today))).toBe('allowed')
  const smaller = { ...entry('2020', { test_all: '119' }), why: 'đếm lại', version: 1 }
  expect(await fault(correctFigure(officer, id, smaller, today))).toBe('part_exceeds_whole')
})

test('a figure does not leave days in which a part would be more than what stays of its whole', async () => {
  const besides = { countsBesides: true, besides: 'lớp khác' }
  await declareFigure(officer, entry('2009', { test_all: '70' }), today)
  const second = await declareFigure(officer, { ...entry('2009', { test_all: '30' }), ...besides }, today)
  await declareFigure(officer, entry('2009', { test_young: '85' }), today)
  const moved = (years: string, said: string) =>
    correctFigure(
      officer,
      second,
      { ...entry(years, { test_all: said }), ...besides, why: 'nhầm năm', version: 1 },
      today,
    )

  expect(await fault(moved('2008', '30'))).toBe('part_exceeds_whole')
  expect(await fault(moved('2009', '15'))).toBe('allowed')
})

const table = (year: string, ...rows: [code: string, amount: string][]) => ({
  name: `${year}.xlsx`,
  bytes: writeXlsx([
    {
      name: 'a',
      rows: [
        ['Đơn vị', 'Chỉ tiêu', 'Từ ngày', 'Số', 'Nguồn'],
        ...rows.map(([code, amount]) => [district.communeSlug, code, year, amount, 'Báo cáo số 4']),
      ],
    },
  ]),
})
const previewed = async (year: string, ...rows: [code: string, amount: string][]) => {
  const seen = await declaredImport.preview(officer, {}, table(year, ...rows), today)
  return {
    problems: seen.plan.problems.map(({ row, code }) => `${code} ${row}`),
    write: () =>
      declaredImport.confirm(
        officer,
        {
          ...(seen.confirm ?? { importId: '', fileHash: '', seen: '' }),
          countsBesides: true,
          besides: 'lớp khác',
        },
        {},
        today,
      ),
  }
}

test('rows of a file that contradict each other are refused at the part', async () => {
  expect((await previewed('2015', ['test_all', '50'], ['test_young', '50'])).problems).toEqual([])
  expect((await previewed('2015', ['test_all', '50'], ['test_young', '51'])).problems).toEqual([
    'part_exceeds_whole 3',
  ])
})

test('rows of a file are held against what stands only when all are written, in any order', async () => {
  await declareFigure(officer, entry('2014', { test_all: '100' }), today)
  await declareFigure(officer, entry('2014', { test_young: '90' }), today)
  // Alone, the first row would be too much; the rows 2 and 3 together are right beside what is there.
  const right = await previewed('2014', ['test_young', '30'], ['test_all', '20'])
  const tooMany = await previewed('2014', ['test_young', '20'], ['test_young', '15'], ['test_all', '20'])
  const wholeMissing = await previewed('2013', ['test_all', '10'])
  await declareFigure(officer, entry('2013', { test_young: '11' }), today)

  expect(right.problems).toEqual([])
  expect(tooMany.problems).toEqual(['part_exceeds_whole 2', 'part_exceeds_whole 3'])
  expect(await right.write()).toBe(2)
  expect(await fault(wholeMissing.write())).toBe('seen_is_outdated')
  expect((await previewed('2013', ['test_all', '10'])).problems).toEqual(['part_exceeds_whole 2'])
})

test('levels of a file are held against what it replaces, and the rows are named', async () => {
  const level = { rule: 'stock' as const }
  await load(
    indicator('test_members', 985, level),
    indicator('test_girls', 986, { ...level, part_of: 'test_members' }),
  )
  const onLastDay = (code: string, amount: string) => [code, amount] as [string, string]
  await declareFigure(
    officer,
    { ...entry('', { test_members: '60', test_girls: '50' }), from: '31/12/2012' },
    today,
  )
  const fewer = await previewed('31/12/2012', onLastDay('test_members', '49'))
  const both = await previewed('31/12/2012', onLastDay('test_members', '49'), onLastDay('test_girls', '40'))

  expect(fewer.problems).toEqual([])
  await expect(fewer.write()).rejects.toMatchObject({
    code: 'part_exceeds_whole_in_rows',
    params: { rows: '2', amount: '50', wholeAmount: '49' },
  })
  expect(await both.write()).toBe(2)
})

test('what is broken already is mended one figure after the other, and not made worse', async () => {
  await load(indicator('test_base', 987), indicator('test_piece', 988))
  const whole = await declareFigure(officer, entry('2011', { test_base: '40' }), today)
  const piece = await declareFigure(officer, entry('2011', { test_piece: '70' }), today)
  const other = await declareFigure(
    officer,
    { ...entry('2011', { test_piece: '10' }), countsBesides: true, besides: 'lớp khác' },
    today,
  )
  await load(indicator('test_piece', 988, { part_of: 'test_base' }))
  const correct = (id: string, said: Record<string, string>, version = 1) =>
    fault(
      correctFigure(
        officer,
        id,
        { ...entry('2011', said), countsBesides: true, besides: 'lớp khác', why: 'đếm lại', version },
        today,
      ),
    )

  expect(await correct(piece, { test_piece: '71' })).toBe('part_exceeds_whole')
  expect(await correct(piece, { test_piece: '60' })).toBe('allowed')
  expect(await correct(whole, { test_base: '39' })).toBe('part_exceeds_whole')
  expect(await correct(whole, { test_base: '50' })).toBe('allowed')
  expect(await correct(other, { test_piece: '0' })).toBe('allowed')
  expect(await correct(piece, { test_piece: '50' }, 2)).toBe('allowed')
  expect(await correct(piece, { test_piece: '51' }, 3)).toBe('part_exceeds_whole')
})

test('what is left is worked out, with how exact it is, and both its parts are declared', async () => {
  await declareFigure(officer, entry('2017', { test_all: 'trên 260', test_other: '175' }, 'test_left'), today)
  const read = await lookAsSystem((db) =>
    figureOf(db, { unitId: district.province }, 'test_left', spanFor('2017')),
  )

  expect(read).toMatchObject({ declared: 85, over: 1, derived: { value: 85 } })
})

test.each([
  ['indicator_part_counts_otherwise', { part_of: 'test_all', unit_vi: 'hộ' }],
  ['indicator_part_counts_otherwise', { part_of: 'test_all', rule: 'stock' }],
  ['indicator_part_is_no_amount', { part_of: 'test_all', rule: 'derived', formula: 'test_all + test_other' }],
  ['indicator_is_a_share_of_nothing', { is_share: true }],
  ['indicator_is_part_of_itself', { part_of: 'test_bad' }],
])('%s is refused by the database: %o', async (code, over) => {
  expect(await fault(load(indicator('test_bad', 980, over)))).toBe(code)
})

test('an indicator that is related to nothing may come to be worked out, a whole may not', async () => {
  await load(
    indicator('test_loose', 995),
    indicator('test_held', 996),
    indicator('test_piece_of', 997, { part_of: 'test_held' }),
  )
  const derive = (code: string) =>
    fault(
      sql`update figures.indicator set rule = 'derived', formula = 'test_all + test_other' where code = ${code}`
        .execute(ownerDatabase())
        .catch((thrown) => Promise.reject(asProblem(thrown))),
    )

  expect(await derive('test_loose')).toBe('allowed')
  expect(await derive('test_held')).toBe('indicator_part_counts_otherwise')
  expect(await derive('test_piece_of')).toBe('indicator_part_is_no_amount')
})

test('parts go three levels deep and in no circle', async () => {
  const level = (name: string, of: string) => indicator(`test_level_${name}`, 990, { part_of: of })
  await load(level('one', 'test_all'), level('two', 'test_level_one'), level('three', 'test_level_two'))

  expect(await fault(load(level('four', 'test_level_three')))).toBe('indicator_parts_are_too_deep')
  expect(await fault(load(indicator('test_level_one', 990, { part_of: 'test_level_three' })))).toBe(
    'indicator_is_part_of_itself',
  )
})
