import { describe, expect, test } from 'vitest'
import { dayWritten } from '#platform/time'
import { type Ground, keyOf, type NamedUnit, readTasks } from './rules.ts'
import type { TableRow } from './task-table.ts'

const aUnit = (given: Partial<NamedUnit> & Pick<NamedUnit, 'id'>): NamedUnit => ({
  name: 'Ấp 1',
  slug: given.id,
  code: null,
  endedOn: null,
  successors: [],
  ...given,
})
const women = aUnit({ id: 'hoi-phu-nu', name: 'Hội Phụ nữ xã', code: 'PN01' })

const ground: Ground = {
  plan: { fromDay: '2026-01-01', toDay: '2026-06-30' },
  lastDay: '2026-12-31',
  units: [women],
  indicators: [
    { code: 'households', name: 'Hộ phân loại rác', rules: { isWhole: true, unit: 'hộ' } },
    { code: 'waste_kg', name: 'Rác thu gom', rules: { isWhole: false, unit: 'kg' } },
  ],
  present: new Set(),
}

/** A row that is right, but for what the test changes; an empty text is a cell in which nothing stands. */
const aRow = (cells: TableRow['cells'] = {}, number = 5): TableRow => ({
  number,
  cells: Object.fromEntries(
    Object.entries({ title: 'Vận động phân loại rác', unit: 'PN01', due: '30/6/2026', ...cells }).filter(
      ([, text]) => text !== '',
    ),
  ),
})
const readOne = (cells: TableRow['cells'], on: Partial<Ground> = {}) =>
  readTasks([aRow(cells)], { ...ground, ...on })
const problemsOf = (cells: TableRow['cells'], on: Partial<Ground> = {}) =>
  readOne(cells, on).problems.map(({ row, column, code, params }) => [row, column, code, params])

describe('a task', () => {
  test('is read with all that its row says', () => {
    const cells = {
      title: '  Phân loại rác ',
      product: 'Báo cáo',
      clause: 'Mục II.3',
      indicator: 'households',
      amount: '1.250 hộ',
    }

    expect(readOne(cells)).toEqual({
      problems: [],
      tasks: [
        {
          row: 5,
          title: 'Phân loại rác',
          product: 'Báo cáo',
          clause: 'Mục II.3',
          unitId: 'hoi-phu-nu',
          unitName: 'Hội Phụ nữ xã',
          dueOn: '2026-06-30',
          indicator: 'households',
          amount: 1250,
        },
      ],
    })
  })

  test('needs neither product nor clause nor amount', () => {
    expect(readOne({}).tasks[0]).toMatchObject({ product: '', clause: '', indicator: null, amount: null })
  })

  test('without title, unit and day is told all three at once', () => {
    expect(problemsOf({ title: '', unit: '', due: '' })).toEqual([
      [5, 'title', 'field_is_required', {}],
      [5, 'due', 'field_is_required', {}],
      [5, 'unit', 'field_is_required', {}],
    ])
    expect(readOne({ title: '' }).tasks).toEqual([])
  })

  test.each([
    ['title', 3, 500, 'task_title_is_too_long'],
    ['product', 1, 500, 'task_product_is_too_long'],
    ['clause', 1, 200, 'task_clause_is_too_long'],
  ] as const)('has a %s of %i to %i signs', (column, least, most, code) => {
    expect(problemsOf({ [column]: 'x'.repeat(least) })).toEqual([])
    expect(problemsOf({ [column]: 'x'.repeat(most) })).toEqual([])
    expect(problemsOf({ [column]: 'x'.repeat(most + 1) })).toEqual([[5, column, code, {}]])
  })

  test('with a title of two signs has none to speak of', () => {
    expect(problemsOf({ title: 'ab' })).toEqual([[5, 'title', 'task_title_is_too_long', {}]])
    expect(problemsOf({ title: '   ' })).toEqual([[5, 'title', 'field_is_required', {}]])
  })
})

describe('a day', () => {
  test.each([
    ['1/7/2025', '2025-07-01'],
    [' 01-07-2025 ', '2025-07-01'],
    ['15.12.2025', '2025-12-15'],
    ['2025-07-01', '2025-07-01'],
    ['2025-07-01T00:00:00', '2025-07-01'],
    ['2025-07-01 00:00', '2025-07-01'],
    ['30/2/2026', undefined],
    ['2025-07-01 08:00', undefined],
    ['ngày 1/7/2025', undefined],
    ['1/7/2025 sáng', undefined],
    ['1/7', undefined],
    ['', undefined],
  ])('%j is read as %s', (text, day) => {
    expect(dayWritten(text)).toBe(day)
  })

  test('that the calendar does not have is told', () => {
    expect(problemsOf({ due: '31/4/2026' })).toEqual([
      [5, 'due', 'import_day_is_no_day', { day: '31/4/2026' }],
    ])
  })

  test('may be from the first of the plan to the last on which something may be due', () => {
    const outside = [[5, 'due', 'task_due_is_outside_the_plan', { from: '2026-01-01', to: '2026-06-30' }]]

    expect(
      ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((due) => problemsOf({ due })),
    ).toEqual([outside, [], [], outside])
  })
})

describe('a unit', () => {
  const meant = (unit: string, units: NamedUnit[]) => readOne({ unit }, { units }).tasks[0]?.unitId

  test('is named by its code, its address or its name, however they are typed', () => {
    for (const unit of [' pn01 ', 'Hoi-Phu-Nu', 'hội  phụ nữ XÃ', 'hoi phu nu xa'])
      expect(meant(unit, [aUnit({ id: 'khac' }), women])).toBe('hoi-phu-nu')
  })

  test('whose code it is comes before another of that name', () => {
    expect(meant('A1', [aUnit({ id: 'x', name: 'A1' }), aUnit({ id: 'y', code: 'A1' })])).toBe('y')
  })

  test('that stands comes before one of the same name that has ended', () => {
    expect(meant('Ấp 1', [aUnit({ id: 'old', endedOn: '2025-07-01' }), aUnit({ id: 'new' })])).toBe('new')
  })

  test('that nobody knows, and a name that several have, are told', () => {
    expect(problemsOf({ unit: 'Ấp 9' })).toEqual([
      [5, 'unit', 'task_import_unit_is_unknown', { unit: 'Ấp 9' }],
    ])
    expect(problemsOf({ unit: 'Ấp 1' }, { units: [aUnit({ id: 'a' }), aUnit({ id: 'b' })] })).toEqual([
      [5, 'unit', 'task_import_unit_is_ambiguous', { unit: 'Ấp 1', count: 2 }],
    ])
  })

  test('that has ended is told with those who carry on', () => {
    const ended = (successors: string[]) =>
      problemsOf({ unit: 'Ấp 1' }, { units: [aUnit({ id: 'a', endedOn: '2025-07-01', successors })] })
    const params = { name: 'Ấp 1', day: '2025-07-01' }

    expect(ended(['Ấp 2', 'Ấp 3'])).toEqual([
      [5, 'unit', 'task_unit_has_ended', { ...params, successors: 'Ấp 2, Ấp 3' }],
    ])
    expect(ended([])).toEqual([
      [5, 'unit', 'task_unit_has_ended_without_heir', { ...params, successors: '' }],
    ])
  })
})

describe('an amount', () => {
  test('counts an indicator that is named by its code or its name', () => {
    for (const indicator of ['waste_kg', 'RÁC thu  gom'])
      expect(readOne({ indicator, amount: '12,5' }).tasks[0]).toMatchObject({
        indicator: 'waste_kg',
        amount: 12.5,
      })
  })

  test('stands with an indicator, and an indicator with an amount', () => {
    const alone = [[5, 'amount', 'task_amount_has_no_indicator', {}]]

    expect(problemsOf({ amount: '12' })).toEqual(alone)
    expect(problemsOf({ indicator: 'households' })).toEqual(alone)
  })

  test('is more than nothing, and whole where whole things are counted', () => {
    for (const amount of ['0', '-3', '12,5', 'nhiều'])
      expect(problemsOf({ indicator: 'households', amount })).toEqual([
        [5, 'amount', 'task_amount_is_impossible', {}],
      ])
    expect(problemsOf({ indicator: 'không có', amount: '1' })).toEqual([
      [5, 'indicator', 'indicator_is_unknown', { code: 'không có' }],
    ])
  })

  test('that reads two ways is asked back', () => {
    expect(problemsOf({ indicator: 'waste_kg', amount: '1.250' })).toEqual([
      [5, 'amount', 'number_reads_two_ways', { text: '1.250', whole: '1250', part: '1,25' }],
    ])
  })
})

describe('rows', () => {
  test('that say the same twice are told with the first, be it never so often', () => {
    const rows = [aRow({}, 5), aRow({ title: 'vận động PHÂN LOẠI  rác' }, 6), aRow({}, 7)]

    const { tasks, problems } = readTasks(rows, ground)

    expect(tasks.map(({ row }) => row)).toEqual([5])
    expect(problems).toEqual(
      [6, 7].map((row) => ({
        row,
        column: 'title',
        code: 'task_import_row_is_there_twice',
        params: { row: 5 },
      })),
    )
  })

  test('of one title for two units are two tasks', () => {
    const units = [women, aUnit({ id: 'ap-1' })]

    expect(readTasks([aRow(), aRow({ unit: 'ap-1' }, 6)], { ...ground, units }).tasks).toHaveLength(2)
  })

  test('that are in the plan already are told as that', () => {
    const present = new Set([keyOf('VẬN ĐỘNG phân loại rác', 'hoi-phu-nu')])

    expect(readOne({}, { present })).toEqual({
      tasks: [],
      problems: [{ row: 5, column: 'title', code: 'task_import_is_in_the_plan', params: {} }],
    })
  })

  test('with a problem count for no twin', () => {
    expect(readTasks([aRow({ due: '' }, 5), aRow({}, 6)], ground).tasks.map(({ row }) => row)).toEqual([6])
  })
})
