import { type Actor, look, note, perform } from '#access'
import { unitBySlug } from '#org'
import { Problem } from '#platform/problem'
import { findFrozen, insertStep } from '../frozen/store.ts'
import { fromAddress } from '../rules.ts'
import { findDraft } from '../store.ts'
import { usualOutlineOf } from './read-version.ts'
import { setPublic } from './store.ts'

/** A version of a report by its address. */
export type VersionAddress = { slug: string; period: string; version: number }

/**
 * Opens an issued version of a report to the public, without the parts that stay inside, or closes it again.
 * @throws Problem `not_found_or_not_allowed`, `report_is_not_issued`, `report_is_public_already`
 */
export async function publishReport(
  actor: Actor,
  { slug, period: address, version }: VersionAddress,
  isPublic: boolean,
): Promise<void> {
  const unit = await look(actor, 'report.read', null, (db) => unitBySlug(db, slug))
  if (!unit) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'report.publish', unit.id, async (tx) => {
    const { period, outline } = fromAddress(address)
    const draft = await findDraft(tx, unit.id, outline ?? usualOutlineOf(period), period)
    const found = draft && (await findFrozen(tx, draft.id, version))
    if (!found) throw new Problem('not_found_or_not_allowed')
    if (found.issuedAt === null) throw new Problem('report_is_not_issued')
    if (!(await setPublic(tx, found.id, isPublic))) throw new Problem('report_is_public_already')
    await insertStep(tx, found.id, {
      kind: isPublic ? 'published' : 'unpublished',
      personId: actor.personId,
    })
    note(tx, { frozen: found.id, isPublic })
  })
}
