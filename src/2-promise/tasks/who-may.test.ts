import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem } from '#access'
import { inTransaction } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aPerson } from '../../../test/support/district.ts'
import { setUpIssuing } from '../documents/numbering/set-up-numbering.ts'
import { documentPage, documentsFound } from '../documents/read.ts'
import { wordTheme } from '../themes/word-theme.ts'
import { aProgramme, registered } from './programme.fixture.ts'

useDatabase()
let all: Awaited<ReturnType<typeof aProgramme>>
let plan: string
let theirs: string
let theme: string

beforeAll(async () => {
  all = await aProgramme()
  const { clerk, next, chief, commune, neighbour } = all
  plan = (await registered(clerk, commune)).id
  theirs = (await registered(next, neighbour)).id
  await asSystem('test.file', async (tx) => {
    const file = { sha256: 'a'.repeat(64), media_type: 'application/pdf', bytes: 1 }
    await tx.insertInto('evidence.file').values(file).execute()
  })
  theme = newId()
  const wording = { shortTitle: 'Của xã', title: 'Chuyên đề của xã', document: '' }
  await wordTheme(chief, {
    id: theme,
    unitId: commune,
    span: 'year',
    fromYear: 2026,
    toYear: null,
    ...wording,
  })
})

/** Runs a statement past the first lock: straight in a transaction of the person, without asking the permission table. */
const past = async (person: { personId: string } | 'public', statement: RawBuilder<unknown>) => {
  const identity =
    person === 'public'
      ? ({ role: 'lantoa_public' } as const)
      : ({ role: 'lantoa_app', personId: person.personId } as const)
  try {
    return await inTransaction(identity, async (tx) => {
      const { rows, numAffectedRows } = await statement.execute(tx)
      return Number(numAffectedRows ?? rows.length)
    })
  } catch (fault) {
    return (fault as { code: string }).code
  }
}
const refused = '42501'

const statements: [string, () => RawBuilder<unknown>, number, number | string][] = [
  ['reading a document', () => sql`select id from programme.document where id = ${plan}`, 1, 0],
  ['changing a document', () => sql`update programme.document set subject = 'đổi' where id = ${plan}`, 1, 0],
  [
    'registering a document',
    () =>
      sql`insert into programme.document (unit_id, direction, type, symbol, issued_on, issuer, issuer_unit_id, subject) values (${all.commune}, 'issued', 'plan', 'x', '2026-01-01', 'x', ${all.commune}, 'xyz')`,
    1,
    refused,
  ],
  [
    'attaching a file',
    () =>
      sql`insert into programme.document_file (document_id, sha256, name, reading) values (${plan}, ${'a'.repeat(64)}, 'x', 'nothing')`,
    1,
    refused,
  ],
  ['reading that file', () => sql`select sha256 from evidence.file where sha256 = ${'a'.repeat(64)}`, 1, 0],
  [
    'writing its history',
    () =>
      sql`insert into programme.change (subject, subject_id, unit_id, event) values ('document', ${plan}, ${all.commune}, 'corrected')`,
    1,
    refused,
  ],
  ['reading its history', () => sql`select id from programme.change where subject_id = ${plan}`, 1, 0],
  ['reading the terms', () => sql`select id from programme.term where unit_id = ${all.commune}`, 2, 0],
  [
    'keeping a number',
    () =>
      sql`insert into programme.reserved_number (unit_id, type, day, series, number, note) values (${all.commune}, 'plan', '2026-01-01', 'x', 1, 'giữ')`,
    1,
    refused,
  ],
  [
    'saying that it serves a theme',
    () => sql`insert into programme.document_theme (document_id, theme_id) values (${plan}, ${theme})`,
    1,
    refused,
  ],
  [
    'posting a fact of it',
    () =>
      sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id) values (${all.commune}, 'documents_issued', '2026-03-01', 1, 'declared', ${plan}, 'document', ${plan})`,
    1,
    refused,
  ],
  ['reading a theme', () => sql`select id from programme.theme where id = ${theme}`, 1, 0],
]

describe('past the first lock,', () => {
  test.each(statements)('%s is the unit’s own', async (_, statement, own) => {
    expect(await past(all.clerk, statement())).toBe(own)
  })

  test.each(statements)('%s is not a neighbour’s', async (_, statement, __, other) => {
    expect(await past(all.next, statement())).toBe(other)
  })

  test('nobody links a document to one that they cannot read, nor another’s to their own', async () => {
    const link = (from: string, to: string) =>
      sql`insert into programme.carries_out (document_id, above_id) values (${from}, ${to})`

    expect(await past(all.clerk, link(plan, theirs))).toBe(refused)
    expect(await past(all.next, link(plan, theirs))).toBe(refused)
  })

  test('who only records words no theme and sets no symbol; a checker does both', async () => {
    const word = sql`update programme.theme set title = 'đổi lời' where id = ${theme}`
    const name = sql`update figures.theme set name_vi = 'đổi lời' where id = ${theme}`
    const symbol = sql`update programme.issuing set symbol = 'XX' where unit_id = ${all.commune}`

    for (const statement of [word, name, symbol]) {
      expect(await past(all.clerk, statement)).toBe(0)
      expect(await past(all.next, statement)).toBe(0)
    }
    for (const statement of [word, name, symbol]) expect(await past(all.chief, statement)).toBe(1)
  })

  test('nothing is deleted and no history is changed', async () => {
    expect(await past(all.chief, sql`delete from programme.document where id = ${plan}`)).toBe(refused)
    expect(await past(all.chief, sql`delete from programme.theme where id = ${theme}`)).toBe(refused)
    expect(await past(all.chief, sql`update programme.change set why = 'x'`)).toBe(refused)
  })

  test('the public reads nothing of it', async () => {
    for (const table of ['document', 'theme', 'carries_out', 'change', 'issuing', 'document_file'])
      expect(await past('public', sql`select 1 from programme.${sql.id(table)}`), table).toBe(refused)
  })
})

test('the Party committee of an area above directs all beneath it, and a committee beside it nobody', async () => {
  const { province, commune, neighbour } = all
  const { aUnit } = await import('../../../test/support/district.ts')
  const { loadUnits } = await import('#org')
  const [above, beside] = [
    aUnit({ name: 'Tỉnh ủy Thử', kind: 'provincial_organisation', line: 'party' }),
    aUnit({ name: 'Đảng ủy xã Hai', kind: 'commune_organisation', line: 'party' }),
  ]
  const place = (unitId: string, parentId: string) => ({
    tree: 'area' as const,
    unitId,
    parentId,
    validFrom: '2000-01-01',
    validTo: null,
  })
  const officer = await asSystem('test.committees', async (tx) => {
    await loadUnits(tx, {
      units: [above, beside],
      placements: [place(above.id, province), place(beside.id, neighbour)],
    })
    return aPerson(
      tx,
      'Văn phòng',
      { role: 'checker', unitId: above.id },
      { role: 'checker', unitId: beside.id },
    )
  })
  await setUpIssuing(officer, above.id, { system: 'party', symbol: 'TU', numbering: 'year' })
  await setUpIssuing(officer, beside.id, { system: 'party', symbol: 'ĐU', numbering: 'year' })
  const directive = await registered(officer, above.id, { type: 'scheme' })
  const local = await registered(officer, beside.id, { type: 'scheme' })

  const found = await documentsFound(all.recorder, { type: 'scheme', limit: 10 })

  expect(found.rows.map(({ id }) => id)).toEqual([directive.id])
  expect((await documentPage(all.clerk, directive.id)).mayChange).toBe(false)
  await expect(documentPage(all.clerk, local.id)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  const link = await registered(all.clerk, commune, { type: 'scheme', carries: directive.symbol })
  expect((await documentPage(all.clerk, link.id)).chain.rows).toHaveLength(2)
})
