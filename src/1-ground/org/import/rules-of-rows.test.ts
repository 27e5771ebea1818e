import { describe, expect, test } from 'vitest'
import type { ReadRow } from './read-row.ts'
import { aBranch, aRow, aUnit, commune, plan, problemsOf } from './rows.fixture.ts'
import { type KnownUnit, planUnits } from './rules.ts'

describe('a unit that is there', () => {
  const units = (given: Partial<KnownUnit> = {}) => [aUnit(), aBranch(given)]

  test('and of which the row says nothing new stays as it is, whoever manages it', () => {
    expect(plan([aRow()], units({ mayManage: false }))).toEqual({
      problems: [],
      added: [],
      changed: [],
      unchanged: 1,
    })
  })

  test('gets what the row changes, and keeps what stands in no column of the file', () => {
    const known = aBranch({ officialCode: 'C1', validTo: '2030-01-01' })
    const row = aRow(
      { name: 'Chi hội Một', shortName: 'Chi hội Một', kind: commune, line: null, validFrom: '2025-08-01' },
      ['shortName', 'officialCode', 'line', 'validTo'],
    )

    const { problems, changed, unchanged } = plan([row], [aUnit(), known])

    expect([problems, unchanged]).toEqual([[], 0])
    expect(changed).toEqual([
      {
        row: 2,
        unit: known,
        to: {
          id: 'id-chi-hoi-1',
          slug: 'chi-hoi-1',
          line: 'women',
          name: 'Chi hội Một',
          shortName: 'CH 1',
          kind: 'commune',
          officialCode: 'C1',
          validFrom: '2025-08-01',
          validTo: '2030-01-01',
        },
        changes: [
          { column: 'name', from: 'Chi hội 1', to: 'Chi hội Một' },
          { column: 'kind', from: 'branch', to: 'commune' },
          { column: 'validFrom', from: '2025-07-01', to: '2025-08-01' },
        ],
        places: [],
      },
    ])
  })

  test('loses what stands empty in a column of the file', () => {
    const { changed } = plan(
      [aRow({ shortName: 'Một' })],
      units({ officialCode: 'C1', validTo: '2030-01-01' }),
    )

    expect(changed[0]?.to).toMatchObject({ shortName: 'Một', officialCode: null, validTo: null })
    expect(changed[0]?.changes.map(({ column }) => column)).toEqual(['shortName', 'officialCode', 'validTo'])
  })

  test('gets the place that it did not have', () => {
    const { problems, changed } = plan([aRow()], units({ area: null }))

    expect(problems).toEqual([])
    expect(changed[0]).toMatchObject({
      changes: [],
      places: [{ unitId: 'id-chi-hoi-1', parentId: 'id-rach-kien' }],
    })
  })

  test('leaves its place only by a decision: not for another, not for none', () => {
    const elsewhere = aUnit({ id: 'my-le', slug: 'my-le', officialCode: null })
    const refused = [[2, 'areaParent', 'import_parent_cannot_change', { parent: 'rach-kien' }]]

    expect(problemsOf([aRow({ areaParent: 'my-le' })], [...units(), elsewhere])).toEqual(refused)
    expect(problemsOf([aRow({ areaParent: '' })], units())).toEqual(refused)
    const inLine = units({ lineParent: { id: 'huyen', slug: 'hoi-huyen' } })
    expect(problemsOf([aRow()], inLine)).toEqual([
      [2, 'lineParent', 'import_parent_cannot_change', { parent: 'hoi-huyen' }],
    ])
    expect(problemsOf([aRow({}, ['areaParent', 'lineParent'])], inLine)).toEqual([])
  })

  test('keeps its line', () => {
    expect(problemsOf([aRow({ line: 'youth' })], units())).toEqual([
      [2, 'line', 'import_line_cannot_change', {}],
    ])
    expect(problemsOf([aRow({ line: 'youth' }, ['line'])], units())).toEqual([])
  })

  test('is changed only by whoever manages it', () => {
    expect(problemsOf([aRow({ name: 'Khác' })], units({ mayManage: false }))).toEqual([
      [2, null, 'import_unit_is_not_yours', { name: 'Chi hội 1' }],
    ])
  })

  test('is not meant by a row whose address was only made of its name', () => {
    const { problems, changed, unchanged } = plan([aRow({ slugIsGiven: false, name: 'Khác' })], units())

    expect(problems.map(({ column, code, params }) => [column, code, params])).toEqual([
      ['slug', 'import_slug_is_taken', { slug: 'chi-hoi-1', name: 'Chi hội 1' }],
    ])
    expect([changed, unchanged]).toEqual([[], 0])
  })
})

describe('rows against one another', () => {
  test('the same address twice is told with the row that has it', () => {
    const rows = [aRow(), aRow({ number: 3, slug: 'khac' }), aRow({ number: 4 })]

    expect(problemsOf(rows)).toEqual([[4, 'slug', 'import_row_is_twice', { row: 2, slug: 'chi-hoi-1' }]])
    expect(plan(rows).added).toHaveLength(2)
  })

  test('what was wrong before is told with what is found now, row by row', () => {
    const before = { row: 3, column: 'kind' as const, code: 'import_kind_is_unknown', params: {} }

    const { problems } = planUnits(
      {
        read: [aRow({ number: 4, areaParent: '' }), aRow({ slug: 'b', areaParent: '' })],
        problems: [before],
      },
      { units: [], beneath: [] },
      () => 'id',
    )

    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [2, 'import_parent_is_missing'],
      [3, 'import_kind_is_unknown'],
      [4, 'import_parent_is_missing'],
    ])
  })

  test('a code belongs to one unit on each day, be the other there or in the file', () => {
    const coded = (given: Partial<ReadRow>) => aRow({ officialCode: '28132', ...given })
    const until = (validTo: string) => aUnit({ validTo, validFrom: '2020-01-01' })

    expect(problemsOf([coded({})])).toEqual([
      [2, 'officialCode', 'import_code_is_taken', { code: '28132', name: 'Xã Rạch Kiến' }],
    ])
    expect(
      problemsOf(
        [coded({ areaParent: 'khac' })],
        [until('2025-07-01'), aUnit({ slug: 'khac', officialCode: null })],
      ),
    ).toEqual([])
    expect(
      problemsOf(
        [coded({ areaParent: 'khac', validFrom: '2019-01-01', validTo: '2020-01-01' })],
        [until('2025-07-01'), aUnit({ slug: 'khac', officialCode: null, validFrom: '2010-01-01' })],
      ),
    ).toEqual([])
    const twice = [
      coded({ officialCode: 'C9' }),
      coded({ number: 3, slug: 'b', name: 'Chi hội 2', officialCode: 'C9' }),
    ]
    expect(problemsOf(twice)).toEqual([
      [2, 'officialCode', 'import_code_is_taken', { code: 'C9', name: 'Chi hội 2' }],
      [3, 'officialCode', 'import_code_is_taken', { code: 'C9', name: 'Chi hội 1' }],
    ])
    expect(problemsOf([aRow(), aRow({ number: 3, slug: 'b' })])).toEqual([])
  })

  test('a unit of the file that gives its code away takes none', () => {
    const rows = [
      aRow({
        slug: 'rach-kien',
        name: 'Xã Rạch Kiến',
        kind: commune,
        line: null,
        areaParent: '',
        officialCode: '28133',
      }),
      aRow({ number: 3, officialCode: '28132' }),
    ]

    expect(problemsOf(rows)).toEqual([])
  })

  test('without the column of codes each keeps its own', () => {
    const kept = aRow({ slug: 'rach-kien', name: 'Tên mới', kind: commune, line: null, areaParent: '' }, [
      'officialCode',
    ])

    expect(problemsOf([kept, aRow({ number: 3, officialCode: '28132' })])).toEqual([
      [3, 'officialCode', 'import_code_is_taken', { code: '28132', name: 'Tên mới' }],
    ])
  })

  test('a circle is told at each of its rows, and not at those that hang on it', () => {
    const area = (number: number, slug: string, areaParent: string) =>
      aRow({ number, slug, areaParent, kind: commune, line: null })

    expect(
      problemsOf([
        area(2, 'a', 'b'),
        area(3, 'b', 'c'),
        area(4, 'c', 'a'),
        area(5, 'd', 'a'),
        area(6, 'e', 'rach-kien'),
      ]),
    ).toEqual([2, 3, 4].map((row) => [row, 'areaParent', 'placement_makes_a_loop', {}]))
    expect(problemsOf([area(2, 'a', 'b'), area(3, 'b', 'c'), area(4, 'c', 'rach-kien')])).toEqual([])
  })

  test('a circle of the line is another thing than one of the area', () => {
    const row = (number: number, slug: string, lineParent: string) => aRow({ number, slug, lineParent })

    expect(problemsOf([row(2, 'a', 'b'), row(3, 'b', 'a')])).toEqual(
      [2, 3].map((number) => [number, 'lineParent', 'placement_makes_a_loop', {}]),
    )
    const crossed = [
      aRow({ slug: 'a', areaParent: 'b', kind: commune }),
      aRow({ number: 3, slug: 'b', areaParent: 'rach-kien', kind: commune, lineParent: 'a' }),
    ]
    expect(problemsOf(crossed)).toEqual([])
  })

  test('a circle may run through a unit that is there and had no place', () => {
    const rows = [
      aRow({
        slug: 'rach-kien',
        name: 'Xã Rạch Kiến',
        kind: commune,
        line: null,
        areaParent: 'b',
        officialCode: '28132',
      }),
      aRow({ number: 3, slug: 'b', areaParent: 'rach-kien', kind: commune, line: null }),
    ]

    expect(problemsOf(rows).map(([row, , code]) => [row, code])).toEqual([
      [2, 'placement_makes_a_loop'],
      [3, 'placement_makes_a_loop'],
    ])
  })
})

describe('a unit that ends', () => {
  const ending = (validTo: string | null) =>
    aRow({
      slug: 'rach-kien',
      name: 'Xã Rạch Kiến',
      kind: commune,
      line: null,
      areaParent: '',
      officialCode: '28132',
      validTo,
    })
  const below = (slug: string, until: string | null = null) => ({
    parentId: 'id-rach-kien',
    slug,
    name: `Ấp ${slug}`,
    until,
  })

  test('leaves nobody behind who stands beneath it', () => {
    expect(
      problemsOf(
        [ending('2026-01-01')],
        [aUnit()],
        [below('1', '2026-01-01'), below('2'), below('3', '2026-02-01')],
      ),
    ).toEqual([[2, 'validTo', 'unit_has_units_beneath', { name: 'Xã Rạch Kiến', count: 2, first: 'Ấp 2' }]])
    expect(problemsOf([ending('2026-01-01')], [aUnit()], [{ ...below('2'), parentId: 'other' }])).toEqual([])
  })

  test('may end with those whose rows end them too', () => {
    const hamlet = aBranch({ slug: '2', mayManage: true })
    const withRow = (validTo: string, notInFile: string[] = []) =>
      problemsOf(
        [ending('2026-01-01'), aRow({ number: 3, slug: '2', validTo }, notInFile)],
        [aUnit(), hamlet],
        [below('2')],
      ).map(([row, , code]) => [row, code])

    expect(withRow('2026-01-01')).toEqual([])
    expect(withRow('2026-01-02')).toEqual([[2, 'unit_has_units_beneath']])
    expect(withRow('2026-01-01', ['validTo'])).toEqual([[2, 'unit_has_units_beneath']])
  })

  test('is not asked again where its end does not change, or is taken back', () => {
    const ended = aUnit({ validTo: '2026-01-01' })
    const renamed = { ...ending('2026-01-01'), name: 'Tên mới' }

    expect(problemsOf([renamed], [ended], [below('2')])).toEqual([])
    expect(problemsOf([ending(null)], [ended], [below('2')])).toEqual([])
  })
})
