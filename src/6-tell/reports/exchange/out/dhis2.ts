import { spanFor } from '#figures'
import { Problem } from '#platform/problem'
import { boundFigures } from './package.ts'
import type { Exported } from './read-exported.ts'

/** A data value set as DHIS2 imports it, its items named by codes (`idScheme=CODE`). Numbers are strings there. */
export type DataValueSet = {
  dataSet: string
  period: string
  orgUnit: string
  /** Only of a report that is in force: a draft completes nothing. */
  completeDate?: string
  dataValues: { dataElement: string; period: string; orgUnit: string; value: string; comment: string }[]
}

/**
 * The code by which DHIS2 calls a period: `202406`, `2024Q2`, `2024S1`, `2024`. Undefined where it has none: several
 * years, nine months, and months with a cut-off of their own, whose days are not those of the calendar's.
 */
export function dhis2Period(period: string): string | undefined {
  const { from, until } = spanFor(period)
  if (!from.endsWith('-01') || !until.endsWith('-01')) return undefined
  const [year, first] = [from.slice(0, 4), Number(from.slice(5, 7))]
  const count = (Number(until.slice(0, 4)) - Number(year)) * 12 + Number(until.slice(5, 7)) - first
  if (count === 1) return from.slice(0, 7).replace('-', '')
  if (count === 3 && first % 3 === 1) return `${year}Q${(first + 2) / 3}`
  if (count === 6 && first % 6 === 1) return `${year}S${(first + 5) / 6}`
  return count === 12 && first === 1 ? year : undefined
}

/**
 * The figures of a report’s own unit and period for a DHIS2 server, each indicator once: `dataElement` is the code of the
 * indicator, `orgUnit` the official code of the unit, or our id where it has none. What lines and units beneath did, and
 * what serves a theme, is in these figures already, and goes not beside them.
 * @throws Problem `dhis2_has_no_such_period`
 */
export function toDataValueSet({ content, unit, frozen }: Exported): DataValueSet {
  const period = dhis2Period(content.period)
  if (period === undefined) throw new Problem('dhis2_has_no_such_period', { period: content.period })
  const orgUnit = unit.officialCode ?? unit.id
  const from = frozen
    ? `Lan Tỏa, ${content.unit.name}, ${frozen.symbol ?? ''} (${frozen.code})`
    : `Lan Tỏa, ${content.unit.name}, dự thảo`
  return {
    dataSet: content.outline.code,
    period,
    orgUnit,
    ...(frozen ? { completeDate: content.issuedOn } : {}),
    dataValues: boundFigures(content.sections)
      .filter(
        ({ scope }) =>
          scope.unitId === content.unit.id &&
          scope.line === undefined &&
          scope.themeId === undefined &&
          scope.period === content.period,
      )
      .map(({ scope, amount, proven }) => ({
        dataElement: scope.indicator,
        period,
        orgUnit,
        value: String(amount),
        comment: proven === undefined ? from : `${from}; ${proven}% có minh chứng`,
      })),
  }
}
