// biome-ignore-all lint/a11y/noRedundantRoles: a table whose display is changed on the phone loses its roles in some browsers.
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
    <tr role="row" class={isTotal ? 'total' : undefined}>
      {props.columns.map((column, index) => {
        const value = column.cell(row)
        const shown = typeof value === 'number' ? formatNumber(value) : value
        return index === titleAt ? (
          <th role="rowheader" scope="row">
            {shown}
          </th>
        ) : (
          <td role="cell" class={column.number ? 'number' : undefined} data-label={column.head}>
            {shown}
          </td>
        )
      })}
    </tr>
  )
  return (
    <table class="table" role="table">
      <caption class={props.quietCaption ? 'sr-only' : undefined}>{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {props.columns.map((column) => (
            <th role="columnheader" scope="col" class={column.number ? 'number' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map((row) => line(row, false))}
        {props.total ? line(props.total, true) : null}
      </tbody>
    </table>
  )
}
