import { type Actor, look, note, perform } from '#access'
import { unitBySlug } from '#org'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { composeReport } from './compose-report.ts'
import { outlineOf } from './outlines.ts'
import { reportObjection } from './rules.ts'
import { draftsOf, keepWords, type Words } from './store.ts'

/** The report of a unit, by its address, as this person may read it. @throws Problem `not_found_or_not_allowed` … */
export async function reportOf(actor: Actor, slug: string, period: string) {
  const unit = await look(actor, 'report.read', null, (db) => unitBySlug(db, slug))
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return look(actor, 'report.read', unit.id, (db) => composeReport(db, unit.id, period, today()))
}

/** The reports that have been begun where this person may read. */
export const reportsBegun = (actor: Actor) => look(actor, 'report.read', null, (db) => draftsOf(db, 50))

/**
 * Keeps the words of a report. Its figures are never kept: they are read each time.
 * @throws Problem `seen_is_outdated` where somebody has written since, `not_found_or_not_allowed`
 */
export async function saveReport(
  actor: Actor,
  slug: string,
  period: string,
  words: Words & { seen: number },
): Promise<void> {
  const unit = await look(actor, 'report.read', null, (db) => unitBySlug(db, slug))
  const outline = outlineOf(period)
  if (!unit || !outline) throw new Problem('not_found_or_not_allowed')
  const objection = reportObjection(period, unit, today())
  if (objection) throw new Problem(objection)
  await perform(actor, 'report.compose', unit.id, async (tx) => {
    const isKept = await keepWords(tx, {
      ...words,
      unitId: unit.id,
      outline: outline.code,
      period,
      personId: actor.personId,
    })
    if (!isKept) throw new Problem('seen_is_outdated')
    note(tx, { report: outline.code, period })
  })
}
