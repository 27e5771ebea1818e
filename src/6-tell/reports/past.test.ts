import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { recordActivity } from '#activities'
import { figuresOf, firstDayOf, opened, periodsToChoose } from '#figures'
import { database } from '#platform/database'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../test/support/district.ts'
import { declareFigure } from '../../3-capture/declared/declare-figure.ts'
import { figuresIn } from '../papers/blocks/index.ts'
import { composeReport } from './compose-report.ts'
import { textOf } from './reports.fixture.ts'
import { writeReport } from './write-report.ts'

useDatabase()
const day = '2026-11-20'

/** A district whose initiative ran in 2012, with one record of 12 March of that year. */
async function aDistrictOf2012() {
  const district = await aDistrict()
  await sql`update initiatives.initiative set started_on = '2011-06-01' where id = ${district.initiativeId}`.execute(
    database(),
  )
  const entry = anEntry(district.initiativeId, {
    day: '2012-03-12',
    answers: { waste: '431', households: 7 },
  })
  await recordActivity(district.recorder, entry)
  return district
}

test('a figure of 12 March 2012 is recorded, added, opened, and printed in a report for 2011–2015', async () => {
  const district = await aDistrictOf2012()
  const { leader, commune, communeSlug } = district

  const added = await look(leader, 'figure.read', null, (db) =>
    figuresOf(db, { unitId: commune }, { from: '2011-01-01', until: '2016-01-01' }),
  )
  const page = await opened(leader, {
    slug: communeSlug,
    period: '2011-01..2015-12',
    indicator: 'test_waste_kg',
  })
  const report = await look(leader, 'report.read', commune, (db) =>
    composeReport(db, { unitId: commune, period: '2011-01..2015-12' }, day),
  )
  const file = await writeReport({
    unit: communeSlug,
    period: '2011-01..2015-12',
    day,
    printing: { isDemonstration: false },
  })

  expect(added.find(({ indicator }) => indicator.code === 'test_waste_kg')?.figure.declared).toBe(431)
  expect(page.facts.rows.map(({ day: on, amount }) => [on, amount])).toEqual([['2012-03-12', 431]])
  const printed = figuresIn(report.sections.flatMap(({ blocks }) => blocks))
  expect(printed.map(({ shown }) => shown)).toContain('431')
  expect(report.subject).toBe('sơ kết 05 năm thực hiện Chỉ thị số 03-CT/TW, giai đoạn 2011 – 2015')
  expect(report.opening).toContain('Chỉ thị số 03-CT/TW, ngày 14/5/2011 của Bộ Chính trị')
  expect(textOf(file.docx)).toContain('431')
})

test('the lists of a unit begin with its first fact, those of another do not', async () => {
  const { commune, neighbour, province } = await aDistrictOf2012()
  const firstOf = (unit: string) => asSystem('test.first', (tx) => firstDayOf(tx, unit, day))

  expect(await Promise.all([firstOf(commune), firstOf(province), firstOf(neighbour)])).toEqual([
    '2012-03-12',
    '2012-03-12',
    '2026-01-01',
  ])
  const offered = await asSystem('test.offered', (tx) => periodsToChoose(tx, commune, day))
  const periods = offered.flatMap(({ periods }) => periods.map(({ period }) => period))
  expect(periods).toEqual(expect.arrayContaining(['2012', '2011-01..2015-12', '2011-05-14..2016-05-14']))
  expect(periods).toEqual(expect.arrayContaining(['2012-05-19..2013-05-18', '2011-05-19..2012-05-18']))
  expect(periods).not.toContain('2011')
})

test('a figure in a year that is still to come is kept and told like any other', async () => {
  const { commune, leader, initiativeId, union } = await aDistrict()
  await asSystem('test.ahead', (tx) =>
    sql`insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id)
        values (${union}, 'test_waste_kg', '2029-02-03', 12, 'declared', ${initiativeId}, 'activity', ${initiativeId})`.execute(
      tx,
    ),
  )

  const told = await look(leader, 'figure.read', null, (db) =>
    figuresOf(db, { unitId: commune }, { from: '2029-01-01', until: '2030-01-01' }),
  )

  expect(told.find(({ indicator }) => indicator.code === 'test_waste_kg')?.figure.declared).toBe(12)
})

test('a report with declared figures says which, who counted and from which paper, and no more that nothing was typed', async () => {
  const district = await aDistrictOf2012()
  const { commune, leader, checker } = district
  const compose = () =>
    look(leader, 'report.read', commune, (db) =>
      composeReport(db, { unitId: commune, period: '2011-01..2015-12' }, day),
    )
  const told = async () => JSON.stringify((await compose()).sections)
  const before = await told()

  const declared = (years: string, said: string) =>
    declareFigure(checker, {
      ...{ unitId: commune, indicator: 'test_waste_kg', from: '', last: '', years },
      parts: [{ indicator: 'test_waste_kg', said }],
      ...{ countedBy: 'Hội Nông dân xã', paper: 'Báo cáo số 77-BC/HND', note: '' },
      ...{ countsBesides: true, besides: 'đếm ngoài sổ' },
    })
  const id = await declared('2013–2014', '900')
  await declared('2014–2017', '55')
  const after = await told()

  expect(before).toContain('không có số nào nhập tay')
  expect(after).not.toContain('không có số nào nhập tay')
  expect(after).toContain('Hội Nông dân xã')
  expect(after).toContain('Báo cáo số 77-BC/HND')
  expect(after).toContain(`/khai-so-lieu/${id}`)
  expect(after.match(/Báo cáo số 77-BC/g)).toHaveLength(1)
})
