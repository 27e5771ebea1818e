/** The door of imports: one way in which tables are chosen, previewed and confirmed. */
export { type Confirmation, defineImport, type ImportPreview, type Judged, type NewFile } from './define.ts'
export { imports } from './module.ts'
export { importPages } from './pages.tsx'
export { ChooseFile, PlannedRows, RefusedFile } from './parts.tsx'
export { plainName, unitFinder } from './units-named.ts'
export type { UnitMeant } from './units-store.ts'
