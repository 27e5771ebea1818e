import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { asSystem, look, lookPublic, perform } from '#access'
import { publicFilesOfProtected, publishFile } from '#activities'
import { database, stateOfPages } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson, sponsorship } from '../../../../test/support/district.ts'
import { useModule } from '../../../../test/support/modules.ts'
import { lookAt } from '../cover/look-at.ts'
import { aPhoto, aRecord, signedInApp, useFiles } from '../evidence.fixture.ts'
import { findFile, publicFilesOf } from '../store.ts'
import { consentPages } from './pages/consent-pages.tsx'
import { consentRecordPages } from './pages/record-page.tsx'
import { consentPage, consentsPage } from './read.ts'
import { type ConsentEntry, recordConsent, restOn, restPhotoOn, withdrawConsent } from './record-consent.ts'
import { allows, stateOf } from './rules.ts'

useDatabase()
useFiles()

const hidden = { code: 'not_found_or_not_allowed' }
const name = 'Nguyễn Thị Bí Mật'

/** What is typed to record a consent, with what a test is not about filled in. */
const aConsent = async (unitId: string, over: Partial<ConsentEntry> = {}): Promise<ConsentEntry> => ({
  unitId,
  personName: name,
  personKind: 'adult',
  guardianName: '',
  childAgreed: false,
  things: ['photo', 'name'],
  channels: ['portal', 'facebook'],
  purpose: 'Giới thiệu mô hình trên trang của xã',
  givenOn: '2026-03-01',
  givenHow: 'paper',
  proof: { bytes: await aPhoto(), name: 'giay-dong-y.jpg' },
  ...over,
})

const publicOf = (id: string) => lookPublic((db) => publicFilesOf(db, 'activity', [id]))
const publicMayRead = async (sha256: string) => (await lookPublic((db) => findFile(db, sha256))) !== undefined

/** A record of an initiative that protects people, with one photo that was looked at. */
async function aProtectedPhoto(district: Awaited<ReturnType<typeof aDistrict>>) {
  const initiativeId = newId()
  await asSystem('test.initiative', (tx) =>
    tx
      .insertInto('initiatives.initiative')
      .values({
        id: initiativeId,
        kind: sponsorship.code,
        unit_id: district.union,
        name: 'Mẹ đỡ đầu thử',
        slug: `me-do-dau-${initiativeId.slice(-8)}`,
        state: 'active',
        started_on: '2021-05-01',
      })
      .execute(),
  )
  const answers = { children: { female: 1, male: 1 } }
  const record = await aRecord(district, [await aPhoto()], { initiativeId, answers })
  const [photo] = await record.files()
  const fileId = photo?.id ?? ''
  await lookAt(district.checker, fileId, [])
  return {
    initiativeId,
    activityId: record.id,
    fileId,
    sha256: photo?.sha256 ?? '',
    publish: () => publishFile(district.checker, { activityId: record.id, fileId, isPublic: true }),
    shown: () => lookPublic((db) => publicFilesOfProtected(db, initiativeId)),
    file: async () => (await record.files())[0],
  }
}

test('a protected photo is public only with a consent for pictures on the portal; withdrawn, it is gone everywhere at once', async () => {
  const district = await aDistrict()
  const photo = await aProtectedPhoto(district)
  const { checker, commune } = district
  const record = async (over: Partial<ConsentEntry> = {}) =>
    recordConsent(checker, await aConsent(commune, { attachmentId: photo.fileId, ...over }))

  await expect(photo.publish()).rejects.toMatchObject({ code: 'photo_has_no_consent' })
  await record({ things: ['name', 'story'] })
  await record({ channels: ['radio', 'report'] })
  await expect(photo.publish()).rejects.toMatchObject({ code: 'photo_has_no_consent' })
  const consent = await record()
  await photo.publish()
  expect((await photo.shown()).map(({ sha256 }) => sha256)).toEqual([photo.sha256])
  expect(await publicMayRead(photo.sha256)).toBe(true)
  const before = await stateOfPages()

  await withdrawConsent(checker, consent, '')

  expect(await photo.shown()).toEqual([])
  expect(await publicMayRead(photo.sha256)).toBe(false)
  // Kept public pages are kept no longer.
  expect(await stateOfPages()).not.toBe(before)
  expect(await photo.file()).toMatchObject({ isPublic: false, publicSha256: null, covered: [] })
  // Shown again only with that person covered, and with the word of somebody.
  await expect(lookAt(checker, photo.fileId, [])).rejects.toMatchObject({ code: 'attachment_needs_covering' })
  await lookAt(checker, photo.fileId, [{ x: 100, y: 100, width: 300, height: 300 }])
  await expect(photo.publish()).rejects.toMatchObject({ code: 'photo_has_no_consent' })
})

test('of an initiative that protects people the public reads the photo, and neither the words nor the day of its record', async () => {
  const district = await aDistrict()
  const photo = await aProtectedPhoto(district)
  await recordConsent(district.checker, await aConsent(district.commune, { attachmentId: photo.fileId }))
  await photo.publish()

  const activities = await lookPublic((db) =>
    sql`select id from activities.activity where id = ${photo.activityId}`.execute(db),
  )

  expect(activities.rows).toEqual([])
  expect(await photo.shown()).toEqual([
    { sourceId: photo.initiativeId, sha256: photo.sha256, mediaType: 'image/jpeg', width: 640, height: 480 },
  ])
})

test('when its term ends a consent keeps nothing open, without anybody doing anything', async () => {
  const district = await aDistrict()
  const record = await aRecord(district, [await aPhoto()])
  const [file] = await record.files()
  const fileId = file?.id ?? ''
  const id = await recordConsent(
    district.checker,
    await aConsent(district.commune, { attachmentId: fileId, validUntil: '2099-12-31' }),
  )
  await lookAt(district.checker, fileId, [])
  await publishFile(district.checker, { activityId: record.id, fileId, isPublic: true })
  expect(await publicOf(record.id)).toHaveLength(1)

  // The term runs out: both dates as they would be the day after.
  await sql`update evidence.consent set given_on = '2020-01-01', valid_until = org.today() - 2 where id = ${id}`.execute(
    database(),
  )
  await sql`update evidence.attachment set public_until = org.today() - 2 where id = ${fileId}`.execute(
    database(),
  )

  expect(await publicOf(record.id)).toEqual([])
  expect(await publicMayRead(file?.sha256 ?? '')).toBe(false)
  // The word of another does not bring back what this one had closed.
  await recordConsent(district.checker, await aConsent(district.commune, { attachmentId: fileId }))
  expect(await publicOf(record.id)).toEqual([])
})

const takenAway: string[] = []
useModule({
  unpublish: {
    test_story: async (_, ids) => {
      takenAway.push(...ids)
    },
    test_post: async () => {
      throw new Error('the post cannot be taken away')
    },
  },
})

test('a thing of another module is taken away in the same transaction, or nothing is withdrawn', async () => {
  const district = await aDistrict()
  const [story, post] = [newId(), newId()]
  const consent = () => aConsent(district.commune).then((entry) => recordConsent(district.checker, entry))
  const rest = (id: string, kind: string, source: string) =>
    perform(district.checker, 'consent.record', district.commune, (tx) =>
      restOn(tx, id, { kind, id: source }),
    )
  const [first, second] = [await consent(), await consent()]
  await rest(first, 'test_story', story)
  await rest(second, 'test_post', post)

  await expect(rest(first, 'test_unknown', newId())).rejects.toThrow('Nobody said how')
  await withdrawConsent(district.checker, first, 'Gia đình chuyển đi')
  await expect(withdrawConsent(district.checker, second, '')).rejects.toThrow('cannot be taken away')

  expect(takenAway).toEqual([story])
  expect((await consentPage(district.checker, second)).consent.state).toBe('in_force')
  await expect(withdrawConsent(district.checker, first, '')).rejects.toMatchObject({
    code: 'consent_is_withdrawn_already',
  })
  await expect(rest(first, 'test_story', newId())).rejects.toMatchObject({ code: 'consent_has_ended' })
})

test('whoever withdraws closes photos of units that they cannot even see', async () => {
  const district = await aDistrict()
  const record = await aRecord(district, [await aPhoto()])
  const fileId = (await record.files())[0]?.id ?? ''
  await lookAt(district.checker, fileId, [])
  await publishFile(district.checker, { activityId: record.id, fileId, isPublic: true })
  const editor = await asSystem('test.editor', (tx) =>
    aPerson(tx, 'Biên tập', { role: 'editor', unitId: district.neighbour }),
  )
  const id = await recordConsent(editor, await aConsent(district.neighbour))
  await asSystem('test.subject', (tx) =>
    tx
      .insertInto('evidence.consent_subject')
      .values({ consent_id: id, source_kind: 'attachment', source_id: fileId })
      .execute(),
  )

  await withdrawConsent(editor, id, '')

  expect(await publicOf(record.id)).toEqual([])
})

describe('who may', () => {
  test('names are encrypted at rest, shown to those who do this work, and never in the audit trail', async () => {
    const district = await aDistrict()
    const id = await recordConsent(
      district.checker,
      await aConsent(district.commune, {
        personKind: 'child_from_7',
        guardianName: 'Trần Văn Cha',
        childAgreed: true,
      }),
    )
    await withdrawConsent(district.checker, id, 'Bí Mật chuyển trường')

    const stored = await sql<{
      text: string
    }>`select row_to_json(consent)::text as text from evidence.consent where id = ${id}`.execute(database())
    const trail = await sql<{
      text: string
    }>`select string_agg(subject::text, ' ') as text from access.audit where action like 'consent.%'`.execute(
      database(),
    )
    expect(stored.rows[0]?.text).not.toMatch(/Nguyễn|Trần Văn Cha|Bí Mật/)
    expect(trail.rows[0]?.text).toContain(id)
    expect(trail.rows[0]?.text).not.toMatch(/Bí Mật|Trần/)
    const { consent } = await consentPage(district.checker, id)
    expect(consent).toMatchObject({
      personName: name,
      guardianName: 'Trần Văn Cha',
      withdrawalReason: 'Bí Mật chuyển trường',
      state: 'withdrawn',
    })
  })

  test('where the secret of the installation was lost, names are gone and consents can still be withdrawn', async () => {
    const district = await aDistrict()
    const id = await recordConsent(district.checker, await aConsent(district.commune))

    useSecret('y'.repeat(40), '')
    const { consent } = await consentPage(district.checker, id)
    await withdrawConsent(district.checker, id, '')
    useSecret('x'.repeat(40), '')

    expect(consent.personName).toContain('không đọc được')
    expect((await consentPage(district.checker, id)).consent.state).toBe('withdrawn')
  })

  test('nobody else reads, records, links or withdraws one, nor reads its proof', async () => {
    const district = await aDistrict()
    const id = await recordConsent(district.checker, await aConsent(district.commune))
    const { consent } = await consentPage(district.checker, id)
    const fileId = (await (await aRecord(district, [await aPhoto()])).files())[0]?.id ?? ''
    const proofSeenBy = async (actor: typeof district.checker) =>
      (await look(actor, 'activity.read', null, (db) => findFile(db, consent.proofSha256 ?? ''))) !==
      undefined

    for (const actor of [district.recorder, district.stranger]) {
      await expect(consentPage(actor, id)).rejects.toMatchObject(hidden)
      await expect(recordConsent(actor, await aConsent(district.commune))).rejects.toMatchObject(hidden)
      await expect(restPhotoOn(actor, id, fileId)).rejects.toMatchObject(hidden)
      await expect(withdrawConsent(actor, id, '')).rejects.toMatchObject(hidden)
      expect(await proofSeenBy(actor)).toBe(false)
    }
    expect(await proofSeenBy(district.checker)).toBe(true)
    expect(await publicMayRead(consent.proofSha256 ?? '')).toBe(false)
    expect((await consentsPage(district.stranger, undefined)).rows).toEqual([])
    // A leader sees it and honours a withdrawal, but records none.
    expect((await consentsPage(district.leader, undefined)).rows.map((row) => row.id)).toContain(id)
    await expect(recordConsent(district.leader, await aConsent(district.commune))).rejects.toMatchObject(
      hidden,
    )
    await withdrawConsent(district.leader, id, '')
  })

  test('past the first lock a consent is not rewritten, not revived and not deleted', async () => {
    const district = await aDistrict()
    const id = await recordConsent(district.checker, await aConsent(district.commune))
    const past = (statement: string) =>
      perform(district.checker, 'consent.record', district.commune, (tx) => sql.raw(statement).execute(tx))

    await expect(
      past(`update evidence.consent set purpose = 'khác' where id = '${id}'`),
    ).rejects.toMatchObject(hidden)
    await expect(past(`delete from evidence.consent where id = '${id}'`)).rejects.toMatchObject(hidden)
    await withdrawConsent(district.checker, id, '')
    const revived = await past(
      `update evidence.consent set withdrawn_at = null, withdrawn_by = null where id = '${id}' returning id`,
    )
    expect(revived.rows).toEqual([])
  })
})

test.each<[string, Partial<ConsentEntry>, string]>([
  ['a child without a guardian', { personKind: 'child_under_7' }, 'consent_lacks_a_guardian'],
  [
    'a child of seven who was not asked',
    { personKind: 'child_from_7', guardianName: 'Trần Văn Cha' },
    'consent_lacks_the_child',
  ],
  ['a consent for nothing', { things: [] }, 'consent_is_for_nothing'],
  ['a consent for no channel', { channels: [] }, 'consent_has_no_channel'],
  ['a day that has not come', { givenOn: '2099-01-01' }, 'consent_was_given_in_future'],
  ['an end before the beginning', { validUntil: '2025-01-01' }, 'consent_ends_before_it_begins'],
  ['a consent without proof', { proof: undefined }, 'consent_has_no_proof'],
])('%s is refused', async (_, over, code) => {
  const district = await aDistrict()

  await expect(recordConsent(district.checker, await aConsent(district.commune, over))).rejects.toMatchObject(
    { fields: expect.arrayContaining([expect.objectContaining({ code })]) },
  )
  expect((await consentsPage(district.checker, undefined)).rows).toEqual([])
})

test.each([
  [{ validUntil: null, withdrawnAt: null }, 'in_force', true],
  [{ validUntil: '2026-03-08', withdrawnAt: null }, 'in_force', true],
  [{ validUntil: '2026-03-07', withdrawnAt: null }, 'expired', false],
  [{ validUntil: null, withdrawnAt: new Date() }, 'withdrawn', false],
] as const)('on 8 March %j is %s', (term, state, isAllowed) => {
  const consent = { givenOn: '2026-03-01', things: ['photo'], channels: ['portal'], ...term }

  expect(stateOf(consent, '2026-03-08')).toBe(state)
  expect(allows(consent, 'photo', 'portal', '2026-03-08')).toBe(isAllowed)
  expect(allows(consent, 'photo', 'facebook', '2026-03-08')).toBe(false)
  expect(allows(consent, 'voice', 'portal', '2026-03-08')).toBe(false)
})

test('the pages record, show and withdraw one; nothing is ticked beforehand, and what was typed survives a refusal', async () => {
  const district = await aDistrict()
  const may = ['consent.read', 'consent.record', 'consent.withdraw']
  const app = signedInApp(district.checker, may, consentRecordPages, consentPages)
  const form = (fields: Record<string, string>, proof?: Buffer) => {
    const data = new FormData()
    for (const [key, value] of Object.entries(fields)) data.append(key, value)
    if (proof) data.append('proof', new File([new Uint8Array(proof)], 'giay.jpg'))
    return data
  }
  const fields = {
    unitId: district.commune,
    personName: name,
    personKind: 'adult',
    purpose: 'Giới thiệu mô hình',
    givenOn: '2026-03-01',
    givenHow: 'paper',
    validUntil: '',
    attachmentId: '',
  }

  const empty = await (await app.request('/dong-y')).text()
  const blank = await (await app.request('/dong-y/moi')).text()
  const refused = await app.request('/dong-y/moi', { method: 'POST', body: form(fields) })
  const recorded = await app.request('/dong-y/moi', {
    method: 'POST',
    body: form({ ...fields, 'thing.photo': 'yes', 'channel.portal': 'yes' }, await aPhoto()),
  })

  expect(empty).toContain('Chưa ghi nhận đồng ý nào')
  expect(blank).not.toMatch(/type="checkbox"[^>]*\schecked/)
  expect(refused.status).toBe(422)
  const again = await refused.text()
  expect(again).toContain(`value="${name}"`)
  for (const sentence of ['Chọn ít nhất một thứ', 'Chọn ít nhất một kênh', 'Cần bằng chứng'])
    expect(again).toContain(sentence)
  expect(recorded.status).toBe(303)
  const address = new URL(recorded.headers.get('location') ?? '', 'http://x').pathname
  expect(await (await app.request('/dong-y')).text()).toContain(name)
  expect(await (await app.request(address)).text()).toContain('Rút lại đồng ý')
  const withdrawn = await app.request(`${address}/rut`, { method: 'POST', body: form({ reason: '' }) })
  expect(withdrawn.status).toBe(303)
  expect(await (await app.request(address)).text()).toContain('Đã rút')
})
