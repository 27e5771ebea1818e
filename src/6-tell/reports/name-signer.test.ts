import { beforeAll, expect, test } from 'vitest'
import { type Actor, look } from '#access'
import { useDatabase } from '../../../test/support/database.ts'
import { pagesOf } from '../../../test/support/pages.ts'
import { useFiles } from '../../4-prove/evidence/evidence.fixture.ts'
import { signPaper } from '../papers/sign-paper.ts'
import { frozenWithId } from '../papers/store.ts'
import { freezeReport } from './freeze-report.ts'
import {
  aFrozenReport,
  aReportingUnit,
  aSigner,
  askedOf,
  day,
  password,
  printing,
  type ReportingUnit,
  written,
} from './frozen.fixture.ts'
import { nameSigner } from './name-signer.ts'
import { tellPages } from './pages.fixture.ts'
import { reportOf } from './read.ts'
import { saveReport } from './save-report.ts'

useDatabase()
useFiles()
let unit: ReportingUnit
let deputy: Actor
beforeAll(async () => {
  unit = await aReportingUnit()
  deputy = await aSigner('Lê Thị Phó', unit.commune)
})
const pages = pagesOf(tellPages)
const lifeOf = (period: string) => `/bao-cao/${unit.communeSlug}/${period}/trinh-ky`
const at = (period: string) => ({ slug: unit.communeSlug, period })
const named = (name: string) => ({ signer: { name, position: 'PHÓ BÍ THƯ' } })
const stateOf = async (period: string) => (await reportOf(unit.checker, at(period))).draft?.state
const sign = (actor: Actor, id: string, number = 1) =>
  signPaper(actor, id, { proof: { password }, number, printing }, day)

test('a report that bears another name is not signed; whoever signs puts their own there in one press', async () => {
  const period = '2026-01'
  const { id } = await aFrozenReport(unit, period, named('Trần Văn Xa'))

  await expect(sign(unit.secretary, id)).rejects.toMatchObject({
    code: 'report_is_signed_by_another',
    params: { printed: 'Trần Văn Xa', signer: 'Bí thư xã' },
  })
  const { text } = await pages.get(unit.secretary, lifeOf(period))
  expect(text).toContain('ghi người ký là “Trần Văn Xa”')
  expect(text).not.toContain('name="password"')
  const press = (actor: Actor, over: Record<string, string> = {}) =>
    pages.post(actor, `${lifeOf(period)}/ten-toi`, { frozen: id, position: 'BÍ THƯ', ...over })
  // Whoever does not sign does not put their name there.
  for (const stranger of [unit.checker, unit.recorder, unit.stranger])
    expect((await press(stranger)).status).toBe(404)
  // The printed position is that of the other: nobody's is carried to another name.
  expect(text).not.toMatch(/name="position"[^>]*PHÓ BÍ THƯ/)
  const refused = await press(unit.secretary, { position: ' ' })
  expect([refused.status, refused.text.includes('id="problems"')]).toEqual([422, true])
  expect(await stateOf(period)).toBe('frozen')
  expect((await press(unit.secretary)).status).toBe(303)

  const { draft } = await reportOf(unit.checker, at(period))
  expect(draft).toMatchObject({ state: 'draft', signer: { name: 'Bí thư xã', position: 'BÍ THƯ' } })
  const again = await freezeReport(unit.checker, askedOf(unit, period), {}, day)
  // From a page that shows the version before: what nobody looked at is not returned.
  const old = await press(unit.secretary)
  expect(old.status).toBe(409)
  expect(await stateOf(period)).toBe('frozen')
  expect(await sign(unit.secretary, again.id)).toMatchObject({ state: 'issued' })
})

test('whoever writes is warned of a name that nobody who signs has, and names one of them', async () => {
  const period = '2026-02'
  await saveReport(unit.checker, at(period), written(named('Trần Văn Xa')))

  const { text } = await pages.get(unit.checker, lifeOf(period))

  expect(text).toContain('không ai tên như vậy được ký')
  expect(text).toContain('Ghi Lê Thị Phó')
  const press = (actor: Actor, position = 'PHÓ CHỦ TỊCH', person = deputy.personId) =>
    pages.post(actor, `${lifeOf(period)}/nguoi-ky`, { person, position })
  for (const other of [unit.recorder, unit.stranger]) expect((await press(other)).status).toBe(404)
  await expect(
    nameSigner(unit.checker, at(period), { personId: unit.checker.personId, position: 'X' }),
  ).rejects.toMatchObject({
    code: 'report_signer_may_not_sign',
  })
  const refused = await press(unit.checker, '')
  expect([refused.status, refused.text.includes('aria-invalid="true"')]).toEqual([422, true])
  expect((await press(unit.checker)).status).toBe(303)
  expect((await reportOf(unit.checker, at(period))).signer).toEqual({
    name: 'Lê Thị Phó',
    position: 'PHÓ CHỦ TỊCH',
  })
  expect((await pages.get(unit.checker, lifeOf(period))).text).not.toContain('không ai tên như vậy')
})

test('where no name is printed, that of whoever signs is; case and titles make no other name', async () => {
  const blank = await aFrozenReport(unit, '2026-03', named(''))
  await sign(unit.secretary, blank.id, 2)
  const titled = await aFrozenReport(unit, '2026-04', named('Đồng chí LÊ THỊ PHÓ'))
  await sign(deputy, titled.id, 3)

  const { text } = await pages.get(unit.checker, `/bao-cao/${unit.communeSlug}/2026-03/ban/1`)

  expect(text).toContain('Bí thư xã')
  const kept = await look(unit.leader, 'report.read', unit.commune, (db) => frozenWithId(db, blank.id))
  expect(kept).toMatchObject({ state: 'issued', signedBy: 'Bí thư xã', content: { signer: { name: '' } } })
})

test('whoever writes on when a colleague has frozen the report gets all back that they typed', async () => {
  const period = '2026-05'
  await aFrozenReport(unit, period)
  const typed = {
    seen: '1',
    issuedOn: '2026-06-03',
    number: '41',
    subject: 'kết quả riêng',
    addressees: 'Ban Tổ chức\nBan Kiểm tra',
    signer: 'Võ Thị Én',
    position: 'PHÓ BAN',
    authority: 'T/M TỔ SOẠN',
    recipients: 'Lưu tổ',
    'text.next': 'Câu còn dở.',
  }

  const refused = await pages.post(unit.checker, `/bao-cao/${unit.communeSlug}/${period}`, typed)

  expect(refused.status).toBeGreaterThanOrEqual(400)
  for (const words of Object.values(typed)
    .slice(1)
    .flatMap((value) => value.split('\n')))
    expect(refused.text).toContain(`<p>${words}</p>`)
})
