import { Hono } from 'hono'
import { importPages, PlannedRows } from '#imports'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import { addDays } from '#platform/time'
import type { Env } from '#platform/web'
import { Facts } from '#ui'
import type { UnitColumn } from '../entry.ts'
import { emptyTable, exportUnits } from '../import/export-units.ts'
import { type UnitsPlan, unitImport } from '../import/import-units.ts'
import type { Changed, PlannedPlace } from '../import/rules.ts'
import { formForAdding } from '../read-pages.ts'
import { address, daysOf, named } from './words.tsx'

/** Units into a file, and from a file. */
export const exchangePages = new Hono<Env>()
  .get(`${address.list}/xuat.xlsx`, async (c) =>
    c.body(await exportUnits(c.var.actor, 'xlsx'), 200, spreadsheetHeaders('don-vi.xlsx')),
  )
  .get(`${address.list}/xuat.csv`, async (c) =>
    c.body(await exportUnits(c.var.actor, 'csv'), 200, spreadsheetHeaders('don-vi.csv')),
  )
  .route(
    '/',
    importPages({
      of: unitImport,
      at: address.import,
      words: 'org.import',
      head: async (c) => {
        await formForAdding(c.var.actor, undefined)
        return { crumbs: [{ href: address.list, label: t('org.list.title') }] }
      },
      headingOf: columnName,
      shown: (plan) => <Planned {...plan} />,
      to: ({ added, changed }) => `${address.list}?da=nhap&moi=${added}&doi=${changed}`,
      template: { name: 'mau-don-vi.xlsx', bytes: () => emptyTable() },
    }),
  )

function columnName(column: UnitColumn): string {
  return t(`org.column.${column}`)
}

const Planned = ({ added, changed, unchanged, kinds }: UnitsPlan) => (
  <>
    <Facts
      items={[
        { label: t('org.import.added'), value: formatNumber(added.length) },
        { label: t('org.import.changed'), value: formatNumber(changed.length) },
        { label: t('org.import.unchanged'), value: formatNumber(unchanged) },
      ]}
    />
    <PlannedRows
      title={t('org.import.added')}
      rows={added}
      columns={[
        { head: t('org.column.name'), cell: ({ unit }) => unit.name },
        { head: t('org.column.kind'), cell: ({ unit }) => named(kinds, unit.kind) },
        { head: t('org.column.officialCode'), cell: ({ unit }) => unit.officialCode ?? '' },
        { head: t('org.unit.beneath'), cell: ({ places }) => parentsOf(places) },
        { head: t('org.days.title'), cell: ({ unit }) => daysOf(unit) },
      ]}
    />
    <PlannedRows
      title={t('org.import.changed')}
      rows={changed}
      columns={[
        { head: t('org.column.name'), cell: ({ unit }) => unit.name },
        { head: t('org.import.what_changes'), cell: (one) => <Changes one={one} kinds={kinds} /> },
      ]}
    />
  </>
)

const parentsOf = (places: readonly PlannedPlace[]): string =>
  [...new Set(places.map(({ parentName }) => parentName))].join(', ')

function Changes({ one: { changes, places }, kinds }: { one: Changed; kinds: UnitsPlan['kinds'] }) {
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
