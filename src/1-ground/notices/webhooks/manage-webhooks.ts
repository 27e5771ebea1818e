import { randomBytes } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { jobsAreOpen, sendJob } from '#platform/jobs'
import { readPage } from '#platform/lists/page'
import { hostToSendTo } from '#platform/outgoing'
import { Problem } from '#platform/problem'
import { encrypted } from '#platform/secret'
import { delivering } from './deliver-event.ts'
import type { WebhookEntry } from './entry.ts'
import {
  deleteHook,
  deliveriesOf,
  hooksManaged,
  insertHook,
  insertTest,
  resumeHook,
  stopHook,
  unitsForHooks,
  updateHook,
  waitAgain,
} from './store.ts'

/** The webhooks that a person manages, and the units on which they may set up more. */
export const webhooksOf = (actor: Actor) =>
  look(actor, 'webhook.manage', null, async (db) => ({
    hooks: await hooksManaged(db),
    units: await unitsForHooks(db),
  }))

/** One webhook with a page of its deliveries, the latest first. @throws Problem `not_found_or_not_allowed` */
export const webhookOf = (
  actor: Actor,
  id: string,
  { after, limit = 50 }: { after?: string | undefined; limit?: number } = {},
) =>
  look(actor, 'webhook.manage', null, async (db) => {
    const [hook] = isId(id) ? await hooksManaged(db, id) : []
    if (!hook) throw new Problem('not_found_or_not_allowed')
    const page = await readPage(
      limit,
      (some) => deliveriesOf(db, id, { after, limit: some }),
      (row) => ({ id: row.id }),
    )
    return { ...hook, deliveries: page.rows, next: page.next }
  })

/**
 * Sets up a webhook. @returns its id and its secret, which is told this once.
 * @throws Problem `webhook_address_is_refused`, `not_found_or_not_allowed`
 */
export const setUpWebhook = (actor: Actor, entry: WebhookEntry): Promise<{ id: string; secret: string }> =>
  perform(actor, 'webhook.manage', entry.unitId, async (tx) => {
    refuseAddress(entry.url)
    const secret = `whsec_${randomBytes(24).toString('base64')}`
    const id = await insertHook(tx, { ...entry, sealed: encrypted(secret), madeBy: actor.personId })
    note(tx, { webhook: id, host: hostOf(entry.url) })
    return { id, secret }
  })

function refuseAddress(url: string): void {
  if (hostToSendTo(url) === undefined) throw new Problem('webhook_address_is_refused', {}, { field: 'url' })
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? ''

/** Runs a change of one webhook, in the unit on which it stands. */
async function change<T>(
  actor: Actor,
  id: string,
  what: string,
  run: (tx: Tx, hook: Awaited<ReturnType<typeof webhookOf>>) => Promise<T>,
): Promise<T> {
  const hook = await webhookOf(actor, id)
  return perform(actor, 'webhook.manage', hook.unitId, (tx) => {
    note(tx, { webhook: id, did: what })
    return run(tx, hook)
  })
}

/** Changes where a webhook sends and what it asks for. @throws Problem `webhook_address_is_refused`, `not_found_or_not_allowed` */
export const changeWebhook = (actor: Actor, id: string, entry: WebhookEntry): Promise<void> =>
  change(actor, id, 'change', (tx, hook) => {
    refuseAddress(entry.url)
    note(tx, { from: hostOf(hook.url), to: hostOf(entry.url) })
    return updateHook(tx, id, entry)
  })

/** Removes a webhook with what is kept of its deliveries. @throws Problem `not_found_or_not_allowed` */
export const removeWebhook = (actor: Actor, id: string): Promise<void> =>
  change(actor, id, 'remove', (tx, hook) => {
    note(tx, { from: hostOf(hook.url) })
    return deleteHook(tx, id)
  })

/** Sends nothing to a webhook any more. */
export const stopWebhook = (actor: Actor, id: string): Promise<void> =>
  change(actor, id, 'stop', async (tx) => {
    await stopHook(tx, id, actor.personId)
  })

/** Sends to a webhook again: what happens from now on. */
export const resumeWebhook = (actor: Actor, id: string): Promise<void> =>
  change(actor, id, 'resume', (tx) => resumeHook(tx, id))

/** Sends an event of trial to a webhook. @throws Problem `webhook_is_stopped` */
export const tryWebhook = (actor: Actor, id: string): Promise<void> =>
  change(actor, id, 'try', async (tx, hook) => {
    if (hook.stoppedAt) throw new Problem('webhook_is_stopped')
    const deliveryId = await insertTest(tx, id)
    if (jobsAreOpen()) await sendJob(tx, delivering, { deliveryId })
  })

/** Sends a delivery again, under the id that it had. @throws Problem `webhook_is_stopped`, `not_found_or_not_allowed` */
export const deliverAgain = (actor: Actor, id: string, deliveryId: string): Promise<void> =>
  change(actor, id, 'again', async (tx, hook) => {
    if (hook.stoppedAt) throw new Problem('webhook_is_stopped')
    if (!isId(deliveryId) || !(await waitAgain(tx, id, deliveryId)))
      throw new Problem('not_found_or_not_allowed')
    if (jobsAreOpen()) await sendJob(tx, delivering, { deliveryId })
  })
