import { type Actor, look } from '#access'
import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'
import { rootsManaged } from './store.ts'

/** One step of setting up a locality. Its words are `beginning.step.…` and `beginning.step.…_help`. */
type FirstStep = { key: string; at: string; isDone(db: Reader, roots: readonly string[]): Promise<boolean> }

declare module '#platform/module' {
  interface Module {
    /** What an administrator sets up first, and whether it is done: `roots` are the areas that they manage as a whole. */
    firstSteps?: readonly FirstStep[]
  }
}

/** The steps for an administrator of a whole locality, with what is done; empty for everybody else, and once all is done. */
export const firstStepsOf = (actor: Actor): Promise<{ key: string; at: string; isDone: boolean }[]> =>
  look(actor, 'unit.read', null, async (db) => {
    const roots = await rootsManaged(db)
    if (roots.length === 0) return []
    const steps = []
    for (const { key, at, isDone } of broughtTo('firstSteps').flat())
      steps.push({ key, at, isDone: await isDone(db, roots) })
    return steps.every(({ isDone }) => isDone) ? [] : steps
  })
