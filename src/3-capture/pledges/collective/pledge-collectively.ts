import { type Actor, look, note, perform, unitsToAct } from '#access'
import { attach, attachmentsOf, type KeptFile } from '#evidence'
import {
  type Assurance,
  figureOf,
  figuresOfSeries,
  findIndicator,
  type Indicator,
  indicatorsOf,
  insertFacts,
  reverseFacts,
  totalOf,
} from '#figures'
import { findInitiative, initiativesMatching } from '#initiatives'
import { takeStep } from '#life'
import { emitEvent } from '#notices'
import { outcomesAreToldFrom } from '#parameters'
import type { Reader, Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { CollectiveEntry, OutcomeEntry } from '../entry.ts'
import { measuredIn } from '../measured.ts'
import { earliestDayOf, factsOf, objectionToOutcome } from '../rules.ts'
import { refuseOtherYears } from '../year-of-unit.ts'
import { collectiveLife } from './life.ts'
import { type CollectivePledge, findCollective, insertCollectives, mayIn, themesOf } from './store.ts'

/**
 * Registers what a collective will do.
 * @returns its id
 * @throws Problem `not_found_or_not_allowed`, `pledge_indicator_is_unknown`, and those of `refuseOtherYears`
 */
export function pledgeCollectively(
  actor: Actor,
  entry: CollectiveEntry,
  day: Day = today(),
): Promise<string> {
  return perform(actor, 'pledge.enter', entry.unitId, async (tx) => {
    await refuseOtherYears(tx, entry)
    const measured = await measuredIn(tx, entry)
    if (entry.initiativeId !== undefined && !(await findInitiative(tx, entry.initiativeId)))
      throw new Problem('not_found_or_not_allowed', {}, { field: 'initiativeId' })
    const id = newId()
    const row = {
      id,
      unitId: entry.unitId,
      year: entry.year,
      untilYear: entry.untilYear ?? null,
      themeId: entry.themeId ?? null,
      words: entry.words,
      initiativeId: entry.initiativeId ?? null,
      indicator: measured?.indicator ?? null,
      amount: measured?.amount ?? null,
      madeOn: day,
    }
    await insertCollectives(tx, [row], actor.personId)
    await settle(tx, { id })
    await emitEvent(tx, 'pledge.made', entry.unitId, { pledgeId: id, year: entry.year, isCollective: true })
    note(tx, { pledge: id, year: entry.year })
    return id
  })
}

/**
 * Says what came of what a collective registered, with evidence where it likes.
 * @throws Problem `not_found_or_not_allowed`, `pledge_outcome_is_too_early`, `pledge_is_confirmed`
 */
export const tellCollectiveOutcome = (
  actor: Actor,
  id: string,
  { outcome, words }: OutcomeEntry,
  kept: readonly KeptFile[] = [],
  day: Day = today(),
): Promise<void> =>
  takeStep(actor, collectiveLife, id, 'tell', {
    change: async (tx, { unitId, year, untilYear }) => {
      const from = outcomesAreToldFrom(untilYear ?? year)
      const objection = objectionToOutcome(from, day)
      if (objection) throw new Problem(objection, { day: from })
      if (kept.length > 0)
        await attach(tx, { kind: 'pledge', id, unitId }, { kept, sentAhead: [] }, actor.personId)
      return {
        sets: { outcome, outcome_words: words, outcome_on: day, outcome_by: actor.personId },
        noted: { outcome },
      }
    },
    after: settle,
  })

/** Refuses whoever does not stand above the unit. */
async function standsAbove(tx: Tx, { unitId }: CollectivePledge): Promise<undefined> {
  if (!(await mayIn(tx, unitId)).confirm) throw new Problem('not_found_or_not_allowed')
}

/**
 * Confirms from above that a collective did what it registered.
 * @throws Problem `not_found_or_not_allowed`, `pledge_is_not_done`
 */
export const confirmPledge = (actor: Actor, id: string, words: string): Promise<void> =>
  takeStep(actor, collectiveLife, id, 'confirm', { words, change: standsAbove, after: settle })

/** Takes a confirmation back, as the level above alone may. @throws Problem `not_found_or_not_allowed` */
export const unconfirmPledge = (actor: Actor, id: string): Promise<void> =>
  takeStep(actor, collectiveLife, id, 'unconfirm', { change: standsAbove, after: settle })

/**
 * Withdraws what a collective registered, freely: it counts no more, and stays in the books.
 * @throws Problem `not_found_or_not_allowed`, `pledge_is_confirmed`
 */
export const withdrawCollective = (actor: Actor, id: string): Promise<void> =>
  takeStep(actor, collectiveLife, id, 'withdraw', { after: settle })

/** Posts what a pledge counts now, in place of what it counted before. */
async function settle(tx: Tx, { id }: { id: string }): Promise<void> {
  const pledge = await findCollective(tx, id)
  if (!pledge) return
  // Evidence proves something once somebody who stands above has looked at it.
  const isSeen = pledge.confirmedOn !== null && (await attachmentsOf(tx, 'pledge', [id])).length > 0
  await reverseFacts(tx, { kind: 'pledge', id, day: earliestDayOf(pledge.madeOn, pledge.year) })
  await insertFacts(tx, factsOfPledge(pledge, isSeen ? 'evidenced' : 'declared'))
}

/** The facts of a pledge as it stands. */
export function factsOfPledge(pledge: CollectivePledge, assurance: Assurance) {
  const { id, unitId, themeId } = pledge
  const unit = { validFrom: pledge.unitValidFrom, validTo: pledge.unitValidTo }
  return factsOf({ ...pledge, isWithdrawn: pledge.withdrawnAt !== null }, unit).map((fact) => ({
    kind: 'pledge' as const,
    id,
    unitId,
    seriesId: id,
    themeId,
    ...fact,
    amount: 1,
    assurance,
  }))
}

/** One pledge of a collective. @throws Problem `not_found_or_not_allowed` */
export async function collectiveOf(actor: Actor, id: string): Promise<CollectivePledge> {
  const found = isId(id) ? await look(actor, 'pledge.read', null, (db) => findCollective(db, id)) : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** How far a promise that can be measured has come, from the figures. */
export type Progress = {
  indicator: Indicator
  total: number | undefined
  amount: number | null
  percent: number | undefined
}

/** What the figures say of pledges that can be measured. */
export async function progressOf(db: Reader, pledge: CollectivePledge): Promise<Progress[]> {
  const span = { from: `${pledge.year}-01-01`, until: `${(pledge.untilYear ?? pledge.year) + 1}-01-01` }
  const percentOf = (total: number | undefined) =>
    total === undefined || pledge.amount === null
      ? undefined
      : Math.floor((total * 100) / pledge.amount + 1e-9)
  if (pledge.initiativeId !== null) {
    const figures = (await figuresOfSeries(db, [pledge.initiativeId], span)).get(pledge.initiativeId) ?? []
    const wanted = pledge.indicator
      ? figures.filter(({ indicator }) => indicator.code === pledge.indicator)
      : figures.slice(0, 3)
    return wanted.map(({ indicator, figure }) => {
      const total = figure.derived?.value === null ? undefined : totalOf(figure)
      return { indicator, total, amount: pledge.amount, percent: percentOf(total) }
    })
  }
  const indicator = pledge.indicator === null ? undefined : await findIndicator(db, pledge.indicator)
  if (!indicator) return []
  const figure = await figureOf(db, { unitId: pledge.unitId }, indicator.code, span)
  const total = figure.entries === 0 || figure.derived?.value === null ? undefined : totalOf(figure)
  return [{ indicator, total, amount: pledge.amount, percent: percentOf(total) }]
}

/** One pledge opened, with its progress and what this person may do. */
export async function openedCollective(actor: Actor, id: string) {
  const pledge = await collectiveOf(actor, id)
  return look(actor, 'pledge.read', pledge.unitId, async (db) => ({
    pledge,
    progress: await progressOf(db, pledge),
    files: await attachmentsOf(db, 'pledge', [id]),
    toldFrom: outcomesAreToldFrom(pledge.untilYear ?? pledge.year),
    may: await mayIn(db, pledge.unitId),
  }))
}
export type OpenedCollective = Awaited<ReturnType<typeof openedCollective>>

/** What is needed to register for a collective: the units in which the person may, themes, initiatives, indicators. */
export const formForCollective = (actor: Actor, unitId: string | undefined, day: Day = today()) =>
  look(actor, 'pledge.enter', unitId ?? null, async (db) => {
    const units = await unitsToAct(db, 'pledge.enter')
    return {
      year: Number(day.slice(0, 4)),
      units,
      themes: await themesOf(db),
      indicators: (await indicatorsOf(db)).filter(({ rule }) => rule !== 'derived'),
      initiatives: (await initiativesMatching(db, { under: unitId, limit: 200 })).filter(
        ({ state }) => state !== 'ended',
      ),
    }
  })
