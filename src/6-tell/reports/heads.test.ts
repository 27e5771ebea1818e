import { beforeAll, expect, test } from 'vitest'
import { type Actor, look } from '#access'
import { fileOf } from '#papers'
import { useDatabase } from '../../../test/support/database.ts'
import { pagesOf } from '../../../test/support/pages.ts'
import { returnPaper } from '../papers/approve-paper.ts'
import { compareVersions } from '../papers/read-version.ts'
import { frozenWithId } from '../papers/store.ts'
import { addSection, changeHead, makeOutline } from '../regimes/outlines/edit-outline.ts'
import { readOutline, writeOutline } from '../regimes/outlines/exchange.ts'
import { issueOutline } from '../regimes/outlines/issue-outline.ts'
import { outlinePage } from '../regimes/outlines/read.ts'
import { headOf, markOf } from '../regimes/outlines/rules.ts'
import { exportedReport } from '../sending/exchange/out/read-exported.ts'
import { freezeReport } from './freeze-report.ts'
import { aReportingUnit, askedOf, day, printing, type ReportingUnit, written } from './frozen.fixture.ts'
import { changesOf } from './heads.ts'
import { tellPages } from './pages.fixture.ts'
import { reportOf } from './read.ts'
import { textOf } from './reports.fixture.ts'
import { saveReport } from './save-report.ts'

useDatabase()
let unit: ReportingUnit
beforeAll(async () => {
  unit = await aReportingUnit()
})
const pages = pagesOf(tellPages)
const at = (period: string, outline?: string) => ({ slug: unit.communeSlug, period, outline })
const changed = {
  subject: 'kết quả quý đầu nhiệm kỳ',
  addressees: ['Ban Thường vụ Tỉnh ủy'],
  recipients: ['Như trên', 'Lưu Văn phòng'],
  authority: 'T/M ĐẢNG ỦY',
}
const typed = {
  seen: '1',
  number: '',
  issuedOn: '2026-11-18',
  position: 'BÍ THƯ',
  signer: 'Nguyễn Văn Ký',
  subject: changed.subject,
  addressees: ' Ban Thường vụ Tỉnh ủy \n\n',
  recipients: 'Như trên\nLưu Văn phòng',
  authority: changed.authority,
}
const keep = (actor: Actor, period: string, form: Record<string, string>) =>
  pages.post(actor, `/bao-cao/${unit.communeSlug}/${period}`, form)

test('only what differs from what is usual is kept; subject and recipients are never blank', () => {
  const usual = { subject: 'a', addressees: ['b'], recipients: ['c'], authority: 'd' }

  expect(changesOf(usual, usual)).toEqual({})
  expect(changesOf({ subject: '', recipients: [] }, usual)).toEqual({})
  expect(changesOf({ addressees: [], authority: '' }, usual)).toEqual({ addressees: [], authority: '' })
  expect(changesOf({}, usual, { subject: 'x' })).toEqual({ subject: 'x' })
  expect(changesOf({ subject: 'a' }, usual, { subject: 'x' })).toEqual({})
})

test('the head is changed by those who write, printed in every form, frozen and compared', async () => {
  const [period, own] = ['2026-02', 'Kính gửi: Ban Thường vụ Tỉnh ủy']
  await saveReport(unit.checker, at(period), written())
  const before = await freezeReport(unit.checker, askedOf(unit, period), {}, day)
  await returnPaper(unit.leader, before.id, { words: 'Sửa thể thức', remarks: [] })

  expect((await keep(unit.recorder, period, typed)).status).toBe(404)
  expect((await keep(unit.stranger, period, typed)).status).toBe(404)
  expect((await keep(unit.checker, period, typed)).status).toBe(303)

  const report = await reportOf(unit.leader, at(period))
  expect(report).toMatchObject({
    subject: changed.subject,
    addressees: changed.addressees,
    body: { recipients: changed.recipients, authority: changed.authority },
    draft: { head: changed },
  })
  const docx = textOf(await fileOf(report, 'docx', printing))
  for (const words of [own, changed.subject, '- Như trên', 'T/M ĐẢNG ỦY']) expect(docx).toContain(words)
  const frozen = await freezeReport(unit.checker, askedOf(unit, period), {}, day)
  const kept = await look(unit.leader, 'report.read', unit.commune, (db) => frozenWithId(db, frozen.id))
  expect(kept?.content).toMatchObject({ subject: changed.subject, addressees: changed.addressees })
  const { sections } = await compareVersions(unit.leader, kept?.dossierId ?? '', { left: 1, right: 2 })
  const lines = sections[0]?.pairs.flatMap(({ right = [], isSame }) =>
    isSame ? [] : [right.map(({ text }) => text).join('')],
  )
  expect(lines).toEqual(expect.arrayContaining([own, 'Nơi nhận: Như trên']))
  expect((await exportedReport(unit.leader, at(period), day)).content.addressees).toEqual(changed.addressees)
})

test('who saves over a head that somebody else has changed sees both; a blank subject is the usual one', async () => {
  const period = '2026-01'
  await keep(unit.checker, period, { ...typed, seen: '0' })

  const late = await keep(unit.leader, period, { ...typed, seen: '0', subject: 'việc khác' })

  expect(late.status).toBe(409)
  expect(late.text).toContain(`Ban Thường vụ Tỉnh ủy · ${changed.subject}`)
  expect(late.text).toContain('việc khác')
  expect((await reportOf(unit.leader, at(period))).subject).toBe(changed.subject)
  await keep(unit.leader, period, { ...typed, seen: '1', subject: '', addressees: '' })
  const report = await reportOf(unit.leader, at(period))
  expect(report.subject).toContain('kết quả thực hiện')
  expect(report.addressees).toBeUndefined()
  const tooMany = { ...typed, seen: '2', recipients: 'x\n'.repeat(21) }
  expect((await keep(unit.leader, period, tooMany)).text).toContain('Nhiều nhất 20 dòng')
})

test('an outline says to whom its reports go, and how long its period is, in every text', async () => {
  const { checker, commune } = unit
  const code = await makeOutline(checker, { unitId: commune, name: 'Sơ kết của xã', from: '' })
  const draft = async () => {
    const page = await outlinePage(checker, code)
    if (!page.draft) throw new Error('There is no draft.')
    return page.draft
  }
  const head = {
    ...headOf(await draft()),
    periods: ['years' as const],
    subject: 'sơ kết {years}',
    addressees: ['Cấp trên của {speaker}'],
    recipients: ['Như trên', 'Lưu {years}'],
  }
  await changeHead(checker, code, { seen: markOf(headOf(await draft())), head })
  const section = { seen: '', topic: null, isRequired: false, isRestricted: false, isAnnex: false }
  await addSection(checker, code, { ...section, heading: 'Sau {years}', start: 'Qua {years} thực hiện.' })
  await issueOutline(checker, code, { seen: (await draft()).seen })

  const report = await reportOf(unit.leader, at('2021-05..2024-05', code))

  expect(report).toMatchObject({
    subject: 'sơ kết 03 năm',
    addressees: [`Cấp trên của ${report.body.speaker}`],
    body: { recipients: ['Như trên', 'Lưu 03 năm'] },
    sections: [{ heading: 'Sau 03 năm', blocks: [{ pieces: ['Qua 03 năm thực hiện.'] }] }],
  })
  const copy = readOutline(new TextEncoder().encode(writeOutline(report.outline)))
  expect(copy).toMatchObject({ addressees: head.addressees, recipients: head.recipients })
})
