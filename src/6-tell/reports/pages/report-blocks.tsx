import { DataTable } from '#ui'
import type { Piece, ReportBlock } from '../report.ts'

const Pieces = ({ pieces }: { pieces: readonly Piece[] }) => (
  <>
    {pieces.map((piece) => {
      if (typeof piece === 'string') return piece
      return 'words' in piece ? (
        <a href={piece.href}>{piece.words}</a>
      ) : (
        <a href={piece.href}>{piece.shown}</a>
      )
    })}
  </>
)

/** Numbers of headings, as the document's layout has them. */
export const romans = ['I', 'II', 'III', 'IV', 'V', 'VI']
const letters = 'abcdđeghiklmnopq'

/** A block with the number of its heading, where it is one. */
type Numbered = { block: ReportBlock; number: string }

function numbered(blocks: readonly ReportBlock[]): Numbered[] {
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
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? <h3>{`${number}${block.text}`}</h3> : <h4>{`${number}${block.text}`}</h4>
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
        <ul class="prose-list">
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
    case 'words':
      return null
  }
}

/** What the system says in a section; the author's words stand in the field beside it. */
export const ShownBlocks = ({ blocks }: { blocks: readonly ReportBlock[] }) => (
  <div lang="vi">
    {numbered(blocks).map((one) => (
      <ShownBlock {...one} />
    ))}
  </div>
)
