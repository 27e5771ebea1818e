import { formatDay, t } from '#platform/i18n'
import { addDays } from '#platform/time'
import { nameOf } from '../read.ts'
import type { Kind, Named, Unit } from '../store.ts'

/** The addresses of the pages of units. */
export const address = {
  list: '/quan-ly/don-vi',
  add: '/quan-ly/don-vi/them',
  import: '/quan-ly/don-vi/nhap',
  unit: (id: string) => `/quan-ly/don-vi/${id}`,
}

/** The days on which something stands, as people say it; the last day counts. */
export function daysOf({ validFrom, validTo }: { validFrom: string; validTo: string | null }): string {
  const from = formatDay(validFrom)
  return validTo === null
    ? t('org.days.open', { from })
    : t('org.days.closed', { from, to: formatDay(addDays(validTo, -1)) })
}

/** The name that belongs to a code. */
export const named = (all: readonly (Kind | Named)[], code: string | null): string | null => {
  const found = all.find((one) => one.code === code)
  return found ? nameOf(found) : code
}

/** The columns that every table of units has. */
export const unitColumns = (kinds: readonly Kind[], lines: readonly Named[]) => [
  {
    head: t('org.column.name'),
    cell: (unit: Unit) => <a href={address.unit(unit.id)}>{unit.name}</a>,
    title: true,
  },
  { head: t('org.column.kind'), cell: (unit: Unit) => named(kinds, unit.kind) },
  { head: t('org.column.line'), cell: (unit: Unit) => named(lines, unit.line) ?? '' },
  { head: t('org.column.officialCode'), cell: (unit: Unit) => unit.officialCode ?? '' },
  { head: t('org.days.title'), cell: (unit: Unit) => daysOf(unit) },
]
