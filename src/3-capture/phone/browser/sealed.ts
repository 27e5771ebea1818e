// What the phone keeps is sealed (AES-GCM): whoever reads its storage without the key reads noise.

/** Bytes that only the key opens again. The nonce is new for each. */
export type Sealed = { nonce: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

const text = new TextEncoder()

/** Seals bytes under a label: put in another's place, they open no more. */
export async function seal(key: CryptoKey, label: string, bytes: BufferSource): Promise<Sealed> {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: text.encode(label) },
    key,
    bytes,
  )
  return { nonce, data }
}

/** The bytes again. @throws where the key or the label is another one, or the bytes were changed. */
export const open = (key: CryptoKey, label: string, sealed: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: sealed.nonce, additionalData: text.encode(label) },
    key,
    sealed.data,
  )

/** Seals anything that JSON can say. */
export const sealJson = (key: CryptoKey, label: string, value: unknown): Promise<Sealed> =>
  seal(key, label, text.encode(JSON.stringify(value)))

/** The value again. */
export const openJson = async <T>(key: CryptoKey, label: string, sealed: Sealed): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await open(key, label, sealed))) as T

/** The key that the server gives this phone for this person. It can be used here, and never be read out again. */
export function keyFrom(base64: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** The SHA-256 of bytes, in hex, as receipts name it. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A new UUIDv7, made where the record is born. */
export function newId(at: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(at / 256 ** (5 - index)) % 256
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
