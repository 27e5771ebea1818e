import { inThread } from '#platform/in-thread'

/** Pixels as they come out of the decoder: upright already, four bytes each. */
export type Pixels = { width: number; height: number; data: Uint8Array }

/** Phones of one maker send HEIC, which sharp's own library does not decode. */
const decode = inThread<{ bytes: Uint8Array; mostPixels: number }, Pixels>(
  'src/4-prove/evidence/keep/decode-heic.mjs',
  { seconds: 30 },
)

/**
 * The pixels of a HEIC photo.
 * @throws Problem `photo_has_too_many_pixels`
 * @throws Error where it is broken, or takes too long
 */
export const pixelsOfHeic = (bytes: Uint8Array, mostPixels: number): Promise<Pixels> =>
  decode({ bytes, mostPixels })
