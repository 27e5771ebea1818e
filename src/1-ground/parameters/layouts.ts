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
 * The layout in which a body of that system issues a document on that day.
 * @throws Problem `document_has_no_layout` where no layout held on that day.
 */
export const officialLayout = (system: DocumentSystem, day: Day): DocumentLayout =>
  layoutFor(officialLayouts, system, day)
