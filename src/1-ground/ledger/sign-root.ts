import { createHash } from 'node:crypto'
import { asSystem, lookAsSystem, lookPublic, note } from '#access'
import { emitEvents } from '#notices'
import type { Tx } from '#platform/database'
import { timestampFor } from '#platform/pdf-signatures'
import { dayOf, today } from '#platform/time'
import { prepareForRoot } from './before-signing.ts'
import { type Root, textOf } from './rules.ts'
import { headsNow, holdRoots, insertRoot, lastRoot, rootsBefore, rootWith, sweep, topUnits } from './store.ts'
import { signedBySystem, systemPublicKey } from './system-key.ts'

/** What else is done in the transaction of a root: who is told of it. */
type Tell = (tx: Tx, number: number) => Promise<void>

/**
 * Signs the root of all that was written until now. Before, what people wrote is bound who are promised that nobody can tell
 * when, in a transaction of its own, so that this very root covers it.
 */
export async function signRoot(tell: Tell = async () => {}): Promise<Root> {
  await prepareForRoot()
  await asSystem('ledger.sweep', async (tx) => note(tx, { rows: await sweep(tx) }))
  return asSystem('root.sign', async (tx) => {
    await holdRoots(tx)
    const before = await lastRoot(tx)
    const madeAt = new Date()
    const number = (before?.number ?? 0) + 1
    const content = textOf({
      is: 'lan-toa root',
      number,
      madeAt: madeAt.toISOString(),
      previous: before?.hash ?? '',
      heads: await headsNow(tx),
    })
    const bytes = Buffer.from(content, 'utf8')
    const digest = createHash('sha256').update(bytes).digest()
    const root: Root = {
      number,
      madeAt,
      content,
      hash: digest.toString('hex'),
      publicKey: systemPublicKey().toString('hex'),
      signature: signedBySystem(bytes).toString('hex'),
      isStamped: false,
    }
    // A root without a confirmed time is still a root: it must not wait for another server.
    const stamp = await timestampFor(digest).catch(() => undefined)
    await insertRoot(tx, root, stamp)
    note(tx, { root: number, hash: root.hash })
    const { hash, publicKey, signature } = root
    const data = { number, madeAt: madeAt.toISOString(), hash, publicKey, signature }
    await emitEvents(
      tx,
      (await topUnits(tx)).map((unitId) => ({ kind: 'root.signed', unitId, data })),
    )
    await tell(tx, number)
    return { ...root, isStamped: stamp !== undefined }
  })
}

/** The same where today has none yet. @returns the root, or nothing where there is one */
export async function signDailyRoot(tell?: Tell): Promise<Root | undefined> {
  const last = await lookAsSystem(lastRoot)
  return last && dayOf(last.madeAt) >= today() ? undefined : signRoot(tell)
}

/** The published roots, the newest first; `before` is the number of the last of the page before. */
export const publishedRoots = (before: number | undefined, limit: number): Promise<Root[]> =>
  lookPublic((db) => rootsBefore(db, before, limit))

/** A root by its number, as everybody may read it. */
export const publishedRoot = (number: number): Promise<Root | undefined> =>
  lookPublic((db) => rootWith(db, number))
