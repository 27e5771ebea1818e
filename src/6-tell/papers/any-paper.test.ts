import { Hono } from 'hono'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, look, lookAsSystem, syncPermissions } from '#access'
import { database } from '#platform/database'
import { keptFile } from '#platform/files'
import type { Env } from '#platform/web'
import { useDatabase } from '../../../test/support/database.ts'
import { useModule } from '../../../test/support/modules.ts'
import { pagesOf } from '../../../test/support/pages.ts'
import { useFiles } from '../../4-prove/evidence/evidence.fixture.ts'
import { portal } from '../../7-publish/portal/portal.ts'
import { aReportingUnit, day, password, printing, type ReportingUnit } from '../reports/frozen.fixture.ts'
import { reportsToChoose } from '../reports/read.ts'
import { textOf } from '../reports/reports.fixture.ts'
import { approvePaper } from './approve-paper.ts'
import { checkedReport, publishedReport, publishedReports, signersOf } from './for-everybody.ts'
import { heard, praiseSomebody, praises } from './praise.fixture.ts'
import { publishPaper } from './publish-paper.ts'
import { signPaper } from './sign-paper.ts'
import { frozenWithId } from './store.ts'
import { brokenFrozen } from './verify-frozen.ts'
import { withdrawPaper } from './withdraw-paper.ts'

// A kind of paper that is no report: what the papers give it for nothing.
useDatabase()
useModule(praises)
useFiles()
const visited = new Hono<Env>().use(async (c, next) => {
  c.set('address', '203.0.113.5')
  await next()
})
const pages = pagesOf(...(praises.pages ?? []), visited.route('/', portal()))
let unit: ReportingUnit
let issued: Awaited<ReturnType<typeof aPraise>>

beforeAll(async () => {
  await asSystem('system.prepare', syncPermissions)
  unit = await aReportingUnit()
  issued = await aPraise('2026/0')
  await approvePaper(unit.officer, issued.id, { level: 0 })
  // The first paper that is printed takes long: fonts are read then.
  await sign(issued.id, unit.secretary, 4)
})

const twoPeople = { levels: ['checker'], signers: 1, mayBeAlone: false } as const
const aPraise = (key: string) =>
  praiseSomebody(unit.checker, {
    unitId: unit.commune,
    key,
    day,
    arrangement: { ...twoPeople, levels: [...twoPeople.levels] },
  })
const stateOf = async (id: string) => (await lookAsSystem((db) => frozenWithId(db, id)))?.state
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault) => fault.code,
  )
const sign = (id: string, actor = unit.secretary, number = 5) =>
  signPaper(actor, id, { proof: { password }, number, printing }, day)

test('it is frozen, approved by another, signed, numbered and printed', async () => {
  const frozen = await aPraise('2026/1')
  const { id } = frozen

  expect(await code(approvePaper(unit.checker, id, { level: 0 }))).toBe('report_is_approved_by_who_froze_it')
  expect(await code(sign(id))).toBe('report_waits_for_approval')
  await approvePaper(unit.officer, id, { level: 0 })
  expect(await code(sign(id, unit.checker))).toBe('not_found_or_not_allowed')
  expect(await sign(id)).toEqual({ state: 'issued', symbol: '05-TK/ĐU' })

  const kept = await look(unit.checker, 'praise.read', unit.commune, (db) => frozenWithId(db, id))
  const document = await database()
    .selectFrom('programme.document')
    .select(['type', 'symbol', 'direction', 'subject'])
    .where('id', '=', kept?.documentId ?? '')
    .executeTakeFirst()
  expect(document).toEqual({
    type: 'praise',
    symbol: '05-TK/ĐU',
    direction: 'issued',
    subject: 'THƯ KHEN Chi hội phụ nữ ấp Một',
  })
  expect(heard).toEqual([issued.dossierId, frozen.dossierId])

  const [docx, pdf] = await Promise.all([keptFile(`${kept?.docx}.docx`), keptFile(`${kept?.pdf}.pdf`)])
  const printed = textOf(Buffer.from(docx ?? []))
  const start = Buffer.from((pdf ?? []).slice(0, 5)).toString()
  expect(start).toBe('%PDF-')
  for (const words of ['THƯ KHEN', 'Chi hội phụ nữ ấp Một', '1.012,5', '05-TK/ĐU', frozen.code])
    expect(printed).toContain(words)
})

test('whoever holds the paper checks it by its code; it is published, and withdrawn', async () => {
  const { id, code } = issued
  const checked = await checkedReport(code)
  expect(checked).toMatchObject({ title: 'THƯ KHEN', period: null, state: 'issued', hash: issued.hash })
  expect(checked && signersOf(checked)).toMatchObject([{ name: 'Bí thư xã', isValid: true }])
  const page = await pages.get(unit.recorder, `/kiem-chung/${code}`)
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('THƯ KHEN Chi hội phụ nữ ấp Một')])

  await publishPaper(unit.secretary, id, true)
  const { content } = await publishedReport(code)
  expect(content.sections.map(({ key }) => key)).toEqual(['praise'])

  await withdrawPaper(unit.secretary, id, 'Khen nhầm chi hội')
  expect((await checkedReport(code))?.state).toBe('withdrawn')
  expect(await lookAsSystem(brokenFrozen)).toMatchObject({ broken: [] })
})

test('its pages are those of every paper: signed there with a password, read as it was kept', async () => {
  const { id, dossierId } = await aPraise('2026/2')
  const here = `/thu-khen/${dossierId}`
  await approvePaper(unit.officer, id, { level: 0 })

  const life = await pages.get(unit.secretary, `${here}/trinh-ky`)
  const signed = await pages.post(unit.secretary, `${here}/trinh-ky/ky`, {
    frozen: id,
    number: '6',
    password,
  })
  const version = await pages.get(unit.checker, `${here}/ban/1`)
  const file = await pages.request(unit.checker, `${here}/ban/1/thu-khen.pdf`)

  expect(life.text).toContain('Thành tích')
  // Reports alone go up.
  expect(life.text).not.toContain('name="send"')
  expect(signed).toMatchObject({ status: 303, location: `${here}/trinh-ky?da=ban-hanh` })
  expect(version.text).toContain('Đã thu')
  expect(file.headers.get('content-disposition')).toContain(`thu-khen-${unit.communeSlug}.pdf`)
})

test('its figures keep their readings, and its content is never changed', async () => {
  const { id, content } = await aPraise('2026/3')
  const [block] = content.sections[0]?.blocks ?? []
  const figure = block?.kind === 'paragraph' ? block.pieces[1] : undefined

  expect(figure).toMatchObject({ shown: '1.012,5', reading: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  await expect(
    sql`update reports.frozen set content = '{}' where id = ${id}`.execute(database()),
  ).rejects.toThrow()
})

test('whoever reads reports does not read it, and it stands in no list of reports', async () => {
  const { id, dossierId } = await aPraise('2026/4')
  const seen = await look(unit.inspector, 'report.read', null, (db) => frozenWithId(db, id))
  const { begun } = await reportsToChoose(unit.checker, { text: '', period: '2026-03' })

  expect(seen).toBeUndefined()
  expect(await code(approvePaper(unit.inspector, id, { level: 0 }))).toBe('not_found_or_not_allowed')
  expect((await pages.get(unit.inspector, `/thu-khen/${dossierId}/trinh-ky`)).status).toBe(404)
  expect(begun).toEqual([])
  expect((await publishedReports(undefined)).rows).toEqual([])
  expect(await stateOf(id)).toBe('waiting')
})

test('one key names one paper of a unit', async () => {
  await aPraise('2026/5')

  expect(await code(aPraise('2026/5'))).toBe('report_is_begun_already')
})
