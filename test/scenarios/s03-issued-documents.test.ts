import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookPublic } from '#access'
import { figureOf } from '#figures'
import { renderDocx } from '#platform/documents'
import { keepFilesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { writeXlsx } from '#platform/spreadsheet'
import { aProgramme } from '../../src/2-promise/tasks/programme.fixture.ts'
import { aMonthOfWork, aReport } from '../../src/platform/documents/documents.fixture.ts'
import { shippedLayout } from '../../src/platform/documents/layout.fixture.ts'
import { useDatabase } from '../support/database.ts'
import { pagesFor } from '../support/signed-in.ts'

// S3: a unit registers what it issued with number, symbol, file; brings in its old register; the figure says how many of each
// type, how far proven, and opens down to the document and its file.
useDatabase()
let all: Awaited<ReturnType<typeof aProgramme>>
const pages = pagesFor()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-s03-'))

beforeAll(async () => {
  useSecret('x'.repeat(40), '')
  keepFilesIn(folder)
  all = await aProgramme()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const in2024 = { from: '2024-01-01', until: '2025-01-01' }
const figure = (indicator: string) =>
  lookPublic((db) => figureOf(db, { unitId: all.province }, indicator, in2024))

test('from the register to the figure, and back down to the file', async () => {
  const { clerk, commune, communeSlug, leader } = all
  const { send, open, ask } = pages
  const report = newId()
  const docx = await renderDocx(
    aReport({ system: 'party', body: aMonthOfWork() }),
    shippedLayout('HD36_2018'),
  )
  await send(clerk, '/van-ban/them', {
    id: report,
    unitId: commune,
    direction: 'issued',
    type: 'report',
    issuedOn: '2024-12-10',
    subject: 'Kết quả thực hiện Kết luận số 01-KL/TW năm 2024',
    photos: new File([new Uint8Array(docx)], 'Báo cáo năm 2024.docx'),
  })
  const register = writeXlsx([
    {
      name: 'Sổ đi',
      rows: [
        ['Số, ký hiệu', 'Ngày ban hành', 'Trích yếu'],
        ['03-KH/ĐU', { day: '2024-03-04' }, 'Kế hoạch năm 2024'],
        ['04-KH/ĐU', { day: '2024-05-04' }, 'Kế hoạch tháng cao điểm'],
        ['11-CV/ĐU', { day: '2024-06-04' }, 'Đôn đốc báo cáo'],
        ['02-QĐ/ĐU', { day: '2024-06-05' }, 'Kiện toàn tổ giúp việc'],
      ],
    },
  ])
  const preview = await send(clerk, '/van-ban/nhap', {
    unitId: commune,
    direction: 'issued',
    file: new File([new Uint8Array(register)], 'so-van-ban-di.xlsx'),
  })
  const shown = await open(clerk, preview)
  const hidden = (name: string) => new RegExp(`name="${name}" value="([0-9a-f]{64})"`).exec(shown)?.[1] ?? ''
  expect(shown).toContain('04-KH/ĐU')
  expect(await send(clerk, preview, { fileHash: hidden('fileHash'), seen: hidden('seen') })).toBe(
    '/van-ban?da=nhap&so=4',
  )

  expect(await figure('documents_issued')).toMatchObject({ declared: 4, evidenced: 1 })
  expect(await figure('documents_issued_plan')).toMatchObject({ declared: 2, evidenced: 0 })
  expect(await figure('documents_issued_report')).toMatchObject({ declared: 0, evidenced: 1 })

  const issued = await open(leader, `/van-ban/ban-hanh/${communeSlug}`)
  const link = new RegExp(`href="(/so-lieu-chi-tiet/${communeSlug}/documents_issued_report\\?ky=2024)"`).exec(
    issued,
  )?.[1]
  const facts = await open(leader, link ?? '')
  expect(facts).toContain(`href="/van-ban/${report}"`)
  const page = await open(leader, `/van-ban/${report}`)
  const file = /href="(\/van-ban\/[^"]*\/tep\/[0-9a-f]{64}\.docx)"/.exec(page)?.[1] ?? ''
  const answer = await ask(leader, file)
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('Báo cáo năm 2024.docx'))
  expect(Buffer.from(await answer.arrayBuffer()).equals(docx)).toBe(true)
  expect((await ask(all.next, file)).status).toBe(404)
})

test('a day that is not in the calendar, and one that has not come, are refused in words, and what was typed stays', async () => {
  const { clerk, commune } = all
  const sent = {
    id: newId(),
    unitId: commune,
    direction: 'issued',
    type: 'plan',
    issuedOn: '30/02/2024',
    subject: 'Điều tôi đã gõ',
  }

  const noDay = await pages.refused(clerk, '/van-ban/them', sent)
  const future = await pages.refused(clerk, '/van-ban/them', { ...sent, issuedOn: '2099-01-01' })

  expect(noDay).toContain('Ngày không có trong lịch')
  expect(noDay).toContain('Điều tôi đã gõ')
  expect(future).toContain('Ngày này chưa tới')
})

test('the list is found without diacritics and leaves as a sheet that is taken back', async () => {
  const { clerk } = all

  expect(await pages.open(clerk, '/van-ban?q=don%20doc')).toContain('11-CV/ĐU')
  expect(await pages.open(clerk, '/van-ban?loai=decision')).not.toContain('11-CV/ĐU')
  const sheet = await pages.ask(clerk, '/van-ban/xuat.xlsx?nam=2024')
  expect(sheet.headers.get('content-type')).toContain('spreadsheetml')
  expect((await sheet.arrayBuffer()).byteLength).toBeGreaterThan(3000)
})
