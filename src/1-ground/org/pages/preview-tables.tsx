import { formatDay, formatNumber, t } from '#platform/i18n'
import { addDays } from '#platform/time'
import { AsItWasRead, DataTable, Facts, RowProblems, Section } from '#ui'
import type { UnitColumn } from '../entry.ts'
import type { Preview } from '../import/import-units.ts'
import type { Changed, PlannedPlace } from '../import/rules.ts'
import { address, daysOf, named } from './words.tsx'

/** More rows than that nobody reads on a page; the counts say how many there are. */
const mostShown = 200

/** What a file would do: notices, counts, then problems by row and column, or what is new and what changes. */
export function PreviewTables({ preview }: { preview: Preview }) {
  const { plan, notices, kinds, reading, importId } = preview
  const action = importId && `${address.import}/${importId}/chon`
  const told = <AsItWasRead reading={reading} notices={notices} action={action} />
  if (plan.problems.length > 0)
    return (
      <>
        {told}
        <RowProblems problems={plan.problems} headingOf={columnName} />
      </>
    )
  return (
    <>
      {told}
      <Facts
        items={[
          { label: t('org.import.added'), value: formatNumber(plan.added.length) },
          { label: t('org.import.changed'), value: formatNumber(plan.changed.length) },
          { label: t('org.import.unchanged'), value: formatNumber(plan.unchanged) },
        ]}
      />
      {plan.added.length > 0 ? (
        <Section title={captionOf('org.import.added', plan.added.length)}>
          <DataTable
            caption={t('org.import.added')}
            quietCaption
            columns={[
              { head: t('org.column.name'), cell: ({ unit }) => unit.name },
              { head: t('org.column.kind'), cell: ({ unit }) => named(kinds, unit.kind) },
              { head: t('org.column.officialCode'), cell: ({ unit }) => unit.officialCode ?? '' },
              { head: t('org.unit.beneath'), cell: ({ places }) => parentsOf(places) },
              { head: t('org.days.title'), cell: ({ unit }) => daysOf(unit) },
            ]}
            rows={plan.added.slice(0, mostShown)}
          />
        </Section>
      ) : null}
      {plan.changed.length > 0 ? (
        <Section title={captionOf('org.import.changed', plan.changed.length)}>
          <DataTable
            caption={t('org.import.changed')}
            quietCaption
            columns={[
              { head: t('org.column.name'), cell: ({ unit }: Changed) => unit.name },
              {
                head: t('org.import.what_changes'),
                cell: (one: Changed) => <Changes one={one} kinds={kinds} />,
              },
            ]}
            rows={plan.changed.slice(0, mostShown)}
          />
        </Section>
      ) : null}
    </>
  )
}

/** More problems or rows than are shown: the heading says so. */
const captionOf = (key: string, count: number): string =>
  count > mostShown ? `${t(key)} – ${t('org.import.first_only', { shown: mostShown, count })}` : t(key)

const columnName = (column: UnitColumn): string => t(`org.column.${column}`)

const parentsOf = (places: readonly PlannedPlace[]): string =>
  [...new Set(places.map(({ parentName }) => parentName))].join(', ')

function Changes({ one: { changes, places }, kinds }: { one: Changed; kinds: Preview['kinds'] }) {
  const shown = (column: UnitColumn, value: string | null): string => {
    if (value === null) return t('org.import.blank')
    if (column === 'kind') return named(kinds, value) ?? value
    if (column === 'validFrom') return formatDay(value)
    return column === 'validTo' ? formatDay(addDays(value, -1)) : value
  }
  return (
    <ul>
      {changes.map(({ column, from, to }) => (
        <li>
          {columnName(column)}: {shown(column, from)} → <strong>{shown(column, to)}</strong>
        </li>
      ))}
      {places.map(({ tree, parentName, validFrom }) => (
        <li>
          {columnName(tree === 'area' ? 'areaParent' : 'lineParent')}: <strong>{parentName}</strong>{' '}
          {t('org.import.from_day', { day: formatDay(validFrom) })}
        </li>
      ))}
    </ul>
  )
}
