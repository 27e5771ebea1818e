import { inviteMany, type Role, roles } from '#access'
import { defineImport, plainName, unitFinder } from '#imports'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import type { Spreadsheet } from '#platform/spreadsheet'
import { readingOf } from '#platform/spreadsheet-reading'
import type { Headings, RowProblem, TableRow } from '#platform/spreadsheet-table'
import type { Day } from '#platform/time'

type PeopleColumn = 'name' | 'unit' | 'role'

const headings: Headings<PeopleColumn> = {
  name: {
    title: 'Họ và tên',
    known: ['ho va ten', 'ho ten', 'ten', 'full name', 'name'],
    parts: ['ho va ten dem', 'ho dem', 'ho'],
  },
  unit: {
    title: 'Đơn vị',
    fillsDown: true,
    known: ['don vi', 'ten don vi', 'ma don vi', 'don vi cong tac', 'unit'],
  },
  role: { title: 'Vai trò', known: ['vai tro', 'quyen', 'nhiem vu', 'role'] },
}
export const columns = Object.keys(headings) as PeopleColumn[]
export const headingOf = (column: PeopleColumn): string => headings[column].title

/** Somebody to be invited. The name is printed on the invitation alone: an account is made by whoever takes it. */
export type Invited = { row: number; name: string; unitId: string; unitName: string; role: Role }
export type PeoplePlan = { invited: Invited[]; problems: RowProblem<PeopleColumn>[] }

const peopleIn = (file: Spreadsheet) =>
  readingOf(file, { headings, needed: columns, filled: { column: 'name', ifNone: 'import_has_no_rows' } })

/** The role that a cell names, by its name in the reader's language or its code. */
const roleNamed = (text: string): Role | undefined =>
  roles.find((role) => [t(`access.role.${role}`), role].some((word) => plainName(word) === plainName(text)))

async function plan(db: Reader, rows: readonly TableRow<PeopleColumn>[], day: Day): Promise<PeoplePlan> {
  const problems: PeoplePlan['problems'] = []
  const invited: Invited[] = []
  const first = new Map<string, number>()
  const text = (row: TableRow<PeopleColumn>, column: PeopleColumn) =>
    (row.cells[column] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
  const unitNamed = await unitFinder(
    db,
    'person.manage',
    rows.map((row) => text(row, 'unit')),
  )
  for (const row of rows) {
    const refuse = (column: PeopleColumn | null, code: string, params = {}): undefined => {
      problems.push({ row: row.number, column, code, params })
    }
    const said = { name: text(row, 'name'), unit: text(row, 'unit'), role: text(row, 'role') }
    for (const column of columns) if (said[column] === '') refuse(column, 'field_is_required')
    if (columns.some((column) => said[column] === '')) continue
    if (said.name.length > 100) refuse('name', 'field_is_too_long', { maximum: 100 })
    const role = roleNamed(said.role)
    const names = roles.map((one) => t(`access.role.${one}`)).join(', ')
    if (!role) refuse('role', 'people_role_is_unknown', { roles: names })
    const found = unitNamed(said.unit, day)
    if ('code' in found) refuse('unit', found.code, { text: said.unit.slice(0, 80) })
    if (!role || 'code' in found) continue
    const key = `${plainName(said.name)} ${found.unit.id} ${role}`
    const twice = first.get(key)
    if (twice !== undefined) refuse(null, 'people_row_is_twice', { row: twice })
    first.set(key, twice ?? row.number)
    invited.push({ row: row.number, name: said.name, unitId: found.unit.id, unitName: found.unit.name, role })
  }
  return { invited, problems }
}

/** People of a list are invited, each to a role in a unit. The links are shown once, to be printed or sent. */
export const peopleImport = defineImport({
  name: 'people',
  action: 'person.manage',
  read: peopleIn,
  most: 500,
  maySkip: true,
  judge: (db, _: Record<string, never>, rows, { day }) => plan(db, rows, day),
  count: ({ invited }) => invited.length,
  seen: ({ invited }) => invited.map(({ row, name, unitId, role }) => [row, name, unitId, role]),
  async write(tx, _, { invited }, { actor }) {
    const tokens = await inviteMany(tx, actor, invited)
    return invited.map((one, index) => ({ ...one, token: tokens[index] ?? '' }))
  },
})
export type WithLink = Awaited<ReturnType<typeof peopleImport.confirm>>[number]
