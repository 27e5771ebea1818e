import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, asSystem, look, roles } from '#access'
import { figureOf, lineageOf, loadIndicators, wordsOfSources } from '#figures'
import { loadUnits } from '#org'
import { database } from '#platform/database'
import { useSecret } from '#platform/secret'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, aPerson, aUnit } from '../../../test/support/district.ts'
import { listOfCollectives } from './collective/list.ts'
import {
  confirmPledge,
  openedCollective,
  pledgeCollectively,
  tellCollectiveOutcome,
  unconfirmPledge,
  withdrawCollective,
} from './collective/pledge-collectively.ts'
import { collectivePledges } from './collective/store.ts'
import { collectiveEntry } from './entry.ts'
import { funnelOf } from './funnel/read-funnel.ts'
import { pledgeIndicators } from './indicators.ts'
import { countPaper, formForPaper, withdrawPaper } from './paper/count-paper.ts'
import {
  personalPledge,
  pledgePersonally,
  rewordPledge,
  tellOutcome,
  withdrawPersonally,
} from './personal/pledge-personally.ts'
import { personalInOwnCells, personalOf } from './personal/store.ts'

useDatabase()
beforeAll(() => useSecret('x'.repeat(40), ''))

let district: Awaited<ReturnType<typeof aDistrict>>
let cell: string
let members: Actor[]

const year = 2026
const inMarch = '2026-03-02'
const inNovember = '2026-11-10'

beforeEach(async () => {
  district = await aDistrict()
  const branch = aUnit({ name: 'Chi bộ ấp 1', kind: 'branch', line: 'party' })
  cell = branch.id
  members = await asSystem('test.cell', async (tx) => {
    await loadUnits(tx, {
      units: [branch],
      placements: [
        { tree: 'area', unitId: cell, parentId: district.commune, validFrom: '2000-01-01', validTo: null },
        { tree: 'line', unitId: cell, parentId: district.union, validFrom: '2000-01-01', validTo: null },
      ],
    })
    await loadIndicators(tx, pledgeIndicators)
    const people: Actor[] = []
    for (let index = 0; index < 8; index += 1)
      people.push(await aPerson(tx, `Đảng viên ${index}`, { role: 'recorder', unitId: cell }))
    return people
  })
})

const aPledge = (over: Partial<Parameters<typeof pledgePersonally>[1]> = {}) => ({
  year,
  cellId: cell,
  words: 'Mỗi tuần dành một buổi giúp hộ già neo đơn.',
  ...over,
})
const member = (index: number): Actor => members[index] as Actor
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )
const span = { from: '2026-01-01', until: '2027-01-01' }
const counted = async (unitId: string, indicator: string) =>
  look(member(0), 'figure.read', null, async (db) => {
    const figure = await figureOf(db, { unitId }, indicator, span)
    return figure.entries === 0 ? undefined : figure.declared + figure.evidenced
  })

describe('what a person pledges', () => {
  test('is read by its author and by their own cell, by nobody above, whatever they are', async () => {
    const id = await pledgePersonally(member(0), aPledge(), inMarch)
    const above: Actor[] = await asSystem('test.above', async (tx) => {
      const people: Actor[] = []
      for (const unitId of [district.province, district.commune, district.union])
        for (const role of roles) people.push(await aPerson(tx, role, { role, unitId }))
      // Leading, administering or inspecting the very cell is not belonging to it.
      for (const role of ['leader', 'administrator', 'inspector'] as const)
        people.push(await aPerson(tx, role, { role, unitId: cell }))
      return people
    })

    expect((await personalPledge(member(0), id)).pledge.said.words).toContain('neo đơn')
    expect((await personalPledge(member(1), id)).pledge.personName).toBe('Đảng viên 0')
    for (const actor of above) {
      expect(await code(personalPledge(actor, id))).toBe('not_found_or_not_allowed')
      const seen = await look(actor, 'pledge.read', null, async (db) => {
        const { rows } = await sql`select id, sealed from pledges.personal`.execute(db)
        return [...rows, ...(await personalInOwnCells(db, actor.personId, year))]
      })
      expect(seen).toEqual([])
    }
    expect(above).toHaveLength(3 * roles.length + 3)
  })

  test('is not read by somebody who gave themselves a role in the cell', async () => {
    const id = await pledgePersonally(member(0), aPledge(), inMarch)
    const curious = await asSystem('test.curious', async (tx) => {
      const person = await aPerson(tx, 'Tò mò', { role: 'administrator', unitId: district.province })
      await sql`insert into access.role_held (person_id, role, unit_id, valid_from, given_by)
        values (${person.personId}, 'recorder', ${cell}, '2020-01-01', ${person.personId})`.execute(tx)
      return person
    })

    expect(await code(personalPledge(curious, id))).toBe('not_found_or_not_allowed')
  })

  test('lies in the database sealed, without a day, and leaves no line that anybody above reads', async () => {
    await pledgePersonally(member(0), aPledge(), inMarch)

    const { rows } = await sql<
      Record<string, unknown>
    >`select to_jsonb(personal) as all from pledges.personal`.execute(database())
    const audit = await sql<{ unit_id: string | null; subject: object }>`
      select unit_id, subject from access.audit where action = 'pledge.make' and person_id = ${member(0).personId}`.execute(
      database(),
    )

    expect(JSON.stringify(rows)).not.toContain('neo đơn')
    expect(JSON.stringify(rows)).not.toContain('2026-03')
    expect(audit.rows.map(({ unit_id, subject }) => [unit_id, subject])).toEqual([[null, {}]])
  })

  test('tells its author who else reads it', async () => {
    const id = await pledgePersonally(member(0), aPledge(), inMarch)

    expect((await personalPledge(member(0), id)).readers).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((index) => `Đảng viên ${index}`),
    )
    expect((await personalPledge(member(1), id)).readers).toEqual([])
  })

  test('is changed, told and withdrawn by its author alone', async () => {
    const id = await pledgePersonally(member(0), aPledge(), inMarch)
    const anew = { words: 'Hai buổi mỗi tuần.', seen: 1 }

    expect(await code(rewordPledge(member(1), id, anew))).toBe('not_found_or_not_allowed')
    expect(await code(withdrawPersonally(member(1), id, inMarch))).toBe('not_found_or_not_allowed')
    expect(await code(tellOutcome(member(0), id, { outcome: 'done', words: '' }, [], inMarch))).toBe(
      'pledge_outcome_is_too_early',
    )
    expect(await code(rewordPledge(member(0), id, anew))).toBe('done')
    expect(await code(rewordPledge(member(0), id, anew))).toBe('seen_is_outdated')
    expect(
      await code(tellOutcome(member(0), id, { outcome: 'not_done', words: 'Ốm dài ngày.' }, [], inNovember)),
    ).toBe('done')
    expect((await personalPledge(member(0), id)).pledge).toMatchObject({
      outcome: 'not_done',
      outcomeWords: 'Ốm dài ngày.',
      said: { words: 'Hai buổi mỗi tuần.' },
    })
    expect(await code(withdrawPersonally(member(0), id, inNovember))).toBe('done')
    const left = await sql`select from pledges.personal where id = ${id}`.execute(database())
    expect(left.rows).toHaveLength(0)
  })

  test.each([
    [{ year: 2027 }, 'pledge_year_is_closed'],
    [{ year: 2025 }, 'pledge_year_is_closed'],
    [{ cellId: '019a0000-0000-7000-8000-000000000000' }, 'pledge_cell_is_no_cell'],
    [{ indicator: 'khong_co', amount: 1 }, 'pledge_indicator_is_unknown'],
    [{ themeId: '019a0000-0000-7000-8000-000000000000' }, 'pledge_theme_is_unknown'],
  ])('%o is refused: %s', async (over, problem) => {
    expect(await code(pledgePersonally(member(0), aPledge(over), inMarch))).toBe(problem)
  })

  test('names a cell, not a commune, and is made once a year and theme', async () => {
    expect(await code(pledgePersonally(member(0), aPledge({ cellId: district.commune }), inMarch))).toBe(
      'pledge_cell_is_no_cell',
    )
    await pledgePersonally(member(0), aPledge(), inMarch)
    expect(await code(pledgePersonally(member(0), aPledge(), inMarch))).toBe('pledge_is_made_already')
    expect(await code(pledgePersonally(member(0), aPledge({ year: 2027 }), inNovember))).toBe('done')
  })
})

describe('registrations of any year', () => {
  const commitments = (of: number, count: number) => ({
    unitId: cell,
    year: of,
    kind: 'commitment' as const,
    count,
    note: '',
  })
  const inYear = (of: number, indicator: string) =>
    look(member(0), 'figure.read', null, async (db) => {
      const given = { from: `${of}-01-01`, until: `${of + 1}-01-01` }
      return (await figureOf(db, { unitId: district.province }, indicator, given)).declared
    })

  test('on paper, of 2013 and of 2029, count in their year and can be taken back', async () => {
    await countPaper(member(0), commitments(2013, 41), [], inMarch)
    await countPaper(member(0), commitments(2029, 17), [], inMarch)
    const both = [await inYear(2013, 'commitments_signed'), await inYear(2029, 'commitments_signed')]
    const { counts, years } = await formForPaper(member(0), 2013)
    await withdrawPaper(member(0), counts[0]?.id ?? '', inMarch)

    expect(both).toEqual([41, 17])
    expect(years).toEqual([2029, 2013])
    expect(await inYear(2013, 'commitments_signed')).toBe(0)
  })

  test('of people on paper count together in that year', async () => {
    await countPaper(member(0), { ...commitments(2013, 30), kind: 'individual' }, [], inMarch)

    expect(await inYear(2013, 'pledges_personal')).toBe(30)
  })

  test('of a collective for 2022–2025 stand in each of these years and count in the first', async () => {
    const entry = { unitId: cell, year: 2022, untilYear: 2025, words: 'Trồng một nghìn cây xanh.' }
    const id = await pledgeCollectively(member(0), entry, inMarch)
    const shownIn = async (of: number) =>
      (await listOfCollectives(member(0), { year: of, limit: 9 })).rows.some((row) => row.id === id)

    expect(await Promise.all([2021, 2022, 2024, 2025, 2026].map(shownIn))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect([await inYear(2022, 'pledges_collective'), await inYear(2025, 'pledges_collective')]).toEqual([
      1, 0,
    ])
  })

  test('of a year in which the unit did not stand are refused, and so is an end before the beginning', async () => {
    expect(await code(countPaper(member(0), commitments(1999, 3), [], inMarch))).toBe(
      'pledge_unit_did_not_exist_then',
    )
    const entry = { unitId: cell, year: '2025', untilYear: '2022', words: 'Trồng một nghìn cây xanh.' }
    expect(collectiveEntry.safeParse(entry).error?.issues[0]?.message).toBe('pledge_ends_before_it_begins')
    expect(collectiveEntry.parse({ ...entry, untilYear: '' }).untilYear).toBeUndefined()
  })
})

describe('counts of people', () => {
  test('say nothing below five, and five together in one fact without a person', async () => {
    for (const index of [0, 1, 2, 3]) await pledgePersonally(member(index), aPledge(), inMarch)
    const four = await counted(district.province, 'pledges_personal')
    await pledgePersonally(member(4), aPledge(), inNovember)
    const five = await counted(district.province, 'pledges_personal')

    expect([four, five]).toEqual([undefined, 5])
    const { rows, words } = await look(district.leader, 'figure.read', null, async (db) => {
      const page = await lineageOf(db, { unitId: district.province }, 'pledges_personal', span, { limit: 20 })
      return { rows: page.rows, words: await wordsOfSources(db, page.rows) }
    })
    expect(rows).toMatchObject([{ amount: 5, day: inNovember, unitId: district.commune }])
    expect([...words.values()]).toEqual([])
    expect(await counted(cell, 'pledges_personal')).toBeUndefined()
  })

  test('are right also when eight pledge at the same moment', async () => {
    await Promise.all(members.map((actor) => pledgePersonally(actor, aPledge(), inMarch)))

    expect(await counted(district.commune, 'pledges_personal')).toBe(8)
  })

  test('go down when somebody withdraws, and say nothing again below five', async () => {
    const ids = await inTurn([0, 1, 2, 3, 4, 5], (index) =>
      pledgePersonally(member(index), aPledge(), inMarch),
    )
    await withdrawPersonally(member(0), ids[0] ?? '', inMarch)
    const five = await counted(district.commune, 'pledges_personal')
    await withdrawPersonally(member(1), ids[1] ?? '', inMarch)

    expect(five).toBe(5)
    expect(await counted(district.commune, 'pledges_personal')).toBeUndefined()
  })

  test('take in what lies on paper, of which only the number is known', async () => {
    const paper = { unitId: cell, year, kind: 'individual' as const, count: 3, note: '' }
    await countPaper(member(0), paper, [], inMarch)
    const three = await counted(district.commune, 'pledges_personal')
    await pledgePersonally(member(0), aPledge(), inMarch)
    await pledgePersonally(member(1), aPledge(), inMarch)
    const five = await counted(district.commune, 'pledges_personal')
    const [entered] = (await formForPaper(member(0), year)).counts
    await withdrawPaper(member(0), entered?.id ?? '', inMarch)

    expect([three, five]).toEqual([undefined, 5])
    expect(await counted(district.commune, 'pledges_personal')).toBeUndefined()
    // Three in a cell are not told above it.
    await countPaper(member(0), paper, [], inMarch)
    expect((await formForPaper(district.checker, year)).counts).toEqual([])
    expect((await formForPaper(member(2), year)).counts).toHaveLength(1)
  })

  test('cannot be posted by hand at a commune where one has no office', async () => {
    await pledgePersonally(member(0), aPledge(), inMarch)
    const forged = look(member(0), 'pledge.make', null, (db) =>
      sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id)
          values (${district.commune}, 'pledges_personal', '2026-03-02', 100, 'declared', uuidv7(), 'pledge', uuidv7())`.execute(
        db,
      ),
    )

    expect(await code(forged)).toBe('not_found_or_not_allowed')
    expect(
      await code(
        look(member(0), 'pledge.make', null, (db) => sql`select pledged from pledges.tally`.execute(db)),
      ),
    ).toBe('not_found_or_not_allowed')
  })
})

const inTurn = async <T, R>(list: readonly T[], run: (one: T) => Promise<R>): Promise<R[]> => {
  const done: R[] = []
  for (const one of list) done.push(await run(one))
  return done
}

describe('what a collective pledges', () => {
  const together = (over: Partial<Parameters<typeof pledgeCollectively>[1]> = {}) => ({
    unitId: district.union,
    year,
    words: 'Mỗi chi hội giúp một hộ làm hố ủ rác.',
    ...over,
  })

  test('is counted when it is made, done, and confirmed from above', async () => {
    const id = await pledgeCollectively(district.recorder, together(), inMarch)
    const early = await code(
      tellCollectiveOutcome(district.recorder, id, { outcome: 'done', words: '' }, [], inMarch),
    )
    const unfinished = await code(confirmPledge(district.checker, id, 'Đã xem tận nơi.'))
    await tellCollectiveOutcome(
      district.recorder,
      id,
      { outcome: 'done', words: 'Xong 12 hộ.' },
      [],
      inNovember,
    )
    await confirmPledge(district.checker, id, 'Đã xem tận nơi.')
    const withdrawn = await code(withdrawCollective(district.recorder, id))

    expect([early, unfinished, withdrawn]).toEqual([
      'pledge_outcome_is_too_early',
      'pledge_is_not_done',
      'pledge_is_confirmed',
    ])
    const funnel = await funnelOf(district.leader, district.provinceSlug, year, inNovember)
    expect(funnel.whole.amounts).toEqual({
      pledges_collective: 1,
      pledges_done_collective: 1,
      pledges_verified: 1,
    })
    expect(funnel.whole.confirmed).toEqual({ part: 1, whole: 1, percent: 100 })
    expect(funnel.whole.pledged).toBeUndefined()
  })

  test('is not confirmed by the collective itself, nor by a recorder, nor from beside', async () => {
    const own = await asSystem('test.own', (tx) =>
      aPerson(tx, 'Duyệt tại chỗ', { role: 'checker', unitId: district.union }),
    )
    const id = await pledgeCollectively(district.recorder, together(), inMarch)
    await tellCollectiveOutcome(district.recorder, id, { outcome: 'done', words: '' }, [], inNovember)

    expect(await code(confirmPledge(own, id, 'Tự xác nhận'))).toBe('not_found_or_not_allowed')
    expect(await code(confirmPledge(district.recorder, id, 'Tự xác nhận'))).toBe('not_found_or_not_allowed')
    expect(await code(confirmPledge(district.stranger, id, 'Xã khác'))).toBe('not_found_or_not_allowed')
    expect(await code(openedCollective(district.stranger, id))).toBe('not_found_or_not_allowed')
    expect(await code(confirmPledge(district.leader, id, 'Tỉnh xác nhận'))).toBe('done')
    expect(await code(unconfirmPledge(district.checker, id))).toBe('done')
    expect(await counted(district.commune, 'pledges_verified')).toBeUndefined()
  })

  test('that is withdrawn counts no more, and is listed no more', async () => {
    const id = await pledgeCollectively(district.recorder, together(), inMarch)
    await withdrawCollective(district.recorder, id)

    expect(await counted(district.commune, 'pledges_collective')).toBeUndefined()
    const listed = await look(district.checker, 'pledge.read', null, (db) =>
      collectivePledges(db, { year, limit: 10 }),
    )
    expect(listed).toEqual([])
  })

  test('shows how far a promised number has come, from the figures', async () => {
    const id = await pledgeCollectively(
      district.recorder,
      together({ indicator: 'test_waste_kg', amount: 100 }),
      inMarch,
    )
    await asSystem('test.fact', (tx) =>
      sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id)
          values (${district.union}, 'test_waste_kg', '2026-04-01', 40, 'declared', uuidv7(), 'activity', uuidv7())`.execute(
        tx,
      ),
    )

    const { progress } = await openedCollective(district.checker, id)

    expect(progress).toMatchObject([{ total: 40, amount: 100, percent: 40 }])
  })

  test('commitments and plans of heads are counted where they lie', async () => {
    await countPaper(
      district.recorder,
      { unitId: district.union, year, kind: 'commitment', count: 12, note: '' },
      [],
      inMarch,
    )
    await countPaper(
      district.recorder,
      { unitId: district.union, year, kind: 'heads_plan', count: 1, note: '' },
      [],
      inMarch,
    )

    expect(await counted(district.commune, 'commitments_signed')).toBe(12)
    expect(await counted(district.commune, 'heads_plans')).toBe(1)
    expect(
      await code(
        countPaper(district.stranger, {
          unitId: district.union,
          year,
          kind: 'commitment',
          count: 1,
          note: '',
        }),
      ),
    ).toBe('not_found_or_not_allowed')
  })
})

test('what a person pledged stays theirs to list, year by year', async () => {
  await pledgePersonally(member(0), aPledge(), inMarch)
  await pledgePersonally(member(0), aPledge({ year: 2027 }), inNovember)

  const own = await look(member(0), 'pledge.make', null, (db) => personalOf(db, member(0).personId))

  expect(own.map((pledge) => pledge.year)).toEqual([2027, 2026])
})
