import { photoLimits } from '../rules.ts'

/** Limits of what lies on the server half-finished. */
export const uploadLimits = { days: 7, perPerson: 60, bytes: photoLimits.bytes } as const

/** What is wrong with an upload that somebody wants to begin, as the code of a problem; undefined where nothing is. */
export function objectionToUpload(
  announced: { size: number | undefined; sha256: string | null | undefined },
  unfinished: number,
): string | undefined {
  if (!/^[0-9a-f]{64}$/.test(announced.sha256 ?? '')) return 'upload_has_no_hash'
  if (announced.size === undefined || announced.size === 0) return 'upload_has_no_size'
  if (announced.size > uploadLimits.bytes) return 'photo_is_too_large'
  return unfinished >= uploadLimits.perPerson ? 'uploads_are_too_many' : undefined
}
