import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem, look, lookAsSystem } from '#access'
import { recordActivity } from '#activities'
import {
  figureOf,
  foldFigures,
  lineageOf,
  loadIndicators,
  provenPercent,
  totalOf,
  wordsOfSources,
} from '#figures'
import type { Confirmation, NewFile } from '#imports'
import { type Cell, readSpreadsheet, writeXlsx } from '#platform/spreadsheet'
import { spanOf } from '#platform/time'
import { ownerDatabase, useDatabase } from '../../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../../../test/support/district.ts'
import { pagesOf } from '../../../../../test/support/pages.ts'
import { useFiles } from '../../../../4-prove/evidence/evidence.fixture.ts'
import { tellPages } from '../../../reports/pages.fixture.ts'
import { figureImport, importPage, takeBackFigures, templateFor } from './enter-figures.ts'

useDatabase()
useFiles()
let district: Awaited<ReturnType<typeof aDistrict>>
let administrator: Actor
const today = '2026-11-20'

beforeEach(async () => {
  district = await aDistrict()
  administrator = await asSystem('test.people', async (tx) => {
    await loadIndicators(tx, [
      {
        code: 'test_deeds',
        name_vi: 'Việc thử',
        name_en: 'Test deeds',
        unit_vi: 'việc',
        unit_en: 'deeds',
        rule: 'sum',
        position: 903,
        definition_vi: 'x',
        definition_en: 'x',
      },
      {
        code: 'test_rate',
        name_vi: 'Tỷ lệ thử',
        name_en: 'Test rate',
        unit_vi: '%',
        unit_en: '%',
        rule: 'derived',
        formula: 'percent(test_households, test_waste_kg)',
        position: 902,
        definition_vi: 'x',
        definition_en: 'x',
      },
    ])
    return aPerson(tx, 'Quản trị tỉnh', { role: 'administrator', unitId: district.province })
  })
})

const at = (period = '2026-03') => ({ slug: district.communeSlug, period })
const file = (...rows: Cell[][]) => ({
  name: 'so-lieu.xlsx',
  bytes: writeXlsx([{ name: 'Số liệu', rows: [['Mã chỉ tiêu', 'Số liệu', 'Đơn vị tính'], ...rows] }]),
})
const preview = async (given: NewFile, period = '2026-03', actor = district.checker) => {
  const seen = await figureImport.preview(actor, at(period), given, today)
  return { ...seen.plan, ...seen }
}
const countFigures = (
  actor: Actor,
  confirm: Confirmation | null,
  said: { countsBesides: boolean; besides: string } = { countsBesides: false, besides: '' },
) =>
  figureImport.confirm(
    actor,
    {
      importId: '',
      fileHash: '',
      seen: '',
      ...confirm,
      countsBesides: said.countsBesides ? 'yes' : undefined,
      besides: said.besides,
    },
    {},
    today,
  )
/** Previews and confirms. @returns the id */
async function enter(given: NewFile, period = '2026-03', besides = ''): Promise<string> {
  const seen = await preview(given, period)
  if (seen.confirm === null) throw new Error(JSON.stringify(seen.problems))
  return countFigures(district.checker, seen.confirm, { countsBesides: besides !== '', besides })
}
const figure = async (code: string, period = '2026-03', unitId = district.commune) => {
  const span = spanOf(period) ?? { from: '', until: '' }
  return lookAsSystem((db) => figureOf(db, { unitId }, code, span))
}
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault) => fault.code ?? String(fault),
  )

/** The template as somebody fills it in: some indicators get an amount. */
async function filled(amounts: Record<string, number | string>, period = '2026-03') {
  const bytes = await templateFor(district.checker, at(period), today)
  const { rows } = readSpreadsheet(bytes, 'mau.xlsx')
  const cells = rows.map(({ cells: own }) => [...own.slice(0, 4), amounts[own[0] ?? ''] ?? own[4] ?? ''])
  return { name: 'so-lieu.xlsx', bytes: writeXlsx([{ name: 'Số liệu', rows: cells }]) }
}

test('a template that was filled in becomes figures: as in the file, declared, opening to the file', async () => {
  const id = await enter(await filled({ test_waste_kg: 1.234, test_households: 40 }))

  const waste = await figure('test_waste_kg')
  const { rows } = readSpreadsheet(await templateFor(district.checker, at(), today), 'mau.xlsx')
  const words = await look(district.checker, 'figure.read', null, async (db) => {
    const span = { from: '2026-03-01', until: '2026-04-01' }
    const lineage = await lineageOf(db, { unitId: district.commune }, 'test_waste_kg', span, { limit: 5 })
    return { lineage: lineage.rows, words: await wordsOfSources(db, lineage.rows) }
  })
  expect(totalOf(waste)).toBe(1.234)
  expect(provenPercent(waste)).toBe(0)
  expect(totalOf(await figure('test_households'))).toBe(40)
  expect(totalOf(await figure('test_waste_kg', '2026-03', district.province))).toBe(1.234)
  expect(words.lineage).toMatchObject([{ day: '2026-03-31', sourceKind: 'import', assurance: 'declared' }])
  expect(words.words.get(id)).toMatchObject({
    title: expect.stringMatching(/^Tệp so-lieu\.xlsx do Người Duyệt nhập ngày /),
    href: `/bao-cao/${district.communeSlug}/2026-03/nhap-so-lieu/${id}`,
  })
  // What cannot be entered is not in the template.
  const codes = rows.map(({ cells }) => cells[0])
  expect(codes).toContain('test_waste_kg')
  expect(codes).not.toContain('test_rate')
})

test('amounts that are kept as text are read as people write them', async () => {
  await enter(await filled({ test_waste_kg: '0.500', test_deeds: '1,000' }, '2026-02'), '2026-02')

  expect(totalOf(await figure('test_waste_kg', '2026-02'))).toBe(0.5)
  expect(totalOf(await figure('test_deeds', '2026-02'))).toBe(1000)
})

test('an untouched template says nothing, and a reported zero is not the same', async () => {
  const untouched = await preview(await filled({}))
  await enter(await filled({ test_waste_kg: 0 }))

  expect(untouched.problems.map((one) => one.code)).toEqual(['figure_file_has_no_amounts'])
  expect((await figure('test_waste_kg')).entries).toBe(1)
  expect((await figure('test_households')).entries).toBe(0)
})

test.each<[string, Cell[][], [number, string][]]>([
  ['an unknown indicator', [['khong_co', 5]], [[2, 'figure_row_names_no_indicator']]],
  ['no number', [['test_waste_kg', 'nhiều']], [[2, 'figure_row_has_no_number']]],
  ['less than nothing', [['test_waste_kg', -5]], [[2, 'figure_row_is_negative']]],
  ['more than there can be', [['test_waste_kg', 1e15]], [[2, 'figure_row_is_absurd']]],
  ['kilograms that can be read in two ways', [['test_waste_kg', '1.250']], [[2, 'number_reads_two_ways']]],
  ['half a deed', [['test_deeds', '0.500']], [[2, 'figure_row_is_no_whole_number']]],
  ['four decimals', [['test_waste_kg', 0.1234]], [[2, 'number_is_too_fine']]],
  ['a derived indicator', [['test_rate', 50]], [[2, 'figure_row_is_derived']]],
  [
    'one twice',
    [
      ['test_waste_kg', 5],
      ['TEST_WASTE_KG', 6],
    ],
    [[3, 'figure_row_is_twice']],
  ],
  ['another measure', [['test_waste_kg', 5, 'tấn']], [[2, 'figure_row_has_another_measure']]],
  [
    'several',
    [
      ['x', 5],
      ['test_waste_kg', 5],
      ['test_households', '?'],
    ],
    [
      [2, 'figure_row_names_no_indicator'],
      [4, 'figure_row_has_no_number'],
    ],
  ],
])('%s is refused by its row, and the whole file waits', async (_, rows, expected) => {
  const seen = await preview(file(...rows))

  expect(seen.problems.map((one) => [one.row, one.code])).toEqual(expected)
  expect(seen.confirm).toBeNull()
  expect((await figure('test_waste_kg')).entries).toBe(0)
})

test('a file of another unit or period, and a period that is not over, are refused', async () => {
  const other = await preview(await filled({ test_waste_kg: 5 }), '2026-04')

  expect(other.problems.map((one) => one.code)).toEqual(['figure_file_is_of_another_period'])
  expect(await code(preview(file(['test_waste_kg', 5]), '2026-11'))).toBe('figures_are_entered_too_early')
  expect(await code(preview({ name: 'a.xlsx', bytes: Buffer.from('x') as Buffer<ArrayBuffer> }))).toBe(
    'spreadsheet_is_no_xlsx',
  )
})

test('what the unit records by itself is counted beside only where somebody says why', async () => {
  await recordActivity(district.recorder, anEntry(district.initiativeId))
  const seen = await preview(file(['test_waste_kg', 100], ['test_households', 3]))
  const confirm = (countsBesides: boolean, besides: string) =>
    code(countFigures(district.checker, seen.confirm, { countsBesides, besides }))

  const asked = await confirm(false, 'vì thế')
  const unsaid = await confirm(true, '')
  const before = totalOf(await figure('test_waste_kg'))
  const id = await countFigures(district.checker, seen.confirm, {
    countsBesides: true,
    besides: 'Các chi hội chưa ghi',
  })

  expect(seen.planned.map(({ standing }) => standing)).toEqual([
    { entries: 1, amount: 12.5 },
    { entries: 1, amount: 12 },
  ])
  expect([asked, unsaid]).toEqual(['figures_would_count_twice', 'figures_count_twice_without_reason'])
  expect(before).toBe(12.5)
  expect(totalOf(await figure('test_waste_kg'))).toBe(112.5)
  expect((await importPage(district.checker, id)).kept.besides).toBe('Các chi hội chưa ghi')
})

test('what was recorded between preview and confirming is seen before it counts', async () => {
  const seen = await preview(file(['test_waste_kg', 100]))
  await recordActivity(district.recorder, anEntry(district.initiativeId))

  const late = countFigures(district.checker, seen.confirm, { countsBesides: true, besides: 'Có lý do' })

  expect(await code(late)).toBe('seen_is_outdated')
  expect(totalOf(await figure('test_waste_kg'))).toBe(12.5)
})

test('the same file counts once, and so do days that another file has counted', async () => {
  const given = file(['test_waste_kg', 100], ['test_households', 40])
  const { confirm } = await preview(given)
  await countFigures(district.checker, confirm)

  const twice = await preview(given).catch((fault) => fault)
  const quarter = await preview(file(['test_waste_kg', 300], ['test_households', 40]), '2026-Q1')
  const again = await code(countFigures(district.checker, confirm))

  expect(twice).toMatchObject({
    code: 'figure_file_is_counted_already_by',
    params: { who: 'Người Duyệt', period: '2026-03', at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
  })
  expect(quarter.problems.map((one) => one.code)).toEqual([
    'figure_is_imported_already',
    'figure_is_imported_already',
  ])
  expect(again).toBe('import_has_expired')
  expect(totalOf(await figure('test_waste_kg'))).toBe(100)
})

test('levels of months that follow one another replace each other, flows add up', async () => {
  await enter(file(['test_waste_kg', 100], ['test_households', 40]))
  await enter(file(['test_waste_kg', 50], ['test_households', 45]), '2026-04')

  expect(totalOf(await figure('test_households', '2026-04'))).toBe(45)
  expect(totalOf(await figure('test_households', '2026-03'))).toBe(40)
  expect(totalOf(await figure('test_waste_kg', '2026-03..2026-04'))).toBe(150)
})

test('a file is taken back with a reason: its figures go, what it was stays, and it may be sent again', async () => {
  const given = file(['test_waste_kg', 100], ['test_households', 40])
  const id = await enter(given)

  await takeBackFigures(administrator, id, 'Nhập nhầm đơn vị')
  await takeBackFigures(administrator, id, 'Lần nữa')

  const { kept } = await importPage(district.checker, id)
  expect((await figure('test_waste_kg')).entries).toBe(0)
  expect((await figure('test_households')).entries).toBe(0)
  expect(kept).toMatchObject({
    state: 'taken_back',
    why: 'Nhập nhầm đơn vị',
    takenBackBy: 'Quản trị tỉnh',
    who: 'Người Duyệt',
  })
  await enter(given)
  expect(totalOf(await figure('test_waste_kg'))).toBe(100)
})

test('checkers and administrators of the unit or above enter figures, nobody else does', async () => {
  const given = () => file(['test_waste_kg', 1 + Math.round(Math.random() * 1e6)])
  const people = await asSystem('test.people', async (tx) => ({
    inspector: await aPerson(tx, 'Thanh tra', { role: 'inspector', unitId: district.commune }),
    leader: await aPerson(tx, 'Bí thư', { role: 'leader', unitId: district.commune }),
  }))
  const id = await enter(given())
  const waiting = (await preview(given(), '2026-05')).confirm

  expect(await code(preview(given(), '2026-02', administrator))).toBe('done')
  for (const actor of [people.inspector, people.leader, district.recorder, district.stranger]) {
    expect(await code(preview(given(), '2026-02', actor))).toBe('not_found_or_not_allowed')
    expect(await code(templateFor(actor, at(), today))).toBe('not_found_or_not_allowed')
    expect(await code(takeBackFigures(actor, id, 'Thử xem'))).toBe('not_found_or_not_allowed')
    // Who enters figures elsewhere learns no more than that there is no preview of theirs.
    const refusal = actor === district.stranger ? 'import_has_expired' : 'not_found_or_not_allowed'
    expect(await code(countFigures(actor, waiting))).toBe(refusal)
  }
  // Who reads reports of the unit sees what was counted; what somebody has half done is theirs alone.
  expect((await importPage(people.inspector, id)).mayEnter).toBe(false)
  expect(await code(countFigures(administrator, waiting))).toBe('import_has_expired')
  expect(await code(importPage(district.stranger, id))).toBe('not_found_or_not_allowed')
})

test('by pages alone: choose, see, confirm, open the file, take back', async () => {
  const here = `/bao-cao/${district.communeSlug}/2026-03/nhap-so-lieu`
  const pages = pagesOf(tellPages)
  const get = (path: string) => pages.get(district.checker, path)
  const post = (path: string, form: Record<string, string | File>) => pages.post(district.checker, path, form)
  const given = file(['test_waste_kg', 100])
  const sent = (bytes: Uint8Array<ArrayBuffer>) => ({ file: new File([bytes], 'Số liệu ấp.xlsx') })

  const empty = await get(here)
  const missing = await post(`${here}/xem-truoc`, {})
  const faulty = await post(`${here}/xem-truoc`, sent(file(['x', 1]).bytes))
  const read = await post(`${here}/xem-truoc`, sent(given.bytes))
  const seen = await get(read.location ?? '')
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([0-9a-f]{64})"`).exec(seen.text)?.[1] ?? ''
  const confirmed = await post(read.location ?? '', { fileHash: hidden('fileHash'), seen: hidden('seen') })
  const one = (confirmed.location ?? '').replace('?da=nhap', '')
  const counted = await get(`${one}?da=nhap`)
  const address = /href="([^"]+\/[0-9a-f]{64}\.xlsx)"/.exec(counted.text)?.[1] ?? ''
  const opened = await pages.request(district.checker, address)
  const again = await post(`${here}/xem-truoc`, sent(given.bytes))
  const silent = await post(`${one}/rut-lai`, { why: '' })
  const back = await post(`${one}/rut-lai`, { why: 'Nhập nhầm' })

  expect(empty.text).toContain('Chưa nhập tệp nào')
  expect([missing.status, faulty.status]).toEqual([422, 422])
  expect(faulty.text).toContain('Không có chỉ tiêu nào tên hay mã là “x”')
  expect(read.status).toBe(303)
  expect(seen.text).toContain('Xác nhận, tính 1 số liệu')
  expect(confirmed.status).toBe(303)
  expect(counted.text).toContain('Đã tính số liệu của tệp')
  expect(Buffer.from(await opened.arrayBuffer()).equals(given.bytes)).toBe(true)
  expect(opened.headers.get('content-disposition')).toContain('attachment')
  expect(again.status).toBe(422)
  expect(again.text).toMatch(/Chính tệp này đã được Người Duyệt nhập ngày/)
  expect(silent.status).toBe(422)
  expect(back.location).toBe(`${one}?da=rut-lai`)
  expect((await get(one)).text).toContain('Nhập nhầm')
  expect((await get(one.replace('2026-03', '2026-04'))).status).toBe(404)
  expect((await pages.get(district.recorder, here)).status).toBe(404)
})

test('the sheet of this period is read, and another one may be chosen', async () => {
  const heading = ['Mã chỉ tiêu', 'Số liệu']
  const sheet = (period: string, amount: number) => ({
    name: period,
    rows: [['Kỳ', period], heading, ['test_waste_kg', amount], ['', 'Tổng cộng', amount]],
  })
  const bytes = writeXlsx([sheet('2026-02', 20), sheet('2026-03', 30)])
  const seen = await preview({ name: 'ca-nam.xlsx', bytes })
  const importId = seen.importId ?? ''

  await figureImport.choose(district.checker, importId, { sheet: 0 })
  const other = await figureImport.previewOf(district.checker, importId, at(), today)

  expect(seen.planned.map(({ amount }) => amount)).toEqual([30])
  expect(other.plan.problems.map((one) => one.code)).toEqual(['figure_file_is_of_another_period'])
})

test('a file of one month counts in the month that charts, questions and other servers read; a longer one in none', async () => {
  await enter(file(['test_waste_kg', 41.5]), '2026-02')
  await enter(file(['test_waste_kg', 300]), '2026-Q2')
  await foldFigures()

  const months = await lookAsSystem((db) =>
    sql<{ month: string; amount: number }>`
      select month, amount from figures.own_months(array[${district.commune}]::uuid[], '2026-01-01', '2027-01-01')`.execute(
      db,
    ),
  )
  const { rows: published } = await sql<{ total: number[] }>`
    select total from figures.roll_up where unit_id = ${district.province} and indicator = 'test_waste_kg' and basis = 'then'
       and slice = '' and year = 2026`.execute(ownerDatabase())

  expect(months.rows).toMatchObject([{ month: '2026-02-01', amount: 41.5 }])
  // From the beginning of the year to the end of each month.
  expect(published.map(({ total }) => total.map(Number))).toEqual([
    [0, ...Array.from({ length: 11 }, () => 41.5)],
  ])
  expect((await figure('test_waste_kg', '2026-06')).beyond).toMatchObject({ amount: 300 })
  expect(totalOf(await figure('test_waste_kg', '2026-01..2026-06'))).toBe(341.5)
})

test('for an archived year sums of a file count and are taken back; what lies in the archive stays closed', async () => {
  const closed = await enter(file(['test_waste_kg', 7], ['test_households', 5]), '2021')
  const closedMonth = await enter(file(['test_waste_kg', 3]), '2022-03')
  await sql`insert into figures.archive (year, file, sha256, facts) values (2022, 'thu.jsonl.gz', ${'a'.repeat(64)}, 1)`.execute(
    ownerDatabase(),
  )
  try {
    const longer = await enter(file(['test_waste_kg', 90]), '2022-Q2')
    const month = await enter(file(['test_waste_kg', 11]), '2022-08')
    const counted = totalOf(await figure('test_waste_kg', '2022'))
    await takeBackFigures(district.checker, longer, 'Nhập nhầm quý')
    await takeBackFigures(district.checker, month, 'Nhập nhầm tháng')

    expect(counted).toBe(104)
    expect(totalOf(await figure('test_waste_kg', '2022'))).toBe(3)
    for (const id of [closed, closedMonth]) {
      expect(await code(takeBackFigures(district.checker, id, 'Muộn rồi'))).toBe('fact_year_is_archived')
      expect((await importPage(district.checker, id)).kept.state).toBe('counted')
    }
    expect(totalOf(await figure('test_waste_kg', '2021'))).toBe(7)
  } finally {
    await sql`delete from figures.archive`.execute(ownerDatabase())
  }
})

test('amounts of a file are parts of each other and of what stands', async () => {
  const part = {
    ...{
      code: 'test_deeds_of_youth',
      name_vi: 'Việc của đoàn',
      name_en: 'Deeds of the youth',
      rule: 'sum' as const,
    },
    ...{ unit_vi: 'việc', unit_en: 'deeds', position: 904, definition_vi: 'x', definition_en: 'x' },
  }
  await asSystem('test', (tx) => loadIndicators(tx, [{ ...part, part_of: 'test_deeds' }]))
  const alone = await preview(file(['test_deeds', 10, ''], ['test_deeds_of_youth', 11, '']))
  await enter(file(['test_deeds', 10, '']))
  const beside = await preview(file(['test_deeds_of_youth', 11, '']))

  expect(alone.problems).toMatchObject([{ row: 3, column: 'amount', code: 'part_exceeds_whole' }])
  expect(beside.problems).toMatchObject([{ row: 2, column: 'amount', code: 'part_exceeds_whole' }])
  expect((await preview(file(['test_deeds_of_youth', 10, '']))).problems).toEqual([])
})
