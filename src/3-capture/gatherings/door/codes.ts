import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { signatureOf } from '#platform/secret'
import { passMinutes, stepsAccepted } from './rules.ts'

// Crockford's letters: none that is taken for another when it is read from a screen and typed.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const lettersOf = (bytes: Uint8Array, length: number): string =>
  Array.from(bytes.subarray(0, length), (byte) => letters[byte & 31]).join('')

/** The address of a new door. It is on the screen for everybody: a name, not a secret. */
export const newWord = (): string => lettersOf(randomBytes(8), 8)

/** What a code follows from. */
export type DoorKey = { gatheringId: string; key: string }

/** The code that stands on the screen during a step of time. */
export const codeOf = ({ gatheringId, key }: DoorKey, step: number): string =>
  lettersOf(signatureOf('door of a gathering', Buffer.from(`${gatheringId} ${key} ${step}`)), 8)

const isEqual = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

/** Whether a code is on the screen at this moment, or was a step before. */
export const isOnScreen = (door: DoorKey, code: string, at: number): boolean =>
  stepsAccepted(at).some((step) => isEqual(codeOf(door, step), code))

/** A word or code as somebody typed it: in small letters, with blanks, an O for a zero. */
export const typedCode = (text: string): string =>
  text
    .slice(0, 40)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** A number for a phone, for one gathering alone. */
export const newDevice = (): string => randomBytes(16).toString('base64url')

/** Whether a cookie can be such a number. */
export const isDevice = (text: string | undefined): text is string =>
  text !== undefined && /^[A-Za-z0-9_-]{22}$/.test(text)

/** What is kept of it. */
export const hashOfDevice = (device: string): Buffer => createHash('sha256').update(device).digest()

const passSignature = (gatheringId: string, device: string, at: number): string =>
  signatureOf('pass through a door', Buffer.from(`${gatheringId} ${device} ${at}`))
    .subarray(0, 16)
    .toString('base64url')

/** Says that a phone saw the code of a door at an instant. It is good for that phone alone, and for some minutes. */
export const passFor = (gatheringId: string, device: string, at: number): string =>
  `${at.toString(36)}.${passSignature(gatheringId, device, at)}`

/** Whether a pass was given to this phone at this door, not too long ago. */
export function isGoodPass(pass: string, gatheringId: string, device: string, at: number): boolean {
  const [time = '', signature = ''] = pass.slice(0, 60).split('.')
  const given = Number.parseInt(time, 36)
  if (!Number.isSafeInteger(given) || given > at || at - given > passMinutes * 60_000) return false
  return isEqual(signature, passSignature(gatheringId, device, given))
}
