import type { ContentSection, PaperContent } from '#papers'
import type { Outline, Section } from '#regimes'
import type { Draft } from './store.ts'

/** Head and foot of a report in the making. */
export type ReportHead = Omit<PaperContent, 'sections'> & {
  outline: Outline
  /** What somebody has kept of this report, or undefined where nobody has begun it. */
  draft: Draft | undefined
}

/** A report in the making. */
export type ComposedReport = ReportHead & {
  sections: (ContentSection & { section: Section; text: string })[]
  /** Required sections that nobody has written yet, by key. */
  unwritten: string[]
}
