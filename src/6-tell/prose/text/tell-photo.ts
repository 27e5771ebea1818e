import type { PaperBlock } from '#papers'
import type { Live } from '#platform/live-text'
import { photosFor } from './store.ts'
import type { Telling } from './tell-text.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A photo of an accepted record of the unit in the period, with the caption that the author gave it. */
export async function tellPhoto({ db, results }: Telling, { given, words }: Live): Promise<PaperBlock[]> {
  const id = given[0] ?? ''
  const [photo] = uuid.test(id) ? await photosFor(db, results.unit.id, results.reported.span, id) : []
  if (!photo) return [{ kind: 'paragraph', pieces: [{ gone: `photo ${id}`.trim() }] }]
  const { sha256, mediaType, activityId, mayBePublic } = photo
  return [
    {
      kind: 'picture',
      sha256,
      mediaType,
      caption: words || photo.summary.slice(0, 200),
      href: `/hoat-dong/${activityId}`,
      isRestricted: !mayBePublic,
    },
  ]
}
