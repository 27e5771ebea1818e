// A list that is searched, narrowed and read page by page.

import type { Child } from 'hono/jsx'
import { Card, EmptyState, Grid } from './blocks.tsx'
import { DataTable, type DataTableProps } from './data-table.tsx'
import { SearchForm } from './form.tsx'
import type { IconName } from './icon.tsx'
import { Pager } from './navigation.tsx'
import { WorkPage, type WorkPageProps } from './work-page.tsx'

export interface ListPageProps<Row>
  extends Omit<WorkPageProps, 'children'>,
    Pick<DataTableProps<Row>, 'rows'> {
  columns?: DataTableProps<Row>['columns']
  /** Instead of columns: each row as a card. */
  cardOf?: (row: Row) => Parameters<typeof Card>[0]
  /** What the table shows; the title when absent. */
  caption?: string
  /** The search box, with `<Choose>` filters in it. */
  search?: Parameters<typeof SearchForm>[0]
  /** What is said when there are no rows, and perhaps what to do. */
  empty: { title: string; help?: Child; action?: { href: string; label: string; icon?: IconName } }
  /** The next page: `nextHref(c, page.next)`. */
  nextHref: string | null
  /** Between the table and the next page: what the list leaves out. */
  foot?: Child
  /** Between the search and the table: tabs. */
  children?: Child
}

/** A working page whose matter is one list. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { caption, columns = [], cardOf, rows, search, empty, nextHref, foot, children, ...page } = props
  const nothing = (
    <EmptyState title={empty.title} {...(empty.action ? { action: empty.action } : {})}>
      {empty.help}
    </EmptyState>
  )
  return (
    <WorkPage {...page}>
      {search ? <SearchForm {...search} /> : null}
      {children}
      {cardOf === undefined ? (
        <DataTable
          caption={caption ?? page.title}
          quietCaption={caption === undefined}
          columns={columns}
          rows={rows}
          empty={nothing}
        />
      ) : rows.length === 0 ? (
        nothing
      ) : (
        <Grid size="normal">
          {rows.map((row) => (
            <Card level={2} {...cardOf(row)} />
          ))}
        </Grid>
      )}
      {foot}
      <Pager nextHref={nextHref} />
    </WorkPage>
  )
}
