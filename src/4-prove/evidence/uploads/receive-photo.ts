import { type Actor, asSystemKeeping, look, perform } from '#access'
import { sha256 } from '#platform/files'
import { type SignedReceipt, signedReceipt } from '#platform/receipt'
import { sendPhoto } from '../attach.ts'
import { countOn, holdFiles } from '../leaving/store.ts'
import { insertPhotoReceipt, photoReceipts } from './store.ts'

/**
 * Of these hashes of sent bytes, a receipt for each photo that has arrived from this person. A phone asks before it sends:
 * where the answer to its last bytes was lost, it learns here that nothing has to be sent again. It drops its bytes, so the photos wait anew.
 */
export async function photosReceived(actor: Actor, sent: readonly string[]): Promise<SignedReceipt[]> {
  const find = () => look(actor, 'activity.record', null, (db) => photoReceipts(db, sent.slice(0, 500)))
  const found = await find()
  if (found.length === 0) return []
  const hashes = found.map((row) => row.sha256)
  await asSystemKeeping(async (tx) => {
    await holdFiles(tx, hashes)
    await countOn(tx, actor.personId, hashes)
  })
  return (await find()).map((row) =>
    signedReceipt({ kind: 'photo', id: row.sha256, sha256: row.sentSha256, at: row.at.toISOString() }),
  )
}

/**
 * Keeps a photo that arrived whole from a phone and acknowledges it. The same bytes sent again are the same photo.
 * @throws Problem those of `sendPhoto`
 */
export async function receivePhoto(actor: Actor, bytes: Uint8Array, name: string): Promise<SignedReceipt> {
  const sentSha256 = sha256(bytes)
  const [known] = await photosReceived(actor, [sentSha256])
  if (known) return known
  const photo = await sendPhoto(actor, bytes, name)
  await perform(actor, 'activity.record', null, (tx) =>
    insertPhotoReceipt(tx, {
      personId: actor.personId,
      sentSha256,
      sha256: photo.sha256,
      bytes: bytes.byteLength,
    }),
  )
  const [receipt] = await photosReceived(actor, [sentSha256])
  if (!receipt) throw new Error('A photo was kept, but not its receipt.')
  return receipt
}
