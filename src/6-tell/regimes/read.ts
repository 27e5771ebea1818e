import { type Actor, look, mayAnywhere, unitsHeldFor } from '#access'
import { kindsOf, linesOf, nameOf } from '#org'
import { dueDay, holidaysBetween, longestClosed } from '#parameters'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addDays, type Day, today } from '#platform/time'
import { namesOfUnits, type SelectionRule, selectsNothing, unitsOfRule } from '#tasks'
import { type KeptRegime, keptRegime, regimesKept, regimesOwed, reportsCome } from './manage-store.ts'
import { obligationsOn, unitsOwing } from './obligations.ts'
import { unitsToManageFor } from './outlines/draft-store.ts'
import { issuedOutlines, isUsableIn } from './outlines/store.ts'
import { periodsOf } from './periods.ts'
import { type Standing, standingOf } from './standing.ts'

/** So many regimes a list shows. */
const mostListed = 300
/** So many names a preview shows; the count says how many there are. */
const mostShown = 300
/** So many regimes are looked through for what somebody owes. */
const mostOwed = 2000
/** What is late for longer than this nobody is told of any more. */
export const longestLate = 60
/** So many periods of a regime can be due within that time. */
const periodsLookedAt = 4

/** All regimes, those of this person first. */
export const regimeList = (actor: Actor) =>
  look(actor, 'report.read', null, async (db) => ({
    regimes: await regimesKept(db, mostListed),
    mayMake: await mayAnywhere(db, 'regime.manage'),
  }))

/** A regime with who owes the next report by it. @throws Problem `not_found_or_not_allowed` */
export const regimePage = (actor: Actor, id: string, day: Day = today()) =>
  look(actor, 'report.read', null, async (db) => {
    const regime = isId(id) ? await keptRegime(db, id) : undefined
    if (!regime) throw new Problem('not_found_or_not_allowed')
    const [period] = periodsOf(regime, day, 1)
    const owed = period ? await obligationsOn(db, regime, period) : undefined
    return {
      regime,
      period,
      dueOn: owed?.dueOn,
      units: (owed?.units ?? []).slice(0, mostShown),
      count: owed?.units.length ?? 0,
    }
  })

/** From what a rule is chosen, and whom the rule that was chosen so far means. */
async function choosing(db: Reader, unitId: string, rule: SelectionRule, day: Day) {
  const chosen = selectsNothing(rule) ? undefined : await unitsOfRule(db, unitId, rule, day)
  const outlines = []
  for (const outline of await issuedOutlines(db))
    if (await isUsableIn(db, outline, unitId)) outlines.push(outline)
  return {
    kinds: (await kindsOf(db)).map((kind) => ({ code: kind.code, name: nameOf(kind) })),
    lines: (await linesOf(db)).map((line) => ({ code: line.code, name: nameOf(line) })),
    names: await namesOfUnits(db, [...rule.plus, ...rule.minus, ...(rule.beneathId ? [rule.beneathId] : [])]),
    chosen: chosen?.slice(0, mostShown),
    count: chosen?.length ?? 0,
    outlines,
  }
}

/**
 * What a regime is typed on: to which units this person may have it reported; once one is said, from what the reporters are
 * chosen.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function formForRegime(
  actor: Actor,
  unitId: string | undefined,
  rule: SelectionRule,
  day: Day = today(),
) {
  const units = await look(actor, 'regime.manage', null, (db) => unitsToManageFor(db, 'regime.manage'))
  const to = unitId ?? (units.length === 1 ? units[0]?.id : undefined)
  if (to === undefined) return { units, unitId: undefined, form: undefined }
  const form = await look(actor, 'regime.manage', to, (db) => choosing(db, to, rule, day))
  return { units, unitId: to, form }
}

/** A report that is owed. */
export type Due = {
  regime: KeptRegime
  unit: { id: string; name: string; slug: string }
  period: string
  dueOn: Day
  standing: Standing
}

/** Between which days something is due. */
type Window = { from: Day; until: Day }

/**
 * What is due between two days, by all units or by some, as of a day: of the last periods of each regime that have ended, and
 * of the one that runs.
 */
export async function dueReports(
  db: Reader,
  day: Day,
  { from, until }: Window,
  unitIds?: ReadonlySet<string>,
): Promise<Due[]> {
  const found: Omit<Due, 'standing'>[] = []
  const asked = { since: addDays(day, -longestLate - 120), day, most: mostOwed, unitIds }
  // Whatever falls due within the window moved there from no further back than a row of closed days is long.
  const holidays = await holidaysBetween(db, addDays(from, -longestClosed), until)
  for (const regime of await regimesOwed(db, asked))
    for (const period of periodsOf(regime, day, periodsLookedAt)) {
      const dueOn = dueDay({ from: addDays(period.span.until, -1), days: regime.dueDays, holidays })
      if (dueOn < from || dueOn > until) continue
      for (const unit of await unitsOwing(db, regime, period))
        if (!unitIds || unitIds.has(unit.id)) found.push({ regime, unit, period: period.period, dueOn })
    }
  const come = await reportsCome(
    db,
    [...new Set(found.map(({ unit }) => unit.id))],
    [...new Set(found.map(({ period }) => period))],
  )
  const key = (unitId: string, period: string, outline: string) => `${unitId} ${period} ${outline}`
  const of = Map.groupBy(come, (one) => key(one.unitId, one.period, one.outline))
  return found
    .map((due): Due => {
      const some = of.get(key(due.unit.id, due.period, due.regime.outline)) ?? []
      return { ...due, standing: standingOf(some, due.regime.id) }
    })
    .toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
}

/** Whether somebody still has to do something about it. */
export const isOpen = ({ standing }: Pick<Due, 'standing'>): boolean => standing !== 'sent'

/** So many days before it is due a report is shown among one's own work. */
const shownBefore = 10

/** The reports that the units of this person owe, due soon or late, as of a day. Who may read none owes none. */
export const myReports = (actor: Actor, day: Day = today()): Promise<Due[]> =>
  look(actor, 'unit.read', null, (db) => ownDue(db, windowAround(day), day))

const windowAround = (day: Day): Window => ({
  from: addDays(day, -longestLate),
  until: addDays(day, shownBefore),
})

/** What the units of the person of this transaction still owe between two days. */
export async function ownDue(db: Reader, window: Window, day: Day): Promise<Due[]> {
  const own = new Set((await unitsHeldFor(db, 'report.read')).map(({ id }) => id))
  return own.size === 0 ? [] : (await dueReports(db, day, window, own)).filter(isOpen)
}
