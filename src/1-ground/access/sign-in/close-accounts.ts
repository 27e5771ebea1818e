import type { Tx } from '#platform/database'
import { lookAsSystem } from '../perform.ts'
import { setDisabled } from '../store.ts'
import { endAccess, endSigningKey } from './account.ts'
import { noteEvent } from './event-store.ts'
import { isPassword } from './secrets.ts'
import { endLinksOf, openAccounts } from './store.ts'

/** Those of some people whose account is open and has this very password. */
export async function openWithPassword(ids: readonly string[], password: string): Promise<string[]> {
  const accounts = await lookAsSystem((tx) => openAccounts(tx, ids))
  // Accounts that were made together share a hash: each is asked once.
  const isRight = new Map<string, boolean>()
  for (const { hash } of accounts) if (!isRight.has(hash)) isRight.set(hash, await isPassword(password, hash))
  return accounts.filter(({ hash }) => isRight.get(hash)).map(({ userName }) => userName)
}

/** Closes accounts, with all that lets somebody in by them: sessions, tokens, known devices, and links that they made. */
export async function closeAccounts(tx: Tx, ids: readonly string[]): Promise<number> {
  const open = await openAccounts(tx, ids)
  for (const { id } of open) {
    await setDisabled(tx, id, true)
    await endSigningKey(tx, id, 'account_closed')
    await noteEvent(tx, id, 'account_closed')
  }
  for (const id of ids) {
    await endAccess(tx, id)
    await endLinksOf(tx, id)
  }
  return open.length
}
