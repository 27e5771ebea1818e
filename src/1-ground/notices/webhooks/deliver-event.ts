import { z } from 'zod'
import { asSystemKeeping, lookAsSystem } from '#access'
import type { Tx } from '#platform/database'
import { type Attempt, defineJob } from '#platform/jobs'
import { type Answered, postOut, RefusedAddress } from '#platform/outgoing'
import { decrypted } from '#platform/secret'
import { raiseNotices } from '../raise-notices.ts'
import { isGone, isTaken, mostFailures, payloadOf } from './rules.ts'
import { countFailure, deliveryOf, noteAttempt, stopHook, type ToDeliver } from './store.ts'

type Outcome = { status: number | null; fault: string | null; isFinal: boolean }

/** Signs after Standard Webhooks and sends; a refused address and a receiver that is gone are final. */
async function send(delivery: ToDeliver): Promise<Outcome> {
  const { Webhook } = await import('standardwebhooks')
  const payload = payloadOf({
    kind: delivery.kind,
    at: delivery.at,
    unit: { id: delivery.unitId, code: delivery.unitCode, name: delivery.unitName },
    data: delivery.data,
  })
  const now = new Date()
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'LanToa-Webhooks/1',
    'webhook-id': delivery.eventId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(decrypted(delivery.sealed)).sign(delivery.eventId, now, payload),
  }
  try {
    const { status, text }: Answered = await postOut(delivery.url, payload, headers)
    return { status, fault: isTaken(status) ? null : text.slice(0, 300), isFinal: isGone(status) }
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault)
    return { status: null, fault: message.slice(0, 300), isFinal: fault instanceof RefusedAddress }
  }
}

/**
 * Delivers an event to a webhook, at least once: receivers know a double by `webhook-id`. What is not taken is tried again for
 * about a day; after five such deliveries in a row, or where the receiver says that it is gone, the webhook is stopped and its
 * administrator told. @throws Error where it is to be tried again
 */
export async function deliverEvent({ deliveryId }: { deliveryId: string }, attempt: Attempt): Promise<void> {
  const delivery = await lookAsSystem((db) => deliveryOf(db, deliveryId))
  if (delivery?.state !== 'waiting' || delivery.stoppedAt) return
  const { status, fault, isFinal } = await send(delivery)
  const wasTaken = status !== null && isTaken(status)
  const isOver = wasTaken || isFinal || attempt.isLast
  await asSystemKeeping(async (tx) => {
    const state = wasTaken ? 'delivered' : isOver ? 'failed' : 'waiting'
    await noteAttempt(tx, deliveryId, { state, status, fault })
    if (!isOver) return
    const failures = await countFailure(tx, delivery.webhookId, wasTaken)
    if (failures >= mostFailures || (status !== null && isGone(status))) await stop(tx, delivery.webhookId)
  })
  if (!isOver) throw new Error(status === null ? `not delivered: ${fault}` : `answered ${status}`)
}

async function stop(tx: Tx, webhookId: string): Promise<void> {
  const stopped = await stopHook(tx, webhookId, null)
  if (!stopped) return
  await raiseNotices(tx, [
    {
      key: `webhook.stopped:${webhookId}:${Date.now()}`,
      unitId: stopped.unitId,
      roles: ['administrator'],
      kind: 'webhooks.notice.stopped',
      words: { host: URL.parse(stopped.url)?.host ?? '' },
      href: `/ket-noi/${webhookId}`,
    },
  ])
}

/** Tried ten times: after half a minute at first, at most every six hours, in all about a day. */
export const delivering = defineJob('webhooks.deliver', z.object({ deliveryId: z.uuid() }), deliverEvent, {
  atOnce: 5,
  retries: 10,
  firstPauseSeconds: 30,
  longestPauseSeconds: 6 * 3_600,
})
