import type { ContentSection, PaperContent } from '#papers'
import type { Outline, Section } from '#regimes'
import type { Draft } from './store.ts'

/** Head and foot of a report in the making. */
export type ReportHead = Omit<PaperContent, 'sections'> & {
  outline: Outline
  /** What somebody has kept of this report, or undefined where nobody has begun it. */
  draft: Draft | undefined
}

/** A section with what its outline says of it and the text of which it was told. */
export type ComposedSection = ContentSection & { section: Section; text: string }

/** A report in the making. */
export type ComposedReport = ReportHead & {
  sections: ComposedSection[]
  /** Annexes without a word, which are not printed: whoever writes may put something there, photos above all. */
  blank: ComposedSection[]
  /** Required sections that nobody has written yet, by key. */
  unwritten: string[]
}
