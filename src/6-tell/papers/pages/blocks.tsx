import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { Prose, Section } from '#ui'
import { labelled } from '../annexes.ts'
import { definitionOf } from '../blocks/index.ts'
import type { ContentSection, PaperBlock, PaperContent } from '../content.ts'

const letters = 'abcdđeghiklmnopq'

/** A block with the number of its heading, where it is one. */
type Numbered = { block: PaperBlock; number: string }

function numbered(blocks: readonly PaperBlock[]): Numbered[] {
  let second = 0
  let third = 0
  return blocks.map((block) => {
    if (block.kind !== 'heading') return { block, number: '' }
    if (block.level === 2) {
      second += 1
      third = 0
      return { block, number: `${second}. ` }
    }
    third += 1
    return { block, number: `${letters[third - 1] ?? third}) ` }
  })
}

function ShownBlock({ block, number }: Numbered) {
  const { Shown } = definitionOf(block)
  return <Shown block={block} number={number} />
}

const isWide = ({ block }: Numbered): boolean => definitionOf(block).isWide ?? false

/** Text stands in a column that is comfortable to read, tables take the width that they need. */
function grouped(blocks: readonly Numbered[]): Numbered[][] {
  const groups: Numbered[][] = []
  for (const one of blocks) {
    const last = groups.at(-1)
    if (last?.[0] && !isWide(one) && !isWide(last[0])) last.push(one)
    else groups.push([one])
  }
  return groups
}

/** A section of a report as a page shows it: every figure opens in one click. */
export const ShownBlocks = ({ blocks }: { blocks: readonly PaperBlock[] }) => (
  <div lang="vi">
    {grouped(numbered(blocks)).map((group) => {
      const shown = group.map((one) => <ShownBlock {...one} />)
      return group.some(isWide) ? shown : <Prose>{shown}</Prose>
    })}
  </div>
)

/** The title of a report and the words with which it opens, as they stand over its sections. */
export const ReportHead = ({
  report: { outline, subject, opening },
}: {
  report: Pick<PaperContent, 'outline' | 'subject' | 'opening'>
}) => (
  <div lang="vi">
    <Prose>
      <p>
        <strong>{`${outline.title} ${subject}`}</strong>
      </p>
      <p>{opening}</p>
    </Prose>
  </div>
)

/** Every section of a report with its number, as a page shows it; `above` says what stands over a section's text. */
export const ReportBody = ({
  sections,
  above,
}: {
  sections: readonly ContentSection[]
  above?: (key: string) => Child
}) => (
  <>
    {labelled(sections).map(({ section: { key, blocks }, title }) => (
      <Section title={title}>
        {above?.(key)}
        <ShownBlocks blocks={blocks} />
      </Section>
    ))}
    {above
      ? sections
          .filter(({ blocks }) => blocks.length === 0)
          .map(({ key, heading }) => (
            <Section title={heading}>
              <p class="quiet">{t('report_reading.empty_section')}</p>
              {above(key)}
            </Section>
          ))
      : null}
  </>
)
