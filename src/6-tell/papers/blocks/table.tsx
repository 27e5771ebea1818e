import { DataTable } from '#ui'
import type { Piece } from '../content.ts'
import { type BlockDefinition, plainText, shownText } from './definition.ts'
import { Pieces } from './pieces.tsx'

export type PaperColumn = { title: string; align: 'left' | 'center' | 'right'; weight: number }

export type TableBlock = {
  kind: 'table'
  /** The place on the page to which counts lead. */
  id: string
  caption: string
  columns: PaperColumn[]
  rows: Piece[][]
  total?: Piece[]
  isRestricted?: true
}

const rowsOf = ({ rows, total }: TableBlock): Piece[][] => [...rows, ...(total ? [total] : [])]
const rowText = (row: readonly Piece[]): string => row.map(shownText).join(' | ')

/** Without the other numbers of a row in which one is withheld, and the totals of its columns. */
function withheldTable(block: TableBlock, isWithheld: (piece: Piece) => boolean, words: Piece): TableBlock {
  const columns = new Set(
    rowsOf(block).flatMap((row) => row.flatMap((piece, column) => (isWithheld(piece) ? [column] : []))),
  )
  const isNumber = (piece: Piece) => typeof piece === 'string' && /\d/.test(piece)
  const row = (pieces: Piece[]) =>
    pieces.some(isWithheld)
      ? pieces.map((piece, column) => (column > 0 && (isWithheld(piece) || isNumber(piece)) ? words : piece))
      : pieces
  const total = block.total?.map((piece, column) => (column > 0 && columns.has(column) ? words : piece))
  return { ...block, rows: block.rows.map(row), ...(total ? { total } : {}) }
}

export const table: BlockDefinition<TableBlock> = {
  pieces: (block) => rowsOf(block).flat(),
  changed: ({ rows, total, ...block }, change) => ({
    ...block,
    rows: rows.map(change),
    ...(total ? { total: change(total) } : {}),
  }),
  withheld: withheldTable,
  texts: (block) => [
    block.caption,
    ...block.columns.map(({ title }) => title),
    ...rowsOf(block).flat().map(plainText),
  ],
  lines: (block) => [
    block.caption,
    block.columns.map(({ title }) => title).join(' | '),
    ...rowsOf(block).map(rowText),
  ],
  sentences: () => [],
  printed: ({ caption, columns, rows, total }, { run }) => [
    {
      kind: 'table',
      caption,
      columns,
      rows: rows.map((row) => row.map(run)),
      ...(total ? { total: total.map(run) } : {}),
    },
  ],
  Shown: ({ block }) => {
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
  },
  isWide: true,
}
