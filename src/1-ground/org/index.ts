/** The door of org: who there is, where each unit stands in both trees and when, and what became of it. */
export { addUnit } from './add-unit.ts'
export { unitsApi } from './api.ts'
export {
  type NewPlacement,
  type NewReorganisation,
  type NewUnit,
  type Tree,
  trees,
} from './entry.ts'
export { loadUnits } from './import/load-units.ts'
export { ChosenUnit, unitPages } from './pages/index.ts'
export {
  carriedOn,
  childrenOf,
  findUnits,
  kindsOf,
  linesOf,
  mostUnits,
  nameOf,
  pathOf,
  placesHeld,
  scopeOf,
  type UnitDetails,
  unitByCode,
  unitBySlug,
  unitOf,
} from './read.ts'
export type { Carried, FoundUnit, Kind, Named, PlaceHeld, Unit, UnitSearch } from './store.ts'
