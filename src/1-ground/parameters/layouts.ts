import { type DocumentLayout, type DocumentSystem, documentLayout, layoutFor } from '#platform/documents'
import type { Day } from '#platform/time'
import HD05_2026 from './layouts/HD05_2026.json' with { type: 'json' }
import HD36_2018 from './layouts/HD36_2018.json' with { type: 'json' }
import MASS_2020 from './layouts/MASS_2020.json' with { type: 'json' }
import ND30_2020 from './layouts/ND30_2020.json' with { type: 'json' }

/** Layouts of official documents, each with its source and the days between which it holds. */
export const officialLayouts: readonly DocumentLayout[] = [HD36_2018, HD05_2026, ND30_2020, MASS_2020].map(
  (layout) => documentLayout.parse(layout),
)

/**
 * The layout in which a body of that system issues a document on that day. Of days before the oldest that is known, the
 * oldest: what was done long ago is reported too, and a paper has to look like something.
 * @throws Problem `document_has_no_layout` where a system has none at all on a later day
 */
export function officialLayout(system: DocumentSystem, day: Day): DocumentLayout {
  const begun = officialLayouts.filter((layout) => layout.system === system).map(({ validFrom }) => validFrom)
  const [oldest = day] = begun.sort()
  return layoutFor(officialLayouts, system, day < oldest ? oldest : day)
}
