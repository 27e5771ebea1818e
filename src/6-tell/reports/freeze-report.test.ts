import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { recordActivity } from '#activities'
import { database } from '#platform/database'
import { ownerDatabase, useDatabase } from '../../../test/support/database.ts'
import { anEntry, aUnit } from '../../../test/support/district.ts'
import { figuresIn } from '../papers/blocks/index.ts'
import { canonicalJson, hashOf } from '../papers/canonical.ts'
import { type FrozenPaper, findFrozen, frozenWithId, stepsOf } from '../papers/store.ts'
import { freezeReport } from './freeze-report.ts'
import { aFrozenReport, aReportingUnit, askedOf, day, type ReportingUnit, written } from './frozen.fixture.ts'
import { reportOf } from './read.ts'
import { saveReport } from './save-report.ts'

useDatabase()
let unit: ReportingUnit

beforeAll(async () => {
  unit = await aReportingUnit()
})

const read = (id: string): Promise<FrozenPaper> =>
  look(unit.checker, 'report.read', unit.commune, async (db) => {
    const found = await frozenWithId(db, id)
    if (!found) throw new Error('There is no such frozen report.')
    return found
  })
const draftOf = async (period: string) =>
  (await reportOf(unit.checker, { slug: unit.communeSlug, period })).draft

test('canonical JSON is one text for one value, also after the database', async () => {
  const value = { b: [1.5, -0, 1e21, 'Đảng “ủy”\n'], a: { z: null, y: undefined, ä: true } }

  const { rows } = await sql<{ back: unknown }>`select ${JSON.stringify(value)}::jsonb as back`.execute(
    database(),
  )

  expect(canonicalJson(value)).toBe('{"a":{"z":null,"ä":true},"b":[1.5,0,1e+21,"Đảng “ủy”\\n"]}')
  expect(canonicalJson(rows[0]?.back)).toBe(canonicalJson(value))
})

test('a report is kept as it was composed, with its hash, its code and a reading of each figure', async () => {
  const frozen = await aFrozenReport(unit)

  const kept = await read(frozen.id)
  const figures = figuresIn(kept.content.sections.flatMap(({ blocks }) => blocks)).filter(
    ({ scope }) => scope,
  )
  const { rows: readings } = await sql<{ id: string; total: number; snapshots: number }>`
    select id, (select sum((shown -> indicator ->> level)::numeric) from unnest(enum_range(null::figures.assurance)::text[]) as level) as total,
           count(*) over (partition by taken_at, snapshot::text) as snapshots
      from figures.reading where kept_by = ${unit.checker.personId}`.execute(database())
  const steps = await look(unit.checker, 'report.read', unit.commune, (db) => stepsOf(db, kept.dossierId))
  expect(kept).toMatchObject({
    version: 1,
    reason: 'report',
    state: 'approved',
    hash: frozen.hash,
    frozenByName: 'Người Duyệt',
  })
  expect(hashOf(kept.content)).toBe(frozen.hash)
  expect(frozen.code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/)
  expect(figures.length).toBeGreaterThan(3)
  // Each figure has a reading, all are of one moment, and each says what is printed.
  for (const { reading, amount } of figures)
    expect(readings.find(({ id }) => id === reading)?.total).toBeCloseTo(amount, 6)
  expect(readings.every(({ snapshots }) => snapshots === readings.length)).toBe(true)
  expect(steps).toMatchObject([{ kind: 'frozen', personName: 'Người Duyệt' }])
})

test('what is entered later changes the draft of nobody: the frozen report stays as it was', async () => {
  const frozen = await aFrozenReport(unit, '2026-Q1')

  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { answers: { waste: '700', households: 12 } }),
  )

  const kept = await read(frozen.id)
  expect(hashOf(kept.content)).toBe(frozen.hash)
  expect(JSON.stringify(kept.content)).not.toContain('1.712,5')
})

test('nobody writes in it any more, neither by the page nor by the database', async () => {
  const frozen = await aFrozenReport(unit, '2026-05')
  const { dossierId: reportId } = await read(frozen.id)
  const draft = await draftOf('2026-05')
  const address = { slug: unit.communeSlug, period: '2026-05' }

  await expect(saveReport(unit.checker, address, written({ seen: draft?.seen ?? 0 }))).rejects.toMatchObject({
    code: 'report_is_frozen',
  })
  const late = sql`update reports.section set text = 'khác' where report_id = ${reportId}`
  await expect(late.execute(database())).rejects.toMatchObject({ constraint: 'report_is_frozen' })
  const head = sql`update reports.report set number = 7 where id = ${reportId}`
  await expect(head.execute(database())).rejects.toMatchObject({ constraint: 'report_is_frozen' })
})

test.each([
  ['its content', sql`update reports.frozen set content = '{}'`],
  ['its hash', sql`update reports.frozen set hash = sha256('x')`],
  ['how it is approved', sql`update reports.frozen set levels = '{}'`],
  ['a step', sql`update reports.step set words = 'khác'`],
  ['that it is there', sql`delete from reports.frozen`],
])('the database refuses to change %s', async (_, change) => {
  await expect(change.execute(ownerDatabase())).rejects.toMatchObject({ constraint: 'record_is_append_only' })
})

test('a state that was left is not come back to', async () => {
  const { id } = await aFrozenReport(unit, '2026-02')

  const back = sql`update reports.frozen set state = 'waiting' where id = ${id}`

  await expect(back.execute(database())).rejects.toMatchObject({ constraint: 'frozen_cannot_become_this' })
})

test('a report with unwritten sections, or that names a figure that is gone, is not frozen, and it is said which section', async () => {
  const asked = askedOf(unit, '2026-06')
  const address = { slug: unit.communeSlug, period: '2026-06' }

  await expect(freezeReport(unit.checker, asked, {}, day)).rejects.toMatchObject({
    code: 'report_has_unwritten_sections',
    params: { sections: expect.stringContaining('Hạn chế, nguyên nhân') },
  })
  const gone = [{ key: 'next', text: 'Sẽ thu {{figure no_such_figure}}.', seen: 0 }]
  const { sections } = written()
  await saveReport(
    unit.checker,
    address,
    written({ sections: [...sections.filter(({ key }) => key !== 'next'), ...gone] }),
  )
  await expect(freezeReport(unit.checker, asked, {}, day)).rejects.toMatchObject({
    code: 'report_names_what_is_gone',
    params: { names: 'no_such_figure', sections: expect.stringContaining('Phương hướng') },
  })
  expect((await draftOf('2026-06'))?.state).toBe('draft')
})

test('a return that there was nothing is frozen without its sections, with what is added to it', async () => {
  const frozen = await freezeReport(
    unit.checker,
    askedOf(unit, '2026-07'),
    { reason: 'nil', complete: async (_, content) => ({ ...content, opening: 'Không phát sinh.' }) },
    day,
  )

  expect(await read(frozen.id)).toMatchObject({ reason: 'nil', content: { opening: 'Không phát sinh.' } })
})

test('a unit that has ended freezes nothing', async () => {
  const ended = aUnit({ name: 'Xã Cũ', kind: 'commune', validTo: '2026-07-01' })
  await asSystem('test.unit', async (tx) => {
    const { loadUnits } = await import('#org')
    const placement = {
      tree: 'area',
      unitId: ended.id,
      parentId: unit.province,
      validFrom: '2000-01-01',
      validTo: '2026-07-01',
    } as const
    await loadUnits(tx, { units: [ended], placements: [placement] })
  })

  await expect(
    freezeReport(unit.leader, { unitId: ended.id, period: '2026-03' }, {}, day),
  ).rejects.toMatchObject({ code: 'report_unit_has_ended' })
})

test('pressing twice freezes once; of two people one freezes and the other hears who did', async () => {
  const asked = askedOf(unit, '2026-08')
  await saveReport(unit.checker, { slug: unit.communeSlug, period: '2026-08' }, written())

  const [one, other] = await Promise.allSettled([
    freezeReport(unit.checker, asked, {}, day),
    freezeReport(unit.officer, asked, {}, day),
  ])
  const winner = one.status === 'fulfilled' ? unit.checker : unit.officer
  const [done, refused] = one.status === 'fulfilled' ? [one, other] : [other, one]
  const again = await freezeReport(winner, asked, {}, day)

  expect(done).toMatchObject({ status: 'fulfilled', value: { version: 1 } })
  expect(refused).toMatchObject({
    status: 'rejected',
    reason: { code: 'report_is_frozen_already', params: { who: winner.name } },
  })
  expect(again).toEqual((done as PromiseFulfilledResult<typeof again>).value)
})

test('what somebody saves between composing and freezing is not passed over', async () => {
  const asked = askedOf(unit, '2026-09')
  const address = { slug: unit.communeSlug, period: '2026-09' }
  await saveReport(unit.checker, address, written())
  const late = written({ seen: 1, sections: [{ key: 'next', text: 'Chữ viết sau.', seen: 1 }] })

  const freezing = freezeReport(
    unit.checker,
    asked,
    {
      complete: async (_, content) => {
        await saveReport(unit.officer, address, late)
        return content
      },
    },
    day,
  )

  await expect(freezing).rejects.toMatchObject({ code: 'seen_is_outdated' })
  expect((await draftOf('2026-09'))?.state).toBe('draft')
})

test.each(['recorder', 'stranger', 'inspector'] as const)('the %s may not freeze it', async (who) => {
  await expect(freezeReport(unit[who], askedOf(unit, '2026-10'), {}, day)).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  expect(
    await look(unit.checker, 'report.read', unit.commune, (db) => findFrozen(db, unit.commune)),
  ).toBeUndefined()
})
