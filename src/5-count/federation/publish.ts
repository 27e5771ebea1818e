import { asSystem, asSystemSnapshot, lookAsSystem, note } from '#access'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { closeOutbox, hasReader, keepsChanges, letReadersIn, openOutbox } from './outbox-store.ts'
import { beat, beginGiving, endGiving, levelOf, thisServer, topUnit } from './store.ts'

/** Where readers will reach this server, and whether they are to get a new password. */
export type Publishing = { unitId?: string; host: string; port?: number; renew?: boolean }

/**
 * Gives the figures of a unit and of all beneath it to other servers. A second time brings everything anew and changes
 * nothing for those who read.
 * @param url address of the database with the rights of its owner
 * @returns the join string for the national server, told once: undefined where readers have a password already.
 * @throws Problem `federation_needs_wal_level`, `federation_names_no_unit`, `federation_unit_is_too_small`,
 *   `federation_role_reaches_too_far`
 */
export async function publish(url: string, publishing: Publishing): Promise<string | undefined> {
  if (!(await keepsChanges(url))) throw new Problem('federation_needs_wal_level')
  await asSystem('federation.publish', async (tx) => {
    const unitId =
      publishing.unitId ?? (await thisServer(tx))?.unitId ?? (await topUnit(tx, today())) ?? undefined
    if (!unitId) throw new Problem('federation_names_no_unit')
    // Of smaller units no totals are kept, so there would be nothing to give.
    if (!['country', 'province', 'district'].includes((await levelOf(tx, unitId)) ?? ''))
      throw new Problem('federation_unit_is_too_small')
    await beginGiving(tx, unitId)
    note(tx, { unit: unitId })
  })
  await openOutbox(url)
  if (!publishing.renew && (await hasReader(url))) return undefined
  const { joinString, opens } = await letReadersIn(url, { host: publishing.host, port: publishing.port })
  if (opens.length > 0) throw new Problem('federation_role_reaches_too_far', { opens: opens.join(', ') })
  return joinString
}

/**
 * Gives nothing any more: the outbox, its readers' slots and their password are gone. What they have received stays
 * with them until they leave too.
 * @throws Problem `federation_is_not_published`
 */
export async function stopPublishing(url: string): Promise<void> {
  const here = await lookAsSystem(thisServer)
  if (!here?.publishedAt) throw new Problem('federation_is_not_published')
  await closeOutbox(url)
  await asSystem('federation.withdraw', endGiving)
}

/**
 * Keeps the heart of a server beating that gives its figures, as long as the process lives: others see by it how far
 * behind they are. Where nothing is given, nothing happens.
 * @returns a function that ends it and waits for what is under way.
 */
export function keepBeating(
  onFault: (fault: unknown) => void,
  everyMilliseconds = 2000,
): () => Promise<void> {
  let isEnding = false
  let wake: () => void = () => {}
  const ended = (async () => {
    while (!isEnding) {
      await asSystemSnapshot(beat).catch((fault) => {
        // Somebody published or withdrew at this very moment: the next beat comes soon.
        if (!isEnding && fault?.code !== '40001') onFault(fault)
      })
      if (isEnding) break
      await new Promise<void>((done) => {
        wake = done
        setTimeout(done, everyMilliseconds).unref()
      })
    }
  })()
  return async () => {
    isEnding = true
    wake()
    await ended
  }
}
