import { type Actor, look } from '#access'
import {
  carriedOn,
  childrenOf,
  findUnits,
  pathOf,
  scopeOf,
  type Unit,
  type UnitDetails,
  unitBySlug,
  unitOf,
} from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { addDays, addMonths, type Day, type Span, spanOf } from '#platform/time'
import { figureByMonth, figureOf, figuresOf, indicatorOf, lineageOf } from './read-figure.ts'
import type { Assurance } from './rules.ts'
import { wordsOfSources } from './sources.ts'
import { indicatorsOf, type Place, type Scope } from './store.ts'

/** What is asked of the figures: a unit, a period, perhaps one line of organisations. */
export type Question = { slug: string; period: string; line?: string | undefined }

/** The scope of a unit, perhaps in one line of organisations only. */
export const scopeFor = (unit: Pick<Unit, 'id'>, line?: string): Scope => ({ unitId: unit.id, line })

/** The span of a period. @throws Problem `period_is_malformed` */
export function spanFor(period: string): Span {
  const span = spanOf(period)
  if (!span) throw new Problem('period_is_malformed', { period: period.slice(0, 20) })
  return span
}

/** A unit by its address. @throws Problem `not_found_or_not_allowed` */
export async function unitAt(db: Reader, slug: string): Promise<UnitDetails> {
  const unit = await unitBySlug(db, slug)
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return unitOf(db, unit.id)
}

/**
 * The units into which a unit's figure breaks down: those directly beneath it on the last day of the span, or, of an
 * abolished district, those that carry it on.
 */
export async function partsOf(db: Reader, unit: Unit, span: Span, line?: string): Promise<Unit[]> {
  const last: Day = addDays(span.until, -1)
  const hasEnded = unit.validTo !== null && unit.validTo <= last
  const tree = line === undefined ? 'area' : 'line'
  const beneath = await childrenOf(
    db,
    unit.id,
    tree,
    hasEnded && unit.validTo ? addDays(unit.validTo, -1) : last,
  )
  if (!hasEnded || (unit.validTo && span.from < unit.validTo)) return beneath
  const answering = (await scopeOf(db, unit.id)).filter((id) => id !== unit.id)
  const units = await Promise.all(answering.map((id) => unitOf(db, id)))
  return units.filter(
    (one) => one.isArea && one.validFrom <= last && (one.validTo === null || one.validTo > last),
  )
}

/** All figures of a unit and period, and the way to the units above and beneath it. */
export const overview = (actor: Actor, question: Question) =>
  look(actor, 'figure.read', null, async (db) => {
    const span = spanFor(question.period)
    const unit = await unitAt(db, question.slug)
    return {
      unit,
      figures: await figuresOf(db, scopeFor(unit, question.line), span),
      path: await pathOf(
        db,
        unit.id,
        'area',
        unit.validTo ? addDays(unit.validTo, -1) : addDays(span.until, -1),
      ),
      parts: await partsOf(db, unit, span),
      carried: await carriedOn(db, unit.id),
    }
  })

/** Units in which figures can be asked for, found by name, code or line. */
export const unitsToAsk = (actor: Actor, text: string) =>
  look(actor, 'figure.read', null, (db) => findUnits(db, { text, limit: 30 }))

/** Everything that is counted. */
export const allIndicators = (actor: Actor) => look(actor, 'figure.read', null, indicatorsOf)

/** How many facts a page of lineage shows. */
export const factsPerPage = 20

/**
 * One figure opened: month by month, by the units beneath, and page by page the facts behind it with the words of
 * what they came from.
 */
export const opened = (
  actor: Actor,
  question: Question & { indicator: string; after?: Place | undefined; assurance?: Assurance | undefined },
) =>
  look(actor, 'figure.read', null, async (db) => {
    const span = spanFor(question.period)
    const unit = await unitAt(db, question.slug)
    const scope = scopeFor(unit, question.line)
    const page = { after: question.after, assurance: question.assurance, limit: factsPerPage }
    const facts = await lineageOf(db, scope, question.indicator, span, page)
    const parts = await partsOf(db, unit, span)
    // A month alone says little: its bars show the year up to it.
    const months =
      span.until > addMonths(span.from.slice(0, 7), 3)
        ? span
        : { ...span, from: `${addMonths(span.until.slice(0, 7), -12)}-01` }
    return {
      unit,
      indicator: await indicatorOf(db, question.indicator),
      figure: await figureOf(db, scope, question.indicator, span),
      months: await figureByMonth(db, scope, question.indicator, months),
      parts: await Promise.all(
        parts.map(async (part) => ({
          unit: part,
          figure: await figureOf(db, scopeFor(part, question.line), question.indicator, span),
        })),
      ),
      facts,
      words: await wordsOfSources(db, facts.rows),
    }
  })
