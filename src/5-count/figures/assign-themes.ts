import type { Tx } from '#platform/database'
import { repostUnderThemes } from './store.ts'

/** Days from `from` up to, and without, `until`, and the theme for which facts of those days count. */
export type ThemeOfDays = { from: string; until: string; themeId: string }

/**
 * Brings the facts of a series under the themes of their days: each that stands under another theme, or under none, is
 * reversed and posted anew on its own day. Amounts and how far they are proven stay as they are; years that have been
 * archived stay as they were reported. @returns how many facts were posted anew
 */
export const assignThemes = (
  tx: Tx,
  source: { kind: 'activity'; seriesId: string },
  spans: readonly ThemeOfDays[],
): Promise<number> => repostUnderThemes(tx, source, spans)
