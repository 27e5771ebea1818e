import { type Actor, look, note, perform } from '#access'
import { findActivity } from '#activities'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addDays, today } from '#platform/time'
import { codeOf, hashOf } from './codes.ts'
import type { BatchEntry } from './entry.ts'
import { mostBatches } from './rules.ts'
import { batchesOf, findBatch, insertBatch, revoke } from './store.ts'

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
 * Makes one-use codes for those who attended or benefited. Who gets which is written down nowhere.
 * @returns the id of the batch.
 * @throws Problem `not_found_or_not_allowed`, `batch_of_what_counts_nowhere`, `batches_are_too_many`,
 *   `batch_size_is_out_of_range`
 */
export async function issueCodes(actor: Actor, activityId: string, entry: BatchEntry): Promise<string> {
  const unitId = await unitOfActivity(actor, activityId)
  return perform(actor, 'confirmation.issue', unitId, async (tx) => {
    const activity = await findActivity(tx, activityId)
    if (!activity) throw missing()
    if (activity.state === 'rejected' || activity.state === 'returned')
      throw new Problem('batch_of_what_counts_nowhere')
    if ((await batchesOf(tx, activityId)).length >= mostBatches)
      throw new Problem('batches_are_too_many', { maximum: mostBatches })

    const id = newId()
    const hashes = Array.from({ length: entry.size }, (_, number) => hashOf(codeOf(id, number)))
    await insertBatch(
      tx,
      {
        id,
        activityId,
        version: activity.version,
        expiresOn: addDays(today(), entry.days),
        issuedBy: actor.personId,
      },
      hashes,
    )
    note(tx, { activity: activityId, batch: id, size: entry.size })
    return id
  })
}

/**
 * Takes a batch back: a sheet was lost, or printed wrongly. What was said with its codes stays said.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function revokeCodes(actor: Actor, batchId: string): Promise<{ activityId: string }> {
  const { activityId } = await batchToIssue(actor, batchId)
  const unitId = await unitOfActivity(actor, activityId)
  await perform(actor, 'confirmation.issue', unitId, async (tx) => {
    await revoke(tx, batchId, actor.personId)
    note(tx, { activity: activityId, batch: batchId })
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

/** The codes of a batch with what is printed beside them; the same however often it is asked for. */
export async function sheetOf(actor: Actor, batchId: string) {
  const batch = await batchToIssue(actor, batchId)
  const unitId = await unitOfActivity(actor, batch.activityId)
  const activity = await look(actor, 'confirmation.issue', unitId, (db) => findActivity(db, batch.activityId))
  if (!activity || batch.revokedAt !== null || batch.expiresOn < today()) throw missing()
  return {
    batch,
    activity,
    codes: Array.from({ length: batch.size }, (_, number) => codeOf(batch.id, number)),
  }
}
