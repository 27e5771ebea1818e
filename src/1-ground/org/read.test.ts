import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem, lookPublic } from '#access'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from './district.fixture.ts'
import type { NewPlacement, NewUnit } from './entry.ts'
import { loadUnits } from './import/load-units.ts'
import { carriedOn, childrenOf, findUnits, pathOf, scopeOf, unitByCode, unitBySlug, unitOf } from './read.ts'
import type { UnitSearch } from './store.ts'

useDatabase()

let id: (slug: string) => string
beforeAll(async () => {
  id = (await aDistrict()).id
})

const slugs = (units: { slug: string }[]) => units.map(({ slug }) => slug)
const found = async (search: Partial<UnitSearch>) =>
  slugs(await lookPublic((db) => findUnits(db, { limit: 20, ...search })))

describe('a unit is found', () => {
  test.each([
    ['without diacritics', 'long trach', ['long-trach', 'phu-nu-long-trach']],
    ['with diacritics', 'Long Trạch', ['long-trach', 'phu-nu-long-trach']],
    [
      'with letters written apart from their marks',
      'Long Trạch'.normalize('NFD'),
      ['long-trach', 'phu-nu-long-trach'],
    ],
    ['by words in any order', 'trach phu nu', ['phu-nu-long-trach']],
    ['by a d for a đ', 'can duoc', ['huyen-can-duoc', 'phu-nu-huyen']],
    ['by its code, before codes that begin so', '80', ['tay-ninh', 'long-an', 'huyen-can-duoc']],
    [
      'by the area in which it lies, where no name fits',
      'ap 1 long trach',
      ['ap-1-long-trach', 'chi-hoi-ap-1-long-trach'],
    ],
    ['by signs that mean something to the database', '100%_\\', []],
  ])('%s', async (_, text, expected) => {
    expect(new Set(await found({ text }))).toEqual(new Set(expected))
  })

  test('best first: the code itself, then the beginning of a name', async () => {
    expect((await found({ text: '806' }))[0]).toBe('huyen-can-duoc')
    expect((await found({ text: 'xa my le' }))[0]).toBe('my-le')
  })

  test('by line, kind, day and beneath another unit', async () => {
    expect(await found({ line: 'women', kind: 'branch' })).toEqual(['chi-hoi-ap-1-long-trach'])
    expect(await found({ kind: 'commune', onDay: '2026-01-01' })).toEqual(['my-le', 'rach-kien'])
    expect(await found({ kind: 'hamlet', under: id('my-le') })).toEqual(['ap-1-tan-trach'])
  })

  test('page by page, none twice and none left out', async () => {
    const all = await found({})
    const pages: string[] = []
    let after: UnitSearch['after']
    for (let page = 0; page < 10; page++) {
      const rows = await lookPublic((db) => findUnits(db, { limit: 4, after }))
      pages.push(...slugs(rows))
      after = rows.at(-1)
      if (rows.length < 4) break
    }
    expect(pages).toEqual(all)
    expect(all).toHaveLength(14)
  })
})

test('a code that was given to other land means another unit on another day', async () => {
  const on = (day: string) => lookPublic((db) => unitByCode(db, '28132', day))
  expect((await on('2025-06-30'))?.slug).toBe('tan-trach')
  expect((await on('2025-07-01'))?.slug).toBe('my-le')
  expect(await on('1999-01-01')).toBeUndefined()
})

test('a hamlet lies in the old commune before 1 July 2025 and in the new one since', async () => {
  const hamlet = id('ap-1-long-trach')
  await lookPublic(async (db) => {
    expect(slugs(await pathOf(db, hamlet, 'area', '2025-06-30'))).toEqual([
      'long-an',
      'huyen-can-duoc',
      'long-trach',
      'ap-1-long-trach',
    ])
    expect(slugs(await pathOf(db, hamlet, 'area', '2025-07-01'))).toEqual([
      'tay-ninh',
      'rach-kien',
      'ap-1-long-trach',
    ])
    expect(slugs(await childrenOf(db, id('rach-kien'), 'area', '2025-06-30'))).toEqual([])
    expect(slugs(await childrenOf(db, id('rach-kien'), 'area', '2025-07-01'))).toEqual(['ap-1-long-trach'])
    expect(slugs(await childrenOf(db, id('phu-nu-huyen'), 'line', '2025-06-30'))).toEqual([
      'phu-nu-long-trach',
    ])
    expect((await unitOf(db, hamlet, '2025-06-30')).area?.parentSlug).toBe('long-trach')
    expect((await unitOf(db, hamlet, '2025-07-01')).area?.parentSlug).toBe('rach-kien')
  })
})

test('a unit says what it carries on, by which decision and from which day', async () => {
  const { predecessors, successors } = await lookPublic((db) => carriedOn(db, id('rach-kien')))
  expect(predecessors.map(({ slug, day, share }) => [slug, day, share])).toEqual([
    ['huyen-can-duoc', '2025-07-01', 0.5],
    ['long-khe', '2025-07-01', null],
    ['long-trach', '2025-07-01', null],
  ])
  expect(successors).toEqual([])
})

describe('the scope of a unit', () => {
  const scope = async (slug: string) => {
    const ids = await lookPublic((db) => scopeOf(db, id(slug)))
    const units = await Promise.all(ids.map((unitId) => lookPublic((db) => unitOf(db, unitId))))
    return slugs(units).sort()
  }

  test.each([
    [
      'a new commune answers for its old ones, not for the district',
      'rach-kien',
      ['long-khe', 'long-trach', 'rach-kien'],
    ],
    [
      'an abolished district is answered for by its new communes',
      'huyen-can-duoc',
      ['huyen-can-duoc', 'my-le', 'rach-kien'],
    ],
    ['an old commune does not take the land of its neighbour', 'long-trach', ['long-trach']],
    ['a new province answers for the old one', 'tay-ninh', ['long-an', 'tay-ninh']],
    ['a unit that nothing happened to answers for itself', 'ap-1-long-trach', ['ap-1-long-trach']],
  ])('%s', async (_, slug, expected) => {
    expect(await scope(slug)).toEqual(expected)
  })
})

test('a district of which nobody said who carries it on is answered for by what became of its communes', async () => {
  const [district, one, two, merged] = [newId(), newId(), newId(), newId()]
  const unit = (
    unitId: string,
    slug: string,
    kind: string,
    validFrom: string,
    validTo: string | null,
  ): NewUnit => {
    return {
      id: unitId,
      slug,
      kind,
      validFrom,
      validTo,
      name: slug,
      shortName: slug,
      line: null,
      officialCode: null,
    }
  }
  const beneath = (unitId: string): NewPlacement => {
    return { tree: 'area', unitId, parentId: district, validFrom: '2000-01-01', validTo: '2025-07-01' }
  }
  await asSystem('system.load', (tx) =>
    loadUnits(tx, {
      units: [
        unit(district, 'huyen-khac', 'district', '2000-01-01', '2025-07-01'),
        unit(one, 'xa-mot', 'commune', '2000-01-01', '2025-07-01'),
        unit(two, 'xa-hai', 'commune', '2000-01-01', '2025-07-01'),
        unit(merged, 'xa-chung', 'commune', '2025-07-01', null),
      ],
      placements: [beneath(one), beneath(two)],
      reorganisations: [
        {
          kind: 'merge',
          day: '2025-07-01',
          document: 'Nghị quyết',
          successions: [one, two].map((fromUnitId) => ({ fromUnitId, toUnitId: merged })),
        },
      ],
    }),
  )

  const scope = await lookPublic((db) => scopeOf(db, district))

  expect(scope).toEqual([district, merged])
})

test('a unit that does not exist, or no id at all, is one answer', async () => {
  const wanted = { code: 'not_found_or_not_allowed' }
  await expect(lookPublic((db) => unitOf(db, '019ab000-0000-7000-8000-000000000000'))).rejects.toMatchObject(
    wanted,
  )
  await expect(lookPublic((db) => unitOf(db, "x' or true"))).rejects.toMatchObject(wanted)
  expect(await lookPublic((db) => unitBySlug(db, 'khong-co'))).toBeUndefined()
})
