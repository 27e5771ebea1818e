import { note } from '#access'
import type { Reader, Tx } from '#platform/database'
import { neededFor } from '../derive.ts'
import { spanFor } from '../read.ts'
import { figuresOfUnits, indicatorOf } from '../read-figure.ts'
import { answeringFor } from '../roll-up/store.ts'
import { noFigure } from '../rules.ts'
import { indicatorsOf, type Scope } from '../store.ts'
import { insertReading, momentNow, type Reading } from './store.ts'

/**
 * Reads a figure of a unit so that its difference to any other reading can be told later: its levels, its rule and the
 * moment. `db` must see one snapshot, as that of `look` does.
 * @throws Problem `indicator_is_unknown`, `period_is_malformed`, `days_are_archived`
 */
export async function takeReading(
  db: Reader,
  scope: Extract<Scope, { unitId: string }>,
  code: string,
  period: string,
): Promise<Reading> {
  const span = spanFor(period)
  const indicator = await indicatorOf(db, code)
  const basis = scope.basis ?? 'today'
  const indicators = neededFor([indicator], await indicatorsOf(db))
  const read = await figuresOfUnits(db, { unitIds: [scope.unitId], indicators, span, scope })
  const figures = read.get(scope.unitId)
  return {
    unitId: scope.unitId,
    indicator: code,
    line: scope.line ?? null,
    themeId: scope.themeId ?? null,
    basis,
    period,
    span,
    moment: await momentNow(db, await answeringFor(db, [scope.unitId], basis)),
    rule: indicator.rule,
    formulas: Object.fromEntries(
      indicators.flatMap(({ code: each, formula }) => (formula === null ? [] : [[each, formula]])),
    ),
    shown: Object.fromEntries(indicators.map((each) => [each.code, figures?.get(each.code) ?? noFigure()])),
  }
}

/**
 * Keeps a reading, in the transaction of whatever relies on it: a link that shares it, a report that is frozen.
 * @returns its id.
 */
export async function keepReading(tx: Tx, reading: Reading, keptBy: string | null): Promise<string> {
  const id = await insertReading(tx, reading, keptBy)
  note(tx, { reading: id, indicator: reading.indicator, period: reading.period })
  return id
}
