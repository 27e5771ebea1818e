import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem } from '#access'
import { loadParameters } from '#parameters'
import { database, inTransaction } from '#platform/database'
import { checked } from '#platform/submit'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, aPerson } from '../../../test/support/district.ts'
import { saveReport } from '../reports/save-report.ts'
import { type RegimeEntry, regimeEntry } from './entry.ts'
import { dueReports, myReports, regimeList, regimePage } from './read.ts'
import { remindOfReports } from './remind.ts'
import { changeRegime, endRegime, setRegime } from './set-regime.ts'

useDatabase()
const communes = { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] }
let district: Awaited<ReturnType<typeof aDistrict>>
let office: Actor

beforeAll(async () => {
  district = await aDistrict()
  office = await asSystem('test.people', async (tx) => {
    await loadParameters(tx)
    return aPerson(tx, 'Văn phòng tỉnh', { role: 'checker', unitId: district.province })
  })
})

const aRegime = (entry: Partial<RegimeEntry> = {}): RegimeEntry => ({
  name: 'Báo cáo tháng thực hiện Kết luận 01',
  outline: 'monthly',
  periodKind: 'month',
  system: 'party',
  monthBegins: 1,
  dueDays: 5,
  document: '',
  source: 'Hướng dẫn của tỉnh',
  validFrom: '2026-01-01',
  ...entry,
})
const missing = { code: 'not_found_or_not_allowed' }
const set = (entry: Partial<RegimeEntry> = {}, rule = communes) =>
  setRegime(office, district.province, aRegime(entry), rule)
/** Leaves only the regimes of one test in force. */
const forgetRegimes = () =>
  asSystem('test.forget', async (tx) => {
    await sql`update reports.regime set valid_to = valid_from + 1 where valid_to is null or valid_to > valid_from + 1`.execute(
      tx,
    )
  })
const dueAsSystem = (day: string, from: string, until: string) =>
  asSystem('test.look', async (tx) =>
    (await dueReports(tx, day, { from, until })).map(({ unit, period, dueOn, standing }) =>
      [unit.name, period, dueOn, standing].join(' '),
    ),
  )

test('a regime is set by whoever manages those of the unit, and by nobody else', async () => {
  const { province, checker, leader, recorder, stranger } = district

  const id = await set()

  for (const actor of [checker, leader, recorder, stranger])
    await expect(setRegime(actor, province, aRegime(), communes)).rejects.toMatchObject(missing)
  const change = { ...aRegime({ validFrom: '2026-06-01' }), seen: 1 }
  for (const actor of [checker, leader, stranger]) {
    await expect(changeRegime(actor, id, change, communes)).rejects.toMatchObject(missing)
    await expect(endRegime(actor, id, { seen: 1, validTo: '2026-06-01' })).rejects.toMatchObject(missing)
  }
  const seen = (await regimeList(checker)).regimes.find((one) => one.id === id)
  expect(seen).toMatchObject({ isManaged: false, unitName: 'Tỉnh Thử', outlineName: 'Báo cáo tháng' })
  await expect(regimeList(recorder)).rejects.toMatchObject(missing)
  expect((await regimePage(office, id, '2026-04-10')).units.map(({ name }) => name)).toEqual([
    'Xã Hai',
    'Xã Một',
  ])
  // A commune has its own regime of what lies beneath it.
  const own = await setRegime(checker, district.commune, aRegime({ name: 'Của xã' }), {
    ...communes,
    kinds: ['branch'],
  })
  expect((await regimePage(checker, own)).regime.isManaged).toBe(true)
})

test('the database asks the same', async () => {
  const as = (person: Actor, unitId: string) =>
    inTransaction({ role: 'lantoa_app', personId: person.personId }, (tx) =>
      sql`insert into reports.regime (unit_id, name, outline, period_kind, reporters, due_days, valid_from, source)
          values (${unitId}, 'Tự đặt', 'monthly', 'month', '{}', 5, '2026-01-01', 'xyz')`.execute(tx),
    ).then(
      () => 'done',
      (fault: { code: string }) => fault.code,
    )

  expect(await as(district.checker, district.commune)).toBe('done')
  expect(await as(district.checker, district.province)).toBe('42501')
  expect(await as(district.stranger, district.commune)).toBe('42501')
})

test('a State body has a working day between cut-off and deadline; others may be due on the last day', async () => {
  const atOnce = { dueDays: 0, monthBegins: 15 }

  await expect(set({ ...atOnce, system: 'state' })).rejects.toMatchObject({
    code: 'regime_of_state_is_due_at_once',
    field: 'dueDays',
  })
  const id = await set({ ...atOnce, dueDays: 1, system: 'state' })
  await set(atOnce)

  // The period that runs ends on Thursday 14 May 2026, so it is due on Friday.
  const page = await regimePage(office, id, '2026-05-01')
  expect(page.period?.period).toBe('2026-04-15..2026-05-14')
  expect(page.dueOn).toBe('2026-05-15')
})

test('what does not fit is refused at its field', async () => {
  const at = (code: string, field: string) => ({ code, field })

  await expect(set({ outline: 'khong_co' })).rejects.toMatchObject(at('report_outline_is_unknown', 'outline'))
  await expect(set({ outline: 'annual' })).rejects.toMatchObject(
    at('report_outline_has_other_periods', 'outline'),
  )
  await expect(set({}, { ...communes, kinds: [] })).rejects.toMatchObject(at('regime_chooses_nobody', 'cong'))
  await expect(set({ document: '99-XX/YY' })).rejects.toMatchObject(at('document_is_not_found', 'document'))
  const typed = {
    ...aRegime(),
    monthBegins: '29',
    dueDays: '-1',
    periodKind: 'years',
    system: 'x',
    name: 'x',
  }
  expect(() => checked(regimeEntry, typed)).toThrow(
    expect.objectContaining({
      fields: [
        expect.objectContaining({ field: 'name', code: 'field_is_too_short' }),
        expect.objectContaining({ field: 'periodKind', code: 'regime_period_is_unknown' }),
        expect.objectContaining({ field: 'system', code: 'regime_system_is_unknown' }),
        expect.objectContaining({ field: 'monthBegins', code: 'regime_cut_off_is_impossible' }),
        expect.objectContaining({ field: 'dueDays', code: 'regime_is_due_before_it_ends' }),
      ],
    }),
  )
})

test('a change from a day on leaves what was owed, and two people who change at once are told', async () => {
  await forgetRegimes()
  const id = await set()
  const change = (validFrom: string, more: Partial<RegimeEntry> = {}) =>
    changeRegime(office, id, { ...aRegime({ validFrom, ...more }), seen: 1 }, communes)

  await expect(change('2026-01-01')).rejects.toMatchObject({ code: 'regime_changes_before_it_begins' })
  const next = await change('2026-04-01', { dueDays: 10 })
  await expect(change('2026-04-01')).rejects.toMatchObject({ code: 'seen_is_outdated' })
  await expect(change('2026-05-01')).rejects.toMatchObject({ code: 'regime_has_ended' })

  expect((await regimePage(office, id)).regime).toMatchObject({ validTo: '2026-04-01', followedById: next })
  expect(await dueAsSystem('2026-05-06', '2026-04-01', '2026-05-31')).toEqual([
    'Xã Hai 2026-03 2026-04-06 owed',
    'Xã Một 2026-03 2026-04-06 owed',
    'Xã Hai 2026-04 2026-05-11 owed',
    'Xã Một 2026-04 2026-05-11 owed',
  ])
  await endRegime(office, next, { seen: 1, validTo: '2026-05-01' })
  await expect(endRegime(office, next, { seen: 1, validTo: '2026-04-20' })).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
  await expect(endRegime(office, next, { seen: 2, validTo: '2026-03-01' })).rejects.toMatchObject({
    code: 'regime_ends_before_it_begins',
  })
  expect(await dueAsSystem('2026-06-12', '2026-06-01', '2026-06-30')).toEqual([])
})

test('what holidays put off is due on the day on which offices open; nothing is before a period has ended', async () => {
  await forgetRegimes()
  await set({ monthBegins: 27, dueDays: 4 })
  // 30 April and 1 May are holidays, 2 and 3 May 2026 a weekend.
  const due = (from: string, until: string) => dueAsSystem('2026-05-15', from, until)

  expect(await due('2026-05-04', '2026-05-20')).toEqual([
    'Xã Hai 2026-03-27..2026-04-26 2026-05-04 owed',
    'Xã Một 2026-03-27..2026-04-26 2026-05-04 owed',
  ])
  expect(await due('2026-04-29', '2026-05-03')).toEqual([])
  expect(await dueAsSystem('2026-01-20', '2025-12-01', '2026-01-29')).toEqual([])
})

test('each step of the ladder is told once: soon and today the unit, late the unit and those above', async () => {
  await forgetRegimes()
  await set({ validFrom: '2026-03-01' })
  const told = async () => {
    const { rows } = await sql<{ told: string }>`
      select split_part(key, ':', 2) || ' ' || unit.name as told from notices.notice join org.unit on unit.id = unit_id
       where key like 'report.due:%' order by 1`.execute(database())
    return rows.map((row) => row.told)
  }
  const remind = (day: string) => asSystem('test.remind', (tx) => remindOfReports(tx, day))
  const both = (step: string) => [`${step} Xã Hai`, `${step} Xã Một`]
  // The report on March 2026 is due on Monday 6 April.
  await remind('2026-04-01')
  expect(await told()).toEqual([])

  for (const day of ['2026-04-03', '2026-04-04', '2026-04-04']) await remind(day)
  expect(await told()).toEqual(both('soon'))
  for (const day of ['2026-04-06', '2026-04-06']) await remind(day)
  expect(await told()).toEqual([...both('soon'), ...both('today')])
  for (const day of ['2026-04-07', '2026-04-08', '2026-04-12']) await remind(day)

  const late = ['late Tỉnh Thử', 'late Tỉnh Thử', ...both('late')]
  expect(await told()).toEqual([...late, ...both('soon'), ...both('today')])
})

test('what I owe is mine alone: my unit’s, how it stands, and no more once it has been sent', async () => {
  await forgetRegimes()
  const { checker, communeSlug: slug, recorder, commune } = district
  const id = await set({ validFrom: '2026-03-01' })
  const mine = async (actor: Actor) =>
    (await myReports(actor, '2026-04-08')).map(
      ({ unit, period, standing }) => `${unit.name} ${period} ${standing}`,
    )

  expect(await mine(checker)).toEqual(['Xã Một 2026-03 owed'])
  expect(await mine(district.stranger)).toEqual(['Xã Hai 2026-03 owed'])
  expect(await mine(office)).toEqual([])
  expect(await mine(recorder)).toEqual([])
  expect(await myReports(checker, '2026-03-01')).toMatchObject([])
  await saveReport(
    checker,
    { slug, period: '2026-03' },
    {
      seen: 0,
      number: null,
      issuedOn: '2026-04-03',
      signer: { name: '', position: '' },
      sections: [{ key: 'leadership', text: 'Đã ban hành kế hoạch.', seen: 0 }],
    },
  )
  expect(await mine(checker)).toEqual(['Xã Một 2026-03 begun'])

  await asSystem('test.send', async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into reports.frozen (report_id, version, reason, content, hash, code, state, issued_at)
      select id, 1, 'report', '{"sections": []}', decode(repeat('00', 32), 'hex'), 'ABCD-2345', 'issued', now()
        from reports.report where unit_id = ${commune} returning id`.execute(tx)
    await sql`insert into reports.sending (report_id, frozen_id, regime_id, to_unit_id, due_on, first_sent_on, sent_on)
      select report_id, id, ${id}, ${district.province}, '2026-04-06', '2026-04-03', '2026-04-03' from reports.frozen
       where id = ${rows[0]?.id}`.execute(tx)
  })
  expect(await mine(checker)).toEqual([])

  // What is withdrawn has not come any more, also once it is written anew.
  await asSystem('test.withdraw', async (tx) => {
    await sql`update reports.frozen set state = 'withdrawn' where report_id in (select id from reports.report where unit_id = ${commune})`.execute(
      tx,
    )
  })
  expect(await mine(checker)).toEqual(['Xã Một 2026-03 begun'])
})
