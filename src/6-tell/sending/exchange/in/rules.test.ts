import { describe, expect, test } from 'vitest'
import type { Indicator } from '#figures'
import { countingTwice, faultsOfLabels, hashOfPlan, type Known, planFigures } from './rules.ts'
import type { FigureRow } from './sheet.ts'

const anIndicator = (code: string, given: Partial<Indicator> = {}): Indicator => ({
  code,
  nameVi: `Chỉ tiêu ${code}`,
  nameEn: `Indicator ${code}`,
  unitVi: 'hộ',
  unitEn: 'households',
  rule: 'sum',
  isMoney: false,
  isHeadline: false,
  partOf: null,
  isShare: false,
  definitionVi: '',
  definitionEn: '',
  formula: null,
  source: null,
  ...given,
})
const households = anIndicator('households')
const waste = anIndicator('waste_kg', { unitVi: 'kg', unitEn: 'kg' })

const known = (given: Partial<Known> = {}): Known => ({
  indicators: [households, waste],
  counted: new Set(['households', 'waste_kg']),
  standing: new Map(),
  earlier: new Map(),
  ...given,
})
const aRow = (cells: FigureRow['cells'] = {}, number = 5): FigureRow => ({
  number,
  cells: { indicator: 'households', amount: '12', ...cells },
})
const problemsOf = (cells: FigureRow['cells'], given: Partial<Known> = {}) =>
  planFigures([aRow(cells)], known(given)).problems.map(({ row, column, code, params }) => [
    row,
    column,
    code,
    params,
  ])

describe('a file', () => {
  const here = { slug: 'rach-kien', period: '2026-Q1' }

  test('that says nothing of itself, or says what it is taken for, is taken', () => {
    expect(faultsOfLabels({}, here)).toEqual([])
    expect(faultsOfLabels({ unit: here.slug, period: here.period }, here)).toEqual([])
  })

  test('of another unit or another period is refused, for each', () => {
    expect(faultsOfLabels({ unit: 'my-le', period: '2026-Q2' }, here)).toEqual([
      { row: 1, column: null, code: 'figure_file_is_of_another_unit', params: { text: 'my-le' } },
      { row: 1, column: null, code: 'figure_file_is_of_another_period', params: { text: '2026-Q2' } },
    ])
    expect(faultsOfLabels({ unit: 'x'.repeat(200) }, here)[0]?.params?.text).toBe('x'.repeat(80))
  })
})

describe('a row', () => {
  test('counts an amount of an indicator by its code or its name in either language', () => {
    for (const indicator of ['households', ' HOUSEHOLDS ', 'chi tieu households', 'Indicator households'])
      expect(planFigures([aRow({ indicator, amount: '1.250 hộ' })], known())).toEqual({
        planned: [{ row: 5, indicator: households, amount: 1250, qualifier: 'exact', standing: undefined }],
        problems: [],
      })
  })

  test('means by a code the indicator of that code, even where another is named so', () => {
    const named = anIndicator('other', { nameVi: 'households' })

    expect(planFigures([aRow()], known({ indicators: [households, named] })).planned[0]?.indicator).toBe(
      households,
    )
  })

  test('of an indicator that nobody knows is told with its words', () => {
    expect(problemsOf({ indicator: 'y'.repeat(90) })).toEqual([
      [5, 'indicator', 'figure_row_names_no_indicator', { text: 'y'.repeat(80) }],
    ])
    expect(planFigures([{ number: 5, cells: {} }], known()).problems).toMatchObject([
      { params: { text: '' } },
    ])
  })

  test.each([
    ['derived', 'figure_row_is_derived'],
    ['distinct', 'figure_row_tells_people_apart'],
  ] as const)('of an indicator that is %s cannot be entered', (rule, code) => {
    const indicator = anIndicator('households', { rule })

    expect(problemsOf({}, { indicators: [indicator] })).toEqual([
      [5, 'indicator', code, { name: 'Chỉ tiêu households' }],
    ])
  })

  test('of an indicator that is not counted then is told', () => {
    expect(problemsOf({}, { counted: new Set() })).toEqual([
      [5, 'indicator', 'figure_row_is_not_counted_then', { name: 'Chỉ tiêu households' }],
    ])
  })

  test('names the measure of its indicator, or none', () => {
    for (const measure of ['Hộ', ' households ', '']) expect(problemsOf({ measure })).toEqual([])
    expect(problemsOf({ measure: `tấn ${'x'.repeat(50)}` })).toEqual([
      [5, 'measure', 'figure_row_has_another_measure', { text: `tấn ${'x'.repeat(36)}`, measure: 'hộ' }],
    ])
  })
})

describe('an amount', () => {
  test.each([
    ['12,5', 'figure_row_is_no_whole_number', { text: '12,5', measure: 'hộ' }],
    ['nhiều', 'figure_row_has_no_number', { text: 'nhiều' }],
    ['-3', 'figure_row_is_negative', { text: '-3' }],
    ['100000000000001', 'figure_row_is_absurd', { text: '100000000000001' }],
    ['z'.repeat(50), 'figure_row_has_no_number', { text: 'z'.repeat(40) }],
  ])('of %s is refused', (amount, code, params) => {
    expect(problemsOf({ amount })).toEqual([[5, 'amount', code, params]])
  })

  test('that is missing is no number', () => {
    const { planned, problems } = planFigures([{ number: 5, cells: { indicator: 'households' } }], known())

    expect([planned, problems.map(({ code, params }) => [code, params])]).toEqual([
      [],
      [['figure_row_has_no_number', { text: '' }]],
    ])
  })

  test('may be nought, and a hundred million million', () => {
    expect(problemsOf({ amount: '0' })).toEqual([])
    expect(problemsOf({ amount: '100000000000000' })).toEqual([])
  })

  test('has three decimals, since rounding in silence would keep another number', () => {
    const amount = (text: string) => planFigures([aRow({ indicator: 'waste_kg', amount: text })], known())

    expect(amount('1234,125').planned[0]?.amount).toBe(1234.125)
    expect(amount('0,1255').problems).toMatchObject([
      { column: 'amount', code: 'number_is_too_fine', params: { text: '0,1255', nearest: '0,126' } },
    ])
  })

  test('that reads two ways is asked back', () => {
    expect(problemsOf({ indicator: 'waste_kg', amount: '1.250' })).toMatchObject([
      [5, 'amount', 'number_reads_two_ways', { text: '1.250' }],
    ])
  })
})

describe('rows', () => {
  test('of one indicator are told with the first, be it never so often', () => {
    const rows = [aRow({}, 5), aRow({ indicator: 'Chỉ tiêu households' }, 6), aRow({}, 7)]

    expect(planFigures(rows, known()).problems).toEqual(
      [6, 7].map((row) => ({
        row,
        column: 'indicator',
        code: 'figure_row_is_twice',
        params: { first: '5' },
      })),
    )
  })

  test('of what an earlier file has counted are told with that file', () => {
    const earlier = { period: '2026-03', fileName: 'quý 1.xlsx', who: 'Lê Hoa', countedAt: new Date(0) }

    expect(problemsOf({}, { earlier: new Map([['households', earlier]]) })).toEqual([
      [
        5,
        'indicator',
        'figure_is_imported_already',
        { file: 'quý 1.xlsx', who: 'Lê Hoa', period: '2026-03' },
      ],
    ])
  })

  test.each([
    ['trên 40 hộ', { amount: 40, qualifier: 'over' }],
    ['1,2 nghìn', { amount: 1200, qualifier: 'exact' }],
    ['hàng trăm', { amount: 100, qualifier: 'order' }],
  ])('“%s” counts as exactly as it is said', (amount, said) => {
    expect(planFigures([aRow({ amount })], known()).planned).toMatchObject([said])
  })

  test('that give a range say what to write', () => {
    expect(planFigures([aRow({ amount: '40–50' })], known()).problems).toMatchObject([
      { row: 5, column: 'amount', code: 'amount_is_a_range' },
    ])
  })

  test('that count beside what the unit has recorded itself are named', () => {
    const standing = new Map([['households', { entries: 3, amount: 40 }]])
    const rows = [aRow(), aRow({ indicator: 'waste_kg' }, 6)]

    const { planned } = planFigures(rows, known({ standing }))

    expect(countingTwice(planned)).toEqual([
      { row: 5, indicator: households, amount: 12, qualifier: 'exact', standing: { entries: 3, amount: 40 } },
    ])
  })
})

test('what somebody saw stands for rows, indicators, amounts and what stood beside them', () => {
  const standing = (entries: number, amount: number) => new Map([['households', { entries, amount }]])
  const hash = (row: FigureRow, given: Partial<Known> = {}) => hashOfPlan(planFigures([row], known(given)))
  const seen = hash(aRow())

  expect(seen).toMatch(/^[0-9a-f]{64}$/)
  expect(hash(aRow(), { standing: standing(0, 0) })).toBe(seen)
  const others = [
    hash(aRow({}, 6)),
    hash(aRow({ indicator: 'waste_kg' })),
    hash(aRow({ amount: '13' })),
    hash(aRow(), { standing: standing(1, 0) }),
    hash(aRow(), { standing: standing(0, 1) }),
  ]
  expect(new Set([seen, ...others]).size).toBe(6)
})
