import type { Reader, Tx } from '#platform/database'
import { checkFormulas, parseFormula } from '#platform/formula'
import { firstFree } from '#platform/plain-text'
import { codesLike, type IndicatorRow, indicatorsNamed, indicatorsOf, insertDraftIndicator } from './store.ts'

export {
  deleteDraftIndicators,
  firstDaysOf,
  indicatorsNamed,
  moveFirstDay,
  startCounting,
} from './store.ts'

/** A code that no indicator has: the given one, with a number where it is taken. */
export const freeIndicatorCode = async (db: Reader, wanted: string): Promise<string> =>
  firstFree(wanted, new Set(await codesLike(db, wanted)), '_')

/**
 * Sets up an indicator of a unit with a form that is still a draft: nobody sees it and nothing can be posted to it before
 * `startCounting`. `beside` are codes of other drafts that its formula may name.
 * @throws Problem of `parseFormula` and `checkFormulas`
 */
export async function draftIndicator(
  tx: Tx,
  row: Omit<IndicatorRow, 'position'> & { unitId: string },
  beside: readonly string[] = [],
): Promise<void> {
  if (row.formula !== undefined) {
    const known = [...(await indicatorsOf(tx)), ...(await indicatorsNamed(tx, beside))]
    const others = known.filter(({ code }) => code !== row.code)
    checkFormulas([
      ...others.map(({ code, unitVi, formula }) => ({
        code,
        unit: unitVi,
        formula: formula === null ? null : parseFormula(formula),
      })),
      { code: row.code, unit: row.unit_vi, formula: parseFormula(row.formula) },
    ])
  }
  await insertDraftIndicator(tx, row)
}
