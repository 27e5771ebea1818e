/**
 * The language in which a derived indicator is written: `percent(attended, invited)`, `organic_waste_kg / households`.
 * Text → `parseFormula` → `checkFormulas` (all together, when one changes) → `evaluateFormula`, after the roll-up.
 */

export { checkFormulas } from './formula/check.ts'
export { type CountedTotal, type DerivedFigure, evaluateFormula } from './formula/evaluate.ts'
export { codesOf, type Formula, parseFormula } from './formula/parse.ts'
export { qualifierOfFormula } from './formula/precision.ts'
export { formulaInWords } from './formula/words.ts'
