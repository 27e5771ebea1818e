import type { Reader } from '#platform/database'
import type { Span } from '#platform/time'

/** What a unit is to reach in a span, in the unit of the indicator, and where it was set. */
export type Target = { amount: number; href?: string }

/** Targets that are asked for together. */
export type TargetsAsked = { unitIds: readonly string[]; codes: readonly string[]; span: Span }

/** Targets by unit and indicator; what has no target is missing. */
export type Targets = Map<string, Map<string, Target>>

type Provide = (db: Reader, asked: TargetsAsked) => Promise<Targets>

const providers: Provide[] = []

/**
 * Says where targets come from. Modules that set targets stand above this one, so they bring them here instead of being
 * asked for them. The first that has a target for a unit and indicator is believed. @returns a function that takes it back.
 */
export function provideTargets(provide: Provide): () => void {
  providers.push(provide)
  return () => {
    providers.splice(providers.indexOf(provide), 1)
  }
}

/** The targets of some units, indicators and a span, from all who set any. */
export async function targetsOf(db: Reader, asked: TargetsAsked): Promise<Targets> {
  const targets: Targets = new Map()
  for (const provide of providers)
    for (const [unitId, found] of await provide(db, asked))
      targets.set(unitId, new Map([...found, ...(targets.get(unitId) ?? [])]))
  return targets
}
