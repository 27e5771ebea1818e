/** The door of life: steps of things that go through states – who may take them, from where, and what follows. */
export { History, type HistoryEntry, StepForm } from './history.tsx'
export {
  type Brought,
  holdLiving,
  type Life,
  life,
  livingOf,
  stepsNow,
  takeStep,
  takeStepIn,
} from './life.ts'
export { leadsFrom, objectionTo, openSteps, type Step, stateAfter, type Taken } from './rules.ts'
