import { roman } from '#platform/documents/lines'
import type { ContentSection } from './content.ts'

/** A section with how it is numbered: `II` in the text, `Phụ lục I` behind the signature, `Phụ lục` where there is one. */
export type Labelled = { section: ContentSection; label: string }

/** The sections as they are printed: annexes last, each with its number. One without a word is left out. */
export function labelled(sections: readonly ContentSection[]): Labelled[] {
  const told = sections.filter(({ blocks }) => blocks.length > 0)
  const body = told.filter(({ isAnnex }) => !isAnnex)
  const annexes = told.filter(({ isAnnex }) => isAnnex)
  return [
    ...body.map((section, index) => ({ section, label: roman(index + 1) })),
    ...annexes.map((section, index) => ({
      section,
      label: annexes.length === 1 ? 'Phụ lục' : `Phụ lục ${roman(index + 1)}`,
    })),
  ]
}
