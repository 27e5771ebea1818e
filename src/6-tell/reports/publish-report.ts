import { type Actor, look } from '#access'
import { findFrozen, publishPaper } from '#papers'
import { Problem } from '#platform/problem'
import { begunReport, type ReportAddress } from './at-report.ts'

/**
 * Opens an issued version of a report to the public, without the parts that stay inside, or closes it again.
 * @throws Problem `not_found_or_not_allowed`, and those of `publishPaper`
 */
export async function publishReport(
  actor: Actor,
  { version, ...address }: ReportAddress & { version: number },
  isPublic: boolean,
): Promise<void> {
  const id = await begunReport(actor, address)
  const found = await look(actor, 'report.read', null, (db) => findFrozen(db, id, version))
  if (!found) throw new Problem('not_found_or_not_allowed')
  await publishPaper(actor, found.id, isPublic)
}
