import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { figureOf, spanFor, totalOf } from '#figures'
import { database } from '#platform/database'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../test/support/district.ts'
import { figuresIn, goneFrom } from '../papers/blocks/index.ts'
import type { PaperBlock } from '../papers/content.ts'
import { asOfficialDocument, fileOf } from '../papers/official-document.ts'
import { paperWords } from '../papers/paper-words.ts'
import { recordsIn, sumsOfInitiatives } from '../prose/results/results-store.ts'
import { sentences } from '../prose/results/sentences.ts'
import { composeReport } from './compose-report.ts'
import { reportOf } from './read.ts'
import { printedAndRead, textOf } from './reports.fixture.ts'
import { saveReport } from './save-report.ts'
import { writeReport } from './write-report.ts'

useDatabase()
const day = '2026-11-20'
const printing = { isDemonstration: false }
type District = Awaited<ReturnType<typeof aDistrict>>

const compose = (district: District, unitId = district.commune, period = '2026-03') =>
  look(district.leader, 'report.read', unitId, (db) => composeReport(db, { unitId, period }, day))

/** Two records in March (one of them accepted, one waiting), one in January. */
async function aMonth(district: District) {
  const ids = []
  for (const [on, waste] of [
    ['2026-03-08', '12,5'],
    ['2026-03-20', '1000'],
    ['2026-01-10', '40'],
  ] as const) {
    const entry = anEntry(district.initiativeId, { day: on, answers: { waste, households: 12 } })
    await recordActivity(district.recorder, entry)
    ids.push(entry.id)
  }
  const verdict = { seen: 1, verdict: 'accepted' as const, reason: '', field: '', publishPhotos: false }
  await checkActivity(district.checker, ids[0] ?? '', verdict)
}

const wordsOf = (blocks: readonly PaperBlock[]): string =>
  blocks
    .flatMap((block) =>
      block.kind === 'paragraph' || block.kind === 'note'
        ? [block.pieces]
        : block.kind === 'list'
          ? block.items
          : block.kind === 'table'
            ? block.rows
            : [],
    )
    .map((pieces) =>
      pieces
        .map((piece) =>
          typeof piece === 'string'
            ? piece
            : 'shown' in piece
              ? piece.shown
              : 'words' in piece
                ? piece.words
                : piece.gone,
        )
        .join(''),
    )
    .join('\n')

const at = (slug: string) => ({ slug, period: '2026-03' })
const words = (report: Awaited<ReturnType<typeof compose>>) =>
  wordsOf(report.sections.flatMap(({ blocks }) => blocks))

test.each(['2026-03', '2026-Q1', '2026-01..2026-06', '2026', '2022-01..2026-06'])(
  'every figure of %s is the one that opens beneath it, on the page and in the file',
  async (period) => {
    const district = await aDistrict()
    await aMonth(district)

    const report = await compose(district, district.commune, period)

    const figures = await printedAndRead(district.leader, report)
    expect(figures.length).toBeGreaterThanOrEqual(7)
    for (const { printed, read, href } of figures) expect(printed, href).toBe(read)
    expect(new Set(figures.map(({ printed }) => printed))).toContain(period === '2026-03' ? 1012.5 : 1052.5)
    const text = textOf(await fileOf(report, 'docx', printing))
    for (const { shown } of figuresIn(report.sections.flatMap(({ blocks }) => blocks)))
      expect(text).toContain(shown)
    expect(text).toContain(period === '2026-03' ? '1.012,5' : '1.052,5')
  },
)

test('a figure since January opens as one', async () => {
  const district = await aDistrict()
  await aMonth(district)

  const figures = figuresIn((await compose(district)).sections.flatMap(({ blocks }) => blocks))

  const sinceJanuary = figures.find(({ scope }) => scope?.period === '2026-01..2026-03')
  expect(sinceJanuary).toMatchObject({ amount: 1052.5, shown: '1.052,5' })
  expect(sinceJanuary?.href).toContain('ky=2026-01..2026-03')
})

test('initiatives and records are counted, and what still waits is said', async () => {
  const district = await aDistrict()
  await aMonth(district)

  const said = words(await compose(district))

  expect(said).toContain('toàn địa bàn duy trì 01 mô hình; thực hiện 01 hoạt động.')
  expect(said).toContain('01 hoạt động còn chờ kiểm tra, chưa được tính.')
  expect(said).toContain('trên 1,01 tấn test_waste_kg')
})

test('what an initiative came to is its figure', async () => {
  const district = await aDistrict()
  await aMonth(district)
  const span = spanFor('2026-03')

  const { sums, figures } = await look(district.leader, 'report.read', district.commune, async (db) => ({
    sums: await sumsOfInitiatives(db, [district.initiativeId], span),
    figures: await Promise.all(
      ['test_waste_kg', 'test_households'].map((code) =>
        figureOf(db, { seriesId: district.initiativeId }, code, span),
      ),
    ),
  }))

  expect(sums.map(({ amount }) => amount)).toEqual(figures.map(totalOf))
})

test('silence is not a zero', async () => {
  const district = await aDistrict()

  const before = words(await compose(district))
  await recordActivity(district.recorder, anEntry(district.initiativeId, { answers: { waste: '0' } }))
  const after = words(await compose(district))

  expect(before).toContain('Không phát sinh: trong tháng 3 năm 2026 chưa có đơn vị nào ghi số liệu.')
  expect(before).toContain('01 mô hình đang thực hiện nhưng chưa ghi hoạt động trong kỳ: “Rác thành phân”.')
  expect(after).toContain(`test_waste_kgkg${sentences.nilReturn}`)
  expect(after).not.toContain('chưa có đơn vị nào ghi số liệu')
})

test('all of a report is of one moment, whatever is recorded meanwhile', async () => {
  const district = await aDistrict()
  await aMonth(district)

  const [first, second] = await look(district.leader, 'report.read', district.commune, async (db) => {
    const before = await composeReport(db, { unitId: district.commune, period: '2026-03' }, day)
    await recordActivity(district.recorder, anEntry(district.initiativeId, { answers: { waste: '5' } }))
    return [before, await composeReport(db, { unitId: district.commune, period: '2026-03' }, day)]
  })

  expect(words(second as typeof first)).toBe(words(first))
  expect(words(await compose(district))).toContain('1.017,5')
})

test('names are text: they are neither markup nor patterns, and break no file', async () => {
  const district = await aDistrict()
  await aMonth(district)
  const hostile = '</w:t><script>alert(1)</script> #eval("x") $& {period} \u0007“”'
  await asSystem('test.rename', (tx) =>
    tx
      .updateTable('org.unit')
      .set({ name: hostile, short_name: 'x' })
      .where('id', '=', district.commune)
      .execute(),
  )

  const report = await compose(district, district.province)
  const own = await compose(district)
  const files = await Promise.all([
    fileOf(report, 'docx', printing),
    fileOf(report, 'pdf', printing),
    fileOf(own, 'docx', printing),
    fileOf(own, 'pdf', printing),
  ])

  expect(textOf(files[0])).toContain('<script>alert(1)</script> #eval("x") $& {period}')
  expect(textOf(files[2])).toContain('<SCRIPT>ALERT(1)</SCRIPT>')
  for (const pdf of [files[1], files[3]]) expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test('only who holds a role there reads a report, only checker and leader write it', async () => {
  const district = await aDistrict()
  const entry = {
    seen: 0,
    number: 1,
    issuedOn: '2026-04-05',
    signer: { name: '', position: '' },
    sections: [],
  }
  const refused = { code: 'not_found_or_not_allowed' }

  for (const actor of [district.checker, district.leader])
    expect((await reportOf(actor, at(district.communeSlug))).mayCompose).toBe(true)
  for (const actor of [district.recorder, district.stranger]) {
    await expect(reportOf(actor, at(district.communeSlug))).rejects.toMatchObject(refused)
    await expect(saveReport(actor, at(district.communeSlug), entry)).rejects.toMatchObject(refused)
  }
  await expect(reportOf(district.leader, at('khong-co'))).rejects.toMatchObject(refused)
  await saveReport(district.checker, at(district.communeSlug), entry)
  const rows = await database()
    .selectFrom('reports.report')
    .select('number')
    .where('unit_id', '=', district.commune)
    .execute()
  expect(rows).toEqual([{ number: 1 }])
})

test('two people write in one section at once: both texts are kept, and other sections are as well', async () => {
  const district = await aDistrict()
  const entry = (seen: number, leadership: string, next = '{{next}}') => ({
    seen: 1,
    number: null,
    issuedOn: '2026-04-05',
    signer: { name: 'Nguyễn Văn A', position: 'BÍ THƯ' },
    sections: [
      { key: 'leadership', text: leadership, seen },
      { key: 'next', text: next, seen: 0 },
    ],
  })
  const save = (seen: number, text: string, next?: string) =>
    saveReport(district.checker, at(district.communeSlug), entry(seen, text, next))
  expect(await save(0, 'Lần đầu')).toEqual([])

  expect(await save(0, 'Người thứ hai', 'Việc tháng sau')).toEqual(['leadership'])
  const both = await Promise.all([save(1, 'Một'), save(1, 'Hai')])

  expect(both.map((conflicts) => conflicts.includes('leadership')).sort()).toEqual([false, true])
  const { draft } = await reportOf(district.leader, at(district.communeSlug))
  expect(['Một', 'Hai']).toContain(draft?.sections.get('leadership')?.text)
  expect(draft?.sections.get('leadership')).toMatchObject({ seen: 2, writerName: 'Người Duyệt' })
  expect(draft?.sections.get('next')?.text).toBe('Việc tháng sau')
  const kept = await database()
    .selectFrom('reports.section_text')
    .select(['text', 'is_rival'])
    .where('report_id', '=', draft?.id ?? '')
    .where('key', '=', 'leadership')
    .execute()
  expect(kept.filter((one) => !one.is_rival)).toHaveLength(2)
  expect(kept.filter((one) => one.is_rival).map(({ text }) => text)).toContain('Người thứ hai')
  expect(kept.map(({ text }) => text).sort()).toEqual(['Hai', 'Lần đầu', 'Một', 'Người thứ hai'])
})

test('a figure in the text is alive, one that is gone is named, and an unknown section is refused', async () => {
  const district = await aDistrict()
  await aMonth(district)
  const entry = (text: string, key = 'leadership') => ({
    seen: 1,
    number: null,
    issuedOn: '2026-04-05',
    signer: { name: '', position: '' },
    sections: [{ key, text, seen: 0 }],
  })
  await saveReport(
    district.checker,
    at(district.communeSlug),
    entry(
      'Xử lý {{figure test_waste_kg}} kg, cả quý {{figure test_waste_kg period=2026-Q1}} kg; {{figure da_mat}}.\n{{units test_waste_kg}}',
    ),
  )

  const report = await compose(district)

  const said = words(report)
  expect(said).toContain('Xử lý 1.012,5 kg, cả quý 1.052,5 kg; da_mat.')
  expect(goneFrom(report)).toEqual(['da_mat'])
  for (const { printed, read, href } of await printedAndRead(district.leader, report))
    expect(printed, href).toBe(read)
  await expect(
    saveReport(district.checker, at(district.communeSlug), entry('x', 'khong_co')),
  ).rejects.toMatchObject({
    code: 'section_is_not_in_outline',
  })
})

test('the words, the number and the signer stand in the document; what is missing is said', async () => {
  const district = await aDistrict()
  await saveReport(district.leader, at(district.communeSlug), {
    seen: 0,
    number: 7,
    issuedOn: '2026-06-01',
    signer: { name: 'Trần Thị B', position: '' },
    sections: [{ key: 'leadership', text: 'Đã quán triệt.\n- Một lớp học', seen: 0 }],
  })

  const report = await compose(district)
  const document = asOfficialDocument(report, { isDemonstration: true })
  const file = await writeReport({ unit: district.communeSlug, period: '2026-03', day, printing })

  expect(document).toMatchObject({
    number: '7',
    day: '2026-06-01',
    system: 'party',
    issuer: 'ĐẢNG ỦY XÃ MỘT',
  })
  expect(document.marking).toContain('DỮ LIỆU MINH HOẠ')
  expect(document.signature).toMatchObject({ position: 'PHÓ BÍ THƯ', name: 'Trần Thị B' })
  expect(report.unwritten).toEqual(['shortcomings', 'next'])
  const text = textOf(file.docx)
  for (const expected of [
    'Số 07-BC/ĐU',
    'Đã quán triệt',
    'Một lớp học',
    paperWords.unwritten,
    'IV- ',
    'Trần Thị B',
  ])
    expect(text).toContain(expected)
  expect(file.name).toBe(`bao-cao-${district.communeSlug}-2026-03`)
})

test('a unit, a period or a day that cannot be is refused by name', async () => {
  const district = await aDistrict()
  const write = (unit: string, period: string) => writeReport({ unit, period, day, printing })

  await expect(write('khong-co', '2026-03')).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  await expect(write(district.communeSlug, '2026-12')).rejects.toMatchObject({
    code: 'report_period_has_not_begun',
  })
  await expect(write(district.communeSlug, 'tháng 3')).rejects.toMatchObject({
    code: 'report_period_is_malformed',
  })
  await expect(
    saveReport(district.leader, at(district.communeSlug), {
      seen: 0,
      number: null,
      issuedOn: '2026-02-01',
      signer: { name: '', position: '' },
      sections: [],
    }),
  ).rejects.toMatchObject({ code: 'report_is_issued_before_its_period' })
})

test('records are counted where they were made', async () => {
  const district = await aDistrict()
  await aMonth(district)
  const count = (unitId: string) =>
    look(district.leader, 'report.read', null, (db) => recordsIn(db, unitId, spanFor('2026-03')))

  expect((await count(district.province)).reduce((sum, row) => sum + row.count, 0)).toBe(2)
  expect(await count(district.neighbour)).toEqual([])
})

test('a fourth chart stands behind the signature; an annex without a word is offered and not printed', async () => {
  const district = await aDistrict()
  await aMonth(district)
  const chart = '{{chart test_waste_kg by=month}}'
  const text = ['Kết quả.', chart, chart, chart, chart].join('\n')
  const save = (sections: { key: string; text: string; seen: number }[], seen: number) =>
    saveReport(district.checker, at(district.communeSlug), { seen, sections })
  await save([{ key: 'results', text, seen: 0 }], 0)

  const report = await compose(district)

  const charts = report.sections.map(({ key, isAnnex = false, blocks }) => ({
    key,
    isAnnex,
    count: blocks.filter(({ kind }) => kind === 'chart').length,
  }))
  expect(charts.filter(({ count }) => count > 0)).toEqual([
    { key: 'results', isAnnex: false, count: 3 },
    { key: 'more_charts', isAnnex: true, count: 1 },
  ])
  expect(report.blank.map(({ key }) => key)).toContain('annex_photos')
  // Nobody writes in the annex that only holds what the text has no room for.
  await expect(save([{ key: 'more_charts', text: 'x', seen: 0 }], 1)).rejects.toMatchObject({
    code: 'section_is_not_in_outline',
  })
  await save([{ key: 'annex_photos', text: 'Ảnh hoạt động tháng 3.', seen: 0 }], 1)
  expect((await compose(district)).sections.find(({ key }) => key === 'annex_photos')).toMatchObject({
    isAnnex: true,
    heading: 'Hình ảnh hoạt động',
  })
})
