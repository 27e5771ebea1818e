import { type Action, type Actor, look, lookPublic, mayAnywhere, mayIn } from '#access'
import { findActivity } from '#activities'
import { attachmentsOf } from '#evidence'
import { figureOf, findIndicator, indicatorOf, indicatorsOf, spanFor } from '#figures'
import { fieldsOf, kindsOf } from '#kinds'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { sampleSizeFor } from './draw.ts'
import { populationOf } from './population.ts'
import { estimate, questionsOf } from './rules.ts'
import { closedChecksOf, findSpotCheck, publishedCheck, type SpotCheck, spotChecks } from './store.ts'
import { listWithFindings, visitsOf } from './visits-store.ts'

const missing = () => new Problem('not_found_or_not_allowed')

/** One spot check, for what a person would do with it. Whether they may in its unit is asked again by `perform`. */
export async function spotCheckOf(
  actor: Actor,
  action: 'spotcheck.read' | 'spotcheck.plan' | 'spotcheck.record',
  id: string,
): Promise<SpotCheck> {
  const found = isId(id) ? await look(actor, action, null, (db) => findSpotCheck(db, id)) : undefined
  if (!found) throw missing()
  return found
}

/** One page of spot checks, the latest first. */
export const spotChecksPage = (actor: Actor, after: { id: string } | undefined, limit = 30) =>
  look(actor, 'spotcheck.read', null, async (db) => {
    const { rows, next } = await readPage(
      limit,
      (read) => spotChecks(db, { after: after?.id, limit: read }),
      ({ id }) => ({ id }),
    )
    const indicators = new Map((await indicatorsOf(db)).map((one) => [one.code, one]))
    return {
      rows: rows.map((check) => ({ check, indicator: indicators.get(check.indicator) })),
      next,
      mayPlan: await mayAnywhere(db, 'spotcheck.plan'),
    }
  })

/** What is chosen from when a check is planned. */
export const formForPlanning = (actor: Actor) =>
  look(actor, 'spotcheck.plan', null, async (db) => ({
    indicators: (await indicatorsOf(db)).filter(({ rule }) => rule === 'sum' || rule === 'stock'),
    kinds: await kindsOf(db),
  }))

/**
 * A spot check with all that belongs to it: before the draw how large it would be; after it the way to go, and once
 * everything was visited what the sample says of the whole, beside what is declared and what the figure is now.
 */
export async function spotCheckPage(actor: Actor, id: string) {
  const { unitId } = await spotCheckOf(actor, 'spotcheck.read', id)
  return look(actor, 'spotcheck.read', unitId, async (db) => {
    const check = await findSpotCheck(db, id)
    if (!check) throw missing()
    const may = (action: Action) => mayIn(db, action, check.unitId)
    const indicator = await indicatorOf(db, check.indicator)
    const population = check.drawnAt === null ? await populationOf(db, check) : undefined
    const visits = check.drawnAt === null ? [] : await visitsOf(db, id)
    const isVisited = visits.length > 0 && visits.every(({ outcome }) => outcome !== null)
    const list = isVisited && check.estimate === null ? await listWithFindings(db, id) : undefined
    return {
      check,
      indicator,
      kind: (await kindsOf(db)).find(({ code }) => code === check.kind),
      planned: population && {
        records: population.length,
        declared: population.reduce((sum, { amount }) => sum + amount, 0),
        visits: population.length === 0 ? 0 : sampleSizeFor(population.length, check),
      },
      visits,
      estimate:
        check.estimate ??
        (list &&
          estimate(
            list.map((one) => ({ ...one, found: one.found ?? undefined })),
            check.confidence,
          )),
      // Where a check keeps to one kind, the figure of all kinds stands for something else.
      figure: check.kind === null ? await figureNow(db, check) : undefined,
      may: { plan: await may('spotcheck.plan'), record: await may('spotcheck.record') },
    }
  })
}

/** What the figure of a check is now; undefined where its days lie in an archive by now: the check stays to be seen. */
async function figureNow(db: Reader, { unitId, indicator, period }: SpotCheck) {
  try {
    return await figureOf(db, { unitId }, indicator, spanFor(period))
  } catch (fault) {
    if (fault instanceof Problem && fault.code === 'days_are_archived') return undefined
    throw fault
  }
}

/** One drawn record as an inspector meets it: what it says, its photos, what was found. */
export async function visitPage(actor: Actor, checkId: string, activityId: string) {
  const { unitId } = await spotCheckOf(actor, 'spotcheck.read', checkId)
  return look(actor, 'spotcheck.read', unitId, async (db) => {
    const check = await findSpotCheck(db, checkId)
    const visits = isId(activityId) ? await visitsOf(db, checkId) : []
    const at = visits.findIndex((one) => one.activityId === activityId)
    const visit = visits[at]
    const activity = visit && (await findActivity(db, activityId))
    if (!check || !visit || !activity) throw missing()
    const fields = await fieldsOf(db, activity.formId)
    return {
      check,
      visit,
      activity,
      indicator: await indicatorOf(db, check.indicator),
      fields,
      checked: questionsOf(fields, check.indicator),
      photos: await attachmentsOf(db, 'activity', [activityId]),
      foundPhotos: visit.findingId ? await attachmentsOf(db, 'finding', [visit.findingId]) : [],
      number: at + 1,
      count: visits.length,
      next:
        visits.find((one, index) => index > at && one.outcome === null) ??
        visits.find((one) => one.outcome === null && one.activityId !== activityId),
      mayRecord:
        check.closedAt === null &&
        activity.writtenBy !== actor.personId &&
        (await mayIn(db, 'spotcheck.record', check.unitId)),
    }
  })
}

/** The list from which was drawn, for whoever wants to draw it again. */
export async function listOf(actor: Actor, id: string) {
  const { unitId, drawnAt } = await spotCheckOf(actor, 'spotcheck.read', id)
  if (drawnAt === null) throw missing()
  return look(actor, 'spotcheck.read', unitId, (db) => listWithFindings(db, id))
}

/** What everybody may see of a check. @throws Problem `not_found_or_not_allowed` */
export async function publishedPage(id: string) {
  if (!isId(id)) throw missing()
  return lookPublic(async (db) => {
    const check = await publishedCheck(db, id)
    const indicator = check && (await findIndicator(db, check.indicator))
    if (!check || !indicator) throw missing()
    return { check, indicator, kind: (await kindsOf(db)).find(({ code }) => code === check.kind) }
  })
}

/** Closed checks of the whole of a figure, as far as the reader may see them (row-level security). */
export const checksBeside = (
  db: Reader,
  of: { unitId: string; indicator: string; period: string },
): Promise<SpotCheck[]> => closedChecksOf(db, of)
