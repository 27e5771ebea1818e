import type { MediaType } from '../kinds.ts'

/** A file as it is kept. `sha256` is the hash of the kept bytes, so that anybody can check them. */
export type KeptFile = {
  sha256: string
  /** The hash of its small copy, where it is a photo. */
  smallSha256?: string | undefined
  mediaType: MediaType
  bytes: number
  width?: number | undefined
  height?: number | undefined
  takenAt: string | undefined
  /** The name that it had with its sender. */
  name: string
}

/** A photo as it is kept. */
export type KeptPhoto = KeptFile & { mediaType: 'image/jpeg'; width: number; height: number }
