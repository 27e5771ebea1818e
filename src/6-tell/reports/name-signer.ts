import { type Actor, look, note, perform } from '#access'
import { findFrozen, returnPaper, signersFor } from '#papers'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { type ReportAddress, unitAt } from './at-report.ts'
import { composeHead } from './compose-report.ts'
import { beginReport, keepHead } from './store.ts'

/**
 * Prints the name of somebody who may sign on a report in the making, and the position under which they signed last.
 * @throws Problem `not_found_or_not_allowed`, `report_signer_may_not_sign`, `report_is_frozen`, `seen_is_outdated`
 */
export async function nameSigner(actor: Actor, address: ReportAddress, personId: string): Promise<void> {
  const { slug, ...asked } = address
  const unit = await unitAt(actor, slug)
  await perform(actor, 'report.compose', unit.id, async (tx) => {
    const { all } = await signersFor(tx, 'report', unit.id)
    const person = all.find(({ id }) => id === personId)
    if (!person) throw new Problem('report_signer_may_not_sign')
    const head = await composeHead(tx, { unitId: unit.id, ...asked }, today())
    const { draft, outline, period, number, issuedOn } = head
    if (draft && draft.state !== 'draft') throw new Problem('report_is_frozen')
    const signer = { name: person.name, position: person.position || (head.signer.position ?? '') }
    const kept = { number, issuedOn, signer, head: draft?.head ?? {}, by: actor.personId }
    if (!draft) await beginReport(tx, { ...kept, unitId: unit.id, outline, period })
    else if (!(await keepHead(tx, draft.id, { ...kept, seen: draft.seen })))
      throw new Problem('seen_is_outdated')
    note(tx, { report: outline.code, period, signer: person.id })
  })
}

/**
 * Returns a frozen report that bears another name, with the name of whoever would sign it: frozen anew, it can be signed.
 * @throws Problem those of `returnPaper` and of `nameSigner`
 */
export async function takeOverSigning(actor: Actor, address: ReportAddress, words: string): Promise<void> {
  const { slug, outline, period } = address
  const unit = await unitAt(actor, slug)
  const frozen = await look(actor, 'report.sign', unit.id, async (db) => {
    const { draft } = await composeHead(db, { unitId: unit.id, period, outline }, today())
    return draft && findFrozen(db, draft.id)
  })
  if (!frozen) throw new Problem('not_found_or_not_allowed')
  await returnPaper(actor, frozen.id, { words, remarks: [] })
  await nameSigner(actor, address, actor.personId)
}
