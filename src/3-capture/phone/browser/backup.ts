// The last resort: what waits on this phone as a file, sealed with a password of the person's own, to be taken in on
// another phone or PC by the same person.

import { contentOf, type Picture, pictureOf, put, type Typed } from './outbox.ts'
import { newId, open, type Sealed, seal } from './sealed.ts'
import { itemsOf, owner, photosOf, vault } from './vault.ts'

const mark = 'LANTOA1\n'
/** OWASP's figure for PBKDF2 with SHA-256 (2023). */
const rounds = 600_000
const text = new TextEncoder()

/** A file that this person cannot take in, with the key of its sentence. */
export class BackupRefused extends Error {}

type Entry = {
  person: string
  item: { id: string; recordId: string; typed: Typed }
  photos: { id: string; sha256: string; bytes: number }[]
}

async function keyFor(password: string, salt: BufferSource): Promise<CryptoKey> {
  const raw = await crypto.subtle.importKey('raw', text.encode(password), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    raw,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** A part of the file: how long it is, then the sealed bytes. Its label counts, so none can be left out or moved. */
async function part(key: CryptoKey, label: string, bytes: BufferSource): Promise<Blob> {
  const { nonce, data } = await seal(key, label, bytes)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, nonce.byteLength + data.byteLength)
  return new Blob([length, nonce, data])
}

/** Everything of this person that has not arrived, as one sealed file; also how many records it holds. */
export async function exportWaiting(password: string): Promise<{ file: Blob; count: number }> {
  const known = await owner()
  if (!known) throw new BackupRefused('phone.backup.nobody')
  const items = (await itemsOf(known.person.id)).filter((item) => item.state !== 'received' || !item.settled)
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const key = await keyFor(password, salt)
  const parts: Blob[] = [new Blob([mark, salt])]
  parts.push(await part(key, 'head', text.encode(JSON.stringify({ count: items.length }))))
  for (const [index, item] of items.entries()) {
    const { typed } = await contentOf(item)
    const pictures = (await Promise.all((await photosOf(item.id)).map(pictureOf))).filter(
      (one) => one !== undefined,
    )
    const entry: Entry = {
      person: known.person.id,
      item: { id: item.id, recordId: item.recordId, typed },
      photos: pictures.map(({ id, sha256, bytes }) => ({ id, sha256, bytes: bytes.byteLength })),
    }
    parts.push(await part(key, `entry ${index}`, text.encode(JSON.stringify(entry))))
    for (const picture of pictures) parts.push(await part(key, `photo ${picture.id}`, picture.bytes))
  }
  return { file: new Blob(parts, { type: 'application/octet-stream' }), count: items.length }
}

/**
 * Takes in such a file. What is on this device already stays as it is, so taking a file in twice is harmless; what has
 * arrived meanwhile is told apart by the server.
 * @throws BackupRefused where the password is wrong, the file is none, or it is another person's
 */
export async function importWaiting(file: Blob, password: string): Promise<number> {
  const known = await owner()
  if (!known) throw new BackupRefused('phone.backup.nobody')
  const bytes = await file.arrayBuffer()
  if (new TextDecoder().decode(bytes.slice(0, mark.length)) !== mark)
    throw new BackupRefused('phone.backup.no_backup')
  const key = await keyFor(password, bytes.slice(mark.length, mark.length + 16))
  let at = mark.length + 16
  const next = async (label: string): Promise<ArrayBuffer> => {
    const length = new DataView(bytes, at, 4).getUint32(0)
    const whole = bytes.slice(at + 4, at + 4 + length)
    at += 4 + length
    const sealed: Sealed = { nonce: new Uint8Array(whole.slice(0, 12)), data: whole.slice(12) }
    return open(key, label, sealed).catch(() => {
      throw new BackupRefused('phone.backup.wrong_password')
    })
  }
  const json = async <T>(label: string): Promise<T> =>
    JSON.parse(new TextDecoder().decode(await next(label))) as T

  const { count } = await json<{ count: number }>('head')
  let taken = 0
  for (let index = 0; index < count; index += 1) {
    const { person, item, photos } = await json<Entry>(`entry ${index}`)
    if (person !== known.person.id) throw new BackupRefused('phone.backup.another_person')
    const pictures: Picture[] = []
    for (const photo of photos)
      pictures.push({ id: photo.id, sha256: photo.sha256, bytes: await next(`photo ${photo.id}`) })
    if (await (await vault()).get('items', item.id)) continue
    await put(item.typed, pictures, { id: item.id, recordId: item.recordId })
    taken += 1
  }
  return taken
}

/** The name of such a file. */
export const backupName = (day: string): string => `lan-toa-${day}-${newId().slice(-6)}.lantoa`
