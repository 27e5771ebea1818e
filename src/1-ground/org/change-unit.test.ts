import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, asSystem, lookPublic } from '#access'
import { useDatabase } from '../../../test/support/database.ts'
import { addUnit } from './add-unit.ts'
import { changeUnit, endUnit, moveUnit } from './change-unit.ts'
import { aDistrict, aPersonWith } from './district.fixture.ts'
import { versionOf } from './entry.ts'
import { pathOf, unitOf } from './read.ts'
import { unitToChange, unitView } from './read-pages.ts'

useDatabase()

let id: (slug: string) => string
let administrator: Actor
let communeAdministrator: Actor
let recorder: Actor
let isLoaded = false
beforeEach(async () => {
  if (isLoaded) return
  isLoaded = true
  id = (await aDistrict()).id
  administrator = await aPersonWith('administrator', id('tay-ninh'))
  communeAdministrator = await aPersonWith('administrator', id('rach-kien'))
  recorder = await aPersonWith('recorder', id('rach-kien'))
})

const refused = { code: 'not_found_or_not_allowed' }
const document = 'Quyết định 12-QĐ/TU'
const wayTo = async (unitId: string, day: string) =>
  (await lookPublic((db) => pathOf(db, unitId, 'area', day))).map(({ slug }) => slug)
const newHamlet = (slug: string, given: Record<string, string> = {}) =>
  addUnit(administrator, {
    slug,
    name: `Ấp ${slug}`,
    kind: 'hamlet',
    areaParent: 'rach-kien',
    validFrom: '2025-07-01',
    ...given,
  })

describe('a unit is added', () => {
  test('where it was said to stand', async () => {
    const hamlet = await newHamlet('ap-moi', { validFrom: '15/8/2025' })
    expect(await wayTo(hamlet, '2025-08-15')).toEqual(['tay-ninh', 'rach-kien', 'ap-moi'])
    expect(await wayTo(hamlet, '2025-08-14')).toEqual([])
  })

  test('only with fields that are right, each named', async () => {
    const fault = newHamlet('ap-hong', { name: '', areaParent: '99999', validFrom: '2025-02-30' })
    await expect(fault).rejects.toMatchObject({
      code: 'form_has_faults',
      fields: [
        { field: 'name', code: 'field_is_required' },
        { field: 'validFrom', code: 'import_day_is_no_day' },
      ],
    })
  })

  test('never over one that is there', async () => {
    await newHamlet('ap-trung')
    await expect(newHamlet('ap-trung')).rejects.toMatchObject({ fields: [{ code: 'unit_slug_is_taken' }] })
  })

  test('not by a recorder, nor beneath what somebody else manages', async () => {
    const typed = { name: 'Ấp X', kind: 'hamlet', areaParent: 'my-le', validFrom: '2025-07-01' }
    await expect(addUnit(recorder, typed)).rejects.toMatchObject(refused)
    await expect(addUnit(communeAdministrator, typed)).rejects.toMatchObject({
      fields: [{ field: 'areaParent', code: 'import_parent_is_not_yours' }],
    })
  })
})

describe('a unit is renamed', () => {
  const change = { shortName: 'Ấp 1', officialCode: '', day: '', document: '' }

  test('in place, with its decision kept', async () => {
    const hamlet = id('ap-1-long-trach')
    const seen = versionOf(await unitToChange(administrator, hamlet))
    await changeUnit(administrator, hamlet, { ...change, name: 'Ấp Nhất', seen, day: '2026-01-01', document })
    const view = await unitView(administrator, hamlet, '2026-02-01')
    expect(view.unit.name).toBe('Ấp Nhất')
    expect(view.decisions).toEqual([{ kind: 'rename', day: '2026-01-01', document, note: 'Ấp 1 → Ấp Nhất' }])
  })

  test('not over what somebody else has changed meanwhile', async () => {
    const hamlet = id('ap-1-tan-trach')
    const seen = versionOf(await unitToChange(administrator, hamlet))
    await changeUnit(administrator, hamlet, { ...change, name: 'Ấp Hai', seen })
    await expect(changeUnit(administrator, hamlet, { ...change, name: 'Ấp Ba', seen })).rejects.toMatchObject(
      {
        code: 'seen_is_outdated',
      },
    )
  })

  test('not to a code that another unit has on those days', async () => {
    const seen = versionOf(await unitToChange(administrator, id('my-le')))
    const code = {
      name: 'Xã Mỹ Lệ',
      shortName: 'Xã Mỹ Lệ',
      officialCode: '28114',
      seen,
      day: '',
      document: '',
    }
    await expect(changeUnit(administrator, id('my-le'), code)).rejects.toMatchObject({
      code: 'unit_code_is_taken',
    })
  })

  test('not by a recorder, nor by the administrator of the next commune', async () => {
    const wanted = { ...change, name: 'X', seen: '' }
    await expect(changeUnit(recorder, id('rach-kien'), wanted)).rejects.toMatchObject(refused)
    await expect(changeUnit(communeAdministrator, id('my-le'), wanted)).rejects.toMatchObject(refused)
  })
})

describe('a unit is moved', () => {
  test('and stays where it was until that day', async () => {
    const hamlet = await newHamlet('ap-di')
    await moveUnit(administrator, hamlet, {
      tree: 'area',
      parentId: id('my-le'),
      day: '2026-03-01',
      document,
    })
    expect(await wayTo(hamlet, '2026-02-28')).toEqual(['tay-ninh', 'rach-kien', 'ap-di'])
    expect(await wayTo(hamlet, '2026-03-01')).toEqual(['tay-ninh', 'my-le', 'ap-di'])
  })

  test.each<[string, { parent: string; day: string; tree?: 'area' | 'line' }, string]>([
    ['beneath itself', { parent: 'rach-kien', day: '2026-03-01' }, 'placement_is_under_itself'],
    [
      'beneath what stands beneath it',
      { parent: 'ap-1-long-trach', day: '2026-03-01' },
      'placement_makes_a_loop',
    ],
    [
      'beneath an organisation',
      { parent: 'chi-hoi-ap-1-long-trach', day: '2026-03-01' },
      'unit_parent_is_no_area',
    ],
    [
      'into another line',
      { parent: 'chi-hoi-ap-1-long-trach', day: '2026-03-01', tree: 'line' },
      'unit_parent_is_of_another_line',
    ],
    ['to where it stands', { parent: 'tay-ninh', day: '2026-03-01' }, 'unit_stands_there_already'],
    ['beneath what has ended', { parent: 'long-an', day: '2026-03-01' }, 'unit_parent_stands_on_other_days'],
    ['before it came', { parent: 'my-le', day: '2025-07-01' }, 'placement_ends_before_it_begins'],
  ])('not %s', async (_, { parent, day, tree }, code) => {
    const move = { tree: tree ?? 'area', parentId: id(parent), day, document } as const
    await expect(moveUnit(administrator, id('rach-kien'), move)).rejects.toMatchObject({ code })
  })

  test('only by who manages both places', async () => {
    const out = { tree: 'area', parentId: id('my-le'), day: '2026-03-01', document } as const
    await expect(moveUnit(communeAdministrator, id('ap-1-long-trach'), out)).rejects.toMatchObject(refused)
    await expect(moveUnit(recorder, id('ap-1-long-trach'), out)).rejects.toMatchObject(refused)
  })
})

describe('a unit ends', () => {
  test('with its places, after its last day', async () => {
    const hamlet = await newHamlet('ap-het')
    await endUnit(administrator, hamlet, { lastDay: '2026-05-31', document })
    expect(await wayTo(hamlet, '2026-05-31')).toHaveLength(3)
    expect(await wayTo(hamlet, '2026-06-01')).toEqual([])
    expect(await lookPublic((db) => unitOf(db, hamlet))).toMatchObject({ validTo: '2026-06-01' })
  })

  test('not while others stand beneath it, nor twice, nor before it began', async () => {
    const end = (unit: string, lastDay: string) => endUnit(administrator, unit, { lastDay, document })
    await expect(end(id('rach-kien'), '2026-05-31')).rejects.toMatchObject({ code: 'unit_has_units_beneath' })
    await expect(end(await newHamlet('ap-som'), '2025-01-01')).rejects.toMatchObject({
      code: 'unit_ends_before_it_begins',
    })
    const ended = await newHamlet('ap-da-het', { validTo: '2025-12-31' })
    await expect(end(ended, '2026-05-31')).rejects.toMatchObject({ code: 'unit_has_ended' })
  })

  test('not by a recorder', async () => {
    const end = endUnit(recorder, id('rach-kien'), { lastDay: '2026-05-31', document })
    await expect(end).rejects.toMatchObject(refused)
  })
})

test('after all these changes, deriving the whole closure anew changes nothing', async () => {
  const closure = () =>
    asSystem('system.check', async (tx) => {
      const { rows } = await sql<{ hash: string; count: number }>`
        select md5(string_agg(beneath::text, '|' order by beneath::text)) as hash, count(*)::integer as count
          from org.beneath`.execute(tx)
      return rows[0]
    })
  const kept = await closure()
  await asSystem('system.check', (tx) => sql`select org.derive_beneath()`.execute(tx))
  expect(await closure()).toEqual(kept)
  expect(kept?.count).toBeGreaterThan(60)
})

test('two people who place units at the same time both count', async () => {
  const slugs = Array.from({ length: 8 }, (_, index) => `ap-cung-luc-${index}`)
  const hamlets = await Promise.all(slugs.map((slug) => newHamlet(slug)))
  for (const hamlet of hamlets) expect(await wayTo(hamlet, '2026-01-01')).toHaveLength(3)
})
