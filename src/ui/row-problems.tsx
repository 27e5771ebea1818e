import { sentenceOf, t } from '#platform/i18n'
import type { ProblemParams } from '#platform/problem'
import { DataTable } from './data-table.tsx'

/** More than that nobody reads on a page. */
const mostShown = 200

/**
 * What is wrong in a table that was brought, row by row, as the rows are numbered in a spreadsheet program. `headingOf` gives
 * the heading of a column.
 */
export function RowProblems<Column extends string>(props: {
  problems: readonly {
    row: number
    column?: Column | null
    code: string
    params?: ProblemParams | undefined
  }[]
  headingOf?: (column: Column) => string
}) {
  const { problems, headingOf } = props
  const count = problems.length
  return (
    <DataTable
      caption={
        count > mostShown
          ? t('ui.rows.first_only', { shown: mostShown, count })
          : t('ui.rows.problems', { count })
      }
      rows={problems.slice(0, mostShown)}
      columns={[
        {
          head: t('ui.rows.row'),
          title: true,
          cell: (one) => t('ui.rows.row_number', { row: String(one.row) }),
        },
        ...(headingOf
          ? [
              {
                head: t('ui.rows.column'),
                cell: (one: (typeof problems)[number]) => (one.column ? headingOf(one.column) : ''),
              },
            ]
          : []),
        { head: t('ui.rows.what_is_wrong'), cell: (one) => sentenceOf(one) },
      ]}
    />
  )
}
