import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#platform/database'
import { useSecret } from '#platform/secret'
import { writeXlsx } from '#platform/spreadsheet'
import { addMonths, today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { holdSession } from '../count-attendance.ts'
import { inviteUnits } from '../invite-units.ts'
import { planSession } from '../plan-session.ts'
import { sessionPage } from '../read.ts'
import { aSession, aStudyingDistrict } from '../session.fixture.ts'
import { forgetNames } from './forget-names.ts'
import { attendanceList, listImport, takeOffList } from './keep-list.ts'
import { confirmList, previewFile, previewOf, previewTyped } from './list.fixture.ts'
import { headingRow } from './rules.ts'

useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')

async function aListedSession(over: Parameters<typeof aSession>[0] = {}) {
  const district = await aStudyingDistrict()
  const id = await planSession(district.checker, district.commune, aSession(over))
  await inviteUnits(district.checker, id, [{ unitId: district.union }, { unitId: district.hamlet }])
  return { district, id }
}
const file = (rows: (string | number)[][]) => ({
  name: 'danh-sach.xlsx',
  bytes: writeXlsx([{ name: 'Danh sách', rows: [['DANH SÁCH ĐIỂM DANH'], [...headingRow], ...rows] }]),
})

test('a list from a spreadsheet is previewed, confirmed as it was seen, and counted by unit', async () => {
  const { district, id } = await aListedSession()
  const rows = [
    ['Lâm Văn Sáng', 1980, 'Hội Nông dân xã Một', 'x'],
    ['Huỳnh Thị Sen', '12/3/1991', 'hoi nong dan xa mot', ''],
    ['Mai Thị Lựu', '', 'Chi hội Nông dân ấp 1', 'có'],
    ['', '', '', ''],
  ]

  const preview = await previewFile(district.checker, id, file(rows))
  const again = await previewOf(district.checker, id, preview.confirm?.importId ?? '')
  const added = await confirmList(district.checker, id, again)

  expect(preview.problems).toEqual([])
  expect(added).toBe(3)
  const { persons } = await attendanceList(district.checker, id)
  expect(persons.map(({ name, birthYear, unitName }) => [name, birthYear, unitName])).toEqual([
    ['Lâm Văn Sáng', 1980, 'Hội Nông dân xã Một'],
    ['Huỳnh Thị Sen', 1991, 'Hội Nông dân xã Một'],
    ['Mai Thị Lựu', null, 'Chi hội Nông dân ấp 1'],
  ])
  const view = await sessionPage(district.checker, id)
  expect(view.rows.map(({ said }) => [said.list?.members, said.list?.others])).toEqual([
    [1, 0],
    [1, 1],
  ])
  await expect(confirmList(district.checker, id, again)).rejects.toMatchObject({ code: 'import_has_expired' })
  // Who is on the list already is not added again.
  expect((await previewFile(district.checker, id, file(rows))).already).toBe(3)
})

/** A sheet with merged cells, as bytes. */
async function merged(rows: (string | number)[][], ranges: string[]) {
  const { utils, write } = await import('@e965/xlsx')
  const sheet = utils.aoa_to_sheet(rows)
  sheet['!merges'] = ranges.map((range) => utils.decode_range(range))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'S')
  return { name: 'ds.xlsx', bytes: write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer }
}
const namesIn = ({ persons }: { persons: { name: string; unitName: string | null }[] }) =>
  persons.map(({ name, unitName }) => [name, unitName])

test('a unit in merged cells is that of every row beneath it, and a name in two columns is whole', async () => {
  const { district, id } = await aListedSession()
  const union = 'Hội Nông dân xã Một'
  const sheet = await merged(
    [
      ['TT', 'Họ và tên', '', 'Năm sinh', 'Đơn vị'],
      [1, 'Lâm Văn', 'Sáng', 1980, union],
      [2, 'Huỳnh Thị', 'Sen', 1991],
      [3, 'Mai Thị', 'Lựu', 1975],
    ],
    ['B1:C1', 'E2:E4'],
  )
  const csv = {
    name: 'ds.csv',
    bytes: Buffer.from(`STT;Họ và tên đệm;Tên;Đơn vị\n1;Lâm Văn;Sáng;${union}\n2;Huỳnh Thị;Sen;`),
  }

  const fromSheet = await previewFile(district.checker, id, sheet)
  const fromCsv = await previewFile(district.checker, id, csv)

  expect(namesIn(fromSheet)).toEqual([
    ['Lâm Văn Sáng', union],
    ['Huỳnh Thị Sen', union],
    ['Mai Thị Lựu', union],
  ])
  expect(namesIn(fromCsv)).toEqual([
    ['Lâm Văn Sáng', union],
    ['Huỳnh Thị Sen', null],
  ])
})

test('groups, sums, repeated headings and signers are no people, and are named', async () => {
  const { district, id } = await aListedSession()
  const sheet = await merged(
    [
      ['DANH SÁCH DỰ HỌP'],
      ['TT', 'Họ và tên', 'Năm sinh'],
      ['(1)', '(2)', '(3)'],
      ['I', 'Hội Nông dân xã Một', ''],
      [1, 'Tống Văn Cộng', 1980],
      ['II', 'KHỐI ẤP', ''],
      ['TT', 'Họ và tên', 'Năm sinh'],
      [2, 'Đoàn Thị Hội', 1975],
      ['', 'Tổng cộng: 02 người', ''],
      ['', 'NGƯỜI LẬP BIỂU', 'CHỦ TỊCH'],
      ['', 'Mẫu Văn Ký', 'Mẫu Thị Duyệt'],
    ],
    ['A1:C1'],
  )

  const preview = await previewFile(district.checker, id, sheet)
  const again = await previewOf(district.checker, id, preview.confirm?.importId ?? '')

  expect(namesIn(preview)).toEqual([
    ['Tống Văn Cộng', 'Hội Nông dân xã Một'],
    ['Đoàn Thị Hội', null],
  ])
  expect(again.notices).toEqual(preview.notices)
  expect(preview.notices.map(({ code, params }) => [code, params.count])).toEqual([
    ['headingsLeftOut', 2],
    ['groupsLeftOut', 2],
    ['totalsLeftOut', 1],
    ['signaturesLeftOut', 2],
  ])
  expect(preview.notices.at(-1)?.params.rows).toBe(
    '10 “NGƯỜI LẬP BIỂU CHỦ TỊCH”; 11 “Mẫu Văn Ký Mẫu Thị Duyệt”',
  )
})

test('what a list has beside its names, and who has none, is told', async () => {
  const { district, id } = await aListedSession()
  const sheet = await merged(
    [
      ['TT', 'Họ và tên', 'Ngày, tháng, năm sinh', 'Đơn vị', 'Chi bộ', 'Ký nhận'],
      [1, 'Lâm Văn Sáng', '12/3/1980', '', 'Chi bộ ấp 1', ''],
      [2, '', 1991, '', '', ''],
      [3, 'Mai Thị Lựu', 1975, '', '', ''],
    ],
    [],
  )

  const { persons, problems, notices } = await previewFile(district.checker, id, sheet)

  expect(problems).toEqual([])
  expect(persons.map(({ name, birthYear }) => [name, birthYear])).toEqual([
    ['Lâm Văn Sáng', 1980],
    ['Mai Thị Lựu', 1975],
  ])
  expect(notices).toEqual([
    { code: 'columnsIgnored', params: { columns: 'Chi bộ, Ký nhận' } },
    { code: 'namelessLeftOut', params: { count: 1, rows: '3 “1991”' } },
  ])
})

test('two lists side by side are refused, so that nobody of the right one is lost', async () => {
  const { district, id } = await aListedSession()
  const sheet = await merged(
    [
      ['TT', 'Họ và tên', 'TT', 'Họ và tên'],
      [1, 'Lâm Văn Sáng', 3, 'Mai Thị Lựu'],
      [2, 'Huỳnh Thị Sen', 4, 'Cao Thị Mận'],
    ],
    [],
  )

  const { confirm, problems } = await previewFile(district.checker, id, sheet)

  expect(confirm).toBeNull()
  expect(problems.map(({ row, code }) => [row, code])).toEqual([[1, 'list_stands_side_by_side']])
})

test('what is wrong is said row by row, and nothing is written', async () => {
  const { district, id } = await aListedSession()

  const { problems, confirm } = await previewFile(
    district.checker,
    id,
    file([
      ['Lâm Văn Sáng', '30/02/1980', '', ''],
      ['Huỳnh Thị Sen', 1991, 'Chi bộ không có', ''],
      ['Mai Thị Lựu', 1975, '', 'chắc vậy'],
      ['123', '', '', ''],
      ['Đặng Tấn Bền', 1960, '', ''],
      ['đặng  tấn bền', '01/9/1960', '', 'x'],
      ['Cao Thị Mận', 1802, '', ''],
    ]),
  )

  expect(confirm).toBeNull()
  expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, 'birth', 'list_birth_is_no_day'],
    [4, 'unit', 'list_unit_is_unknown'],
    [5, 'member', 'list_member_is_unclear'],
    [6, 'name', 'list_name_is_none'],
    [8, 'name', 'list_person_is_twice'],
    [9, 'birth', 'list_birth_is_impossible'],
  ])
  expect((await attendanceList(district.checker, id)).persons).toEqual([])
  const noHeadings = await previewFile(district.checker, id, {
    name: 'x.csv',
    bytes: Buffer.from('a,b\n1,2\n'),
  })
  expect(noHeadings.problems.map(({ code }) => code)).toEqual(['import_has_no_headings'])
})

test('names are sealed where they lie, and only those who keep the list read them', async () => {
  const { district, id } = await aListedSession()
  const { confirm } = await previewTyped(district.checker, id, 'Lâm Văn Sáng; 1980')
  const { rows: waiting } = await sql<{ sealed: string }>`select sealed from imports.preview`.execute(
    database(),
  )
  await confirmList(district.checker, id, { confirm })

  const { rows } = await sql<{
    all: string
  }>`select listed::text as all from gatherings.listed where gathering_id = ${id}`.execute(database())
  expect(waiting.some(({ sealed }) => sealed.includes('Sáng'))).toBe(false)
  expect(rows[0]?.all).not.toContain('Sáng')
  expect((await sessionPage(district.leader, id)).rows.some(({ said }) => said.list?.others === 1)).toBe(true)
  for (const actor of [district.leader, district.stranger, district.recorder])
    await expect(attendanceList(actor, id)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  const { rows: audit } = await sql<{
    subject: string
  }>`select subject::text from access.audit where action = 'session.hold'`.execute(database())
  expect(audit.some(({ subject }) => subject.includes('Sáng'))).toBe(false)
})

test('after two years the names are gone, and how many there were is still known', async () => {
  const day = `${addMonths(today().slice(0, 7), -26)}-15`
  const { district, id } = await aListedSession({ day })
  const recent = await planSession(district.checker, district.commune, aSession())
  for (const session of [id, recent]) {
    const { confirm } = await previewTyped(
      district.checker,
      session,
      'Lâm Văn Sáng; 1980\nMai Thị Lựu; 1975;; x',
    )
    await confirmList(district.checker, session, { confirm })
    await holdSession(district.checker, session, {
      seen: (await sessionPage(district.checker, session)).gathering.version,
    })
  }

  const gone = await forgetNames(24)

  expect(gone.persons).toBe(2)
  expect((await attendanceList(district.checker, id)).persons.map(({ name }) => name)).toEqual([null, null])
  expect((await attendanceList(district.checker, recent)).persons.map(({ name }) => name)).toEqual([
    'Lâm Văn Sáng',
    'Mai Thị Lựu',
  ])
  const view = await sessionPage(district.checker, id)
  expect([view.gathering.attendances, view.rows[0]?.said.list ?? view.rows.at(-1)?.said.list]).toMatchObject([
    2,
    { members: 1, others: 1 },
  ])
})

test('names go on the first day of the month after two years, not a day earlier and not a month later', async () => {
  const { district, id } = await aListedSession({ day: '2024-05-31' })
  const next = await planSession(district.checker, district.commune, aSession({ day: '2024-06-01' }))
  for (const session of [id, next]) {
    const { confirm } = await previewTyped(district.checker, session, 'Lâm Văn Sáng; 1980')
    await confirmList(district.checker, session, { confirm })
  }
  const names = async (session: string) =>
    (await attendanceList(district.checker, session)).persons.map(({ name }) => name)

  await forgetNames(24, '2026-05-31')
  const theDayBefore = await names(id)
  await forgetNames(24, '2026-06-01')

  expect(theDayBefore).toEqual(['Lâm Văn Sáng'])
  expect(await names(id)).toEqual([null])
  expect(await names(next)).toEqual(['Lâm Văn Sáng'])
})

test('who is taken off a list that counts is taken off with a reason, and the figure follows', async () => {
  const { district, id } = await aListedSession()
  const { confirm } = await previewTyped(district.checker, id, 'Lâm Văn Sáng; 1980\nMai Thị Lựu; 1975')
  await confirmList(district.checker, id, { confirm })
  await holdSession(district.checker, id, {
    seen: (await sessionPage(district.checker, id)).gathering.version,
  })
  const [first] = (await attendanceList(district.checker, id)).persons

  await expect(takeOffList(district.checker, id, first?.id ?? '', '')).rejects.toMatchObject({
    code: 'version_correction_has_no_reason',
  })
  await takeOffList(district.checker, id, first?.id ?? '', 'Ghi nhầm người vắng')

  expect((await sessionPage(district.checker, id)).gathering.attendances).toBe(1)
})

test('whoever was taken for a sum or a signature is put on the list all the same', async () => {
  const { district, id } = await aListedSession()
  const { importId = '' } = await previewFile(
    district.checker,
    id,
    file([
      ['Lâm Văn Sáng', 1980, '', ''],
      ['Tổng Số', 1971, '', ''],
    ]),
  )

  await listImport.choose(district.checker, importId, { take: 4 })

  const { persons, notices, confirm } = await previewOf(district.checker, id, importId)
  expect(persons.map(({ name, birthYear }) => [name, birthYear])).toEqual([
    ['Lâm Văn Sáng', 1980],
    ['Tổng Số', 1971],
  ])
  expect(notices).toEqual([])
  await confirmList(district.checker, id, { confirm })
  await expect(listImport.choose(district.leader, importId, { leave: 4 })).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
})

test('an office and where it is held, in one column, name the unit', async () => {
  const { district, id } = await aListedSession()
  const bytes = writeXlsx([
    {
      name: 'Danh sách',
      rows: [
        ['STT', 'Họ và tên', 'Chức vụ, đơn vị công tác'],
        [1, 'Lâm Văn Sáng', 'Chủ tịch Hội Nông dân xã Một'],
        [2, 'Huỳnh Thị Sen', 'Chi hội trưởng, Chi hội Nông dân ấp 1'],
        [3, 'Mai Thị Lựu', 'Phó Chủ tịch UBND xã khác'],
      ],
    },
  ])

  const { persons, problems, notices } = await previewFile(district.checker, id, { name: 'a.xlsx', bytes })

  expect(problems).toEqual([])
  expect(notices).toEqual([])
  expect(persons.map(({ unitName }) => unitName)).toEqual([
    'Hội Nông dân xã Một',
    'Chi hội Nông dân ấp 1',
    null,
  ])
})

test('days that a spreadsheet program counts by number are years of birth, and that is told', async () => {
  const { district, id } = await aListedSession()

  const { persons, problems, notices } = await previewFile(
    district.checker,
    id,
    file([
      ['Lâm Văn Sáng', 29221, '', ''],
      ['Huỳnh Thị Sen', 1991, '', ''],
      ['Mai Thị Lựu', 45000, '', ''],
    ]),
  )

  expect(persons.map(({ birthYear }) => birthYear)).toEqual([1980, 1991])
  expect(problems.map(({ row, code }) => [row, code])).toEqual([[5, 'list_birth_is_impossible']])
  expect(notices).toEqual([{ code: 'birthsAreSerialDays', params: { count: 2 } }])
})
