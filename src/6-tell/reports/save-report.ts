import { type Actor, look, note, perform } from '#access'
import { unitBySlug } from '#org'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import type { ReportEntry } from './entry.ts'
import { refuseEarlyIssue, refuseUnlessStanding, reportedOf } from './rules.ts'
import { keepWords } from './store.ts'

/**
 * Keeps the words of a report. Its figures are never kept: they are read each time.
 * @throws Problem `seen_is_outdated` where somebody has written since, `report_is_issued_before_its_period`, those of
 *   the period, `not_found_or_not_allowed`
 */
export async function saveReport(
  actor: Actor,
  slug: string,
  period: string,
  { seen, number, issuedOn, signer, words }: ReportEntry,
): Promise<void> {
  const unit = await look(actor, 'report.read', null, (db) => unitBySlug(db, slug))
  if (!unit) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'report.compose', unit.id, async (tx) => {
    const { outline, span } = reportedOf(period, today())
    refuseUnlessStanding(unit, span)
    refuseEarlyIssue(issuedOn, span)
    const report = { unitId: unit.id, outline: outline.code, period, personId: actor.personId }
    if (!(await keepWords(tx, { ...report, seen, number, issuedOn, signer, words })))
      throw new Problem('seen_is_outdated')
    note(tx, { report: outline.code, period })
  })
}
