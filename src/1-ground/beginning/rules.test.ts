import { expect, test } from 'vitest'
import { communesOf, listed, nationalList, provinces } from './national-list.ts'
import { layOut, nameInFull, ownName } from './rules.ts'

const since = '2025-07-01'

test('the national list has 34 provinces and 3,321 communes, each code once and each commune in a province', () => {
  const all = nationalList()
  const codes = new Set(all.map(({ code }) => code))
  const count = (kind: string) => all.filter((one) => one.kind === kind).length

  expect([count('province'), count('commune'), count('ward'), count('special_zone')]).toEqual([
    34, 2599, 709, 13,
  ])
  expect(codes.size).toBe(all.length)
  expect(all.filter(({ within }) => within !== null && listed(within)?.kind !== 'province')).toEqual([])
  expect(provinces().filter(({ name }) => name.startsWith('Thành phố'))).toHaveLength(9)
})

test('what changed in 2026 is as it is now', () => {
  expect(listed('75')?.name).toBe('Thành phố Đồng Nai')
  expect(listed('09193')).toMatchObject({ kind: 'ward', name: 'Phường Yên Phong', within: '24' })
  expect(communesOf('80')).toHaveLength(96)
  expect(listed('28114')?.name).toBe('Xã Rạch Kiến')
})

test('names are sorted as people look for them, without the word before', () => {
  const names = communesOf('80').map(({ name }) => ownName(name))

  expect(names).toEqual(names.toSorted(new Intl.Collator('vi').compare))
  expect(provinces()[0]?.name).toBe('Tỉnh An Giang')
})

test('a commune begins with itself and its nine organisations beneath', () => {
  const { root, units, placements } = layOut(
    { code: '00118', kind: 'ward', name: 'Phường Bồ Đề' },
    { communes: [], organisations: true, since, taken: new Set(['phuong-bo-de']) },
  )

  expect(root).toMatchObject({
    name: 'Phường Bồ Đề',
    shortName: 'Bồ Đề',
    officialCode: '00118',
    slug: 'phuong-bo-de-2',
  })
  expect(units.map(({ name }) => name)).toContain('Hội Liên hiệp Phụ nữ phường Bồ Đề')
  expect(units.map(({ name }) => name)).toContain('Đảng ủy phường Bồ Đề')
  expect(new Set(units.map(({ line }) => line)).size).toBe(10)
  expect(placements.every(({ tree, parentId }) => tree === 'area' && parentId === root.id)).toBe(true)
  expect(placements).toHaveLength(9)
})

test('a province begins with its communes; each organisation stands in its commune and under its line', () => {
  const { units, placements } = layOut(
    { code: '46', kind: 'province', name: 'Thành phố Huế' },
    { communes: communesOf('46'), organisations: true, since, taken: new Set() },
  )
  const called = new Map(units.map((unit) => [unit.name, unit]))
  const women = called.get('Hội Liên hiệp Phụ nữ phường Thuận Hóa')
  const parents = placements.filter(({ unitId }) => unitId === women?.id)

  expect(called.get('Thành ủy Huế')?.line).toBe('party')
  expect(called.get('Thành Đoàn Huế')).toBeDefined()
  expect(new Map(parents.map(({ tree, parentId }) => [tree, parentId]))).toEqual(
    new Map([
      ['area', called.get('Phường Thuận Hóa')?.id],
      ['line', called.get('Hội Liên hiệp Phụ nữ thành phố Huế')?.id],
    ]),
  )
  expect(new Set(units.map(({ slug }) => slug)).size).toBe(units.length)
})

test('without organisations there is the area alone', () => {
  const { units } = layOut(
    { code: null, kind: 'commune', name: 'Xã Thử' },
    { communes: [], organisations: false, since, taken: new Set() },
  )

  expect(units.map(({ name, slug }) => [name, slug])).toEqual([['Xã Thử', 'xa-thu']])
})

test('the city named for a person keeps its word in every name', () => {
  const { root, units } = layOut(
    { code: '79', kind: 'province', name: 'Thành phố Hồ Chí Minh' },
    { communes: [], organisations: true, since, taken: new Set() },
  )
  const names = units.map(({ name }) => name)

  expect(root.shortName).toBe('Thành phố Hồ Chí Minh')
  expect(names).toContain('Thành ủy Thành phố Hồ Chí Minh')
  expect(names).toContain('Công an thành phố Hồ Chí Minh')
})

test.each([
  ['Rạch Kiến', 'commune', 'Xã Rạch Kiến'],
  ['xã Rạch Kiến', 'commune', 'Xã Rạch Kiến'],
  ['Thị trấn Cần Đước', 'commune', 'Thị trấn Cần Đước'],
  ['TP. Huế', 'province', 'Thành phố Huế'],
  ['Bến Tre', 'province', 'Tỉnh Bến Tre'],
  ['Đặc khu Phú Quốc', 'special_zone', 'Đặc khu Phú Quốc'],
])('“%s”, typed for a %s, is %s', (typed, kind, name) => {
  expect(nameInFull(typed, kind)).toBe(name)
})
