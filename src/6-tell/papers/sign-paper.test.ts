import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookAsSystem, lookPublic, verifySignature } from '#access'
import { figureOf } from '#figures'
import { database } from '#platform/database'
import { keptFile } from '#platform/files'
import { signPdfsWith, verifyPdf } from '#platform/pdf-signatures'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { aPerson } from '../../../test/support/district.ts'
import { correctDocument } from '../../2-promise/documents/correct-document.ts'
import { setUpIssuing } from '../../2-promise/documents/numbering/set-up-numbering.ts'
import { documentPage, documentsFound } from '../../2-promise/documents/read.ts'
import { useFiles } from '../../4-prove/evidence/evidence.fixture.ts'
import { verifyCommand } from '../../cli/verify-command.ts'
import { aCertificate, aP12 } from '../../platform/pdf-signatures/certificates.fixture.ts'
import { arrangeApproval } from '../reports/approval/arrange-approval.ts'
import { freezeReport } from '../reports/freeze-report.ts'
import {
  aFrozenReport,
  aReportingUnit,
  aSigner,
  askedOf,
  day,
  password,
  printing,
  type ReportingUnit,
} from '../reports/frozen.fixture.ts'
import { reportOf } from '../reports/read.ts'
import { textOf } from '../reports/reports.fixture.ts'
import { returnPaper } from './approve-paper.ts'
import { bytesOf, signPaper } from './sign-paper.ts'
import { signaturesOf } from './signature-store.ts'
import { type FrozenPaper, frozenWithId, inForce, stepsOf } from './store.ts'
import { verifyFrozen } from './verify-frozen.ts'
import { reopenPaper, withdrawPaper } from './withdraw-paper.ts'

useDatabase()
useFiles()
let unit: ReportingUnit
let deputy: Actor

beforeAll(async () => {
  unit = await aReportingUnit()
  deputy = await aSigner('Phó Bí thư', unit.commune)
  const chief = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Chánh Văn phòng', { role: 'checker', unitId: unit.commune }),
  )
  await setUpIssuing(chief, unit.commune, { system: 'party', symbol: 'ĐU', numbering: 'year' })
})

const read = (id: string): Promise<FrozenPaper> =>
  look(unit.checker, 'report.read', unit.commune, async (db) => {
    const found = await frozenWithId(db, id)
    if (!found) throw new Error('There is no such frozen report.')
    return found
  })
const signatures = (id: string) => look(unit.checker, 'report.read', null, (db) => signaturesOf(db, id))
const sign = (id: string, actor = unit.secretary, proof = { password }) =>
  signPaper(actor, id, { proof, printing }, day)
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault) => fault.code,
  )
const faults = (id: string) => lookAsSystem((db) => verifyFrozen(db, id))

test('with the last signature it gets its number, stands in the register and is printed, once and for all', async () => {
  const counted = () =>
    lookPublic((db) =>
      figureOf(db, { unitId: unit.commune }, 'documents_issued', { from: '2026-11-01', until: '2026-12-01' }),
    )
  const frozen = await aFrozenReport(unit)

  const signed = await sign(frozen.id)

  const issued = await read(frozen.id)
  const [docx, pdf] = await Promise.all([keptFile(`${issued.docx}.docx`), keptFile(`${issued.pdf}.pdf`)])
  const [signature] = await signatures(frozen.id)
  const document = await database()
    .selectFrom('programme.document')
    .select(['symbol', 'number', 'issued_on', 'type', 'direction', 'subject'])
    .where('id', '=', issued.documentId ?? '')
    .executeTakeFirst()
  expect(signed).toEqual({ state: 'issued', symbol: '01-BC/ĐU' })
  expect(issued).toMatchObject({
    state: 'issued',
    number: 1,
    symbol: '01-BC/ĐU',
    issuedOn: day,
    hash: frozen.hash,
  })
  expect(document).toMatchObject({
    symbol: '01-BC/ĐU',
    number: 1,
    issued_on: day,
    type: 'report',
    direction: 'issued',
  })
  expect((await reportOf(unit.checker, { slug: unit.communeSlug, period: '2026-03' })).draft).toMatchObject({
    state: 'issued',
    number: 1,
    issuedOn: day,
  })
  // The paper says what it was issued under, and how anybody checks it.
  const words = textOf(Buffer.from(docx ?? []))
  for (const said of ['01-BC/ĐU', 'ngày 20 tháng 11 năm 2026', frozen.code, `kiem-chung/${frozen.code}`])
    expect(words).toContain(said)
  expect(pdf?.subarray(0, 5)).toEqual(Buffer.from('%PDF-'))
  expect(
    createHash('sha256')
      .update(pdf ?? '')
      .digest('hex'),
  ).toBe(issued.pdf)
  expect(signature?.envelope).toEqual({
    report: issued.dossierId,
    version: 1,
    hash: frozen.hash,
    number: 1,
    symbol: '01-BC/ĐU',
    day,
    signer: 'Bí thư xã',
    position: 'BÍ THƯ',
    signedAt: signature?.signedAt.toISOString(),
  })
  if (!signature) throw new Error('Nobody has signed.')
  expect(verifySignature(signature.publicKey, bytesOf(signature.envelope), signature.signature)).toBe(true)
  expect(await faults(frozen.id)).toEqual([])
  expect(await counted()).toMatchObject({ evidenced: 1 })
  const steps = await look(unit.checker, 'report.read', null, (db) => stepsOf(db, issued.dossierId))
  expect(steps.map(({ kind }) => kind)).toEqual(['frozen', 'signed', 'issued'])
}, 60_000)

test('pressing twice issues once; two people at once: one issues, the other hears that it is done', async () => {
  const frozen = await aFrozenReport(unit, '2026-04')

  const both = await Promise.all([code(sign(frozen.id)), code(sign(frozen.id, deputy))])
  const winner = both[0] === 'done' ? unit.secretary : deputy
  const [again, twice] = await Promise.all([sign(frozen.id, winner), sign(frozen.id, winner)])

  const { symbol } = await read(frozen.id)
  expect(both.sort()).toEqual(['done', 'report_is_issued_already'])
  expect([again, twice]).toEqual([
    { state: 'issued', symbol },
    { state: 'issued', symbol },
  ])
  expect(await signatures(frozen.id)).toHaveLength(1)
}, 60_000)

test('two reports that are signed at once get two numbers', async () => {
  const [one, other] = [await aFrozenReport(unit, '2026-05'), await aFrozenReport(unit, '2026-06')]

  await Promise.all([sign(one.id), sign(other.id, deputy)])

  const numbers = [(await read(one.id)).number, (await read(other.id)).number]
  expect(new Set(numbers).size).toBe(2)
}, 60_000)

test('a wrong password, and whoever may not, issue nothing', async () => {
  const frozen = await aFrozenReport(unit, '2026-07')
  const outsider = await aSigner('Bí thư xã Hai', unit.neighbour)
  const clerk = await aSigner('Văn thư', unit.commune, 'checker')

  await expect(sign(frozen.id, unit.secretary, { password: 'sai' })).rejects.toMatchObject({
    code: 'password_is_wrong',
    field: 'password',
  })
  expect(await code(sign(frozen.id, outsider))).toBe('not_found_or_not_allowed')
  expect(await code(sign(frozen.id, clerk))).toBe('not_found_or_not_allowed')
  expect(await read(frozen.id)).toMatchObject({ state: 'approved', number: null })
  expect(await signatures(frozen.id)).toEqual([])
}, 60_000)

test('where two have to sign, the second signature issues it', async () => {
  await arrangeApproval(unit.administrator, unit.communeSlug, { levels: [], signers: 2, mayBeAlone: false })
  const frozen = await aFrozenReport(unit, '2026-08')

  const first = await sign(frozen.id)
  const again = await sign(frozen.id)
  const between = await read(frozen.id)
  const second = await sign(frozen.id, deputy)

  expect([first, again]).toEqual([
    { state: 'signed', missing: 1 },
    { state: 'signed', missing: 1 },
  ])
  expect(between).toMatchObject({ state: 'approved', number: null })
  expect(second).toMatchObject({ state: 'issued' })
  expect((await signatures(frozen.id)).map(({ envelope }) => envelope.number === null)).toEqual([true, false])
  expect(await faults(frozen.id)).toEqual([])
  await arrangeApproval(unit.administrator, unit.communeSlug, { levels: [], signers: 1, mayBeAlone: false })
}, 60_000)

test('where the unit has no numbering the number that was typed is used, and none at all is refused', async () => {
  const chairman = await aSigner('Chủ tịch Hội', unit.union)
  const asked = { unitId: unit.union, period: '2026-03' }
  const frozen = await freezeReport(unit.checker, asked, { reason: 'nil' }, day)

  await expect(sign(frozen.id, chairman)).rejects.toMatchObject({
    code: 'report_has_no_number',
    field: 'number',
  })
  const signed = await signPaper(chairman, frozen.id, { proof: { password }, number: 7, printing }, day)

  expect(signed).toEqual({ state: 'issued', symbol: expect.stringMatching(/^0?7.*BC/) })
}, 60_000)

test('what was issued is never changed, and somebody who gets past the database is found out', async () => {
  const frozen = await aFrozenReport(unit, '2026-09')
  await sign(frozen.id)

  for (const change of [
    sql`update reports.frozen set content = jsonb_set(content, '{subject}', '"khác"') where id = ${frozen.id}`,
    sql`update reports.frozen set number = 99 where id = ${frozen.id}`,
    sql`update reports.frozen set pdf = docx where id = ${frozen.id}`,
    sql`update reports.signature set envelope = '{}' where frozen_id = ${frozen.id}`,
    sql`delete from reports.signature where frozen_id = ${frozen.id}`,
  ])
    await expect(change.execute(ownerDatabase())).rejects.toMatchObject({
      constraint: 'record_is_append_only',
    })
  expect(await faults(frozen.id)).toEqual([])

  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update reports.frozen set content = jsonb_set(content, '{subject}', '"khác"') where id = ${frozen.id}`.execute(
        tx,
      )
    })
  expect(await faults(frozen.id)).toEqual(['content_was_changed'])
  // Whoever hashes anew what they have changed has no signature over it.
  await ownerDatabase()
    .transaction()
    .execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      const { content } = await read(frozen.id)
      const { hashOf } = await import('./canonical.ts')
      await sql`update reports.frozen set hash = decode(${hashOf(content)}, 'hex') where id = ${frozen.id}`.execute(
        tx,
      )
    })
  expect(await faults(frozen.id)).toEqual(['signature_is_wrong'])
  const said: string[] = []
  expect(await verifyCommand((line) => said.push(line))).toBe(false)
  expect(said.join('\n')).toContain(`Report ${frozen.id}: a signature is wrong.`)
}, 60_000)

test('its papers and their words are read by those who read reports, the entry in the register by everybody beneath', async () => {
  const frozen = await aFrozenReport(unit, '2026-02')
  await sign(frozen.id)
  const { documentId, symbol, pdf } = await read(frozen.id)
  const id = documentId ?? ''
  const clerk = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Người ghi của xã', { role: 'recorder', unitId: unit.commune }),
  )
  const found = async (actor: Actor, text: string) =>
    (await documentsFound(actor, { text, limit: 50 })).rows.filter((row) => row.id === id)

  for (const actor of [unit.recorder, clerk]) {
    expect(await documentPage(actor, id)).toMatchObject({ document: { symbol }, files: [] })
    expect(await found(actor, symbol ?? '')).toHaveLength(1)
    expect(await found(actor, 'Phần leadership')).toEqual([])
    const readable = await look(actor, 'document.read', null, async (db) => ({
      files: await db
        .selectFrom('programme.document_file')
        .select('text')
        .where('document_id', '=', id)
        .execute(),
      kept: await db.selectFrom('evidence.file').select('sha256').where('sha256', '=', pdf).execute(),
      text: await db.selectFrom('programme.document').select(['file_text']).where('id', '=', id).execute(),
    }))
    expect(readable).toEqual({ files: [], kept: [], text: [{ file_text: '' }] })
  }
  expect((await documentPage(unit.inspector, id)).files.map(({ sha256 }) => sha256)).toContain(pdf)
  expect((await found(unit.inspector, 'Phần leadership'))[0]?.around).toContain('Phần leadership')

  // Whoever may not open the paper still corrects the entry, and it counts as proven by its paper as before.
  const proven = async () => {
    const facts = await database()
      .selectFrom('figures.fact')
      .select('assurance')
      .where('source_id', '=', id)
      .orderBy('id')
      .execute()
    return facts.at(-1)?.assurance
  }
  const before = await proven()
  const { document } = await documentPage(clerk, id)
  await correctDocument(
    clerk,
    id,
    { ...document, seen: document.version, why: 'Sửa trích yếu', subject: 'Báo cáo tháng 9' } as never,
    { themeIds: [] },
    day,
  )
  expect([before, await proven()]).toEqual(['evidenced', 'evidenced'])
}, 60_000)

test('it is withdrawn with a reason, can be read as before, and the next version takes its place', async () => {
  const frozen = await aFrozenReport(unit, '2026-10')
  await sign(frozen.id)
  const { dossierId: reportId, pdf, symbol } = await read(frozen.id)

  for (const who of ['checker', 'recorder', 'stranger', 'administrator'] as const)
    expect(await code(withdrawPaper(unit[who], frozen.id, 'Sai'))).toBe('not_found_or_not_allowed')
  expect(await code(returnPaper(unit.secretary, frozen.id, { words: 'Sai', remarks: [] }))).toBe(
    'report_is_issued_already',
  )
  await withdrawPaper(unit.secretary, frozen.id, 'Sai số liệu xã')
  await withdrawPaper(unit.secretary, frozen.id, 'Sai số liệu xã')

  const force = () => look(unit.checker, 'report.read', null, (db) => inForce(db, reportId))
  expect(await read(frozen.id)).toMatchObject({ state: 'withdrawn', pdf, symbol })
  expect(await force()).toBeUndefined()
  expect(await code(freezeReport(unit.checker, askedOf(unit, '2026-10'), {}, day))).toBe(
    'report_is_withdrawn',
  )
  expect(await code(reopenPaper(unit.recorder, reportId))).toBe('not_found_or_not_allowed')
  await reopenPaper(unit.checker, reportId)
  await reopenPaper(unit.checker, reportId)
  const next = await freezeReport(unit.checker, askedOf(unit, '2026-10'), {}, day)
  await sign(next.id)
  expect(await force()).toMatchObject({ version: 2, state: 'issued' })
  expect((await force())?.symbol).not.toBe(symbol)
}, 60_000)

test('an amendment is a version of its own: the one before is replaced in the same moment', async () => {
  const frozen = await aFrozenReport(unit, '2026-11', { issuedOn: '2026-11-19' })
  await sign(frozen.id)

  expect(await code(freezeReport(unit.checker, askedOf(unit, '2026-11'), {}, day))).toBe(
    'report_is_issued_already',
  )
  const amended = await freezeReport(unit.checker, askedOf(unit, '2026-11'), { reason: 'amendment' }, day)
  expect(await read(frozen.id)).toMatchObject({ state: 'issued' })
  await sign(amended.id, deputy)

  expect([await read(frozen.id), await read(amended.id)]).toMatchObject([
    { state: 'replaced', version: 1 },
    { state: 'issued', version: 2, reason: 'amendment' },
  ])
}, 60_000)

test('where the unit has a certificate, the PDF bears its signature', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-certificates-'))
  const certificate = await aCertificate({ name: 'ĐẢNG ỦY XÃ MỘT' })
  writeFileSync(join(folder, `${unit.communeSlug}.p12`), await aP12(certificate, 'mat khau'))
  writeFileSync(join(folder, `${unit.communeSlug}.password`), 'mat khau')
  signPdfsWith({ folder, timestampUrl: undefined })
  const frozen = await aFrozenReport(unit, '2026-Q3', { issuedOn: '2026-11-19' })

  await sign(frozen.id).finally(() => {
    signPdfsWith({ folder: undefined, timestampUrl: undefined })
    rmSync(folder, { recursive: true })
  })

  const pdf = await keptFile(`${(await read(frozen.id)).pdf}.pdf`)
  const found = await verifyPdf(new Uint8Array(pdf ?? []))
  expect(found).toMatchObject([
    { state: 'valid', coversAll: true, said: { name: 'Bí thư xã', reason: 'Ký ban hành báo cáo' } },
  ])
}, 60_000)
