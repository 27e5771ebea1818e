export { officialLayout, officialLayouts } from './layouts.ts'
export { outcomesAreToldFrom } from './pledges.ts'
