import { shownStill } from '#evidence'
import type { Reader } from '#platform/database'
import type { PaperContent } from './content.ts'

/** A picture that a report named when it was frozen. */
type Picture = { sha256: string; caption: string }

/** A picture that is not shown any more, and where it stood. */
export type WithdrawnPicture = Picture & { section: string; heading: string }

function picturesIn(value: unknown): Picture[] {
  if (value === null || typeof value !== 'object') return []
  const own =
    'kind' in value && value.kind === 'picture' && 'sha256' in value && typeof value.sha256 === 'string'
      ? [{ sha256: value.sha256, caption: 'caption' in value ? String(value.caption) : '' }]
      : []
  return [...own, ...Object.values(value).flatMap(picturesIn)]
}

/**
 * The pictures of a frozen report that are not to be shown any more: they were taken away, or somebody in them has withdrawn
 * their word. Its text stays as it was frozen; its page says that they are gone.
 */
export async function withdrawnEvidence(
  db: Reader,
  { sections }: Pick<PaperContent, 'sections'>,
): Promise<WithdrawnPicture[]> {
  const all = sections.flatMap(({ key, heading, blocks }) =>
    picturesIn(blocks).map((picture) => ({ ...picture, section: key, heading })),
  )
  const shown = await shownStill(
    db,
    all.map(({ sha256 }) => sha256),
  )
  return all.filter(({ sha256 }) => !shown.has(sha256))
}
