/**
 * The language in which a derived indicator is written: `percent(attended, invited)`, `organic_waste_kg / households`.
 * Text → `parseFormula` → `checkFormulas` (all together, when one changes) → `evaluateFormula`, after the roll-up.
 */

export { checkFormulas } from './check.ts'
export { type CountedTotal, type DerivedFigure, evaluateFormula } from './evaluate.ts'
export { codesOf, type Formula, parseFormula } from './parse.ts'
export { formulaInWords } from './words.ts'
