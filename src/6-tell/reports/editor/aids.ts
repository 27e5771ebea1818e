import type { PaperBlock } from '#papers'
import { inLanguage } from '#platform/i18n'
import { beginNarrating, tellText } from '#prose'
import type { Composing } from '../compose-report.ts'
import { openRivals, type Rival } from './store.ts'
import { suggestionsFor } from './suggestions.ts'

/** A sentence that could stand in a section: in the notation, and as it reads today. */
export type Suggestion = { text: string; blocks: PaperBlock[] }

/** What helps whoever writes: suggestions and rival texts, by the key of the section. */
export type Aids = { suggestions: ReadonlyMap<string, Suggestion[]>; rivals: ReadonlyMap<string, Rival[]> }

export const noAids: Aids = { suggestions: new Map(), rivals: new Map() }

/** What helps whoever writes some sections of a report, of what was read for it; rival texts of all of them. */
export async function aidsFor(
  { telling, reported, draft, body }: Composing,
  writing: ReadonlySet<string>,
): Promise<Aids> {
  const suggestions = new Map<string, Suggestion[]>()
  for (const { key, topic, start } of reported.outline.sections) {
    if (!topic || !writing.has(key)) continue
    const text = draft?.sections.get(key)?.text ?? start
    const found: Suggestion[] = []
    // What stands there already is not suggested again.
    for (const one of await suggestionsFor(telling, topic, body.speaker))
      if (!text.includes(one))
        found.push({
          text: one,
          blocks: await inLanguage('vi', () => tellText({ ...telling, narrating: beginNarrating([]) }, one)),
        })
    if (found.length > 0) suggestions.set(key, found)
  }
  const rivals = draft ? await openRivals(telling.db, draft.id) : []
  return {
    suggestions,
    rivals: Map.groupBy(
      rivals.filter(({ key, text }) => text !== draft?.sections.get(key)?.text),
      ({ key }) => key,
    ),
  }
}
