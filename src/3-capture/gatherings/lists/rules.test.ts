import { describe, expect, test } from 'vitest'
import type { Spreadsheet } from '#platform/spreadsheet'
import { chosenIn } from '#platform/spreadsheet-reading'
import { headingRow, identityOf, type ListUnit, listIn, listTyped, type Person, readList } from './rules.ts'

const listRowsIn = (file: Spreadsheet) => {
  const { rows, problems, notices } = chosenIn(listIn(file))
  return { rows, problems, notices }
}

/** A sheet of which each text is a row, its cells parted by bars. */
const sheetOf = (...rows: string[]): Spreadsheet => ({
  rows: rows.map((row, index) => ({ number: index + 1, cells: row.split('|').map((cell) => cell.trim()) })),
  notices: [{ code: 'sheetRead', params: { name: 'DS' } }],
  merged: [],
})
const told = { code: 'sheetRead', params: { name: 'DS' } }

describe('a file', () => {
  test('is read under its headings, which say the same in every language', () => {
    expect(headingRow).toEqual(['Họ và tên', 'Năm sinh', 'Đơn vị', 'Đảng viên'])
    expect(listRowsIn(sheetOf(headingRow.join('|'), 'Lê Thị Hoa | 1980 | Ấp 1 | x'))).toEqual({
      rows: [{ number: 2, cells: { name: 'Lê Thị Hoa', birth: '1980', unit: 'Ấp 1', member: 'x' } }],
      problems: [],
      notices: [told],
    })
  })

  test.each([
    ['Họ tên', 'name'],
    ['Full name', 'name'],
    ['Ngày, tháng năm sinh', 'birth'],
    ['Cơ quan, đơn vị', 'unit'],
    ['Chi bộ', 'unit'],
    ['Là đảng viên', 'member'],
    ['Party member', 'member'],
  ] as const)('may head a column “%s”', (heading, column) => {
    const { rows } = listRowsIn(
      column === 'name' ? sheetOf(heading, 'Lê Hoa') : sheetOf(`Tên | ${heading}`, 'Lê Hoa | x'),
    )

    expect(rows[0]?.cells[column]).toBe(column === 'name' ? 'Lê Hoa' : 'x')
  })

  test('may have the name in two columns', () => {
    expect(listRowsIn(sheetOf('Họ và chữ lót | Tên', 'Lê Thị | Hoa')).rows[0]?.cells.name).toBe('Lê Thị Hoa')
  })

  test('of names alone is a list', () => {
    expect(listRowsIn(sheetOf('Họ và tên', 'Lê Thị Hoa', 'Trần Văn Nam')).rows).toHaveLength(2)
  })

  test('without a column of names is refused at its first row', () => {
    expect(listRowsIn(sheetOf('', 'Năm sinh | Đơn vị', '1980 | Ấp 1'))).toEqual({
      rows: [],
      problems: [{ row: 1, column: null, code: 'import_has_no_headings', params: { columns: 'Họ và tên' } }],
      notices: [told],
    })
    expect(listRowsIn({ rows: [], notices: [], merged: [] }).problems[0]?.row).toBe(1)
  })

  test('without a row beneath its headings is refused', () => {
    expect(listRowsIn(sheetOf('Họ và tên | Năm sinh')).problems).toEqual([
      { row: 1, column: null, code: 'import_has_no_rows', params: {} },
    ])
  })

  test('of two lists side by side is refused', () => {
    expect(
      listRowsIn(sheetOf('Họ và tên | Năm sinh | Họ và tên', 'Lê Hoa | 1980 | Trần Nam')).problems,
    ).toEqual([{ row: 1, column: null, code: 'list_stands_side_by_side', params: {} }])
  })

  test('says which columns and which rows it leaves out', () => {
    const { rows, notices } = listRowsIn(
      sheetOf('Họ và tên | Năm sinh | Chữ ký | Ghi chú', 'Lê Hoa | 1980 | |', '| 1990 | đã ký | vắng'),
    )

    expect(rows.map(({ number }) => number)).toEqual([2])
    expect(notices).toEqual([
      told,
      { code: 'columnsIgnored', params: { columns: 'Chữ ký, Ghi chú' } },
      { code: 'namelessLeftOut', params: { count: 1, rows: '3 “1990”' } },
    ])
  })

  test('names twenty of the columns that it leaves out', () => {
    const unknown = Array.from({ length: 21 }, (_, index) => `Cột ${index}`)

    const { notices } = listRowsIn(sheetOf(`Họ và tên | ${unknown.join('|')}`, 'Lê Hoa'))

    expect(notices[1]?.params?.columns).toBe(unknown.slice(0, 20).join(', '))
  })
})

test('typed lines are names with what is known of them, parted by semicolons or tabs', () => {
  expect(chosenIn(listTyped('Lê Hoa\n\n ; 1980\nTrần Nam; 1975 ;Ấp 1\tx; thừa')).rows).toEqual([
    { number: 1, cells: { name: 'Lê Hoa', birth: '', unit: '', member: '' } },
    { number: 4, cells: { name: 'Trần Nam', birth: '1975', unit: 'Ấp 1', member: 'x' } },
  ])
})

const aUnit = (id: string, name: string, given: Partial<ListUnit> = {}): ListUnit => ({
  id,
  name,
  shortName: name,
  slug: id,
  officialCode: null,
  ...given,
})
const units = [
  aUnit('ap-1', 'Chi bộ Ấp 1', { shortName: 'Ấp 1', officialCode: 'A01' }),
  aUnit('ap-2', 'Chi bộ Ấp 2', { shortName: 'Trung tâm' }),
  aUnit('truong', 'Trường học', { shortName: 'Trung tâm' }),
]
const read = (rows: Parameters<typeof readList>[0], there: string[] = []) =>
  readList(rows, { units, there: new Set(there), thisYear: 2026, keyOf: identityOf })
const one = (cells: Record<string, string>, group?: string) =>
  read([{ number: 3, cells: { name: 'Lê Thị Hoa', ...cells }, ...(group === undefined ? {} : { group }) }])
const problemsOf = (cells: Record<string, string>) =>
  one(cells).problems.map(({ row, column, code, params }) => [row, column, code, params])

describe('somebody on a list', () => {
  test('is read with all that the row says', () => {
    expect(one({ name: ' Lê  Thị Hoa '.normalize('NFD'), birth: '1980', unit: 'Ấp 1', member: 'x' })).toEqual(
      {
        persons: [
          {
            row: 3,
            name: 'Lê Thị Hoa',
            birthYear: 1980,
            unitId: 'ap-1',
            isMember: true,
            key: 'Lê Thị Hoa\0born 1980',
          },
        ],
        already: 0,
        problems: [],
      },
    )
    expect(one({}).persons[0]).toMatchObject({ birthYear: null, unitId: null, isMember: false })
  })

  test('has a name of 2 to 100 signs with a letter in it', () => {
    const wrong = [[3, 'name', 'list_name_is_none', {}]]

    expect(
      ['H', 'Há', 'x'.repeat(100), 'x'.repeat(101), '12345', ''].map((name) => problemsOf({ name })),
    ).toEqual([wrong, [], [], wrong, wrong, wrong])
    expect(read([{ number: 3, cells: {} }]).problems).toHaveLength(1)
  })

  test.each([
    ['1980', 1980],
    [' 8/3/1980 ', 1980],
    ['08-03-1980', 1980],
    ['8.3.1980', 1980],
    ['1980-03-08', 1980],
    ['', null],
    ['1906', 1906],
    ['2016', 2016],
  ])('born “%s” is of the year %s', (birth, year) => {
    expect(one({ birth }).persons[0]?.birthYear).toBe(year)
  })

  test.each([
    ['1905', 'list_birth_is_impossible'],
    ['2017', 'list_birth_is_impossible'],
    ['8/3/80', 'list_birth_is_no_day'],
    ['30/2/1980', 'list_birth_is_no_day'],
    ['năm 1980', 'list_birth_is_no_day'],
    ['19800', 'list_birth_is_no_day'],
    ['ngày 8/3/1980', 'list_birth_is_no_day'],
    ['8/3/1980 sáng', 'list_birth_is_no_day'],
  ])('born “%s” is asked back: %s', (birth, code) => {
    expect(problemsOf({ birth })).toEqual([[3, 'birth', code, {}]])
  })

  test('comes from a unit by its name, its short name, its address or its code', () => {
    for (const unit of ['Chi bộ ấp 1', 'ap  1', 'AP-1', 'a01'])
      expect(one({ unit }).persons[0]?.unitId).toBe('ap-1')
  })

  test('from a unit that is not there, or may be either of two, is asked back', () => {
    expect(problemsOf({ unit: 'Ấp 9' })).toEqual([[3, 'unit', 'list_unit_is_unknown', { unit: 'Ấp 9' }]])
    expect(problemsOf({ unit: 'Trung tâm' })).toEqual([
      [3, 'unit', 'list_unit_is_several', { unit: 'Trung tâm' }],
    ])
  })

  test('comes from the unit that heads the rows, where the row names none and the heading is one', () => {
    expect(one({}, 'Ấp 1').persons[0]?.unitId).toBe('ap-1')
    expect(one({ unit: 'truong' }, 'Ấp 1').persons[0]?.unitId).toBe('truong')
    expect(one({}, 'Khối ấp').persons[0]?.unitId).toBeNull()
    expect(one({}, 'Trung tâm').persons[0]?.unitId).toBeNull()
  })

  test('comes from no unit where none has the name of the group, and that is told', () => {
    const group = (name: string) => one({}, name).notices

    expect(one({}, 'Danh sách Ấp 1').persons[0]?.unitId).toBe('ap-1')
    expect(group('Ấp Chín')).toEqual([{ code: 'groupsAreNoUnit', params: { groups: 'Ấp Chín' } }])
    expect(group('Khách mời')).toBeUndefined()
  })

  test.each([
    ...[
      'X',
      'Có',
      'ĐV',
      'Đảng viên',
      'yes',
      'y',
      '1',
      'true',
      'v',
      'Đảng viên chính thức',
      'Đảng viên dự bị',
    ].map((word) => [word, true] as const),
    ...['', 'Không', 'ko', 'no', 'n', '0', 'false', '-', 'Quần chúng', 'Ngoài Đảng'].map(
      (word) => [word, false] as const,
    ),
  ])('who is marked “%s” is a member: %s', (member, isMember) => {
    expect(one({ member }).persons[0]?.isMember).toBe(isMember)
  })

  test('who is marked with anything else is asked back', () => {
    expect(problemsOf({ member: 'có lẽ' })).toEqual([[3, 'member', 'list_member_is_unclear', {}]])
  })
})

describe('two of one name', () => {
  const hoa = (number: number, cells: Record<string, string> = {}) => ({
    number,
    cells: { name: 'Lê Hoa', ...cells },
  })

  test('and one year are one person, told with the first row, be it never so often', () => {
    const rows = [
      hoa(2, { birth: '1980' }),
      hoa(3, { birth: '8/3/1980', unit: 'Ấp 1' }),
      hoa(4, { birth: '1980' }),
    ]

    const { persons, problems } = read(rows)

    expect(persons.map(({ row }) => row)).toEqual([2])
    expect(problems).toEqual(
      [3, 4].map((row) => ({ row, column: 'name', code: 'list_person_is_twice', params: { row: 2 } })),
    )
  })

  test('without a year are told apart by their unit', () => {
    expect(
      read([hoa(2), hoa(3, { unit: 'ap-1' }), hoa(4, { unit: 'ap-2' }), hoa(5, { birth: '1980' })]).persons,
    ).toHaveLength(4)
  })

  test('who are on the list already are counted, not entered again', () => {
    const known = identityOf({ name: 'Lê Hoa', birthYear: null, unitId: null } as Person)

    expect(read([hoa(2), hoa(3, { birth: '1980' })], [known])).toMatchObject({
      already: 1,
      persons: [{ row: 3 }],
      problems: [],
    })
  })
})
