import { type Actor, perform } from '#access'
import { Problem } from '#platform/problem'
import { checked } from '#platform/submit'
import { beginOutline } from './edit-outline.ts'
import { type Outline, type OutlineFile, outlineFile } from './entry.ts'
import { headOf } from './rules.ts'

/** An outline as a file is far smaller. */
export const largestFile = 2 * 1_048_576

/** An outline as a file, from which any other system makes the same. */
export function writeOutline(outline: Outline): string {
  const sections = outline.sections.map(
    ({ key, heading, topic, isRequired, isRestricted, isAnnex, start }) => ({
      key,
      heading,
      topic,
      isRequired,
      isRestricted,
      ...(isAnnex === undefined ? {} : { isAnnex }),
      start,
    }),
  )
  return `${JSON.stringify({ lantoa: 'outline', ...headOf(outline), sections } satisfies OutlineFile, null, 2)}\n`
}

/**
 * Reads an outline from a file.
 * @throws Problem `outline_file_is_malformed`, or `form_has_faults` with each field at fault (`sections.2.heading`)
 */
export function readOutline(bytes: Uint8Array): OutlineFile {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('outline_file_is_malformed', {}, { field: 'file' })
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new Problem('outline_file_is_malformed', {}, { field: 'file' })
  return checked(outlineFile, read)
}

/**
 * Makes an outline of a file, as a draft: what it names that is not there is told on its page.
 * @returns its code
 * @throws Problem `not_found_or_not_allowed` and those of `readOutline`
 */
export const importOutline = (actor: Actor, unitId: string, bytes: Uint8Array): Promise<string> =>
  perform(actor, 'outline.manage', unitId, (tx) => {
    const { lantoa: _, ...outline } = readOutline(bytes)
    return beginOutline(tx, actor, { ...outline, unitId })
  })
