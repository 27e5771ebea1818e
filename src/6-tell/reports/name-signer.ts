import { type Actor, look, mayIn, note, perform } from '#access'
import { findFrozen, returnPaper, signersFor } from '#papers'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { type ReportAddress, unitAt } from './at-report.ts'
import { composeHead } from './compose-report.ts'
import { beginReport, keepHead } from './store.ts'

/** Who is to be printed; the position is blank where it is the one under which they signed last. */
type Named = { personId: string; position: string }

/** The name and position of somebody who may sign. The position of another signer is never theirs: unknown, it is asked for. */
async function signerAmong(db: Reader, unitId: string, { personId, position }: Named) {
  const { all } = await signersFor(db, 'report', unitId)
  const person = all.find(({ id }) => id === personId)
  if (!person) throw new Problem('report_signer_may_not_sign')
  const as = position || person.position
  if (as === '') throw new Problem('field_is_required', {}, { field: 'position' })
  return { name: person.name, position: as }
}

/**
 * Prints the name of somebody who may sign on a report in the making, and their position.
 * @throws Problem `not_found_or_not_allowed`, `report_signer_may_not_sign`, `field_is_required` for a position that nobody
 *   knows, `report_is_frozen`, `seen_is_outdated`
 */
export async function nameSigner(actor: Actor, address: ReportAddress, named: Named): Promise<void> {
  const { slug, ...asked } = address
  const unit = await unitAt(actor, slug)
  await perform(actor, 'report.compose', unit.id, async (tx) => {
    const signer = await signerAmong(tx, unit.id, named)
    const head = await composeHead(tx, { unitId: unit.id, ...asked }, today())
    const { draft, outline, period, number, issuedOn } = head
    if (draft && draft.state !== 'draft') throw new Problem('report_is_frozen')
    const kept = { number, issuedOn, signer, head: draft?.head ?? {}, by: actor.personId }
    if (!draft) await beginReport(tx, { ...kept, unitId: unit.id, outline, period })
    else if (!(await keepHead(tx, draft.id, { ...kept, seen: draft.seen })))
      throw new Problem('seen_is_outdated')
    note(tx, { report: outline.code, period, signer: named.personId })
  })
}

/**
 * Returns a frozen report that bears another name, with the name of whoever would sign it, if they may do all of it.
 * @param given.frozen the version that they looked at: where another waits by now, `seen_is_outdated`
 * @throws Problem those of `returnPaper` and of `nameSigner`
 */
export async function takeOverSigning(
  actor: Actor,
  address: ReportAddress,
  given: { frozen: string; position: string; words: string },
): Promise<void> {
  const { slug, outline, period } = address
  const unit = await unitAt(actor, slug)
  const named = { personId: actor.personId, position: given.position }
  await look(actor, 'report.sign', unit.id, async (db) => {
    const { draft } = await composeHead(db, { unitId: unit.id, period, outline }, today())
    const frozen = draft && (await findFrozen(db, draft.id))
    if (!frozen || !(await mayIn(db, 'report.compose', unit.id)))
      throw new Problem('not_found_or_not_allowed')
    if (frozen.id !== given.frozen) throw new Problem('seen_is_outdated')
    await signerAmong(db, unit.id, named)
  })
  await returnPaper(actor, given.frozen, { words: given.words, remarks: [] })
  await nameSigner(actor, address, named)
}
