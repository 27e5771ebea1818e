import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { svgOf } from '#platform/documents/charts/svg'
import { roman } from '#platform/documents/lines'
import { t } from '#platform/i18n'
import { DataTable, Prose, Section } from '#ui'
import type { ContentSection, PaperBlock, PaperContent, Piece } from '../content.ts'
import { paperWords } from '../paper-words.ts'

export const Pieces = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>
    {pieces.map((piece) => {
      if (typeof piece === 'string') return piece
      if ('gone' in piece) return <strong>{paperWords.gone.replace('{name}', piece.gone)}</strong>
      return <a href={piece.href}>{'words' in piece ? piece.words : piece.shown}</a>
    })}
  </>
)

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

/** A chart, and its values in a table that opens: what is drawn can be read and followed too. */
function ShownChart({ block }: { block: Extract<PaperBlock, { kind: 'chart' }> }) {
  return (
    <figure class="report-chart" id={block.id}>
      {raw(svgOf(block.chart, { id: block.id, label: block.caption }))}
      <figcaption>{block.caption}</figcaption>
      <details>
        <summary>{t('report_editor.chart_values')}</summary>
        <ul>
          {block.rows.map(([label = '', value = '']) => (
            <li>
              <Pieces pieces={[label, ': ', value]} />
            </li>
          ))}
        </ul>
      </details>
    </figure>
  )
}

function ShownPicture({ block }: { block: Extract<PaperBlock, { kind: 'picture' }> }) {
  return (
    <figure class="report-picture">
      <a href={block.href}>
        <img
          src={block.publicAddress ?? `/minh-chung/${block.sha256}.jpg`}
          alt={block.caption}
          loading="lazy"
        />
      </a>
      <figcaption>
        {block.caption}
        {block.isRestricted ? <span class="quiet"> {t('report_editor.photo_stays_inside')}</span> : null}
      </figcaption>
    </figure>
  )
}

function ShownBlock({ block, number }: Numbered) {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? (
        <h3>{`${number}${block.text}`}</h3>
      ) : (
        <h4>
          <strong>{`${number}${block.text}`}</strong>
        </h4>
      )
    case 'paragraph':
      return (
        <p>
          <Pieces pieces={block.pieces} />
        </p>
      )
    case 'note':
      return (
        <p class="quiet">
          <Pieces pieces={block.pieces} />
        </p>
      )
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>
              <Pieces pieces={item} />
            </li>
          ))}
        </ul>
      )
    case 'table': {
      const titleAt = block.columns.findIndex(({ align }) => align === 'left')
      return (
        <div id={block.id}>
          <DataTable
            caption={block.caption}
            rows={block.rows}
            {...(block.total ? { total: block.total } : {})}
            columns={block.columns.map((column, index) => ({
              head: column.title,
              number: column.align === 'right',
              title: index === titleAt,
              cell: (row: readonly Piece[]) => <Pieces pieces={[row[index] ?? '']} />,
            }))}
          />
        </div>
      )
    }
    case 'chart':
      return <ShownChart block={block} />
    case 'picture':
      return <ShownPicture block={block} />
    case 'unwritten':
      return <p class="quiet">{t('reports.unwritten')}</p>
  }
}

/** Text stands in a column that is comfortable to read, tables take the width that they need. */
function grouped(blocks: readonly Numbered[]): Numbered[][] {
  const groups: Numbered[][] = []
  for (const one of blocks) {
    const last = groups.at(-1)
    const isTable = one.block.kind === 'table'
    if (last && !isTable && last[0]?.block.kind !== 'table') last.push(one)
    else groups.push([one])
  }
  return groups
}

/** A section of a report as a page shows it: every figure opens in one click. */
export const ShownBlocks = ({ blocks }: { blocks: readonly PaperBlock[] }) => (
  <div lang="vi">
    {grouped(numbered(blocks)).map((group) => {
      const shown = group.map((one) => <ShownBlock {...one} />)
      return group[0]?.block.kind === 'table' ? shown : <Prose>{shown}</Prose>
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
    {sections.map(({ key, heading, blocks }, index) => (
      <Section title={`${roman(index + 1)}- ${heading}`}>
        {above?.(key)}
        <ShownBlocks blocks={blocks} />
      </Section>
    ))}
  </>
)
