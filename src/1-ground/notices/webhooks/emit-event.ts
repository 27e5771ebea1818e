import { z } from 'zod'
import { asSystemKeeping } from '#access'
import type { Tx } from '#platform/database'
import { defineJob, jobsAreOpen, sendJob, sendJobs } from '#platform/jobs'
import { delivering } from './deliver-event.ts'
import type { EventKind } from './rules.ts'
import { insertEvents, spreadEvents } from './store.ts'

/** Something that other systems may want to know. `data` holds ids, counts and addresses: no names, no words of anybody. */
export type NewEvent = {
  kind: EventKind
  unitId: string
  data: Record<string, string | number | boolean | null>
}

/** So many events in one transaction. */
const atOnce = 500

/** Makes deliveries of all waiting events, each batch with its jobs in one transaction. */
export async function spreadAllEvents(): Promise<void> {
  for (;;) {
    const count = await asSystemKeeping(async (tx) => {
      const spread = await spreadEvents(tx, atOnce)
      if (jobsAreOpen())
        await sendJobs(
          tx,
          delivering,
          spread.deliveries.map((deliveryId) => ({ data: { deliveryId } })),
        )
      return spread.count
    })
    if (count < atOnce) return
  }
}

/** Sent with every event; every five minutes for what commands have emitted. */
export const spreadingEvents = defineJob('webhooks.spread', z.object({}), spreadAllEvents, {
  together: 500,
  cron: '*/5 * * * *',
  retries: 8,
})

/**
 * Tells other systems what happened, in the transaction in which it does: each webhook on the unit or above it that asks for
 * this kind gets it, signed, from a job – exactly if the change was committed. Many things that happen at once go together.
 */
export async function emitEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await insertEvents(tx, events)
  if (jobsAreOpen()) await sendJob(tx, spreadingEvents, {})
}

/** Tells of one thing. */
export const emitEvent = (tx: Tx, kind: EventKind, unitId: string, data: NewEvent['data']): Promise<void> =>
  emitEvents(tx, [{ kind, unitId, data }])
