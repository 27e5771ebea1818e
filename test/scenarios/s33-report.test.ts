import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { loadIndicators, readyIndicators } from '#figures'
import { loadInitiatives } from '#initiatives'
import { loadKinds, readyKinds } from '#kinds'
import { loadUnits } from '#org'
import { newId } from '#platform/ids'
import { writeReport } from '#reports'
import { composeReport } from '../../src/6-tell/reports/compose-report.ts'
import { printedAndRead, textOf } from '../../src/6-tell/reports/reports.fixture.ts'
import { saveReport } from '../../src/6-tell/reports/save-report.ts'
import { layOutDistrict } from '../../src/demo/units.ts'
import { useDatabase } from '../support/database.ts'
import { anEntry, aPerson } from '../support/district.ts'

// S33: a report of what was done, composed from real figures, in the official layout – before and after the district
// was abolished on 1 July 2025.
useDatabase()
const today = '2026-11-20'
const printing = { isDemonstration: true, origin: 'https://lantoa.example' }
const district = layOutDistrict()
const id = (key: string) => district.at(key).id
const initiativeId = newId()
let officer: Actor
let checker: Actor
let leader: Actor

async function record(day: string, answers: Record<string, number>) {
  const entry = anEntry(initiativeId, { day, answers })
  await recordActivity(officer, entry)
  const verdict = { verdict: 'accepted' as const, reason: '', field: '', publishPhotos: false }
  await checkActivity(checker, entry.id, { seen: 1, ...verdict })
}

const write = async (unit: string, period: string) => {
  const { docx, pdf } = await writeReport({ unit, period, day: today, printing })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  return textOf(docx)
}

/** Composting of Long Trạch: recorded in 2024 and 2025, handed over to Rạch Kiến, recorded again. */
beforeAll(async () => {
  const step = { document: null, note: null, unitId: null, personId: null }
  await asSystem('test.s33', async (tx) => {
    await loadUnits(tx, district)
    await loadIndicators(tx, readyIndicators)
    await loadKinds(tx, readyKinds, '2021-05-18')
    await loadInitiatives(tx, [
      {
        id: initiativeId,
        kind: 'home_composting',
        unitId: id('old/28111/farmers'),
        name: 'Xử lý rác hữu cơ tại Long Trạch',
        slug: 'xu-ly-rac-long-trach',
        summary: '',
        state: 'active',
        startedOn: '2021-06-01',
        endedOn: null,
        life: [{ ...step, event: 'active', day: '2021-06-01' }],
      },
    ])
    const unions = ['old/28111/farmers', 'new/28114/farmers']
    officer = await aPerson(tx, 'Cán bộ', ...unions.map((key) => ({ role: 'recorder', unitId: id(key) })))
    const communes = ['old/28111', 'new/28114']
    checker = await aPerson(
      tx,
      'Người duyệt',
      ...communes.map((key) => ({ role: 'checker', unitId: id(key) })),
    )
    const above = ['oldProvince', 'newProvince']
    leader = await aPerson(tx, 'Lãnh đạo', ...above.map((key) => ({ role: 'leader', unitId: id(key) })))
  })
  await record('2024-06-10', { households: 24, waste_kg: 1250 })
  await record('2025-05-10', { households: 6, waste_kg: 100 })
  await asSystem('test.reform', async (tx) => {
    const unitId = id('new/28114/farmers')
    await tx
      .updateTable('initiatives.initiative')
      .set({ unit_id: unitId })
      .where('id', '=', initiativeId)
      .execute()
    await tx
      .insertInto('initiatives.life')
      .values({ initiative_id: initiativeId, event: 'transferred', day: '2025-07-01', unit_id: unitId })
      .execute()
  })
  await record('2025-08-10', { households: 4, waste_kg: 300 })
})

test('the commune of 2024 reports to its district, in the layout of that year, under its code of that day', async () => {
  const text = await write('28111', '2024-06')

  for (const expected of [
    'ĐẢNG BỘ HUYỆN CẦN ĐƯỚC',
    'ĐẢNG ỦY XÃ LONG TRẠCH',
    'ĐẢNG CỘNG SẢN VIỆT NAM',
    '-BC/ĐU',
    'Long Trạch, ngày 05 tháng 7 năm 2024',
    'kết quả thực hiện Kết luận số 01-KL/TW gắn với Chỉ thị số 05-CT/TW tháng 6 năm 2024',
    'vận động 24 hộ bắt đầu xử lý rác hữu cơ tại nhà',
    '1.250',
    'Hội Nông dân xã Long Trạch',
    'T/M BAN THƯỜNG VỤ',
    'Ban Thường vụ Huyện ủy (báo cáo)',
  ])
    expect(text).toContain(expected)
  expect(text).not.toContain('Rạch Kiến')
})

test('the district of that month has the same figure, in a quarter too', async () => {
  const [month, quarter] = [await write('806', '2024-06'), await write('806', '2024-Q2')]

  for (const text of [month, quarter]) {
    expect(text).toContain('HUYỆN ỦY CẦN ĐƯỚC')
    expect(text).toContain('vận động 24 hộ bắt đầu xử lý rác hữu cơ tại nhà')
    expect(text).toContain('Xã Long Trạch')
    expect(text).toContain('16 đơn vị chưa ghi số liệu nào trong kỳ')
  }
  expect(quarter).toContain('quý II năm 2024')
})

test('the new commune answers for the old since January, and stands beneath the new province', async () => {
  const text = await write('28114', '2025-08')
  const report = await look(leader, 'report.read', id('new/28114'), (db) =>
    composeReport(db, { unitId: id('new/28114'), period: '2025-08' }, today),
  )

  expect(text).toContain('ĐẢNG BỘ TỈNH TÂY NINH')
  expect(text).toContain('ĐẢNG ỦY XÃ RẠCH KIẾN')
  expect(text).toContain('vận động 04 hộ bắt đầu xử lý rác hữu cơ tại nhà')
  const figures = await printedAndRead(leader, report)
  for (const { printed, read, href } of figures) expect(printed, href).toBe(read)
  const sinceJanuary = figures.find(({ href }) => href.includes('household_composting?ky=2025-01..2025-08'))
  expect(sinceJanuary?.printed).toBe(10)
})

test('a code means the land of that day; who no longer stands no longer reports', async () => {
  expect(await write('28114', '2025-06')).toContain('ĐẢNG ỦY XÃ LONG KHÊ')
  expect(await write('28114', '2025-07')).toContain('ĐẢNG ỦY XÃ RẠCH KIẾN')
  await expect(write('806', '2025-07')).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  await expect(write('xa-long-trach', '2025-07')).rejects.toMatchObject({
    code: 'report_unit_did_not_exist_then',
  })
  await expect(write('xa-rach-kien', '2025-06')).rejects.toMatchObject({
    code: 'report_unit_did_not_exist_then',
  })
})

test('the union reports in its own name', async () => {
  const text = await write('hoi-nong-dan-xa-rach-kien', '2025-08')

  expect(text).toContain('HỘI NÔNG DÂN TỈNH TÂY NINH')
  expect(text).toContain('BAN THƯỜNG VỤ HỘI NÔNG DÂN XÃ RẠCH KIẾN')
  expect(text).not.toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
  expect(text).toContain('Rác hữu cơ được xử lý')
})

test('the author writes, the leader signs, and the figures stay those of the records', async () => {
  await saveReport(
    checker,
    { slug: district.at('new/28114').slug, period: '2025-08' },
    {
      seen: 0,
      number: 12,
      issuedOn: '2026-06-05',
      signer: { name: 'Nguyễn Văn A', position: 'PHÓ BÍ THƯ' },
      sections: [
        { key: 'leadership', text: 'Ban Thường vụ đã ban hành kế hoạch.', seen: 0 },
        { key: 'shortcomings', text: 'Còn chậm.', seen: 0 },
        { key: 'next', text: 'Tiếp tục.', seen: 0 },
      ],
    },
  )
  await record('2025-08-20', { households: 5, waste_kg: 10 })

  const text = await write('28114', '2025-08')

  for (const expected of ['Số 12-BC/ĐU', 'ngày 05 tháng 6 năm 2026', 'Còn chậm', '9 hộ', 'Nguyễn Văn A'])
    expect(text).toContain(expected)
  expect(text).not.toContain('Chưa viết')
})
