import { formatNumber } from '#platform/i18n'
import type { Column } from './data-table.tsx'

export interface WideTableProps<Row> {
  /** What the table shows; heard always, seen above it. */
  caption: string
  /** The first names the row. It stays in sight while the others move. */
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** Rows that sum up, set apart at the end. */
  totals?: readonly Row[]
}

/** A table of many columns. It scrolls in a box of its own, on the phone and the PC, and its first column stays. */
export function WideTable<Row>({ caption, columns, rows, totals }: WideTableProps<Row>) {
  const line = (row: Row, isTotal: boolean) => (
    <tr class={isTotal ? 'total' : undefined}>
      {columns.map((column, index) => {
        const value = column.cell(row)
        const shown = typeof value === 'number' ? formatNumber(value) : value
        return index === 0 ? (
          <th scope="row">{shown}</th>
        ) : (
          <td class={column.number ? 'number' : undefined}>{shown}</td>
        )
      })}
    </tr>
  )
  return (
    <div class="wide-table-frame">
      {/* What is read aloud stands in the table; this stays in sight however far the table is moved. */}
      <p class="wide-table-title" aria-hidden="true">
        {caption}
      </p>
      {/* The box takes the focus, so that it can be scrolled by keys. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a section would need a heading of its own. */}
      <div class="wide-table-box" role="region" aria-label={caption} tabindex={0}>
        <table class="wide-table">
          <caption class="sr-only">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" class={column.number ? 'number' : undefined}>
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => line(row, false))}
            {totals?.map((row) => line(row, true))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
