import { roman } from '#platform/documents/lines'
import type { ContentSection } from './content.ts'

/** A section as it is printed: `II- Kết quả`, behind the signature `Phụ lục I. Số liệu`. */
export type Labelled<Section> = { section: Section; label: string; title: string }

/** The sections as they are printed: annexes last, each with its number. One without a word is left out. */
export function labelled<Section extends ContentSection>(sections: readonly Section[]): Labelled<Section>[] {
  const told = sections.filter(({ blocks }) => blocks.length > 0)
  const body = told.filter(({ isAnnex }) => !isAnnex)
  const annexes = told.filter(({ isAnnex }) => isAnnex)
  return [
    ...body.map((section, index) => {
      const label = roman(index + 1)
      return { section, label, title: `${label}- ${section.heading}` }
    }),
    ...annexes.map((section, index) => {
      const label = annexes.length === 1 ? 'Phụ lục' : `Phụ lục ${roman(index + 1)}`
      return { section, label, title: `${label}. ${section.heading}` }
    }),
  ]
}
