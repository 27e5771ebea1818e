import { type Indicator, spanFor } from '#figures'
import { Problem } from '#platform/problem'
import { boundFigures } from './package.ts'
import type { Exported } from './read-exported.ts'

/** A data value set as DHIS2 imports it, its items named by codes (`idScheme=CODE`). Numbers are strings there. */
export type DataValueSet = {
  dataSet: string
  period: string
  orgUnit: string
  /** Only of a report that is in force and has values: a draft completes nothing, and neither does an empty set. */
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

/** Rates and averages cannot be added; DHIS2 works them out itself from the figures of which they are made. */
const isQuotient = ({ formula }: Indicator): boolean => formula !== null && /percent\(|\//.test(formula)

/**
 * The figures of a report’s own unit and period for a DHIS2 server, each indicator once: `dataElement` is the code of the
 * indicator, `orgUnit` the official code of the unit, or our id where it has none. What lines and units beneath did, and
 * what serves a theme, is in these figures already, and goes not beside them. Rates and averages are left out.
 * @throws Problem `dhis2_has_no_such_period`
 */
export function toDataValueSet({ content, unit, frozen, indicators }: Exported): DataValueSet {
  const period = dhis2Period(content.period)
  if (period === undefined) throw new Problem('dhis2_has_no_such_period', { period: content.period })
  const orgUnit = unit.officialCode ?? unit.id
  const from = frozen
    ? `Lan Tỏa, ${content.unit.name}, ${frozen.symbol ?? ''} (${frozen.code})`
    : `Lan Tỏa, ${content.unit.name}, dự thảo`
  const quotients = new Set(indicators.filter(isQuotient).map(({ code }) => code))
  const dataValues = boundFigures(content.sections)
    .filter(
      ({ scope }) =>
        scope.unitId === content.unit.id &&
        scope.line === undefined &&
        scope.themeId === undefined &&
        scope.reach === undefined &&
        scope.period === content.period &&
        !quotients.has(scope.indicator),
    )
    .map(({ scope, amount, qualifier, shown, proven }) => ({
      dataElement: scope.indicator,
      period,
      orgUnit,
      value: String(amount),
      // A value is a bare number there: how exact it is goes into the comment.
      comment: [
        from,
        ...(qualifier ? [`số không chính xác: ${shown}`] : []),
        ...(proven === undefined ? [] : [`${proven}% có minh chứng`]),
      ].join('; '),
    }))
  return {
    dataSet: content.outline.code,
    period,
    orgUnit,
    ...(frozen && dataValues.length > 0 ? { completeDate: content.issuedOn } : {}),
    dataValues,
  }
}
