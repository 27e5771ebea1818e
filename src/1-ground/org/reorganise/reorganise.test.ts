import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, asSystem, lookPublic, perform } from '#access'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { addDays, today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPersonWith } from '../district.fixture.ts'
import { childrenOf, pathOf, unitOf } from '../read.ts'
import type { Decision } from './entry.ts'
import {
  decisionList,
  decisionOf,
  previewReorganisation,
  putNamesInPlace,
  reorganise,
  undoReorganisation,
} from './reorganise.ts'
import { actingUnit } from './store.ts'

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

const tomorrow = addDays(today(), 30)
const document = 'Nghị quyết 12/NQ-HĐND'
const head = (day = tomorrow) => ({ id: newId(), day, document })
const merging = (over: Partial<Extract<Decision, { kind: 'merge' }>> = {}): Decision => ({
  ...head(),
  kind: 'merge',
  from: [id('rach-kien'), id('my-le')],
  into: { name: 'Xã Rạch Mỹ', shortName: 'Rạch Mỹ', officialCode: '' },
  ...over,
})

/** Everything that units are, were and will be, row by row. */
async function everything(): Promise<unknown> {
  const { rows } = await sql<{ all: string }>`
    select jsonb_build_object(
      'unit', (select jsonb_agg(to_jsonb(unit) order by id) from org.unit),
      'placement', (select jsonb_agg(to_jsonb(placement) order by id) from org.placement),
      'succession', (select jsonb_agg(to_jsonb(succession) order by id) from org.succession),
      'beneath', (select jsonb_agg(to_jsonb(beneath) order by tree, ancestor_id, unit_id, valid) from org.beneath)) as all`.execute(
    database(),
  )
  return rows[0]?.all
}
const namesBeneath = async (unitId: string, day: string) =>
  (await lookPublic((db) => childrenOf(db, unitId, 'area', day))).map(({ name }) => name).sort()
const unitNamed = async (name: string): Promise<string> => {
  const found = await database()
    .selectFrom('org.unit')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst()
  return found?.id ?? ''
}

describe('a merger', () => {
  test('makes a unit in the place of the first, brings along what stood beneath, and is followed from its day on', async () => {
    const before = await everything()
    const decision = merging()

    await reorganise(administrator, decision)

    const made = await unitNamed('Xã Rạch Mỹ')
    expect(await lookPublic((db) => unitOf(db, made, tomorrow))).toMatchObject({
      slug: 'xa-rach-my',
      kind: 'commune',
      validFrom: tomorrow,
      validTo: null,
    })
    expect((await lookPublic((db) => pathOf(db, made, 'area', tomorrow))).map(({ slug }) => slug)).toEqual([
      'tay-ninh',
      'xa-rach-my',
    ])
    expect(await namesBeneath(made, tomorrow)).toEqual(['Ấp 1', 'Ấp 1'])
    expect(await namesBeneath(id('rach-kien'), today())).toEqual(['Ấp 1'])
    expect(await lookPublic((db) => unitOf(db, id('my-le')))).toMatchObject({ validTo: tomorrow })

    await undoReorganisation(administrator, decision.id)

    expect(await everything()).toEqual(before)
    expect(await decisionOf(administrator, decision.id)).toMatchObject({ isUndone: true, mayUndo: false })
    await expect(undoReorganisation(administrator, decision.id)).rejects.toMatchObject({
      code: 'reorganisation_is_undone_already',
    })
  })

  test('into a unit that stands leaves it standing', async () => {
    const before = await everything()
    const decision = merging({ from: [id('my-le')], into: { unitId: id('rach-kien') } })

    await reorganise(administrator, decision)

    expect(await namesBeneath(id('rach-kien'), tomorrow)).toEqual(['Ấp 1', 'Ấp 1'])
    await undoReorganisation(administrator, decision.id)
    expect(await everything()).toEqual(before)
  })

  test('is made once, however often it is sent', async () => {
    const decision = merging()
    await reorganise(administrator, decision)
    const once = await everything()

    await reorganise(administrator, decision)

    expect(await everything()).toEqual(once)
    await undoReorganisation(administrator, decision.id)
  })

  test('is previewed with all it does and touches, and nothing of it is kept', async () => {
    const before = await everything()

    const { steps, touched } = await previewReorganisation(administrator, merging())

    expect(steps.map(({ what }) => what)).toEqual([
      'unit_made',
      'place_added',
      'place_cut',
      'place_cut',
      'place_added',
      'place_added',
      'place_cut',
      'place_cut',
      'unit_ended',
      'unit_ended',
      'carried_on',
      'carried_on',
    ])
    expect(touched).toContainEqual({ key: 'org.touched.people', count: 2 })
    expect(await everything()).toEqual(before)
    const { rows } = await decisionList(administrator, undefined)
    expect(rows.map(({ document: named }) => named)).not.toContain('Xem trước')
  })

  test('of the past cannot be undone, and whoever held a role goes on in the new unit', async () => {
    const day = '2026-01-01'
    const decision = merging({ ...head(day), from: [id('my-le')], into: { unitId: id('rach-kien') } })
    const before = await aPersonWith('administrator', id('my-le'))
    const newName = { name: 'Ấp 1', shortName: 'Ấp 1' }
    const renaming = (): Decision => ({
      ...head(day),
      kind: 'rename',
      unitId: id('ap-1-long-trach'),
      ...newName,
    })
    await expect(previewReorganisation(before, renaming())).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })

    await reorganise(administrator, decision)

    await expect(undoReorganisation(administrator, decision.id)).rejects.toMatchObject({
      code: 'reorganisation_is_in_force',
    })
    // Now it is theirs: what stops them is that nothing would change.
    await expect(previewReorganisation(before, renaming())).rejects.toMatchObject({
      code: 'reorganisation_changes_nothing',
    })
    expect(await lookPublic((db) => actingUnit(db, id('my-le'), today()))).toBe(id('rach-kien'))
    expect(await lookPublic((db) => actingUnit(db, id('my-le'), '2025-12-31'))).toBe(id('my-le'))
  })
})

describe('a split', () => {
  const splitting = (over: Partial<Extract<Decision, { kind: 'split' }>> = {}): Decision => ({
    ...head(),
    kind: 'split',
    unitId: id('rach-kien'),
    ends: true,
    parts: [
      {
        into: { name: 'Xã Rạch Đông', shortName: '', officialCode: '' },
        share: 0.25,
        beneath: [id('ap-1-long-trach'), id('ap-1-tan-trach')],
      },
      { into: { name: 'Xã Rạch Tây', shortName: '', officialCode: '' }, share: 0.5, beneath: [] },
    ],
    ...over,
  })

  test('gives each part what was recorded, and says what nobody was given', async () => {
    const before = await everything()
    const decision = splitting()

    const { steps } = await previewReorganisation(administrator, decision)
    await reorganise(administrator, decision)

    expect(steps.at(-1)).toMatchObject({ what: 'left_over', detail: { name: 'Xã Rạch Kiến', share: 0.25 } })
    expect(await namesBeneath(await unitNamed('Xã Rạch Đông'), tomorrow)).toEqual(['Ấp 1', 'Ấp 1'])
    expect(await namesBeneath(await unitNamed('Xã Rạch Tây'), tomorrow)).toEqual([])
    await undoReorganisation(administrator, decision.id)
    expect(await everything()).toEqual(before)
  })

  test.each([
    [
      'orphans a hamlet',
      () => splitting({ parts: [{ into: { unitId: id('tay-ninh') }, share: 1, beneath: [] }] }),
      'unit_has_units_beneath',
    ],
    [
      'gives away more than there is',
      () =>
        splitting({
          ends: false,
          parts: [0.7, 0.6].map((share, at) => ({
            into: { name: `Xã Phần ${at}`, shortName: '', officialCode: '' },
            share,
            beneath: [],
          })),
        }),
      'succession_shares_exceed_the_whole',
    ],
    [
      'gives away what stands elsewhere',
      () =>
        splitting({
          parts: [
            {
              into: { name: 'Xã X', shortName: '', officialCode: '' },
              share: null,
              beneath: [id('chi-hoi-ap-1-long-trach')],
            },
          ],
        }),
      'reorganisation_part_is_elsewhere',
    ],
  ])('that %s is refused, and nothing is kept', async (_, decision, code) => {
    const before = await everything()
    await expect(reorganise(administrator, decision())).rejects.toMatchObject({ code })
    expect(await everything()).toEqual(before)
  })
})

describe('one unit', () => {
  test('is moved from a day on, and back', async () => {
    const before = await everything()
    const decision: Decision = {
      ...head(),
      kind: 'transfer',
      unitId: id('chi-hoi-ap-1-long-trach'),
      tree: 'area',
      parentId: id('ap-1-tan-trach'),
    }
    await reorganise(administrator, decision)
    expect(await namesBeneath(id('ap-1-tan-trach'), tomorrow)).toEqual(['Chi hội Phụ nữ ấp 1'])
    await undoReorganisation(administrator, decision.id)
    expect(await everything()).toEqual(before)
  })

  test('is never placed beneath itself', async () => {
    const looping: Decision = {
      ...head(),
      kind: 'transfer',
      unitId: id('rach-kien'),
      tree: 'area',
      parentId: id('ap-1-long-trach'),
    }
    await expect(reorganise(administrator, looping)).rejects.toMatchObject({ code: 'placement_makes_a_loop' })
  })

  test('gets its new name on the day and not before', async () => {
    const decision: Decision = {
      ...head(),
      kind: 'rename',
      unitId: id('ap-1-tan-trach'),
      name: 'Ấp Tân Trạch',
      shortName: 'Tân Trạch',
    }
    await reorganise(administrator, decision)
    expect(await putNamesInPlace()).toBe(0)
    expect(await lookPublic((db) => unitOf(db, id('ap-1-tan-trach')))).toMatchObject({ name: 'Ấp 1' })
    await undoReorganisation(administrator, decision.id)

    await reorganise(administrator, { ...decision, id: newId(), day: today() })
    expect(await lookPublic((db) => unitOf(db, id('ap-1-tan-trach')))).toMatchObject({ name: 'Ấp Tân Trạch' })
    expect(await putNamesInPlace()).toBe(0)
  })

  test('is dissolved when whoever stood beneath it has a place', async () => {
    const before = await everything()
    const dissolving = (parentId: string | null): Decision => ({
      ...head(),
      kind: 'dissolve',
      unitId: id('ap-1-long-trach'),
      parentId,
    })
    await expect(reorganise(administrator, dissolving(null))).rejects.toMatchObject({
      code: 'unit_has_units_beneath',
    })

    const decision = dissolving(id('rach-kien'))
    await reorganise(administrator, decision)

    expect(await namesBeneath(id('rach-kien'), tomorrow)).toContain('Chi hội Phụ nữ ấp 1')
    await undoReorganisation(administrator, decision.id)
    expect(await everything()).toEqual(before)
  })
})

describe('a decision is refused', () => {
  test.each([
    [
      'that merges a commune and a hamlet',
      () => merging({ from: [id('rach-kien'), id('ap-1-long-trach')] }),
      'reorganisation_mixes_kinds',
    ],
    [
      'on a unit that has ended',
      () => merging({ from: [id('rach-kien'), id('long-trach')] }),
      'unit_has_ended',
    ],
    [
      'from before its unit began',
      () => merging({ ...head('2025-06-30'), from: [id('rach-kien')] }),
      'reorganisation_is_before_unit_began',
    ],
    [
      'that merges a unit into itself',
      () => merging({ from: [id('rach-kien')], into: { unitId: id('rach-kien') } }),
      'reorganisation_takes_over_itself',
    ],
    ['on a unit that nobody knows', () => merging({ from: [newId()] }), 'not_found_or_not_allowed'],
  ])('%s', async (_, decision, code) => {
    const before = await everything()
    await expect(reorganise(administrator, decision())).rejects.toMatchObject({ code })
    await expect(previewReorganisation(administrator, decision())).rejects.toMatchObject({ code })
    expect(await everything()).toEqual(before)
  })

  test('of somebody who manages only a part of it, or nothing', async () => {
    const refused = { code: 'not_found_or_not_allowed' }
    for (const actor of [communeAdministrator, recorder]) {
      await expect(reorganise(actor, merging({ from: [id('rach-kien')] }))).rejects.toMatchObject(refused)
      await expect(previewReorganisation(actor, merging({ from: [id('rach-kien')] }))).rejects.toMatchObject(
        refused,
      )
    }
    const decision: Decision = {
      ...head(),
      kind: 'rename',
      unitId: id('rach-kien'),
      name: 'Xã Kiến',
      shortName: 'Kiến',
    }
    await reorganise(administrator, decision)
    await expect(undoReorganisation(recorder, decision.id)).rejects.toMatchObject(refused)
    await undoReorganisation(administrator, decision.id)
  })

  test('that undoes what others have built upon since', async () => {
    const decision = merging({
      into: { name: 'Xã Bền', shortName: '', officialCode: '' },
      from: [id('rach-kien')],
    })
    await reorganise(administrator, decision)
    const made = await unitNamed('Xã Bền')
    const holder = await aPersonWith('recorder', made)

    await expect(undoReorganisation(administrator, decision.id)).rejects.toMatchObject({
      code: 'reorganisation_is_built_upon',
    })

    await asSystem('test', (tx) =>
      tx.deleteFrom('access.role_held').where('person_id', '=', holder.personId).execute(),
    )
    await undoReorganisation(administrator, decision.id)
  })

  test('by the database too, where somebody writes past the program', async () => {
    const decision = merging({ from: [id('rach-kien')] })
    await reorganise(administrator, decision)
    const forged = perform(recorder, 'activity.record', id('rach-kien'), (tx) =>
      tx.deleteFrom('org.succession').where('reorganisation_id', '=', decision.id).execute(),
    )
    expect(Number((await forged)[0]?.numDeletedRows)).toBe(0)
    await undoReorganisation(administrator, decision.id)
  })
})
