import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { SendingState } from '#regimes'
import type { Verdict } from './rules.ts'

/** A version of a report as far as sending is about it. */
export type Sent = {
  frozenId: string
  reportId: string
  unitId: string
  unitName: string
  unitSlug: string
  outline: string
  period: string
  version: number
  reason: 'report' | 'nil' | 'amendment'
  frozenState: 'waiting' | 'approved' | 'returned' | 'issued' | 'replaced' | 'withdrawn'
}

const versions = (db: Reader) =>
  db
    .selectFrom('reports.frozen as frozen')
    .innerJoin('reports.report as report', 'report.id', 'frozen.report_id')
    .innerJoin('org.unit as unit', 'unit.id', 'report.unit_id')
    .select([
      'frozen.id as frozenId',
      'report.id as reportId',
      'unit.id as unitId',
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'report.outline',
      'report.period',
      'frozen.version',
      'frozen.reason',
      'frozen.state as frozenState',
    ])

/** A version of a report that may be sent, without what it says. */
export const versionToSend = (db: Reader, frozenId: string): Promise<Sent | undefined> =>
  versions(db).where('frozen.id', '=', frozenId).$castTo<Sent>().executeTakeFirst()

/** The version of a report that is in force. */
export const versionInForce = (
  db: Reader,
  asked: { unitId: string; outline: string; period: string },
): Promise<Sent | undefined> =>
  versions(db)
    .where('report.unit_id', '=', asked.unitId)
    .where('report.outline', '=', asked.outline)
    .where('report.period', '=', asked.period)
    .where('frozen.state', '=', 'issued')
    .$castTo<Sent>()
    .executeTakeFirst()

/** A report that was sent, as it stands. */
export type Sending = Sent & {
  id: string
  regimeId: string
  regimeName: string
  toUnitId: string
  toUnitName: string
  state: SendingState
  dueOn: Day
  firstSentOn: Day
  sentOn: Day
  sentBy: string | null
  seen: number
}

const sendings = (db: Reader) =>
  versions(db)
    .innerJoin('reports.sending as sending', 'sending.frozen_id', 'frozen.id')
    .innerJoin('reports.regime as regime', 'regime.id', 'sending.regime_id')
    .innerJoin('org.unit as above', 'above.id', 'sending.to_unit_id')
    .select([
      'sending.id',
      'sending.regime_id as regimeId',
      'regime.name as regimeName',
      'sending.to_unit_id as toUnitId',
      'above.name as toUnitName',
      'sending.state',
      'sending.due_on as dueOn',
      'sending.first_sent_on as firstSentOn',
      'sending.sent_on as sentOn',
      'sending.sent_by as sentBy',
      'sending.seen',
    ])
    .$castTo<Sending>()

/** One report that was sent, as far as the reader may see it. */
export const findSending = (db: Reader, id: string): Promise<Sending | undefined> =>
  sendings(db).where('sending.id', '=', id).executeTakeFirst()

/** All that was sent of a report, the latest first. */
export const sendingsOf = (db: Reader, reportId: string): Promise<Sending[]> =>
  sendings(db).where('sending.report_id', '=', reportId).orderBy('sending.id', 'desc').limit(100).execute()

/** What each unit has sent last on a period of a regime. */
export const lastSendings = (db: Reader, regimeId: string, period: string): Promise<Sending[]> =>
  sendings(db)
    .where('sending.regime_id', '=', regimeId)
    .where('report.period', '=', period)
    .distinctOn('sending.report_id')
    .orderBy('sending.report_id')
    .orderBy('sending.id', 'desc')
    .execute()

/** Sends a version. @returns its id, or undefined where another of the report lies with those above already. */
export async function insertSending(
  tx: Tx,
  row: {
    reportId: string
    frozenId: string
    regimeId: string
    toUnitId: string
    dueOn: Day
    sentOn: Day
    sentBy: string | null
  },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into reports.sending (report_id, frozen_id, regime_id, to_unit_id, due_on, sent_on, sent_by, first_sent_on)
    values (${row.reportId}, ${row.frozenId}, ${row.regimeId}, ${row.toUnitId}, ${row.dueOn}, ${row.sentOn}, ${row.sentBy},
            coalesce((select min(first_sent_on) from reports.sending where report_id = ${row.reportId} and regime_id = ${row.regimeId}), ${row.sentOn}::date))
    on conflict (report_id, regime_id) where state in ('sent', 'received', 'accepted') do nothing
    returning id`.execute(tx)
  return rows[0]?.id
}

/** Whether a version was given back under a regime: it is not sent again, another one is. */
export async function wasReturned(db: Reader, frozenId: string, regimeId: string): Promise<boolean> {
  const found = await db
    .selectFrom('reports.sending')
    .select('id')
    .where('frozen_id', '=', frozenId)
    .where('regime_id', '=', regimeId)
    .where('state', '=', 'returned')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Says of what was sent before that another version takes its place. @returns its id, where there was one */
export async function replaceSending(
  tx: Tx,
  { reportId, regimeId, frozenId }: { reportId: string; regimeId: string; frozenId: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update reports.sending set state = 'replaced', seen = seen + 1
     where report_id = ${reportId} and regime_id = ${regimeId} and frozen_id <> ${frozenId}
       and state in ('sent', 'received', 'accepted')
    returning id`.execute(tx)
  return rows[0]?.id
}

/** Lets what was sent go on. False where somebody else has said something of it since `seen`. */
export async function judgeSending(tx: Tx, id: string, seen: number, state: Verdict): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.sending')
    .set({ state, seen: seen + 1 })
    .where('id', '=', id)
    .where('seen', '=', seen)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Writes down who did what. */
export async function insertSendingStep(
  tx: Tx,
  step: { sendingId: string; kind: SendingState; words?: string; personId: string | null },
): Promise<void> {
  await tx
    .insertInto('reports.sending_step')
    .values({
      sending_id: step.sendingId,
      kind: step.kind,
      words: step.words ?? '',
      person_id: step.personId,
    })
    .execute()
}

/** Who did what with a report that was sent. */
export type SendingStep = { kind: SendingState; words: string; personName: string | null; at: Date }

/** The steps of some sendings, in order, each with the sending that it is of. */
export const sendingSteps = (
  db: Reader,
  sendingIds: readonly string[],
): Promise<(SendingStep & { sendingId: string })[]> =>
  db
    .selectFrom('reports.sending_step as step')
    .leftJoin('access.person as person', 'person.id', 'step.person_id')
    .select([
      'step.sending_id as sendingId',
      'step.kind',
      'step.words',
      'person.name as personName',
      'step.at',
    ])
    .where('step.sending_id', 'in', [...sendingIds])
    .orderBy('step.id')
    .limit(1000)
    .$castTo<SendingStep & { sendingId: string }>()
    .execute()

/** Fills the gaps that were named above. @returns in how many versions above the report was named as missing */
export async function fillGaps(tx: Tx, sendingId: string): Promise<number> {
  const { rows } = await sql<{ filled: number }>`select reports.fill_gaps(${sendingId}) as filled`.execute(tx)
  return rows[0]?.filled ?? 0
}

/** Notes that units were reminded today; those of whom that is noted already are left out. @returns those noted now */
export async function insertReminders(
  tx: Tx,
  given: { regimeId: string; period: string; unitIds: readonly string[]; day: Day; by: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`
    insert into reports.reminder (regime_id, period, unit_id, day, told_by)
    select ${given.regimeId}, ${given.period}, unit_id, ${given.day}::date, ${given.by}
      from unnest(${[...given.unitIds]}::uuid[]) as unit_id
    on conflict do nothing
    returning unit_id as "unitId"`.execute(tx)
  return rows.map(({ unitId }) => unitId)
}

/** When a unit was last reminded, how often, and by whom last. */
export type Reminded = { unitId: string; times: number; lastAt: Date; byName: string | null }

/** Who was reminded of a period of a regime. */
export async function remindersOf(db: Reader, regimeId: string, period: string): Promise<Reminded[]> {
  const { rows } = await sql<Reminded>`
    select distinct on (reminder.unit_id) reminder.unit_id as "unitId", count(*) over (partition by reminder.unit_id) as times,
           reminder.told_at as "lastAt", person.name as "byName"
      from reports.reminder left join access.person on person.id = reminder.told_by
     where reminder.regime_id = ${regimeId} and reminder.period = ${period}
     order by reminder.unit_id, reminder.day desc`.execute(db)
  return rows
}

/** Keeps whose reports were missing when a report was frozen. */
export async function insertGaps(
  tx: Tx,
  frozenId: string,
  gaps: readonly { regimeId: string; unitId: string }[],
  day: Day,
): Promise<void> {
  if (gaps.length === 0) return
  await tx
    .insertInto('reports.named_gap')
    .values(
      gaps.map(({ regimeId, unitId }) => ({
        frozen_id: frozenId,
        regime_id: regimeId,
        unit_id: unitId,
        as_of: day,
      })),
    )
    .execute()
}

/** A gap that was named in a frozen report, and when the report came after all. */
export type NamedGap = {
  unitName: string
  unitSlug: string
  asOf: Day
  filledAt: Date | null
  filledBy: string | null
}

/** The gaps that a frozen report names, by the names of the units. */
export const namedGaps = (db: Reader, frozenId: string): Promise<NamedGap[]> =>
  db
    .selectFrom('reports.named_gap as gap')
    .innerJoin('org.unit as unit', 'unit.id', 'gap.unit_id')
    .select([
      'unit.name as unitName',
      'unit.slug as unitSlug',
      'gap.as_of as asOf',
      'gap.filled_at as filledAt',
      'gap.filled_by as filledBy',
    ])
    .where('gap.frozen_id', '=', frozenId)
    .orderBy(byName('unit.name'))
    .limit(5000)
    .execute()
