export { officialLayout, officialLayouts } from './layouts.ts'
