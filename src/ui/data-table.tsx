import type { Child } from 'hono/jsx'
import { formatNumber } from '#platform/i18n'

export interface Column<Row> {
  head: string
  /** Text, or a number (grouped the Vietnamese way by itself). */
  cell: (row: Row) => Child
  /** Numbers stand at the right, one under the other. */
  number?: boolean
  /** The column that names the row: its heading, and the card's title on the phone. The first when none says so. */
  title?: boolean
}

export interface DataTableProps<Row> {
  /** What the table shows; heard always, seen unless `quietCaption`. */
  caption: string
  quietCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** The sums, shown as a last row. */
  total?: Row
  /** Instead of the table when there are no rows: an `EmptyState`. */
  empty?: Child
}

/** A table on a PC, a list of cards on the phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>
  const titleAt = Math.max(
    0,
    props.columns.findIndex((column) => column.title),
  )
  const line = (row: Row, isTotal: boolean) => (
    <tr class={isTotal ? 'total' : undefined}>
      {props.columns.map((column, index) => {
        const value = column.cell(row)
        const shown = typeof value === 'number' ? formatNumber(value) : value
        return index === titleAt ? (
          <th scope="row">{shown}</th>
        ) : (
          <td class={column.number ? 'number' : undefined} data-label={column.head}>
            {shown}
          </td>
        )
      })}
    </tr>
  )
  return (
    <table class="table">
      <caption class={props.quietCaption ? 'sr-only' : undefined}>{props.caption}</caption>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th scope="col" class={column.number ? 'number' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => line(row, false))}
        {props.total ? line(props.total, true) : null}
      </tbody>
    </table>
  )
}
