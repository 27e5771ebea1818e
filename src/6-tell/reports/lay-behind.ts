import type { ContentSection, PaperBlock } from '#papers'

/** More charts than that the text of a report does not carry: the others stand behind the signature. */
const mostCharts = 3

/** The key of the annex in which charts stand that the text has no room for. No outline has such a section. */
export const chartsKey = 'more_charts'

/** The blocks of the sections, those charts taken out that are too many, and what was taken out in order. */
export function takeCharts<One extends Pick<ContentSection, 'blocks' | 'isAnnex'>>(
  sections: readonly One[],
): { sections: One[]; taken: PaperBlock[] } {
  const taken: PaperBlock[] = []
  let charts = 0
  const left = sections.map((section) => {
    if (section.isAnnex) return section
    const blocks = section.blocks.filter((block) => {
      if (block.kind !== 'chart') return true
      charts += 1
      if (charts > mostCharts) taken.push(block)
      return charts <= mostCharts
    })
    return blocks.length === section.blocks.length ? section : { ...section, blocks }
  })
  return { sections: left, taken }
}
