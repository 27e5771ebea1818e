/** The door of org: who there is, where each unit stands in both trees and when, and what became of it. */
export type {
  NewPlacement,
  NewReorganisation,
  NewUnit,
  Tree,
} from './entry.ts'
export { loadUnits } from './import/load-units.ts'
export { org } from './module.ts'
export { ChosenUnit } from './pages/index.ts'
export {
  carriedOn,
  childrenOf,
  childrenWithin,
  findUnits,
  kindsOf,
  linesOf,
  linesToChoose,
  nameOf,
  pathOf,
  scopeOf,
  type UnitDetails,
  unitByCode,
  unitBySlug,
  unitOf,
} from './read.ts'
export { actingUnit } from './reorganise/store.ts'
export type { Carried, FoundUnit, Kind, Named, PlaceHeld, Unit, UnitSearch } from './store.ts'
export { unitAsked, unitNamed, unitParam } from './unit-asked.ts'
