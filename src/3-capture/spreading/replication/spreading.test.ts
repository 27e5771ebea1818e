import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, lookPublic } from '#access'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson, composting } from '../../../../test/support/district.ts'
import { findAlike } from '../../initiatives/duplicates/find-alike.ts'
import { loadInitiatives } from '../../initiatives/load-store.ts'
import { proposeInitiative } from '../../initiatives/propose-initiative.ts'
import { initiativeOf } from '../../initiatives/read.ts'
import { contactEntry } from '../contact/entry.ts'
import { giveContact } from '../contact/give-contact.ts'
import { contactFor } from '../contact/store.ts'
import { setTargets, writeGuide } from '../guide/write-guide.ts'
import { searchFrom } from '../library/entry.ts'
import { libraryPage, offerWithId } from '../library/read.ts'
import { recogniseInitiative, withdrawRecognition } from '../recognition/recognise-initiative.ts'
import { recognitionsOf } from '../recognition/store.ts'
import { replicateInitiative } from './replicate-initiative.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let contactGiver: Actor

const guide = {
  how: 'Cách làm',
  steps: ['Một', 'Hai'],
  peopleNeeded: '',
  preparationDays: null,
  costDong: 0,
  costNote: '',
}
const decision = (level: 'commune' | 'province', document: string) => ({
  level,
  document,
  day: '2022-05-05',
  issuer: 'Ban Thường vụ',
})
const otherUnit = async () => {
  const { rows } = await sql<{
    id: string
  }>`select id from org.unit where name = 'Hội Nông dân xã Hai'`.execute(database())
  return rows[0]?.id ?? ''
}
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )

beforeAll(async () => {
  district = await aDistrict()
  contactGiver = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Quản trị xã', { role: 'administrator', unitId: district.commune }),
  )
  await writeGuide(district.recorder, district.initiativeId, guide)
  await setTargets(district.recorder, district.initiativeId, {
    'amount.test_waste_kg': '500',
    'until.test_waste_kg': '2021-10-28',
  })
})

test('a copy has the kind, the form, the guide and the targets, and its origin cannot be changed', async () => {
  const unitId = await otherUnit()
  const id = await replicateInitiative(
    district.stranger,
    district.initiativeId,
    { unitId, name: 'Rác thành phân ở xã Hai', summary: '' },
    '2026-01-01',
  )

  const { rows } = await sql<Record<string, unknown>>`
    select initiative.kind, initiative.state, initiative.copied_from, form.version, guide.steps, target.amount, target.until
      from initiatives.initiative join initiatives.form on form.id = initiative.copied_form
      join initiatives.guide on guide.initiative_id = initiative.id join initiatives.target on target.initiative_id = initiative.id
     where initiative.id = ${id}`.execute(database())
  expect(rows).toEqual([
    {
      kind: composting.code,
      state: 'proposed',
      copied_from: district.initiativeId,
      version: 1,
      steps: ['Một', 'Hai'],
      amount: 500,
      until: '2026-06-30',
    },
  ])
  await expect(
    sql`update initiatives.initiative set copied_from = null, copied_form = null where id = ${id}`.execute(
      database(),
    ),
  ).rejects.toMatchObject({ constraint: 'initiative_origin_is_changed' })
  // Only its own unit sees a proposal; nobody else can copy it.
  expect(await code(initiativeOf(district.recorder, id))).toBe('not_found_or_not_allowed')
  expect(
    await code(replicateInitiative(district.stranger, id, { unitId, name: 'Thêm một nơi nữa', summary: '' })),
  ).toBe('initiative_is_not_to_be_copied_yet')
  expect(
    await code(
      replicateInitiative(district.stranger, district.initiativeId, {
        unitId,
        name: 'Rác thành phân ở xã Hai',
        summary: '',
      }),
    ),
  ).toBe('initiative_name_is_taken_here')
})

test('several recognitions stand side by side; one taken back stays in the books with its reason', async () => {
  const id = district.initiativeId
  const standing = () => lookPublic((db) => recognitionsOf(db, [id]))
  await recogniseInitiative(district.checker, id, decision('commune', '12-QĐ/ĐU'))
  await recogniseInitiative(district.leader, id, decision('province', '8-QĐ/TU'))
  expect(await code(recogniseInitiative(district.checker, id, decision('commune', '12-QĐ/ĐU')))).toBe(
    'recognition_is_there_already',
  )
  expect((await initiativeOf(district.recorder, id)).state).toBe('recognised')
  expect((await standing()).map(({ level }) => level).sort()).toEqual(['commune', 'province'])

  for (const { id: recognitionId } of await standing())
    await withdrawRecognition(district.checker, id, { recognitionId, why: 'Ghi nhầm mô hình' })

  expect(await standing()).toEqual([])
  expect((await initiativeOf(district.recorder, id)).state).toBe('active')
  const { rows } = await sql<{
    withdrawn_why: string
  }>`select withdrawn_why from initiatives.recognition`.execute(database())
  expect(rows.map((row) => row.withdrawn_why)).toEqual(['Ghi nhầm mô hình', 'Ghi nhầm mô hình'])
  await recogniseInitiative(district.checker, id, decision('commune', '12-QĐ/ĐU'))
})

test.each([
  ['recorder', false, true, false],
  ['checker', true, true, true],
  ['leader', true, false, true],
  ['stranger', false, false, false],
] as const)(
  'a %s: recognises %s, writes guide and targets %s, gives the contact %s',
  async (who, recognises, writes, contacts) => {
    const actor = district[who]
    const id = district.initiativeId
    const expected = (may: boolean) => (may ? 'done' : 'not_found_or_not_allowed')

    expect(await code(recogniseInitiative(actor, id, decision('commune', `QĐ của ${who}`)))).toBe(
      expected(recognises),
    )
    expect(await code(writeGuide(actor, id, guide))).toBe(expected(writes))
    expect(await code(setTargets(actor, id, {}))).toBe(expected(writes))
    expect(
      await code(giveContact(actor, district.union, contactEntry.parse({ phone: '0272 3881 234' }))),
    ).toBe(expected(contacts))
  },
)

test('a unit without a contact is reached through the one above; a mobile number is nobody’s office', async () => {
  await sql`delete from initiatives.contact`.execute(database())
  await giveContact(contactGiver, district.commune, contactEntry.parse({ phone: '+84 272 3881 234' }))

  const reached = await lookPublic((db) => contactFor(db, district.hamlet))

  expect(reached).toMatchObject({ unitName: 'Xã Một', phone: '02723881234' })
  for (const phone of ['0912 345 678', '0272', 'gọi sau'])
    expect(contactEntry.safeParse({ phone }).error?.issues[0]?.message, phone).toBe(
      'contact_phone_is_not_an_offices',
    )
  expect(await code(giveContact(contactGiver, district.commune, contactEntry.parse({})))).toBe(
    'contact_says_nothing',
  )
})

test('a name that is typed finds what is called alike, also without diacritics and by its first words', async () => {
  const unitId = await otherUnit()
  const names = [
    'Tuyến đường quê kiểu mẫu ở ấp Chợ',
    'Nuôi heo đất tiết kiệm ở ấp Bình Lợi',
    'Giữ gìn đờn ca tài tử',
    'Con đường 100 đồng ở xã Một',
  ]
  for (const name of names)
    await proposeInitiative(district.recorder, {
      kind: composting.code,
      unitId: district.union,
      name,
      summary: '',
    })
  const found = async (name: string, how: 'suggested' | 'asked', actor = district.recorder) =>
    (await findAlike(actor, { name, unitId: district.union }, how)).map((row) => row.name)

  expect((await found('nuoi heo dat tiet kiem', 'asked'))[0]).toBe(names[1])
  expect((await found('Nuôi heo đất tiết kiệm ở ấp Tân Hưng', 'asked'))[0]).toBe(names[1])
  expect((await found('tuyen duong que kieu mau', 'suggested'))[0]).toBe(names[0])
  expect((await found('Con duong 100 dong', 'asked'))[0]).toBe(names[3])
  for (const other of ['Thư viện lưu động', 'Bữa sáng cho người già', 'Sửa máy nông cụ miễn phí', 'xyz'])
    expect(await found(other, 'asked'), other).toEqual([])
  // A stranger's eyes: what is only proposed elsewhere is not told, however alike.
  expect(await found('nuoi heo dat tiet kiem', 'suggested', district.stranger)).toEqual([])
  expect(await findAlike(district.stranger, { name: 'Rác thành phân', unitId }, 'asked')).not.toEqual([])
})

test('the library is read page by page without a row twice, the higher honoured first', async () => {
  const step = { document: null, note: null, unitId: null, personId: null }
  await asSystem('test.many', (tx) =>
    loadInitiatives(
      tx,
      Array.from({ length: 23 }, (_, index) => ({
        id: newId(),
        kind: composting.code,
        unitId: district.union,
        name: `Mô hình số ${index % 5}, lần ${index}`,
        slug: `mo-hinh-so-${index}`,
        summary: '',
        state: 'active' as const,
        startedOn: '2022-01-01',
        endedOn: null,
        life: [{ ...step, event: 'active' as const, day: '2022-01-01' }],
      })),
    ),
  )
  const seen: string[] = []
  let after: ReturnType<typeof searchFrom>['after']
  do {
    const page = await lookPublic((db) => libraryPage(db, { ...searchFrom(() => undefined, 7), after }))
    seen.push(...page.rows.map(({ initiative }) => initiative.id))
    after = page.next
  } while (after)

  expect(seen).toHaveLength(24)
  expect(new Set(seen).size).toBe(24)
  expect(seen[0]).toBe(district.initiativeId)
})

test('what is published of an initiative is no more than its offer: neither proposals nor names of officers', async () => {
  const offer = await lookPublic((db) => offerWithId(db, district.initiativeId))

  expect(JSON.stringify(offer)).not.toContain('Người Ghi')
  expect(offer.copies).toEqual([])
})
