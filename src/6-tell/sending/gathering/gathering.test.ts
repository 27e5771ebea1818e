import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { insertFacts, loadIndicators } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { readSpreadsheet } from '#platform/spreadsheet'
import { ownerDatabase, useDatabase } from '../../../../test/support/database.ts'
import { anEntry } from '../../../../test/support/district.ts'
import { useFiles } from '../../../4-prove/evidence/evidence.fixture.ts'
import { frozenWithId } from '../../papers/store.ts'
import { verifyFrozen } from '../../papers/verify-frozen.ts'
import { withdrawPaper } from '../../papers/withdraw-paper.ts'
import { freezeReport } from '../../reports/freeze-report.ts'
import { aFrozenReport, day } from '../../reports/frozen.fixture.ts'
import { exportGathering } from './export-gathering.ts'
import { gathering, regimesGathered, remindOverdue } from './gather-reports.ts'
import { aRegime, issued, type RegimeUnit } from './gathering.fixture.ts'
import { reportNil } from './nil-return.ts'
import { sendingsAt } from './read-sending.ts'
import { receiveReport } from './receive-report.ts'
import { sendReport } from './send-report.ts'
import { findSending, lastSendings } from './store.ts'

useDatabase()
useFiles()
let unit: RegimeUnit

beforeAll(async () => {
  unit = await aRegime()
})

const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'done',
    (fault: { code?: string }) => fault.code ?? String(fault),
  )
const gathered = (period = '2026-03', actor: Actor = unit.above) =>
  gathering(actor, { regimeId: unit.regimeId, period }, day)
const rowOf = async (period = '2026-03', unitId = unit.commune) =>
  (await gathered(period)).rows.find((row) => row.unit.id === unitId)
const lastOf = async (period: string) => {
  const [sending] = await look(unit.above, 'report.read', null, (db) =>
    lastSendings(db, unit.regimeId, period),
  )
  if (!sending) throw new Error('nothing was sent')
  return sending
}
const sentAs = async (id: string) => {
  const sending = await look(unit.above, 'report.read', null, (db) => findSending(db, id))
  return { frozenId: sending?.frozenId ?? '', regimeId: unit.regimeId }
}
const verdict = (over: object) => ({ seen: 1, verdict: 'accepted' as const, reason: '', ...over })
const noticesLike = async (key: string) => {
  const { rows } = await sql<{ unitId: string; kind: string }>`
    select unit_id as "unitId", kind from notices.notice where key like ${key} order by key`.execute(
    database(),
  )
  return rows
}

test('nobody has sent: both communes are late, a stranger sees nothing of it', async () => {
  const page = await gathered()

  expect(page.counts).toMatchObject({ all: 2, missing: 2, overdue: 2, sent: 0 })
  expect(page.rows[0]).toMatchObject({ standing: 'missing', dueOn: '2026-04-06', daysLate: 228, changed: 0 })
  expect(page.mayReceive).toBe(true)
  expect((await gathered('2026-03', unit.provinceInspector)).mayReceive).toBe(false)
  for (const actor of [unit.stranger, unit.recorder, unit.checker])
    expect(await codeOf(gathered('2026-03', actor))).toBe('not_found_or_not_allowed')
  expect(await regimesGathered(unit.checker, day)).toEqual([])
  expect((await regimesGathered(unit.above, day))[0]?.periods[0]?.period).toBe('2026-11')
})

test('a period of the future, one that the regime has not, and a regime that is none are refused', async () => {
  expect(await codeOf(gathered('2027-01'))).toBe('report_period_has_not_begun')
  for (const period of ['2024-12', '2026-Q1', 'x', '%00'])
    expect(await codeOf(gathered(period))).toBe('regime_has_no_such_period')
  expect(await codeOf(gathering(unit.above, { regimeId: newId(), period: '2026-03' }, day))).toBe(
    'not_found_or_not_allowed',
  )
  expect(await codeOf(gathering(unit.above, { regimeId: 'x', period: '2026-03' }, day))).toBe(
    'not_found_or_not_allowed',
  )
})

test('what is frozen and not issued cannot be sent, nor by whoever may not', async () => {
  const frozen = await aFrozenReport(unit, '2026-02')
  const { regimeId } = unit

  expect(await codeOf(sendReport(unit.checker, { frozenId: frozen.id, regimeId }, day))).toBe(
    'sending_needs_an_issued_report',
  )
  for (const actor of [unit.stranger, unit.inspector, unit.recorder])
    expect(await codeOf(sendReport(actor, { frozenId: frozen.id, regimeId }, day))).toBe(
      'not_found_or_not_allowed',
    )
  expect(await codeOf(sendReport(unit.checker, { frozenId: newId(), regimeId }, day))).toBe(
    'not_found_or_not_allowed',
  )
})

test('a report goes up once, however often one presses; those above are told', async () => {
  const frozenId = await issued(unit, { period: '2026-03', isSent: false })
  const send = () => sendReport(unit.checker, { frozenId, regimeId: unit.regimeId }, day)
  expect((await rowOf())?.standing).toBe('missing')

  await Promise.all([send(), send()].map(codeOf))
  await send()

  const { rows } = await sql<{ state: string; steps: number }>`
    select state, (select count(*)::integer from reports.sending_step where sending_id = sending.id) as steps
      from reports.sending where frozen_id = ${frozenId}`.execute(database())
  expect(rows).toEqual([{ state: 'sent', steps: 1 }])
  expect(await rowOf()).toMatchObject({ standing: 'sent', firstSentOn: day, daysLate: 228, changed: 0 })
  const { id } = await lastOf('2026-03')
  expect(await noticesLike(`report.sent:${id}`)).toEqual([
    { unitId: unit.province, kind: 'report_gathering.notice.sent' },
  ])
})

test('those above receive it, give it back with a reason or accept it; nobody else does', async () => {
  const { id } = await lastOf('2026-03')

  for (const actor of [unit.checker, unit.secretary, unit.stranger, unit.provinceInspector])
    expect(await codeOf(receiveReport(actor, id, verdict({})))).toBe('not_found_or_not_allowed')
  await receiveReport(unit.above, id, verdict({ verdict: 'received' }))
  expect(await codeOf(receiveReport(unit.above, id, verdict({ seen: 1 })))).toBe('seen_is_outdated')
  await receiveReport(unit.above, id, verdict({ seen: 2, verdict: 'returned', reason: 'Thiếu phụ lục' }))
  // A second press of the same button.
  await receiveReport(unit.above, id, verdict({ seen: 2, verdict: 'returned', reason: 'Thiếu phụ lục' }))
  expect(await codeOf(receiveReport(unit.above, id, verdict({ seen: 3 })))).toBe(
    'sending_verdict_is_not_possible',
  )

  expect(await codeOf(sendReport(unit.checker, await sentAs(id), day))).toBe('sending_was_returned')
  expect(await rowOf()).toMatchObject({ standing: 'returned' })
  expect((await gathered()).counts).toMatchObject({ overdue: 2, returned: 1 })
  expect(await noticesLike(`report.returned:${id}`)).toMatchObject([{ unitId: unit.commune }])
  const address = { slug: unit.communeSlug, period: '2026-03' }
  const [mine] = (await sendingsAt(unit.checker, address, day)).sendings
  expect(mine?.steps.map(({ kind, words }) => `${kind} ${words}`.trim())).toEqual([
    'sent',
    'received',
    'returned Thiếu phụ lục',
  ])
  expect(await codeOf(sendingsAt(unit.stranger, address, day))).toBe('not_found_or_not_allowed')
})

test('whoever sent a report does not judge it', async () => {
  await issued(unit, { period: '2026-01', number: 8, isSent: false })
  const address = { slug: unit.communeSlug, period: '2026-01' }
  const { inForce } = await sendingsAt(unit.leader, address, day)

  await sendReport(unit.leader, { frozenId: inForce?.frozenId ?? '', regimeId: unit.regimeId }, day)

  const { id } = await lastOf('2026-01')
  expect(await codeOf(receiveReport(unit.leader, id, verdict({})))).toBe('sending_is_judged_by_its_own')
  await receiveReport(unit.above, id, verdict({}))
  expect((await rowOf('2026-01'))?.standing).toBe('accepted')
})

test('a report goes up as it is issued; once withdrawn it is missing again', async () => {
  const frozenId = await issued(unit, { period: '2025-12', number: 9 })
  expect((await rowOf('2025-12'))?.standing).toBe('sent')

  await withdrawPaper(unit.secretary, frozenId, 'Ký nhầm')

  expect(await rowOf('2025-12')).toMatchObject({ standing: 'missing', firstSentOn: null })
})

test('a regime that does not ask for it is not sent to', async () => {
  const other = newId()
  await asSystem('test.regime', async (tx) => {
    await sql`insert into reports.regime (id, unit_id, name, outline, period_kind, reporters, due_days, valid_from, source)
      select ${other}, unit_id, 'Báo cáo quý', 'quarterly', 'quarter', reporters, due_days, valid_from, source
        from reports.regime where id = ${unit.regimeId}`.execute(tx)
  })
  const frozenId = (await sendingsAt(unit.checker, { slug: unit.communeSlug, period: '2026-01' }, day))
    .inForce?.frozenId

  expect(await codeOf(sendReport(unit.checker, { frozenId: frozenId ?? '', regimeId: other }, day))).toBe(
    'sending_is_not_owed',
  )
})

test('row-level security: strangers see no sending, and nobody judges or changes one past its rules', async () => {
  const { id } = await lastOf('2026-01')

  expect(await look(unit.stranger, 'report.read', null, (db) => findSending(db, id))).toBeUndefined()
  expect(await look(unit.provinceInspector, 'report.read', null, (db) => findSending(db, id))).toMatchObject({
    id,
  })
  const { perform } = await import('#access')
  const change = (actor: Actor, state: string) =>
    codeOf(
      perform(actor, 'report.read', null, (tx) =>
        sql`update reports.sending set state = ${state} where id = ${id}`.execute(tx),
      ),
    )
  // The commune may put a new version in its place, but accepts nothing itself.
  expect(await change(unit.checker, 'received')).toBe('not_found_or_not_allowed')
  await expect(
    sql`update reports.sending set due_on = due_on + 10 where id = ${id}`.execute(ownerDatabase()),
  ).rejects.toThrow(/append-only/)
  await expect(sql`delete from reports.sending_step`.execute(ownerDatabase())).rejects.toThrow(/append-only/)
})

test('nothing to report: one press makes, issues and sends it', async () => {
  const address = { slug: unit.communeSlug, period: '2025-11' }
  for (const actor of [unit.stranger, unit.inspector, unit.recorder])
    expect(await codeOf(reportNil(actor, address, day))).toBe('not_found_or_not_allowed')

  await Promise.all(
    [reportNil(unit.checker, address, day), reportNil(unit.checker, address, day)].map(codeOf),
  )
  await reportNil(unit.checker, address, day)

  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from reports.frozen join reports.report on report.id = frozen.report_id
     where report.period = '2025-11'`.execute(database())
  expect(rows[0]?.count).toBe(1)
  expect(await rowOf('2025-11')).toMatchObject({ standing: 'sent', isNil: true, changed: 0 })
  expect((await gathered('2025-11')).counts.nil).toBe(1)
  const sending = await lastOf('2025-11')
  const kept = await look(unit.above, 'report.read', null, (db) => frozenWithId(db, sending.frozenId))
  expect(kept).toMatchObject({ state: 'issued', reason: 'nil', number: null })
  // It needs no signature, so none is missing.
  expect(await look(unit.above, 'report.read', null, (db) => verifyFrozen(db, sending.frozenId))).toEqual([])
  expect(JSON.stringify(kept?.content.sections)).toContain('không phát sinh hoạt động và số liệu')
  expect(await noticesLike(`report.sent:${sending.id}`)).toMatchObject([
    { kind: 'report_gathering.notice.sent_nil' },
  ])
})

test('what was recorded cannot be denied, with the count; nor a period that is not over or has not begun', async () => {
  const nil = (period: string) => reportNil(unit.checker, { slug: unit.communeSlug, period }, day)
  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { day: '2026-04-10', answers: { waste: '5', households: 12 } }),
  )

  await expect(nil('2026-04')).rejects.toMatchObject({
    code: 'nil_but_there_are_records',
    params: { records: 0, waiting: 1, returned: 0, figures: 1 },
  })
  expect(await codeOf(nil('2026-11'))).toBe('nil_before_period_is_over')
  expect(await codeOf(nil('2027-02'))).toBe('report_period_has_not_begun')
  expect(await codeOf(nil('2026-01'))).toBe('report_is_issued_already')
  expect(await codeOf(nil('2026-02'))).toBe('report_is_frozen')
})

test('what still waits to be checked, was returned, or tells people apart is not denied either', async () => {
  const nil = (period: string) => reportNil(unit.checker, { slug: unit.communeSlug, period }, day)
  const entry = (on: string) =>
    anEntry(unit.initiativeId, { day: on, answers: { waste: '0', households: 0 } })
  await recordActivity(unit.recorder, entry('2025-08-10'))
  const returned = entry('2025-09-10')
  await recordActivity(unit.recorder, returned)
  const verdict = {
    seen: 1,
    verdict: 'returned' as const,
    reason: 'Thiếu ảnh',
    field: '',
    publishPhotos: false,
  }
  await checkActivity(unit.checker, returned.id, verdict)
  await asSystem('test.people', async (tx) => {
    const words = { name_vi: 'Người tham gia', name_en: 'People', definition_vi: 'x', definition_en: 'x' }
    const measured = { unit_vi: 'người', unit_en: 'people', position: 990 }
    await loadIndicators(tx, [{ code: 'test_people', rule: 'distinct', ...words, ...measured }])
    const fact = {
      kind: 'activity',
      id: newId(),
      unitId: unit.union,
      day: '2025-10-10',
      seriesId: newId(),
    } as const
    const counted = { indicator: 'test_people', amount: 1, subject: newId(), assurance: 'declared' } as const
    await insertFacts(tx, [{ ...fact, ...counted }])
  })

  for (const [period, found] of [
    ['2025-08', { records: 0, waiting: 1, returned: 0, figures: 0 }],
    ['2025-09', { records: 0, waiting: 0, returned: 1, figures: 0 }],
    ['2025-10', { records: 0, waiting: 0, returned: 0, figures: 1 }],
  ] as const)
    await expect(nil(period)).rejects.toMatchObject({ code: 'nil_but_there_are_records', params: found })
})

test('a record that comes after a nil return is seen as a difference', async () => {
  await recordActivity(
    unit.recorder,
    anEntry(unit.initiativeId, { day: '2025-11-10', answers: { waste: '5', households: 12 } }),
  )

  expect((await rowOf('2025-11'))?.changed).toBeGreaterThan(0)
})

test('those who are late are reminded in one press, once a day', async () => {
  const remind = (actor: Actor, on = day) =>
    remindOverdue(actor, { regimeId: unit.regimeId, period: '2026-05' }, on)
  for (const actor of [unit.checker, unit.provinceInspector, unit.stranger])
    expect(await codeOf(remind(actor))).toBe('not_found_or_not_allowed')

  expect(await remind(unit.above)).toBe(2)
  expect(await remind(unit.above)).toBe(0)
  expect(await remind(unit.above, '2026-11-21')).toBe(2)

  const told = await noticesLike(`report.reminder:${unit.regimeId}:2026-05:%`)
  expect(told).toHaveLength(4)
  expect((await rowOf('2026-05'))?.reminded).toMatchObject({ times: 2, byName: 'Văn phòng tỉnh' })
})

test('before the day on which it is due nobody is late', async () => {
  const page = await gathering(unit.above, { regimeId: unit.regimeId, period: '2026-11' }, day)

  expect(page.counts).toMatchObject({ missing: 2, overdue: 0 })
  expect(page.rows[0]?.daysLate).toBe(0)
  expect(await remindOverdue(unit.above, { regimeId: unit.regimeId, period: '2026-11' }, day)).toBe(0)
})

test('the list goes out as a spreadsheet', async () => {
  const bytes = await exportGathering(unit.above, { regimeId: unit.regimeId, period: '2026-01' })

  const { rows } = readSpreadsheet(bytes, 'bao-cao.xlsx')
  expect(rows.map(({ cells }) => cells.slice(0, 4))).toContainEqual([
    'Xã Một',
    'Tỉnh Thử',
    'Đã chấp nhận',
    '2026-02-05',
  ])
  expect(await codeOf(exportGathering(unit.stranger, { regimeId: unit.regimeId, period: '2026-01' }))).toBe(
    'not_found_or_not_allowed',
  )
})

test('a unit that has ended since still owed its report, and whoever follows it may send for it', async () => {
  await sql`update org.unit set valid_to = '2026-07-01' where id = ${unit.neighbour}`.execute(database())

  expect((await gathered('2026-06')).rows).toHaveLength(2)
  expect((await gathered('2026-07')).rows.map((row) => row.unit.name)).toEqual(['Xã Một'])
  expect(
    await codeOf(freezeReport(unit.stranger, { unitId: unit.neighbour, period: '2026-06' }, {}, day)),
  ).not.toBe('done')
})
