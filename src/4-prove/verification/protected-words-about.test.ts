import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { insertFiles } from '#evidence'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, sponsorship } from '../../../test/support/district.ts'
import { answerQuestion } from '../evidence/reuse/answer-question.ts'
import { questionsAbout } from '../evidence/reuse/read.ts'
import { doubtsAbout, raiseDoubt } from './confirmations/doubts-store.ts'
import { holdsAbout } from './confirmations/holds-store.ts'
import { lookAtAnswers } from './confirmations/look-at-answers.ts'
import { settleDoubt } from './confirmations/settle-doubt.ts'
import { insertAnswer, remarksAbout } from './confirmations/store.ts'
import { sealWords } from './seal-words.ts'
import { drawSampleOf } from './spot-checks/draw-sample.ts'
import { planSpotCheck } from './spot-checks/plan-spot-check.ts'
import { visitPage } from './spot-checks/read.ts'
import { recordFinding } from './spot-checks/record-finding.ts'

useDatabase()

const child = 'Trần Văn Cu Tí'
let district: Awaited<ReturnType<typeof aDistrict>>
let inspector: Actor
let recordId: string
let checkId: string

beforeAll(async () => {
  district = await aDistrict()
  inspector = await asSystem('test.person', (tx) =>
    aPerson(tx, 'Kiểm Tra Viên', { role: 'inspector', unitId: district.province }),
  )
  const initiativeId = newId()
  await sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on)
    values (${initiativeId}, ${sponsorship.code}, ${district.union}, 'Mẹ đỡ đầu', ${`me-${initiativeId}`}, 'active', '2021-05-01')`.execute(
    database(),
  )
  const entry = anEntry(initiativeId, {
    summary: 'Thăm cháu.',
    answers: { children: { female: 0, male: 1 }, given: '500000' },
  })
  recordId = entry.id
  await recordActivity(district.recorder, entry)
  await checkActivity(district.checker, recordId, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })
  checkId = await written()
})

/** Everything that is written about a record beside its own words, each time with the name of the child. */
async function written(): Promise<string> {
  await asSystem('test.doubt', (tx) => raiseDoubt(tx, recordId))
  const doubt = await idOf('verification.doubt', 'activity_id')
  await settleDoubt(district.checker, doubt, `Đã hỏi mẹ của ${child}`)
  await sql`insert into verification.hold (activity_id, answers, places, minutes) values (${recordId}, 3, 1, 2)`.execute(
    database(),
  )
  const hold = await idOf('verification.hold', 'activity_id')
  await lookAtAnswers(inspector, hold, { counts: true, settlement: `Người nhà của ${child} trả lời` })
  await sql`insert into verification.batch (id, activity_id, version, size, expires_on, issued_by)
    values (${recordId}, ${recordId}, 1, 3, org.today() + 10, ${district.printer.personId})`.execute(
    database(),
  )
  await asSystem('test.answer', (tx) =>
    insertAnswer(
      tx,
      { batchId: recordId, activityId: recordId },
      { happened: 'yes', received: 'yes', quality: 5, remark: `${child} vui lắm` },
    ),
  )
  await answerQuestion(district.checker, await aQuestion(), {
    answer: 'right',
    reason: `Hai ảnh đều của ${child}`,
  })
  const check = await planSpotCheck(inspector, {
    unit: district.provinceSlug,
    indicator: 'test_given_dong',
    kind: null,
    period: '2026-03',
    purpose: 'Kế hoạch kiểm tra quý I',
    confidence: 95,
    tolerable: 5,
    expected: 10,
  })
  await drawSampleOf(inspector, check)
  await recordFinding(inspector, check, recordId, {
    outcome: 'right',
    note: `Đã gặp ${child}`,
    answers: {},
    photos: [],
  })
  return check
}

async function idOf(table: string, column: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.raw(table)} where ${sql.ref(column)} = ${recordId}`.execute(database())
  return rows[0]?.id ?? ''
}

async function aQuestion(): Promise<string> {
  const sha256 = 'a'.repeat(64)
  await asSystem('test.file', (tx) =>
    insertFiles(
      tx,
      [{ sha256, mediaType: 'image/jpeg', bytes: 10, width: 4, height: 3, takenAt: undefined, name: '' }],
      null,
    ),
  )
  await sql`with one as (
      insert into evidence.attachment (source_kind, source_id, unit_id, sha256, field)
      values ('activity', ${recordId}, ${district.union}, ${sha256}, 'photos') returning *)
    insert into evidence.question (kind, source_kind, source_id, unit_id, attachment_id, sha256, found)
    select 'taken_before', 'activity', source_id, unit_id, id, sha256, '{}' from one`.execute(database())
  return idOf('evidence.question', 'source_id')
}

/** All that somebody reads of it. */
const asRead = async (actor: Actor) => [
  ...(await look(actor, 'activity.read', null, async (db) => [
    ...(await doubtsAbout(db, recordId)).map(({ settlement }) => settlement),
    ...(await holdsAbout(db, recordId)).map(({ settlement }) => settlement),
    ...(await remarksAbout(db, recordId)),
    ...(await questionsAbout(db, { kind: 'activity', id: recordId })).map(({ reason }) => reason),
  ])),
]

const places: [string, string][] = [
  ['verification.doubt', 'settlement'],
  ['verification.hold', 'settlement'],
  ['verification.answer', 'remark'],
  ['verification.finding', 'note'],
  ['evidence.question', 'reason'],
]
const inDatabase = async () => {
  const found: string[] = []
  for (const [table, column] of places) {
    const { rows } = await sql<{ words: string }>`
      select ${sql.ref(column)} as words from ${sql.raw(table)}`.execute(database())
    found.push(...rows.map(({ words }) => words))
  }
  return found
}

test('what is written about a protected record lies sealed in the database', async () => {
  const words = await inDatabase()

  expect(words).toHaveLength(5)
  for (const one of words) expect(one).toMatch(/^sealed:[\w-]{38,}$/)
})

test('who checks and inspects reads the words; nobody else does', async () => {
  const visit = await visitPage(inspector, checkId, recordId)
  const leader = await asRead(district.leader)

  expect(visit.visit.note).toBe(`Đã gặp ${child}`)
  expect(await asRead(district.checker)).toEqual([
    `Đã hỏi mẹ của ${child}`,
    `${child} vui lắm`,
    `Hai ảnh đều của ${child}`,
  ])
  expect(await asRead(inspector)).toContain(`Người nhà của ${child} trả lời`)
  expect(leader.length).toBeGreaterThan(0)
  expect(JSON.stringify(leader)).not.toContain(child)
})

test('words from before are sealed once, with an audit line; a night with nothing to seal leaves none', async () => {
  const lines = async () =>
    (await sql`select from access.audit where action = 'verification.seal'`.execute(database())).rows.length
  const nothing = await sealWords()
  const before = await lines()
  await sql`update verification.doubt set settlement = ${`sealed: ${child}`}`.execute(database())
  await sql`alter table verification.finding disable trigger finding_is_append_only`.execute(ownerDatabase())
  await sql`update verification.finding set note = ${child}`.execute(ownerDatabase())
  await sql`alter table verification.finding enable trigger finding_is_append_only`.execute(ownerDatabase())

  const [sealed, again] = [await sealWords(), await sealWords()]

  expect([nothing, before, sealed, again, await lines()]).toEqual([0, 0, 2, 0, 1])
  expect(JSON.stringify(await inDatabase())).not.toContain(child)
  expect(await asRead(district.checker)).toContain(`sealed: ${child}`)
})
