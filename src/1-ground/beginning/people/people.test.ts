import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../../test/support/district.ts'
import { acceptInvitation } from '../../access/sign-in/account.ts'
import { peopleImport } from './import-people.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let administrator: Actor
beforeAll(async () => {
  district = await aDistrict()
  administrator = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Quản Trị', { role: 'administrator', unitId: district.commune }),
  )
})

const preview = (actor: Actor, rows: Cell[][]) =>
  peopleImport.preview(
    actor,
    {},
    {
      name: 'nguoi-dung.xlsx',
      bytes: writeXlsx([
        { name: 'S', rows: [['DANH SÁCH'], ['STT', 'Họ và tên', 'Đơn vị', 'Vai trò'], ...rows] },
      ]),
    },
  )
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )

test('a list of people becomes invitations, each of which works once', async () => {
  const seen = await preview(administrator, [
    [1, 'Nguyễn Thị An', 'Hội Nông dân xã Một', 'Người ghi'],
    [2, 'Trần Văn Bình', 'xã một', 'checker'],
  ])

  const invited = await peopleImport.confirm(administrator, {
    importId: '',
    fileHash: '',
    seen: '',
    ...seen.confirm,
  })
  const arrival = { name: 'Nguyễn Thị An', userName: 'an.nguyen', phone: '', password: 'ba con trâu đi cày' }
  const first = await code(acceptInvitation(invited[0]?.token ?? '', arrival))
  const second = await code(acceptInvitation(invited[0]?.token ?? '', { ...arrival, userName: 'an.hai' }))

  expect(seen.plan.problems).toEqual([])
  expect(invited.map(({ name, unitName, role }) => [name, unitName, role])).toEqual([
    ['Nguyễn Thị An', 'Hội Nông dân xã Một', 'recorder'],
    ['Trần Văn Bình', 'Xã Một', 'checker'],
  ])
  expect([first, second]).toEqual(['done', 'link_is_spent'])
})

test('what cannot be is said by row, and nobody is invited beyond the own units', async () => {
  const seen = await preview(administrator, [
    [1, 'A', 'Xã Hai', 'Người ghi'],
    [2, 'B', 'Xã Một', 'Vua'],
    [3, 'C', '', 'Người ghi'],
    [4, 'D', 'Xã Một', 'Người ghi'],
    [5, 'D', 'Xã Một', 'Người ghi'],
  ])

  expect(seen.plan.problems.map((one) => [one.row, one.code])).toEqual([
    [3, 'row_names_no_unit'],
    [4, 'people_role_is_unknown'],
    [5, 'field_is_required'],
    [7, 'people_row_is_twice'],
  ])
})

test.each(['recorder', 'checker', 'leader'] as const)('a %s invites nobody from a list', async (role) => {
  const actor = await asSystem('test.people', (tx) => aPerson(tx, role, { role, unitId: district.commune }))

  expect(await code(preview(actor, [[1, 'A', 'Xã Một', 'Người ghi']]))).toBe('not_found_or_not_allowed')
})
