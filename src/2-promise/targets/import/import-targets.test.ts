import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import type { Confirmation, NewFile } from '#imports'
import { database } from '#platform/database'
import { writeXlsx } from '#platform/spreadsheet'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { targetsOf } from '../read.ts'
import { setTarget } from '../set-target.ts'
import { exportTargets, templateFor } from './export-targets.ts'
import { targetImport } from './import-targets.ts'

useDatabase()

let district: Awaited<ReturnType<typeof aDistrict>>
let head: Actor
let names: { commune: string; neighbour: string }

beforeEach(async () => {
  district = await aDistrict()
  head = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Cán bộ tỉnh', { role: 'checker', unitId: district.province }),
  )
  names = { commune: district.communeSlug, neighbour: await slugOf(district.neighbour) }
})

const slugOf = async (id: string) =>
  (await sql<{ slug: string }>`select slug from org.unit where id = ${id}`.execute(database())).rows[0]
    ?.slug ?? ''
const file = (...rows: (string | number)[][]) => ({
  name: 'chi-tieu.xlsx',
  bytes: writeXlsx([{ name: 'Chỉ tiêu', rows: [['Chỉ số', 'Đơn vị', 'Năm', 'Chỉ tiêu', 'Chiều'], ...rows] }]),
})
type Preview = Awaited<ReturnType<typeof targetImport.preview>>
const inOne = (preview: Preview) => ({ ...preview.plan, ...preview })
const previewTargets = async (actor: Actor, slug: string, given: NewFile) =>
  inOne(await targetImport.preview(actor, { slug }, given))
const confirmed = ({ confirm }: { confirm: Confirmation | null }, reason = '') => ({
  importId: '',
  fileHash: '',
  seen: '',
  ...confirm,
  reason,
})
const importTargets = (actor: Actor, slug: string, confirmation: ReturnType<typeof confirmed>) =>
  targetImport.confirm(actor, confirmation, { slug })
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string; fields?: { code: string }[] }) =>
      fault.fields?.[0]?.code ?? fault.code ?? String(fault),
  )

test('a file is read, shown and written, and what it wrote comes out again as it went in', async () => {
  const preview = await previewTargets(
    head,
    district.provinceSlug,
    file(
      ['test_waste_kg', names.commune, 2026, 1200],
      ['TEST_WASTE_KG', names.neighbour, 2026, '1 300', 'Không quá'],
    ),
  )

  const written = await importTargets(head, district.provinceSlug, confirmed(preview))
  const bytes = await exportTargets(head, district.provinceSlug, 2026)
  const again = await previewTargets(head, district.provinceSlug, { name: 'lai.xlsx', bytes })

  expect(preview.problems).toEqual([])
  expect(written).toEqual({ set: 2, changed: 0, unchanged: 0 })
  expect((await targetsOf(head, names.neighbour, 2026)).standings[0]?.target).toMatchObject({
    amount: 1300,
    direction: 'at_most',
    setByUnitId: district.province,
  })
  expect(again).toMatchObject({ planned: [], unchanged: 2, problems: [] })
})

test('every row that cannot be is told with its number, and then nothing is written', async () => {
  const preview = await previewTargets(
    head,
    district.provinceSlug,
    file(
      ['khong co', names.commune, 2026, 1],
      ['test_waste_kg', 'xã nào đó', 2026, 1],
      ['test_waste_kg', names.commune, 'năm nay', 1],
      ['test_waste_kg', names.commune, 2026, 'nhiều'],
      ['test_waste_kg', names.commune, 2026, 5],
      ['test_waste_kg', names.commune, 2026, 6],
      ['', names.commune, 2026, 6],
      ['test_waste_kg', names.neighbour, 2026, ''],
    ),
  )

  expect(preview.problems.map(({ row, code: what }) => [row, what])).toEqual([
    [2, 'target_row_names_no_indicator'],
    [3, 'target_row_names_no_unit'],
    [4, 'target_row_has_no_year'],
    [5, 'target_row_has_no_amount'],
    [7, 'target_row_is_twice'],
    [8, 'target_row_is_incomplete'],
  ])
  expect(preview.confirm).toBeNull()
})

test('what changes between preview and writing is not written over', async () => {
  const preview = await previewTargets(
    head,
    district.provinceSlug,
    file(['test_waste_kg', names.commune, 2026, 1200]),
  )
  await setTarget(
    head,
    { unitId: district.commune, setByUnitId: district.province, year: 2026 },
    { indicator: 'test_waste_kg', amount: 7, direction: 'at_least', documentId: undefined, note: '' },
  )

  const late = await code(importTargets(head, district.provinceSlug, confirmed(preview)))
  const seenAgain = inOne(await targetImport.previewOf(head, preview.importId ?? ''))
  const silent = await code(importTargets(head, district.provinceSlug, confirmed(seenAgain)))
  const said = await importTargets(head, district.provinceSlug, confirmed(seenAgain, 'Nghị quyết mới'))

  expect(late).toBe('seen_is_outdated')
  expect(seenAgain.planned).toMatchObject([{ before: 7, amount: 1200, seen: 1 }])
  expect(silent).toBe('target_change_has_no_reason')
  expect(said).toEqual({ set: 0, changed: 1, unchanged: 0 })
})

test('a file names no unit that the person may not set targets for', async () => {
  const officer = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Cán bộ xã', { role: 'checker', unitId: district.commune }),
  )

  const preview = await previewTargets(
    officer,
    names.commune,
    file(['test_waste_kg', names.commune, 2026, 5], ['test_waste_kg', names.neighbour, 2026, 5]),
  )

  expect(preview.problems.map(({ code: what }) => what)).toEqual(['target_row_names_no_unit'])
  expect(await code(previewTargets(officer, district.provinceSlug, file(['a', 'b', 2026, 1])))).toBe(
    'not_found_or_not_allowed',
  )
})

test('the template lists the units beneath, ready to be filled in', async () => {
  const bytes = await templateFor(head, district.provinceSlug, 2026, '2026-03-01')

  const preview = await previewTargets(head, district.provinceSlug, { name: 'mau.xlsx', bytes })

  expect(preview.problems.map(({ code: what }) => what)).toEqual(['target_file_has_no_rows'])
})

test('what is confirmed is a preview of this unit and of this file', async () => {
  const preview = await previewTargets(
    head,
    district.provinceSlug,
    file(['test_waste_kg', names.commune, 2026, 1200]),
  )
  const said = confirmed(preview)

  expect(await code(importTargets(head, names.commune, said))).toBe('import_has_expired')
  expect(await code(importTargets(head, district.provinceSlug, { ...said, importId: 'x' }))).toBe(
    'import_has_expired',
  )
  expect(await code(importTargets(head, district.provinceSlug, { ...said, fileHash: 'x' }))).toBe(
    'import_is_another_file',
  )
  expect(await code(importTargets(head, district.provinceSlug, said))).toBe('done')
})

test('another sheet and a row that was left out can be chosen', async () => {
  const heading = ['Chỉ số', 'Đơn vị', 'Năm', 'Chỉ tiêu']
  const bytes = writeXlsx([
    {
      name: 'Ghi chú',
      rows: [
        ['Chỉ số', 'Đơn vị', 'Năm'],
        ['xem trang sau', '–', 2026],
      ],
    },
    { name: 'Giao', rows: [heading, ['test_waste_kg', names.commune, 2026, 5], ['', 'Cộng', '', 5]] },
    { name: 'Dự kiến', rows: [heading, ['test_waste_kg', names.commune, 2026, 7]] },
  ])
  const first = await previewTargets(head, district.provinceSlug, { name: 'a.xlsx', bytes })
  const importId = first.importId ?? ''

  await targetImport.choose(head, importId, { take: 3 })
  const taken = inOne(await targetImport.previewOf(head, importId))
  await targetImport.choose(head, importId, { sheet: 2 })
  const other = inOne(await targetImport.previewOf(head, importId))

  // The first sheet has no column of amounts: the one whose heading fits is read.
  expect(first.planned.map(({ amount }) => amount)).toEqual([5])
  expect(taken.problems.map(({ row, code: what }) => [row, what])).toEqual([[3, 'target_row_is_incomplete']])
  expect(other.planned.map(({ amount }) => amount)).toEqual([7])
})

test('targets under a title, two rows of headings and groups are read like any other list', async () => {
  const rows = [
    ['CHỈ TIÊU NĂM 2026'],
    ['TT', 'Chỉ số', 'Đơn vị', 'Giao năm 2026', '', 'Ghi chú'],
    ['', '', '', 'Năm', 'Chỉ tiêu', ''],
    ['I', 'Môi trường', '', '', '', ''],
    [1, 'test_waste_kg', names.commune, 2026, 1200, ''],
    ['', 'Cộng', '', '', 1200, ''],
  ]
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet(rows)
  sheet['!merges'] = ['A1:F1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'F2:F3'].map(utils.decode_range)
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'S')
  const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer

  const preview = await previewTargets(head, district.provinceSlug, { name: 'a.xlsx', bytes })

  expect(preview.problems).toEqual([])
  expect(preview.planned.map(({ row, amount }) => [row, amount])).toEqual([[5, 1200]])
  expect(preview.notices.map(({ code: what }) => what)).toEqual(['groupsLeftOut', 'totalsLeftOut'])
})
