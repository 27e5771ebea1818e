import { type Actor, look, note, perform } from '#access'
import { findActivity } from '#activities'
import { takeStep } from '#life'
import type { Reader } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addDays, today } from '#platform/time'
import { hashOf, newCode } from './codes.ts'
import type { BatchEntry, PrintEntry } from './entry.ts'
import { batchLife } from './life.ts'
import { mostBatches } from './rules.ts'
import {
  batchesOf,
  findBatch,
  insertBatch,
  insertCodes,
  isParty,
  isPartyNamed,
  lockRecord,
  markPrinted,
  voidUnused,
} from './store.ts'

const missing = () => new Problem('not_found_or_not_allowed')

/** The unit of a record, as far as the person may see it. */
async function unitOfActivity(actor: Actor, activityId: string): Promise<string> {
  const activity = isId(activityId)
    ? await look(actor, 'confirmation.issue', null, (db) => findActivity(db, activityId))
    : undefined
  if (!activity) throw missing()
  return activity.unitId
}

/**
 * Makes a batch of slips for those who attended or benefited. Its codes are made when it is printed. Who gets which is
 * written down nowhere. Whoever wrote or checked the record holds no codes of it.
 * @returns the id of the batch.
 * @throws Problem `not_found_or_not_allowed`, `codes_are_for_another_to_hold`, `batch_of_what_counts_nowhere`,
 *   `batches_are_too_many`, `batch_size_is_out_of_range`
 */
export async function issueCodes(actor: Actor, activityId: string, entry: BatchEntry): Promise<string> {
  const unitId = await unitOfActivity(actor, activityId)
  return perform(actor, 'confirmation.issue', unitId, async (tx) => {
    const activity = await findActivity(tx, activityId)
    if (!activity) throw missing()
    if (activity.state === 'rejected' || activity.state === 'returned')
      throw new Problem('batch_of_what_counts_nowhere')
    if (await isParty(tx, activityId, actor.personId)) throw new Problem('codes_are_for_another_to_hold')
    if ((await batchesOf(tx, activityId)).length >= mostBatches)
      throw new Problem('batches_are_too_many', { maximum: mostBatches })

    const id = newId()
    await insertBatch(tx, {
      id,
      activityId,
      version: activity.version,
      size: entry.size,
      expiresOn: addDays(today(), entry.days),
      issuedBy: actor.personId,
    })
    note(tx, { activity: activityId, batch: id, size: entry.size })
    return id
  })
}

/**
 * Takes a batch back: a sheet was lost, or printed wrongly. What was said with its codes stays said.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function revokeCodes(actor: Actor, batchId: string): Promise<{ activityId: string }> {
  const { activityId, revokedAt } = await batchToIssue(actor, batchId)
  if (revokedAt === null)
    await takeStep(actor, batchLife, batchId, 'revoke', {
      change: () => ({ noted: { activity: activityId } }),
    })
  return { activityId }
}

async function batchToIssue(actor: Actor, id: string) {
  const batch = isId(id)
    ? await look(actor, 'confirmation.issue', null, (db) => findBatch(db, id))
    : undefined
  if (!batch) throw missing()
  return batch
}

/** Refuses whoever may not hold the codes of a batch, and a batch that asks nobody any more. */
async function batchToPrint(db: Reader, actor: Actor, batchId: string) {
  const batch = await findBatch(db, batchId)
  const activity = batch && (await findActivity(db, batch.activityId))
  if (!batch || !activity || batch.revokedAt !== null || batch.expiresOn < today()) throw missing()
  if (await isParty(db, activity.id, actor.personId)) throw new Problem('codes_are_for_another_to_hold')
  return { batch, activity }
}

/**
 * A batch before it is printed: what it is about, no code.
 * @throws Problem `not_found_or_not_allowed`, `codes_are_for_another_to_hold`
 */
export async function sheetToPrint(actor: Actor, batchId: string) {
  const { activityId } = await batchToIssue(actor, batchId)
  const unitId = await unitOfActivity(actor, activityId)
  return look(actor, 'confirmation.issue', unitId, (db) => batchToPrint(db, actor, batchId))
}

/**
 * Prints the slips of a batch: the codes are made, told this once, and kept as hashes only. Printing again makes the
 * unused codes of before void, so that no two sheets are good at the same time.
 * @throws Problem `not_found_or_not_allowed`, `codes_are_for_another_to_hold`, `handed_out_by_a_party`,
 *   `seen_is_outdated`
 */
export async function printCodes(actor: Actor, batchId: string, entry: PrintEntry) {
  const { activityId } = await batchToIssue(actor, batchId)
  const unitId = await unitOfActivity(actor, activityId)
  return perform(actor, 'confirmation.issue', unitId, async (tx) => {
    await lockRecord(tx, activityId)
    const { batch, activity } = await batchToPrint(tx, actor, batchId)
    if (batch.printing !== entry.seen) throw new Problem('seen_is_outdated')
    if (await isPartyNamed(tx, activityId, entry.handedOutBy))
      throw new Problem('handed_out_by_a_party', {}, { field: 'handedOutBy' })

    await markPrinted(tx, batchId, { personId: actor.personId, handedOutBy: entry.handedOutBy })
    const used = await voidUnused(tx, batchId)
    const codes = Array.from({ length: batch.size - used }, newCode)
    await insertCodes(tx, batchId, codes.map(hashOf))
    note(tx, { activity: activityId, batch: batchId, printing: batch.printing + 1, slips: codes.length })
    return { batch, activity, codes }
  })
}
