import { type Actor, look, mayIn, note, perform } from '#access'
import { raiseNotices } from '#notices'
import type { Reader } from '#platform/database'
import { formatDay } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import {
  findRegime,
  type ListedRegime,
  nameInAddress,
  obligationsOn,
  periodInWords,
  periodNamed,
  periodsOf,
  type RegimePeriod,
  regimesToGather,
} from '#regimes'
import type { RuleUnit } from '#tasks'
import { countChanged } from './differ.ts'
import { isIn, isOverdue, lateBy, type Owing, type View, views } from './rules.ts'
import { toldRoles } from './send-report.ts'
import {
  insertReminders,
  lastSendings,
  type Reminded,
  remindersOf,
  type Sending,
  type Sent,
  versionInForce,
} from './store.ts'

/** A unit that owes a report of a period, with what it has sent. */
type OwingUnit = Owing & {
  unit: Pick<RuleUnit, 'id' | 'name' | 'slug' | 'areaName'>
  sending: Sending | undefined
  daysLate: number
}
export type Row = OwingUnit & {
  reminded: Reminded | undefined
  /** How many figures of the report are others today. */
  changed: number
}

/** A regime by its address. @throws Problem `not_found_or_not_allowed` */
async function regimeAt(db: Reader, id: string): Promise<ListedRegime> {
  const regime = isId(id) ? await findRegime(db, id) : undefined
  if (!regime || !(await mayIn(db, 'report.read', regime.unitId)))
    throw new Problem('not_found_or_not_allowed')
  return regime
}

/** Everybody who owes a report of a period, and whoever has sent one all the same, by name. */
async function owing(db: Reader, regime: ListedRegime, period: RegimePeriod, day: Day): Promise<OwingUnit[]> {
  const { dueOn, units } = await obligationsOn(db, regime, period)
  const sendings = await lastSendings(db, regime.id, period.period)
  const sendingOf = new Map(sendings.map((one) => [one.unitId, one]))
  const owed = new Set(units.map(({ id }) => id))
  // Whoever was chosen by the rule when they sent, and is no more, has sent all the same.
  const others = sendings
    .filter(({ unitId }) => !owed.has(unitId))
    .map(({ unitId, unitName, unitSlug }) => ({ id: unitId, name: unitName, slug: unitSlug, areaName: null }))
  return [...units, ...others].map((unit): OwingUnit => {
    const sending = sendingOf.get(unit.id)
    const there = sending && sending.frozenState !== 'withdrawn' ? sending : undefined
    const one: Owing = {
      standing: !there || there.state === 'replaced' ? 'missing' : there.state,
      dueOn: sending?.dueOn ?? dueOn,
      firstSentOn: there?.firstSentOn ?? null,
      isNil: there?.reason === 'nil',
    }
    return { ...one, unit, sending, daysLate: lateBy(one, day) }
  })
}

type Asked = { regimeId: string; period: string }

/** A period of a regime by their address, with everybody who owes a report of it. @throws Problem those of `gathering` */
async function askedOf(db: Reader, asked: Asked, day: Day) {
  const regime = await regimeAt(db, asked.regimeId)
  const period = periodNamed(regime, asked.period, day)
  return { regime, period, units: await owing(db, regime, period, day) }
}

/**
 * Who owes a report on a period of a regime, and how each stands: sent when, how late, given back, accepted, with figures
 * that are others today; and the report of the unit itself on that period.
 * @throws Problem `not_found_or_not_allowed`, `regime_has_no_such_period`, `report_period_has_not_begun`
 */
export const gathering = (actor: Actor, asked: Asked, day: Day = today()) =>
  look(actor, 'report.read', null, async (db) => {
    const { regime, period, units } = await askedOf(db, asked, day)
    const reminded = new Map(
      (await remindersOf(db, regime.id, period.period)).map((one) => [one.unitId, one]),
    )
    const own = await versionInForce(db, {
      unitId: regime.unitId,
      outline: regime.outline,
      period: period.period,
    })
    const versions = [...units.map(({ sending }) => sending), own].flatMap((one) => one?.frozenId ?? [])
    const changed = await countChanged(db, versions, period.span.until)
    const changedIn = (sent: Sent | undefined): number => (sent ? (changed.get(sent.frozenId) ?? 0) : 0)
    const rows = units.map(
      (one): Row => ({
        ...one,
        reminded: reminded.get(one.unit.id),
        changed: changedIn(one.sending),
      }),
    )
    const counts = Object.fromEntries(
      views.map((view) => [view, rows.filter((row) => isIn(view, row, day)).length]),
    ) as Record<View, number>
    return {
      regime,
      period,
      rows,
      counts,
      changed: rows.filter((row) => row.changed > 0).length,
      own,
      ownChanged: changedIn(own),
      mayReceive: await mayIn(db, 'report.receive', regime.unitId),
      periods: periodsOf(regime, day, 12),
      day,
    }
  })
export type Gathering = Awaited<ReturnType<typeof gathering>>

/** How many regimes, and how many periods of each, are offered. */
const regimesListed = 50
const periodsListed = 4

/** The regimes under which reports come to this person's units, with their last periods. */
export const regimesGathered = (actor: Actor, day: Day = today()) =>
  look(actor, 'report.read', null, async (db) =>
    (await regimesToGather(db, regimesListed)).map((regime) => ({
      regime,
      periods: periodsOf(regime, day, periodsListed),
    })),
  )

/**
 * Reminds every unit whose report is overdue, once a day each.
 * @returns how many were reminded now
 * @throws Problem `not_found_or_not_allowed`, `regime_has_no_such_period`, `report_period_has_not_begun`
 */
export async function remindOverdue(actor: Actor, asked: Asked, day: Day = today()): Promise<number> {
  const { regime, period, units } = await look(actor, 'report.read', null, (db) => askedOf(db, asked, day))
  return perform(actor, 'report.receive', regime.unitId, async (tx) => {
    const overdue = units.filter((one) => isOverdue(one, day))
    const given = { regimeId: regime.id, period: period.period, day, by: actor.personId }
    const told = new Set(await insertReminders(tx, { ...given, unitIds: overdue.map(({ unit }) => unit.id) }))
    await raiseNotices(
      tx,
      overdue
        .filter(({ unit }) => told.has(unit.id))
        .map(({ unit, dueOn, daysLate }) => ({
          key: `report.reminder:${regime.id}:${period.period}:${unit.id}:${day}`,
          unitId: unit.id,
          roles: toldRoles,
          kind: 'report_gathering.notice.reminder',
          words: {
            above: regime.unitName,
            period: periodInWords(period.period),
            due: formatDay(dueOn),
            days: daysLate,
          },
          href: `/bao-cao/${unit.slug}/${nameInAddress(period.period, regime.outline)}/gui`,
        })),
    )
    note(tx, { regime: regime.id, period: period.period, reminded: told.size })
    return told.size
  })
}
