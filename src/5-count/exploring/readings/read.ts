import { type Actor, look, lookPublic } from '#access'
import type { Place } from '#figures'
import {
  aroundFigure,
  indicatorOf,
  noFigure,
  publicWordsOfSources,
  type Question,
  reachNamed,
  unitAt,
  wordsOfSources,
} from '#figures'
import { linesOf, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { addDays, type Day, isDay, today } from '#platform/time'
import { comparedOf, type Difference, differenceBetween, endOfDay } from './compare.ts'
import type { CauseOfRecord } from './rules.ts'
import {
  findReading,
  type Moment,
  movedBetween,
  openShare,
  ownShares,
  type Reading,
  readingsOf,
  recordsBetween,
} from './store.ts'
import { takeReading } from './take-reading.ts'

/** Where a difference begins: a reading that was kept, or the end of a day. */
type Since = { readingId: string; takenAt: Date } | { day: Day }

/** What is asked of a difference. `since` is the id of a reading or a day; without it, the last reading that was kept. */
export type WhyQuestion = Omit<Question, 'slug'> &
  ({ slug: string } | { unitId: string }) & {
    indicator: string
    since?: string | undefined
    cause?: CauseOfRecord | undefined
    after?: Place | undefined
    limit?: number
  }

/** How many records a page of a difference shows. */
const recordsPerPage = 20
/** Without any reading that was kept, a difference is told since so many days. */
const usualDays = 30

async function beginning(
  db: Reader,
  asked: string | undefined,
  now: Reading,
): Promise<{ since: Since; earlier: Reading | Moment }> {
  if (asked === undefined || asked === '') {
    const [last] = await readingsOf(db, now)
    return beginning(db, last?.id ?? addDays(today(), -usualDays), now)
  }
  if (isDay(asked)) {
    if (asked >= today()) throw new Problem('since_day_is_not_past', { day: asked })
    return { since: { day: asked }, earlier: endOfDay(asked, now.moment) }
  }
  const reading = isId(asked) ? await findReading(db, asked) : undefined
  if (!reading || reading.unitId !== now.unitId || reading.indicator !== now.indicator)
    throw new Problem('not_found_or_not_allowed')
  return { since: { readingId: asked, takenAt: new Date(reading.moment.at) }, earlier: reading }
}

/**
 * Why a figure is not what it was: the causes, which add up to the difference, and page by page the records behind
 * them with the words of what they came from, as far as the person may see them.
 * @throws Problem `since_day_is_not_past`, `period_is_malformed`, `indicator_is_unknown`, `not_found_or_not_allowed`
 */
export const whyChanged = (actor: Actor, question: WhyQuestion) =>
  look(actor, 'figure.read', null, async (db) => {
    const unit = 'slug' in question ? await unitAt(db, question.slug) : await unitOf(db, question.unitId)
    const { line, themeId, basis, reach } = question
    const scope = { unitId: unit.id, line, themeId, basis, reach }
    const now = await takeReading(db, scope, question.indicator, question.period)
    const { since, earlier } = await beginning(db, question.since, now)
    // A kept reading says what it was of: the line of the address, the way units were meant.
    const isReading = 'shown' in earlier
    const later = isReading ? await readAgain(db, earlier) : now
    const difference = await differenceBetween(db, earlier, later)
    const indicator = await indicatorOf(db, question.indicator)
    const limit = Math.min(question.limit ?? recordsPerPage, 200)
    const compared = comparedOf(later, isReading ? earlier.moment : earlier, indicator)
    const isCounted = indicator.rule !== 'derived'
    const { cause, after } = question
    const { rows: records, next } = await readPage(
      limit,
      async (read) => (isCounted ? recordsBetween(db, compared, { cause, after, limit: read }) : []),
      ({ day, key }) => ({ day, id: key }),
    )
    return {
      unit,
      indicator,
      period: later.period,
      since,
      difference,
      records,
      next,
      moved: difference.causes.some(({ cause }) => cause === 'moved') ? await movedBetween(db, compared) : [],
      words: await wordsOfSources(db, records),
      kept: await readingsOf(db, now),
    }
  })

/**
 * Why a figure is not what a kept reading says. `db` must see one snapshot, as that of `look` does.
 * @returns undefined where there is no such reading
 * @throws Problem `indicator_is_unknown`
 */
export async function changedSince(
  db: Reader,
  readingId: string,
): Promise<{ reading: Reading; difference: Difference } | undefined> {
  const reading = isId(readingId) ? await findReading(db, readingId) : undefined
  if (!reading) return undefined
  return { reading, difference: await differenceBetween(db, reading, await readAgain(db, reading)) }
}

/** The same figure as a reading is of, read at this moment. */
const readAgain = (db: Reader, { unitId, line, themeId, basis, reach, indicator, period }: Reading) =>
  takeReading(
    db,
    {
      unitId,
      line: line ?? undefined,
      themeId: themeId ?? undefined,
      basis,
      reach: reach === 'all' ? undefined : reach,
    },
    indicator,
    period,
  )

/** What somebody is about to share. */
export const toShare = (actor: Actor, question: Question & { indicator: string }) =>
  look(actor, 'figure.share', null, async (db) => {
    const unit = await unitAt(db, question.slug)
    const { line, themeId, basis, reach } = question
    const scope = { unitId: unit.id, line, themeId, basis, reach }
    const indicator = await indicatorOf(db, question.indicator)
    const { shown } = await takeReading(db, scope, indicator.code, question.period)
    return { unit, indicator, figure: shown[indicator.code] ?? noFigure() }
  })

/** How many links a page of one's own shows. */
const sharesPerPage = 30

/** The links that a person has made, the latest first. */
export const mySharedFigures = (actor: Actor, after: { id: string } | undefined) =>
  look(actor, 'figure.share', null, (db) =>
    readPage(
      sharesPerPage,
      (limit) => ownShares(db, actor.personId, { after: after?.id, limit }),
      ({ id }) => ({ id }),
    ),
  )

/**
 * What the holder of a link sees: the figure as it was shared and as it is, why the two differ, what it is made of, and
 * of the records behind it only what is published.
 * @returns undefined where there is no such link; `over` where it holds no more.
 */
export const sharedFigure = (shareId: string, after: Place | undefined) =>
  lookPublic(async (db) => {
    const opened = await openShare(db, shareId)
    if (!opened?.reading) return opened && ('over' as const)
    const { reading, expiresAt } = opened
    const later = await readAgain(db, reading)
    const unit = await unitOf(db, reading.unitId)
    const indicator = await indicatorOf(db, reading.indicator)
    const { span, line, themeId, basis } = reading
    const slice = { line: line ?? undefined, themeId: themeId ?? undefined, basis }
    const reach = reachNamed(reading.reach)
    const around = await aroundFigure(db, { unit, indicator, span, slice, reach, after })
    return {
      ...around,
      unit,
      indicator,
      period: reading.period,
      line: (await linesOf(db)).find(({ code }) => code === reading.line),
      takenAt: new Date(reading.moment.at),
      expiresAt,
      difference: await differenceBetween(db, reading, later),
      reach,
      words: await publicWordsOfSources(db, around.facts.rows),
    }
  })
