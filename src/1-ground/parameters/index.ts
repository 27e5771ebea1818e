export { officialLayout, officialLayouts } from './layouts.ts'
export {
  type DocumentType,
  documentTypes,
  type IssuingSystem,
  issuingSystems,
  type NumberingRules,
  numberingRulesOf,
} from './numbering.ts'
