import { describe, expect, test } from 'vitest'
import type { ReadRow } from './read-row.ts'
import { aRow, aUnit, commune, plan, problemsOf } from './rows.fixture.ts'
import type { KnownUnit } from './rules.ts'

describe('a new unit', () => {
  test('is written as its row says, in its place from the day on which both stand', () => {
    const { problems, added, changed, unchanged } = plan([
      aRow({ number: 7, officialCode: '99', validFrom: '2025-01-01', validTo: '2027-01-01' }),
    ])

    expect(problems).toEqual([])
    expect([changed, unchanged]).toEqual([[], 0])
    expect(added).toEqual([
      {
        row: 7,
        unit: {
          id: 'new-1',
          kind: 'branch',
          line: 'women',
          name: 'Chi hội 1',
          shortName: 'CH 1',
          slug: 'chi-hoi-1',
          officialCode: '99',
          validFrom: '2025-01-01',
          validTo: '2027-01-01',
        },
        places: [
          {
            tree: 'area',
            unitId: 'new-1',
            parentId: 'id-rach-kien',
            validFrom: '2025-07-01',
            validTo: '2027-01-01',
            parentName: 'Xã Rạch Kiến',
          },
        ],
      },
    ])
  })

  test.each([
    ['the unit', '2026-01-01', '2025-07-01', '2026-01-01'],
    ['the parent', '2025-01-01', '2025-07-01', '2025-07-01'],
  ])('stands in its place from the day on which the later of both began: %s', (_, own, parents, from) => {
    const [one] = plan([aRow({ validFrom: own })], [aUnit({ validFrom: parents })]).added

    expect(one?.places[0]).toMatchObject({ validFrom: from, validTo: null })
  })

  test('stands there until the day on which the earlier of both ends', () => {
    const until = (own: string | null, parents: string | null) =>
      plan([aRow({ validTo: own })], [aUnit({ validTo: parents, officialCode: null })]).added[0]?.places[0]
        ?.validTo

    expect(until('2026-05-01', '2026-03-01')).toBe('2026-03-01')
    expect(until('2026-03-01', '2026-05-01')).toBe('2026-03-01')
    expect(until(null, '2026-05-01')).toBe('2026-05-01')
    expect(until(null, null)).toBeNull()
  })

  test('may stand in the area and in its line, beneath units of other rows too', () => {
    const union = aRow({ number: 3, slug: 'hoi-phu-nu', name: 'Hội Phụ nữ' })
    const { problems, added } = plan([aRow({ lineParent: 'HOI-PHU-NU' }), union])

    expect(problems).toEqual([])
    expect(added[0]?.places.map(({ tree, parentId, parentName }) => [tree, parentId, parentName])).toEqual([
      ['area', 'id-rach-kien', 'Xã Rạch Kiến'],
      ['line', 'new-2', 'Hội Phụ nữ'],
    ])
  })

  test('needs a parent; one that is typed wrong is told once, as that', () => {
    expect(problemsOf([aRow({ areaParent: '' })])).toEqual([
      [2, 'areaParent', 'import_parent_is_missing', {}],
    ])
    expect(problemsOf([aRow({ areaParent: 'Không có' })])).toEqual([
      [2, 'areaParent', 'import_parent_is_unknown', { parent: 'Không có' }],
    ])
    expect(problemsOf([aRow({ areaParent: '', lineParent: 'khong-co' })])).toEqual([
      [2, 'lineParent', 'import_parent_is_unknown', { parent: 'khong-co' }],
    ])
  })

  test('whose column of a parent is not in the file has none', () => {
    expect(problemsOf([aRow({ areaParent: '' }, ['areaParent', 'lineParent'])])).toEqual([
      [2, 'areaParent', 'import_parent_is_missing', {}],
    ])
    expect(plan([aRow({}, ['areaParent'])]).added[0]?.places).toEqual([])
  })
})

describe('a parent', () => {
  const past = aUnit({
    id: 'past',
    slug: 'cu',
    name: 'Xã Cũ',
    officialCode: '777',
    validTo: '2025-07-01',
    validFrom: '2000-01-01',
  })
  const present = aUnit({
    id: 'present',
    slug: 'moi',
    name: 'Xã Mới',
    officialCode: '777',
    validFrom: '2025-07-01',
  })
  const parentOf = (row: ReadRow) => plan([row], [past, present]).added[0]?.places[0]?.parentId

  test('named by a code is whoever has it on the last day of the unit', () => {
    const row = (validTo: string | null) => aRow({ areaParent: '777', validFrom: '2000-01-01', validTo })

    expect(parentOf(row('2025-06-01'))).toBe('past')
    expect(parentOf(row('2025-07-01'))).toBe('past')
    expect(parentOf(row('2025-07-02'))).toBe('present')
    expect(parentOf(row(null))).toBe('present')
  })

  test('may be named by a code in small letters, of a unit of the same file too', () => {
    const parent = aRow({
      number: 3,
      slug: 'xa-moi',
      name: 'Xã Mới',
      kind: commune,
      officialCode: 'X9',
      line: null,
    })
    const { problems, added } = plan([aRow({ areaParent: 'x9' }), parent])

    expect(problems).toEqual([])
    expect(added[0]?.places[0]?.parentName).toBe('Xã Mới')
  })

  test.each<[string, Partial<ReadRow>, Partial<KnownUnit>, [string, string, object]]>([
    ['the unit itself', { areaParent: 'chi-hoi-1' }, {}, ['areaParent', 'placement_is_under_itself', {}]],
    [
      'a unit that one does not manage',
      {},
      { mayManage: false },
      ['areaParent', 'import_parent_is_not_yours', { parent: 'Xã Rạch Kiến' }],
    ],
    [
      'a unit that is no area',
      {},
      { isArea: false },
      ['areaParent', 'import_parent_is_no_area', { parent: 'Xã Rạch Kiến' }],
    ],
    [
      'a unit of another line',
      { areaParent: '', lineParent: 'rach-kien' },
      { line: 'youth' },
      ['lineParent', 'import_parent_is_of_another_line', { parent: 'Xã Rạch Kiến' }],
    ],
    [
      'a unit that ends before this one begins',
      {},
      { validFrom: '2000-01-01', validTo: '2025-07-01' },
      ['areaParent', 'import_parent_stands_on_other_days', { parent: 'Xã Rạch Kiến' }],
    ],
  ])('is refused: %s', (_, row, unit, problem) => {
    const { problems, added } = plan([aRow(row)], [aUnit(unit)])

    expect(problems.map(({ row, column, code, params }) => [row, column, code, params])).toEqual([
      [2, ...problem],
    ])
    expect(added[0]?.places).toEqual([])
  })

  test('stands with the unit for one day at least', () => {
    expect(problemsOf([aRow()], [aUnit({ validFrom: '2000-01-01', validTo: '2025-07-02' })])).toEqual([])
  })

  test('of the line may be no area, and one of the area may be of another line', () => {
    const union = aUnit({ id: 'union', slug: 'hoi', line: 'women', isArea: false, officialCode: null })

    expect(problemsOf([aRow({ lineParent: 'hoi' })], [aUnit({ line: 'youth' }), union])).toEqual([])
  })
})
