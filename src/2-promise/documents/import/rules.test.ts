import { describe, expect, test } from 'vitest'
import { documentTypes, numberingRulesOf } from '#parameters'
import type { TableRow } from './register-table.ts'
import { dayIn, type Known, planRegister, type ReadRow, readRows, type Vocabulary } from './rules.ts'

const words: Vocabulary = {
  direction: 'issued',
  types: documentTypes,
  rulesOf: (day) => numberingRulesOf('party', day),
  unitName: 'Đảng ủy xã Rạch Kiến',
  today: '2025-09-15',
}
const received: Vocabulary = { ...words, direction: 'received' }

/** A row that is right, but for what the test changes. */
const aRow = (cells: TableRow['cells'] = {}): TableRow => ({
  number: 4,
  cells: { symbol: '12-KH/ĐU', issuedOn: '8/9/2025', subject: 'Tuyên truyền kiểu mẫu', ...cells },
})
/** One of the book of what came in. */
const aRowIn = (cells: TableRow['cells'] = {}): TableRow =>
  aRow({ issuer: 'Tỉnh ủy', receivedOn: '10/9/2025', ...cells })

const read = (row: TableRow, vocabulary = words) => readRows([row], vocabulary).read[0]
const problemsOf = (row: TableRow, vocabulary = words) =>
  readRows([row], vocabulary).problems.map(({ row, column, code, params }) => [row, column, code, params])

describe('a day of a register', () => {
  test.each([
    ['1/7/2025', '2025-07-01'],
    [' 01-07-2025 ', '2025-07-01'],
    ['15.12.2025', '2025-12-15'],
    ['2025-07-01', '2025-07-01'],
    [' 2025-07-01T00:00:00 ', '2025-07-01'],
    ['2025-07-01 00:00', '2025-07-01'],
    ['1930-01-01', '1930-01-01'],
    ['46086', '2026-03-05'],
    ['10958', undefined],
    ['4608', undefined],
    ['31/12/1929', undefined],
    ['30/2/2026', undefined],
    ['2025-07-01 08:00', undefined],
    ['2025-07-01T00:00:00Z', undefined],
    ['ngày 1/7/2025', undefined],
    ['1/7/2025 sáng', undefined],
    ['', undefined],
  ])('%j is read as %s', (text, day) => {
    expect(dayIn(text)).toBe(day)
  })
})

describe('a row of what was issued', () => {
  test('is a document of the unit itself, with the number and the type that its symbol shows', () => {
    const row = aRow({
      symbol: ' 05-KH/ĐU ',
      subject: ' Tuyên truyền ',
      issuer: 'ai khác',
      carries: '05-CT/TW; 12-KH/HU',
    })

    expect(read(row)).toEqual({
      row: 4,
      type: 'plan',
      number: 5,
      symbol: '05-KH/ĐU',
      issuedOn: '2025-09-08',
      receivedOn: null,
      issuer: 'Đảng ủy xã Rạch Kiến',
      subject: 'Tuyên truyền',
      carries: [
        { symbol: '05-CT/TW', day: null },
        { symbol: '12-KH/HU', day: null },
      ],
    })
  })

  test('carries out nothing where nothing stands there', () => {
    expect(read(aRow())?.carries).toEqual([])
  })

  test('names its type in either language, with or without accents', () => {
    for (const type of ['Chỉ thị', 'chi thi', 'Directive'])
      expect(read(aRow({ type }))?.type).toBe('directive')
    expect(problemsOf(aRow({ type: 'Thư tình' }))).toEqual([
      [4, 'type', 'document_import_type_is_unknown', { type: 'Thư tình' }],
    ])
  })

  test('shows its type and its number somehow', () => {
    expect(problemsOf(aRow({ symbol: '12/ĐU' }))).toEqual([
      [4, 'type', 'document_import_type_is_missing', { symbol: '12/ĐU' }],
    ])
    expect(problemsOf(aRow({ symbol: 'KH/ĐU', type: 'Kế hoạch' }))).toEqual([
      [4, 'symbol', 'document_import_number_is_missing', { symbol: 'KH/ĐU' }],
    ])
  })

  test('in which nothing stands is told all that is missing', () => {
    expect(problemsOf({ number: 9, cells: {} })).toEqual([
      [9, 'symbol', 'field_is_required', {}],
      [9, 'subject', 'document_subject_is_too_long', {}],
      [9, 'issuedOn', 'field_is_required', {}],
    ])
    expect(problemsOf({ number: 9, cells: {} }, received)).toEqual([
      [9, 'symbol', 'field_is_required', {}],
      [9, 'subject', 'document_subject_is_too_long', {}],
      [9, 'issuer', 'field_is_required', {}],
      [9, 'issuedOn', 'field_is_required', {}],
      [9, 'receivedOn', 'field_is_required', {}],
    ])
  })

  test('has a symbol of at most 60 signs and a subject of 3 to 1000', () => {
    const symbol = `12-KH/${'Đ'.repeat(54)}`

    expect(problemsOf(aRow({ symbol }))).toEqual([])
    expect(problemsOf(aRow({ symbol: `${symbol}U` }))).toEqual([
      [4, 'symbol', 'document_symbol_is_too_long', {}],
    ])
    const wrong = [[4, 'subject', 'document_subject_is_too_long', {}]]
    expect([2, 3, 1000, 1001].map((length) => problemsOf(aRow({ subject: 'x'.repeat(length) })))).toEqual([
      wrong,
      [],
      [],
      wrong,
    ])
  })

  test('whose day the calendar does not have, or is still to come, is refused', () => {
    expect(problemsOf(aRow({ issuedOn: '31/9/2025' }))).toEqual([
      [4, 'issuedOn', 'import_day_is_no_day', { day: '31/9/2025' }],
    ])
    expect(problemsOf(aRow({ issuedOn: '16/9/2025' }))).toEqual([
      [4, 'issuedOn', 'document_day_is_in_future', {}],
    ])
    expect(problemsOf(aRow({ issuedOn: '15/9/2025' }))).toEqual([])
  })

  test('is read by the rules of its own day', () => {
    const asked: string[] = []
    const rulesOf: Vocabulary['rulesOf'] = (day) => {
      asked.push(day)
      return words.rulesOf(day)
    }

    read(aRow(), { ...words, rulesOf })

    expect(asked).toEqual(['2025-09-08'])
  })
})

describe('a row of what came in', () => {
  test('says from whom and when it came, and stands under no number of one’s own', () => {
    expect(read(aRowIn({ issuer: ' Tỉnh ủy ' }), received)).toMatchObject({
      number: null,
      issuer: 'Tỉnh ủy',
      receivedOn: '2025-09-10',
    })
  })

  test('has an issuer of at most 200 signs', () => {
    expect(problemsOf(aRowIn({ issuer: 'x'.repeat(200) }), received)).toEqual([])
    expect(problemsOf(aRowIn({ issuer: 'x'.repeat(201) }), received)).toEqual([
      [4, 'issuer', 'document_issuer_is_too_long', {}],
    ])
    expect(problemsOf(aRowIn({ issuer: '  ' }), received)).toEqual([[4, 'issuer', 'field_is_required', {}]])
  })

  test('came on a day that there is, not before it was issued', () => {
    expect(problemsOf(aRowIn({ receivedOn: '7/9/2025' }), received)).toEqual([
      [4, 'receivedOn', 'document_came_before_it_was_issued', {}],
    ])
    expect(problemsOf(aRowIn({ receivedOn: 'hôm qua' }), received)).toEqual([
      [4, 'receivedOn', 'import_day_is_no_day', { day: 'hôm qua' }],
    ])
  })
})

test('accents of two signs become one, so that a symbol is found as it is typed', () => {
  const decomposed = aRowIn({
    symbol: '12-KH/ĐỦ'.normalize('NFD'),
    subject: 'Tổ chức'.normalize('NFD'),
    issuer: 'Tỉnh ủy'.normalize('NFD'),
  })

  expect(read(decomposed, received)).toMatchObject({
    symbol: '12-KH/ĐỦ',
    subject: 'Tổ chức',
    issuer: 'Tỉnh ủy',
  })
})

test('rows that are right are read, the others told, in one go', () => {
  const { read, problems } = readRows([aRow(), { ...aRow({ subject: '' }), number: 5 }, aRow()], words)

  expect(read.map(({ row }) => row)).toEqual([4, 4])
  expect(problems.map(({ row }) => row)).toEqual([5])
})

describe('rows against the register', () => {
  const document = (given: Partial<ReadRow> = {}): ReadRow => ({
    row: 4,
    type: 'plan',
    number: 12,
    symbol: '12-KH/ĐU',
    issuedOn: '2025-09-08',
    receivedOn: null,
    issuer: 'Đảng ủy xã',
    subject: 'Tuyên truyền',
    carries: [],
    ...given,
  })
  const known = (given: Partial<Known> = {}): Known => ({
    id: 'd1',
    type: 'plan',
    number: 12,
    series: '2025',
    symbol: '12-KH/ĐU',
    issuedOn: '2025-09-08',
    issuer: 'Đảng ủy xã',
    ...given,
  })
  const plan = (rows: ReadRow[], there: Known[] = []) =>
    planRegister({ read: rows, problems: [] }, there, (day) => day.slice(0, 4))

  test('a document that is new is added', () => {
    const one = document()

    expect(plan([one])).toEqual({ problems: [], added: [one], unchanged: 0 })
  })

  test('one that is there by symbol, day and issuer stays as it is, however they are typed', () => {
    expect(plan([document({ symbol: '012 - kh/đu', issuer: 'đảng ủy XÃ' })], [known()])).toEqual({
      problems: [],
      added: [],
      unchanged: 1,
    })
  })

  test.each([
    ['another day', { issuedOn: '2024-09-08' }],
    ['another issuer', { issuer: 'Huyện ủy', number: null }],
    ['another symbol', { symbol: '13-KH/ĐU', number: 13 }],
    ['another type of the same number', { symbol: '12-CT/ĐU', type: 'directive' }],
  ])('one of %s is another', (_, given) => {
    expect(plan([document(given)], [known()])).toMatchObject({ problems: [], unchanged: 0, added: [given] })
  })

  test('a number that another document of the run has is refused, be it there or in the file', () => {
    const other = document({ row: 6, symbol: '12a-KH/ĐU', issuedOn: '2025-10-01' })
    const refusal = (row: number) => ({
      row,
      column: 'symbol',
      code: 'document_import_number_is_taken',
      params: { number: 12, symbol: '12-KH/ĐU', day: '2025-09-08' },
    })

    expect(plan([other], [known()])).toEqual({ problems: [refusal(6)], added: [], unchanged: 0 })
    expect(plan([document(), other])).toEqual({ problems: [refusal(6)], added: [document()], unchanged: 0 })
    expect(plan([document(), { ...other, issuedOn: '2026-01-05' }]).problems).toEqual([])
  })

  test('documents without a number take none from each other', () => {
    const came = [document({ number: null }), document({ row: 5, number: null, symbol: '13-KH/ĐU' })]

    expect(plan(came, [known({ number: null, symbol: 'khác' })]).added).toHaveLength(2)
  })

  test('a row that stands there twice is told with the first, be it never so often', () => {
    const rows = [4, 5, 6].map((row) => document({ row }))

    expect(plan(rows).problems).toEqual(
      [5, 6].map((row) => ({ row, column: null, code: 'document_import_row_is_twice', params: { row: 4 } })),
    )
    expect(plan(rows).added).toHaveLength(1)
  })

  test('what was wrong before is told with what is found now, row by row', () => {
    const before = { row: 5, column: 'type' as const, code: 'document_import_type_is_unknown', params: {} }

    const { problems } = planRegister(
      { read: [document({ row: 3 }), document()], problems: [before] },
      [],
      () => '',
    )

    expect(problems.map(({ row }) => row)).toEqual([4, 5])
  })
})

describe('a symbol that the same issuer gave on another day of the year', () => {
  const plan = (rows: readonly TableRow[], known: readonly Known[] = []) =>
    planRegister(readRows(rows, received), known, () => 'year')
  const there: Known = {
    id: 'a',
    type: 'plan',
    number: null,
    series: 'year',
    symbol: '12-KH/TU',
    issuedOn: '2025-09-01',
    issuer: 'Tỉnh ủy',
  }

  test('is asked about, with the day that is there', () => {
    const { problems, added } = plan([aRowIn({ symbol: '12-KH/TU' })], [there])

    expect(problems.map(({ row, column, code, params }) => [row, column, code, params?.day])).toEqual([
      [4, 'issuedOn', 'document_import_symbol_has_another_day', '2025-09-01'],
    ])
    expect(added).toEqual([])
  })

  test('is another document in another year, or of another issuer', () => {
    const ofLastYear = { ...there, issuedOn: '2024-09-01' }

    expect(plan([aRowIn({ symbol: '12-KH/TU' })], [ofLastYear]).problems).toEqual([])
    expect(plan([aRowIn({ symbol: '12-KH/TU', issuer: 'Huyện ủy' })], [there]).problems).toEqual([])
  })
})
