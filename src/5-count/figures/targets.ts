import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'
import type { Span } from '#platform/time'

/** What a unit is to reach in a span, in the unit of the indicator, and where it was set. */
export type Target = { amount: number; href?: string }

/** Targets that are asked for together. */
export type TargetsAsked = { unitIds: readonly string[]; codes: readonly string[]; span: Span }

/** Targets by unit and indicator; what has no target is missing. */
export type Targets = Map<string, Map<string, Target>>

type ProvideTargets = (db: Reader, asked: TargetsAsked) => Promise<Targets>

declare module '#platform/module' {
  interface Module {
    /** Targets of figures. The first module that has one for a unit and indicator is believed. */
    targets?: ProvideTargets
  }
}

/** The targets of some units, indicators and a span, from all who set any. */
export async function targetsOf(db: Reader, asked: TargetsAsked): Promise<Targets> {
  const targets: Targets = new Map()
  for (const provide of broughtTo('targets'))
    for (const [unitId, found] of await provide(db, asked))
      targets.set(unitId, new Map([...found, ...(targets.get(unitId) ?? [])]))
  return targets
}
