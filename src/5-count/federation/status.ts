import { lookAsSystem } from '#access'
import { type Member, membersNow } from './figures-of-servers.ts'
import { type ReaderSlot, readerSlots } from './outbox-store.ts'
import { type ThisServer, thisServer, versionHere } from './store.ts'

/** How federation stands on this server, on both of its sides. */
export type FederationStatus = {
  here: ThisServer | undefined
  version: string
  /** Who reads what this server gives; empty where it gives nothing. */
  readers: ReaderSlot[]
  /** How much is kept for readers that do not come (`max_slot_wal_keep_size`); -1 is without end. */
  keptAtMost: string
  /** Whether what is given gets into the outbox at all: not while PostgreSQL cannot sign in to itself there. */
  isOutboxFed: boolean
  members: Member[]
}

/** @param url address of the database with the rights of its owner */
export async function federationStatus(url: string): Promise<FederationStatus> {
  const { slots, keptAtMost, isOutboxFed } = await readerSlots(url)
  return lookAsSystem(async (db) => ({
    here: await thisServer(db),
    version: await versionHere(db),
    readers: slots,
    keptAtMost,
    isOutboxFed,
    members: await membersNow(db),
  }))
}
