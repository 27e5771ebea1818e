import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { look } from '#access'
import { correctActivity } from '#activities'
import { database } from '#platform/database'
import { useFiles } from '../../src/4-prove/evidence/evidence.fixture.ts'
import { signPaper } from '../../src/6-tell/papers/sign-paper.ts'
import { frozenWithId, versionsOf } from '../../src/6-tell/papers/store.ts'
import { password, printing, written } from '../../src/6-tell/reports/frozen.fixture.ts'
import { printedAndRead } from '../../src/6-tell/reports/reports.fixture.ts'
import { saveReport } from '../../src/6-tell/reports/save-report.ts'
import { amendReport } from '../../src/6-tell/sending/gathering/amend-report.ts'
import { gathering } from '../../src/6-tell/sending/gathering/gather-reports.ts'
import { aRegime, issued, type RegimeUnit } from '../../src/6-tell/sending/gathering/gathering.fixture.ts'
import { freezeNamingGaps } from '../../src/6-tell/sending/gathering/named-gaps.ts'
import { reportNil } from '../../src/6-tell/sending/gathering/nil-return.ts'
import { differencesAt, sendingsAt } from '../../src/6-tell/sending/gathering/read-sending.ts'
import { useDatabase } from '../support/database.ts'

// S33: two communes report on March to their province. One is late: the province reports all the same and says so. The other
// corrects a record after everybody has reported: its report is amended, and the province sees the difference in its own.
useDatabase()
useFiles()
const period = '2026-03'
let unit: RegimeUnit

beforeAll(async () => {
  unit = await aRegime()
})

const communeReport = () => ({ slug: unit.communeSlug, period })
const provinceReport = () => ({ slug: unit.provinceSlug, period })
const gathered = (day: string) => gathering(unit.above, { regimeId: unit.regimeId, period }, day)
const wordsOf = (content: unknown): string => JSON.stringify(content)
const kindsTold = async (unitId: string): Promise<string[]> => {
  const { rows } = await sql<{ kind: string }>`
    select kind from notices.notice where unit_id = ${unitId} and kind like 'report_gathering.%' order by raised_at, id`.execute(
    database(),
  )
  return rows.map(({ kind }) => kind.replace('report_gathering.notice.', ''))
}

test('the commune that is in time is seen above as soon as it issues', async () => {
  await issued(unit, { period, on: '2026-04-05' })

  const page = await gathered('2026-04-05')
  expect(page.counts).toMatchObject({ all: 2, sent: 1, missing: 1, late: 0, overdue: 0 })
  expect(await kindsTold(unit.province)).toEqual(['sent'])
})

let provinceVersion = ''

test('the province reports without the late commune, and says so by name; its figures are none of added reports', async () => {
  await saveReport(unit.above, provinceReport(), written())

  const frozen = await freezeNamingGaps(unit.above, { unitId: unit.province, period }, {}, '2026-04-10')
  await signPaper(unit.governor, frozen.id, { proof: { password }, number: 3, printing }, '2026-04-10')
  provinceVersion = frozen.id

  const kept = await look(unit.above, 'report.read', null, (db) => frozenWithId(db, frozen.id))
  expect(kept?.state).toBe('issued')
  const shortcomings = kept?.content.sections.find(({ key }) => key === 'shortcomings')
  expect(wordsOf(shortcomings)).toContain('Chưa nhận báo cáo của: Xã Hai, tính đến ngày 10/4/2026.')
  // Every printed figure is the one that opens beneath it.
  const pairs = await printedAndRead(unit.above, kept?.content as never)
  expect(pairs.length).toBeGreaterThan(5)
  for (const { printed, read, href } of pairs) expect(printed, href).toBe(read)
  const { gaps } = await sendingsAt(unit.above, provinceReport(), '2026-04-10')
  expect(gaps).toMatchObject([{ unitName: 'Xã Hai', filledAt: null }])
})

test('when the late commune reports, the gap is filled, and what was frozen is not touched', async () => {
  await reportNil(unit.stranger, { slug: await slugOf(unit.neighbour), period }, '2026-04-16')

  const { gaps } = await sendingsAt(unit.above, provinceReport(), '2026-04-16')
  expect(gaps).toMatchObject([{ unitName: 'Xã Hai', filledAt: expect.any(Date) }])
  const page = await gathered('2026-04-16')
  expect(page.counts).toMatchObject({ sent: 2, missing: 0, late: 1, nil: 1 })
  expect(page.rows.find(({ isNil }) => isNil)?.daysLate).toBe(10)
  expect(await kindsTold(unit.province)).toEqual(['sent', 'sent_missing'])
  const kept = await look(unit.above, 'report.read', null, (db) => frozenWithId(db, provinceVersion))
  expect(wordsOf(kept?.content)).toContain('Chưa nhận báo cáo của: Xã Hai')
})

test('nothing has changed, so there is nothing to amend', async () => {
  expect((await differencesAt(unit.checker, communeReport(), '2026-04-17')).changes).toEqual([])
  await expect(
    amendReport(unit.checker, { unitId: unit.commune, period }, '2026-04-17'),
  ).rejects.toMatchObject({ code: 'amendment_changes_nothing' })
  await expect(
    amendReport(unit.checker, { unitId: unit.commune, period: '2026-02' }, '2026-04-17'),
  ).rejects.toMatchObject({ code: 'amendment_needs_an_issued_report' })
})

test('a late correction is seen in the report of the commune and in that of the province, with why', async () => {
  const { rows } = await sql<{ id: string }>`
    select id from activities.activity where day = '2026-03-20'`.execute(database())
  await correctActivity(unit.recorder, rows[0]?.id ?? '', {
    seen: 1,
    day: '2026-03-20',
    summary: 'Thu gom và ủ rác bếp tại ấp.',
    answers: { waste: '100', households: 12 },
    reason: 'Cân lại: ghi thừa một số không',
    photos: { kept: [], sentAhead: [] },
    removed: [],
  })

  const page = await gathered('2026-04-20')
  expect(page.rows.map((row) => [row.unit.name, row.changed > 0])).toEqual([
    ['Xã Hai', false],
    ['Xã Một', true],
  ])
  expect(page.ownChanged).toBeGreaterThan(0)
  for (const [actor, address] of [
    [unit.checker, communeReport()],
    [unit.above, provinceReport()],
  ] as const) {
    const { changes } = await differencesAt(actor, address, '2026-04-20')
    const waste = changes.find(
      (one) => one.indicator === 'test_waste_kg' && one.period === period && !one.line,
    )
    expect(waste).toMatchObject({ amount: 1012.5, now: 112.5 })
    expect(waste?.why).toContain('1 lần ghi được sửa −900')
  }
  await expect(differencesAt(unit.stranger, communeReport(), '2026-04-20')).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
})

test('the amendment shows each figure as it was and as it is; the former is replaced and stays, and the province is told', async () => {
  const asked = { unitId: unit.commune, period }
  for (const actor of [unit.stranger, unit.inspector, unit.recorder])
    await expect(amendReport(actor, asked, '2026-04-21')).rejects.toMatchObject({
      code: 'not_found_or_not_allowed',
    })

  const amendment = await amendReport(unit.checker, asked, '2026-04-21')
  const again = await amendReport(unit.checker, asked, '2026-04-21')
  expect(again.id).toBe(amendment.id)
  await signPaper(unit.secretary, amendment.id, { proof: { password }, number: 8, printing }, '2026-04-21')

  const kept = await look(unit.above, 'report.read', null, (db) => frozenWithId(db, amendment.id))
  expect(kept).toMatchObject({ reason: 'amendment', state: 'issued', version: 2 })
  const [first] = kept?.content.sections ?? []
  expect(first?.heading).toBe('Nội dung đính chính')
  const said = wordsOf(first)
  for (const words of ['thay thế Báo cáo số', '1.012,5', '112,5', 'lần ghi được sửa'])
    expect(said).toContain(words)
  const versions = await look(unit.checker, 'report.read', null, (db) =>
    versionsOf(db, kept?.dossierId ?? ''),
  )
  expect(versions.map(({ version, state }) => `${version} ${state}`)).toEqual(['2 issued', '1 replaced'])
  const { sendings, changed } = await sendingsAt(unit.checker, communeReport(), '2026-04-21')
  expect(sendings.map(({ version, state }) => `${version} ${state}`)).toEqual(['2 sent', '1 replaced'])
  expect(changed).toBe(0)
  // It came in time the first time, and stays so.
  expect((await gathered('2026-04-21')).rows.find(({ unit: one }) => one.id === unit.commune)).toMatchObject({
    daysLate: 0,
    changed: 0,
    standing: 'sent',
  })
  expect(await kindsTold(unit.province)).toEqual(['sent', 'sent_missing', 'sent_amendment'])
  // The province's own report was issued with the old figure: it sees so until it amends its own.
  const { changes, mayAmend } = await differencesAt(unit.above, provinceReport(), '2026-04-21')
  expect(changes.length).toBeGreaterThan(0)
  expect(mayAmend).toBe(true)
})

async function slugOf(unitId: string): Promise<string> {
  const { rows } = await sql<{ slug: string }>`select slug from org.unit where id = ${unitId}`.execute(
    database(),
  )
  return rows[0]?.slug ?? ''
}
