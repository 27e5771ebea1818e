import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, lookAsSystem, note } from '#access'
import { proveLedger, type Root, signRoot } from '#ledger'
import type { Reader } from '#platform/database'
import { newId } from '#platform/ids'
import { ownerDatabase, useDatabase } from '../../test/support/database.ts'
import { aPerson } from '../../test/support/district.ts'
import { textOf } from '../1-ground/ledger/rules.ts'
import { recordConsent, withdrawConsent } from '../4-prove/evidence/consent/record-consent.ts'
import { aPhoto, aRecord, useFiles } from '../4-prove/evidence/evidence.fixture.ts'
import { lostAnswers, otherSeeds } from '../4-prove/verification/kept-store.ts'
import { planSpotCheck } from '../4-prove/verification/spot-checks/plan-spot-check.ts'
import { bytesOf, signPaper } from '../6-tell/papers/sign-paper.ts'
import { signaturesOf } from '../6-tell/papers/signature-store.ts'
import { brokenFrozen } from '../6-tell/papers/verify-frozen.ts'
import {
  aFrozenReport,
  aReportingUnit,
  day,
  password,
  printing,
  type ReportingUnit,
} from '../6-tell/reports/frozen.fixture.ts'
import { mayRebuild, verifyCommand } from './verify-command.ts'

// The forger of these tests has the database as its owner and the folder of files. They do not have the secret of the
// installation, and a root has been published before they begin.
useDatabase()
const folder = useFiles()
const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name)

let unit: ReportingUnit
let frozenId: string
let photos: string[]
let root: Root

beforeAll(async () => {
  unit = await aReportingUnit()
  const files = [await aPhoto(), await aPhoto()]
  const record = await aRecord(unit, files)
  photos = (await record.files()).map(({ sha256 }) => sha256)
  await consent()
  const inspector = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Kiểm Tra Viên', { role: 'inspector', unitId: unit.province }),
  )
  await planSpotCheck(inspector, {
    unit: unit.provinceSlug,
    indicator: 'test_waste_kg',
    kind: null,
    period: '2026-03',
    purpose: 'Kế hoạch kiểm tra quý I',
    confidence: 95,
    tolerable: 5,
    expected: 10,
  } as never)
  await answered(record.id)
  frozenId = (await aFrozenReport(unit)).id
  await signPaper(unit.secretary, frozenId, { proof: { password }, number: 7, printing }, day)
  root = await signRoot()
}, 120_000)

async function consent(): Promise<void> {
  const id = await recordConsent(unit.checker, {
    unitId: unit.commune,
    personName: 'Nguyễn Thị Bí Mật',
    personKind: 'adult',
    guardianName: '',
    childAgreed: false,
    things: ['photo'],
    channels: ['portal'],
    purpose: 'Giới thiệu mô hình trên trang của xã',
    givenOn: '2026-03-01',
    givenHow: 'paper',
    proof: { bytes: await aPhoto(), name: 'giay-dong-y.jpg' },
    validUntil: null,
  } as never)
  await withdrawConsent(unit.checker, id, 'Đổi ý')
}

/** Two answers of people, each with its line in the audit that names the record. */
async function answered(activityId: string): Promise<void> {
  const batch = await asSystem('test.batch', (tx) =>
    sql<{ id: string }>`insert into verification.batch (activity_id, version, size, expires_on, issued_by)
      values (${activityId}, 1, 2, org.today() + 30, ${unit.recorder.personId}) returning id`.execute(tx),
  )
  for (const quality of [4, 5])
    await asSystem('confirmation.answer', async (tx) => {
      await sql`insert into verification.answer (batch_id, happened, received, quality)
        values (${batch.rows[0]?.id}, 'yes', 'yes', ${quality})`.execute(tx)
      note(tx, { activity: activityId })
    })
}

/** Proves a database in which somebody changed something past every trigger; nothing of it stays. */
async function foundAfter(...changes: string[]): Promise<string[]> {
  const found: string[] = []
  const isUndone = new Error('undone')
  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      for (const change of changes) await sql.raw(change).execute(tx)
      const db = tx as unknown as Reader
      const { findings } = await proveLedger(db)
      found.push(...findings.map(({ key, params }) => [key, params.relation].filter(Boolean).join(' ')))
      found.push(...(await brokenFrozen(db)).broken.flatMap(({ faults }) => faults))
      if ((await otherSeeds(db)).length > 0) found.push('seed_is_another')
      throw isUndone
    })
    .catch((fault) => {
      if (fault !== isUndone) throw fault
    })
  return found
}

/** What keeps the audit of a chain whole in itself after something in it was changed: every hash anew, and the head. */
const rehash = `
  do $$ declare one access.audit; before bytea := '\\x00'; chain_now integer := 0; begin
    for one in select * from access.audit order by chain, entry loop
      if one.chain <> chain_now then before := '\\x00'; chain_now := one.chain; end if;
      before := access.audit_hash(before, one.chain, one.entry, one.at, one.person_id, one.action, one.unit_id, one.subject, one.act, one.bound);
      update access.audit set hash = before where chain = one.chain and entry = one.entry;
      update access.audit_chain set last_hash = before where number = one.chain;
    end loop;
  end $$`
const longest = '(select number from access.audit_chain order by last_entry desc limit 1)'
const facts = "(select id from figures.fact where indicator = 'test_waste_kg' order by id limit 1)"

test('nothing is found where nobody has changed anything', async () => {
  expect(await foundAfter()).toEqual([])
})

test.each<[name: string, found: string, ...changes: string[]]>([
  [
    'the end of the audit is cut off and its head rewritten',
    'audit_cut',
    `delete from access.audit using access.audit_chain as head where chain = number and number = ${longest} and entry = last_entry`,
    `update access.audit_chain set (last_entry, last_hash) = (select entry, hash from access.audit where chain = number order by entry desc limit 1) where number = ${longest}`,
  ],
  [
    'an audit line gets another person, and the chain is hashed anew',
    'audit_rewritten',
    `update access.audit set person_id = '${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}' where action = 'activity.check'`,
    rehash,
  ],
  [
    'an audit line gets another person',
    'audit',
    "update access.audit set person_id = null where action = 'activity.check'",
  ],
  [
    'a line in the middle of the audit is deleted',
    'audit',
    `delete from access.audit where chain = ${longest} and entry = 2`,
  ],
  [
    'an audit line gets another time',
    'audit',
    "update access.audit set at = at - interval '30 days' where action = 'report.sign'",
  ],
  [
    'the words of a record are changed',
    'row_changed activities.version',
    "update activities.version set summary = 'Khác hẳn'",
  ],
  [
    'the answers of a record are changed',
    'row_changed activities.version',
    `update activities.version set answers = jsonb_set(answers, '{waste}', '9999')`,
  ],
  [
    'evidence is pointed at another photo',
    'row_changed evidence.attachment',
    'update evidence.attachment set sha256 = (select sha256 from evidence.file where sha256 not in (select sha256 from evidence.attachment) limit 1) where id = (select id from evidence.attachment order by id limit 1)',
  ],
  [
    'evidence disappears with the lines that bind it',
    'act_',
    "delete from ledger.write where relation = 'evidence.attachment'",
    'delete from evidence.attachment',
  ],
  [
    'another copy is shown to the public',
    'row_changed evidence.attachment',
    'update evidence.attachment set is_public = true, public_sha256 = sha256',
  ],
  [
    'the hash of a small copy is changed with it',
    'row_changed evidence.file',
    "update evidence.file set small_sha256 = repeat('a', 64) where small_sha256 is not null",
  ],
  [
    'a role is inserted by hand',
    'row_added access.role_held',
    "insert into access.role_held (person_id, role, unit_id) select person_id, 'administrator', unit_id from access.role_held limit 1",
  ],
  [
    'a role is moved to another unit',
    'row_changed access.role_held',
    `update access.role_held set unit_id = (select id from org.unit where name = 'Tỉnh Thử') where role = 'recorder'`,
  ],
  [
    'a role is made to last',
    'row_changed access.role_held',
    "update access.role_held set valid_from = '2019-01-01'",
  ],
  [
    'a permission is added',
    'permission_added',
    "insert into access.permission (action, role) values ('report.sign', 'recorder') on conflict do nothing",
  ],
  [
    'a permission is taken away',
    'permission_missing',
    "delete from access.permission where action = 'report.sign'",
  ],
  ['answers of people are deleted', 'row_missing verification.answer', 'delete from verification.answer'],
  [
    'an answer is changed',
    'row_changed verification.answer',
    "update verification.answer set happened = 'no' where quality = 4",
  ],
  [
    'a fact is doubled',
    'row_added figures.fact',
    `insert into figures.fact select (jsonb_populate_record(fact, jsonb_build_object('id', uuidv7()))).* from figures.fact where id = ${facts}`,
  ],
  [
    'the amount of a fact is changed',
    'row_changed figures.fact',
    `update figures.fact set amount = amount * 10 where id = ${facts}`,
  ],
  [
    'two facts change places',
    'row_changed figures.fact',
    `update figures.fact set amount = (select sum(other.amount) from figures.fact as other where other.indicator = fact.indicator) - amount where indicator = 'test_waste_kg'`,
  ],
  ['a fact is deleted', 'row_missing figures.fact', `delete from figures.fact where id = ${facts}`],
  [
    'a fact becomes better proven',
    'row_changed figures.fact',
    `update figures.fact set assurance = 'verified' where id = ${facts}`,
  ],
  [
    'an acceptance is dated back',
    'row_changed activities.review',
    "update activities.review set checked_at = checked_at - interval '40 days'",
  ],
  [
    'an acceptance gets another person',
    'row_changed activities.review',
    `update activities.review set checked_by = (select id from access.person where name = 'Lãnh Đạo' limit 1)`,
  ],
  [
    'the state of a record is changed',
    'row_changed activities.activity',
    "update activities.activity set state = 'rejected' where state = 'accepted'",
  ],
  [
    'a withdrawn consent holds again',
    'row_changed evidence.consent',
    'update evidence.consent set withdrawn_at = null, withdrawn_by = null, withdrawal_reason = null',
  ],
  [
    'the sealed seed of a spot check is changed',
    'row_changed verification.spot_check',
    "update verification.spot_check set sealed_seed = 'x'",
  ],
  [
    'a spot check is given another seed',
    'seed_is_another',
    'alter table verification.spot_check drop constraint spot_check_seed_is_another',
    "update verification.spot_check set seed = repeat('0', 64), population_hash = '', sample_hash = '', population_size = 1, sample_size = 1, declared = 1, drawn_by = planned_by, drawn_at = now()",
  ],
  [
    'the words of a frozen report are changed',
    'content_was_changed',
    `update reports.frozen set content = jsonb_set(content, '{subject}', '"khác"')`,
  ],
  [
    'the time of a signature is moved',
    'signature_is_wrong',
    "update reports.signature set signed_at = signed_at - interval '2 days'",
  ],
  [
    'the time of a signature is moved with the envelope',
    'signature_is_wrong',
    `update reports.signature set signed_at = '2026-01-01T00:00:00Z', envelope = jsonb_set(envelope, '{signedAt}', '"2026-01-01T00:00:00.000Z"')`,
  ],
  [
    'a report is issued under another number',
    'row_changed reports.frozen',
    'update reports.frozen set number = number + 1',
  ],
  [
    'a document of the register is changed',
    'row_changed programme.document',
    "update programme.document set subject = 'Khác'",
  ],
  [
    'a unit gets another name',
    'row_changed org.unit',
    "update org.unit set name = 'Xã Ba' where name = 'Xã Một'",
  ],
  [
    'a row and the digest that binds it are changed together',
    'act_other_rows',
    "update access.role_held set valid_from = '2019-01-01'",
    "update ledger.write set digests = (select string_agg(sha256(convert_to(row(r.id, r.person_id, r.role, r.unit_id, r.valid_from, r.valid_to, r.given_by)::text, 'UTF8')), '' order by r.id::text collate \"C\") from access.role_held as r where r.id::text = any (keys)) where relation = 'access.role_held'",
  ],
  ['a root is deleted', 'root_is_missing', 'update ledger.root set number = number + 1'],
  [
    'a root is changed',
    'root_was_changed',
    `update ledger.root set content = replace(content, '"number":1', '"number": 1')`,
  ],
])('it is found that %s', async (_, found, ...changes) => {
  expect((await foundAfter(...changes)).join('\n')).toContain(found)
})

test('a whole history that was rewritten is found by a root that somebody noted, and by the key that the forger lacks', async () => {
  const forged = generateKeyPairSync('ed25519')
  const publicKey = forged.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
  const content = textOf({ ...JSON.parse(root.content), heads: [] })
  const signature = sign(null, Buffer.from(content), forged.privateKey).toString('hex')
  const hash = createHash('sha256').update(content).digest('hex')

  const found = await foundAfter(
    `update ledger.root set content = '${content}', hash = '\\x${hash}', public_key = '\\x${publicKey}', signature = '\\x${signature}'`,
  )
  const noted = await lookAsSystem((db) =>
    proveLedger(db, { roots: [root.hash.slice(0, 20), 'f'.repeat(64)] }),
  )

  expect(found).toEqual(['root_is_signed_by_another'])
  expect(noted.findings).toEqual([{ key: 'noted_root_is_missing', params: { noted: 'f'.repeat(64) } }])
})

test('a signature with the forger’s own key is wrong, also where they put the key into the table', async () => {
  const [kept] = await lookAsSystem((db) => signaturesOf(db, frozenId))
  if (!kept) throw new Error('It was signed.')
  const forged = generateKeyPairSync('ed25519')
  const publicKey = forged.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
  const signature = sign(null, bytesOf(kept.envelope), forged.privateKey).toString('hex')
  const replaced = `update reports.signature set public_key = '\\x${publicKey}', signature = '\\x${signature}'`

  const alone = await foundAfter(replaced)
  const withKey = await foundAfter(replaced, `update access.signing_key set public_key = '\\x${publicKey}'`)

  expect(alone).toEqual(['row_changed reports.signature', 'signature_is_wrong'])
  expect(withKey).toEqual(['row_changed access.signing_key', 'row_changed reports.signature'])
})

test('a signature by the key of another person is wrong, though the system knows that key', async () => {
  const [kept] = await lookAsSystem((db) => signaturesOf(db, frozenId))
  if (!kept) throw new Error('It was signed.')
  const forged = generateKeyPairSync('ed25519')
  const publicKey = forged.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
  const signature = sign(null, bytesOf(kept.envelope), forged.privateKey).toString('hex')
  const id = newId()

  const found = await foundAfter(
    `insert into access.signing_key (id, person_id, public_key, sealed, salt, cost, block_size, parallel)
     select '${id}', '${unit.checker.personId}', '\\x${publicKey}', sealed, salt, cost, block_size, parallel from access.signing_key limit 1`,
    `update reports.signature set key_id = '${id}', public_key = '\\x${publicKey}', signature = '\\x${signature}'`,
  )

  expect(found).toContain('signature_is_wrong')
})

test('a row that is written by hand past no trigger is found too: no line of the audit speaks of it', async () => {
  const isUndone = new Error('undone')
  const found: unknown[] = []

  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`update access.role_held set valid_to = null, valid_from = '2019-01-01' where role = 'recorder'`.execute(
        tx,
      )
      found.push(...(await proveLedger(tx as unknown as Reader)).findings)
      throw isUndone
    })
    .catch(() => {})

  expect(found).toMatchObject([
    { key: 'act_without_audit', params: { relation: 'access.role_held', acts: 1 } },
  ])
})

test('files that were exchanged, cut, painted over or taken away are named, and so are changed small copies', async () => {
  const [one = '', other = ''] = photos
  const before = new Map(
    [`${one}.jpg`, `${other}.jpg`, `${one}.small.jpg`].map((name) => [name, readFileSync(pathOf(name))]),
  )
  const said: string[] = []
  const found = async (change: () => void) => {
    said.length = 0
    change()
    const isWell = await verifyCommand((line) => said.push(line))
    for (const [name, bytes] of before) writeFileSync(pathOf(name), bytes)
    return [isWell, ...said.filter((line) => line.startsWith('✗')).map((line) => line.split('\n')[1]?.trim())]
  }

  expect(await found(() => {})).toEqual([true])
  expect(
    await found(() => {
      renameSync(pathOf(`${one}.jpg`), `${pathOf(`${one}.jpg`)}.x`)
      renameSync(pathOf(`${other}.jpg`), pathOf(`${one}.jpg`))
      renameSync(`${pathOf(`${one}.jpg`)}.x`, pathOf(`${other}.jpg`))
    }),
  ).toEqual([false, ...[one, other].sort().map((hash) => `File ${hash}.jpg was changed or cut.`)])
  expect(await found(() => truncateSync(pathOf(`${one}.jpg`), 100))).toEqual([
    false,
    `File ${one}.jpg was changed or cut.`,
  ])
  expect(await found(() => rmSync(pathOf(`${one}.jpg`)))).toEqual([false, `File ${one}.jpg is missing.`])
  expect(await found(() => writeFileSync(pathOf(`${one}.small.jpg`), 'another picture'))).toEqual([
    false,
    `The small copy ${one}.small.jpg was changed.`,
  ])
})

test('it says in words which row differs, since when, and what the audit says of it, and warns of a rebuild', async () => {
  const said: string[] = []
  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update org.unit set name = 'Xã Ba' where name = 'Xã Một'`.execute(tx)
    })

  const isWell = await verifyCommand((line) => said.push(line))

  expect(isWell).toBe(false)
  expect(said[0]).toMatch(
    /Table org\.unit: row [0-9a-f-]{36} is not what was written\. The audit: last written .+, action test\.district, by –/,
  )
  expect(said.at(-1)).toMatch(/Do not rebuild figures and do not upgrade yet/)
})

test('no figure is made anew from a forged fact: a rebuild is refused until nothing differs', async () => {
  const said: string[] = []

  const may = await mayRebuild((line) => said.push(line))

  // The name of the unit is still the forged one of the test before.
  expect(may).toBe(false)
  expect(said.at(-1)).toMatch(/Nothing was rebuilt: lantoa verify must find no difference first/)
})

test('answers that were deleted before the day was over are missed by the lines of the audit', async () => {
  const record = await aRecord(unit, [])
  await answered(record.id)

  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`delete from verification.answer where batch_id in (select id from verification.batch where activity_id = ${record.id})
        and quality = 4`.execute(tx)
    })

  expect(await lookAsSystem(lostAnswers)).toEqual([{ activity: record.id, said: 2, kept: 1 }])
})
