import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, lookAsSystem } from '#access'
import { activityPage, recordActivity } from '#activities'
import { loadIndicators, readyIndicators } from '#figures'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, composting } from '../../../../test/support/district.ts'
import { currentForm, fieldsOf, insertFields } from '../store.ts'
import { readyKinds } from './index.ts'
import { loadKinds } from './load-kinds.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let checker: Actor

const later = { ...composting, fields: [...composting.fields] }
later.fields.splice(1, 0, {
  key: 'bins',
  type: 'count',
  label_vi: 'Số thùng ủ',
  label_en: 'Bins',
  unit_vi: 'thùng',
})

const load = (kinds: Parameters<typeof loadKinds>[1], day: string) =>
  asSystem('test.load', (tx) => loadKinds(tx, kinds, '2021-01-01', day))
const form = () => lookAsSystem((db) => currentForm(db, composting.code))

beforeAll(async () => {
  district = await aDistrict()
  checker = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Người Duyệt Hai', { role: 'checker', unitId: district.commune }),
  )
})

test('a release that asks another question issues a new version, and what was recorded keeps its own', async () => {
  const before = anEntry(district.initiativeId)
  await recordActivity(district.recorder, before)
  const first = await form()

  await load([later], '2026-05-01')

  const second = await form()
  expect([first?.version, second?.version]).toEqual([1, 2])
  expect(second?.fields.map(({ key }) => key)).toEqual(['waste', 'bins', 'households', 'place', 'photos'])
  expect((await activityPage(checker, before.id)).fields.map(({ key }) => key)).toEqual(
    composting.fields.map(({ key }) => key),
  )
  const after = anEntry(district.initiativeId, { answers: { waste: '3', bins: 2 } })
  await recordActivity(district.recorder, after)
  const page = await activityPage(checker, after.id)
  expect(page.activity.formId).toBe(second?.id)
  expect(page.activity.answers).toEqual({ waste: 3, bins: 2 })
})

test('the same release started again issues nothing, and a form that an officer made stays in force', async () => {
  await load([later], '2026-05-02')
  await load([later], '2026-05-03')
  expect((await form())?.version).toBe(2)
  await asSystem('test.own_form', async (tx) => {
    const { id } = await tx
      .insertInto('initiatives.form')
      .values({ kind: composting.code, version: 3 })
      .returning('id')
      .executeTakeFirstOrThrow()
    const fields = await fieldsOf(tx, (await form())?.id ?? '')
    await insertFields(tx, id, fields.slice(0, 2))
    await tx.updateTable('initiatives.form').set({ issued_on: '2026-06-01' }).where('id', '=', id).execute()
  })

  await load([composting], '2026-07-01')

  expect((await form())?.version).toBe(3)
})

test('all ready kinds load twice without a second version', async () => {
  await asSystem('test.indicators', (tx) => loadIndicators(tx, readyIndicators))
  await load(readyKinds, '2026-01-01')
  await load(readyKinds, '2026-02-01')

  const versions = await Promise.all(
    readyKinds.map(({ code }) => lookAsSystem(async (db) => (await currentForm(db, code))?.version)),
  )
  expect(new Set(versions)).toEqual(new Set([1]))
})
