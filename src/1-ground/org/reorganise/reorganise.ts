import { type Actor, asSystem, look, note, perform } from '#access'
import type { Reader } from '#platform/database'
import { type DayPlace, readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { carryOut } from './carry-out.ts'
import { type Decision, unitsNamedBy } from './entry.ts'
import { decisionsAfter, decisionWithSteps, markUndone, putNames, type Step, takeBack } from './store.ts'
import { type Touched, touchedBy } from './touched.ts'

/** What a decision does and touches, before it is made. */
export type Preview = { steps: Step[]; touched: Touched[] }

/**
 * Makes a decision on units: everything it changes in one transaction, with its document and day. Making it again
 * changes nothing. Whoever decides must manage every unit that it names.
 * @throws Problem see `carryOut`
 */
export function reorganise(actor: Actor, decision: Decision): Promise<void> {
  return perform(actor, 'unit.manage', unitsNamedBy(decision).about[0] ?? null, async (tx) => {
    const steps = await carryOut(tx, decision)
    note(tx, { decision: decision.id, kind: decision.kind, steps: steps.length })
  })
}

/** Carries the preview out of a transaction that must not be kept. */
class Seen extends Error {
  readonly preview: Preview
  constructor(preview: Preview) {
    super('preview')
    this.preview = preview
  }
}

/**
 * What a decision would change, step by step, and what stands with the units it is about: it is carried out in a
 * transaction that is taken back, so nothing can be refused later that was not refused here.
 * @throws Problem as `reorganise`
 */
export async function previewReorganisation(actor: Actor, decision: Decision): Promise<Preview> {
  const { about } = unitsNamedBy(decision)
  try {
    return await perform(actor, 'unit.manage', about[0] ?? null, async (tx) => {
      const touched = await touchedBy(tx, about)
      throw new Seen({ steps: await carryOut(tx, decision), touched })
    })
  } catch (fault) {
    if (fault instanceof Seen) return fault.preview
    throw fault
  }
}

/**
 * Takes a decision back whose day has not come: every unit and place is as it was before. The decision is kept, marked.
 * @throws Problem `not_found_or_not_allowed`, `reorganisation_is_in_force`, `reorganisation_is_undone_already`, `reorganisation_is_built_upon`
 */
export async function undoReorganisation(actor: Actor, id: string): Promise<void> {
  const { about } = await decisionOf(actor, id)
  await perform(actor, 'unit.manage', about[0] ?? null, async (tx) => {
    const found = await decisionWithSteps(tx, id)
    if (!found) throw new Problem('not_found_or_not_allowed')
    if (found.isUndone) throw new Problem('reorganisation_is_undone_already')
    if (found.day <= today()) throw new Problem('reorganisation_is_in_force')
    if (!found.mayUndo) throw new Problem('not_found_or_not_allowed')
    try {
      await takeBack(tx, id, found.steps)
    } catch (fault) {
      // A unit that it made has people, initiatives or units of its own by now.
      if (fault instanceof Error && 'code' in fault && fault.code === '23503')
        throw new Problem('reorganisation_is_built_upon')
      throw fault
    }
    if (!(await markUndone(tx, id, actor.personId))) throw new Problem('not_found_or_not_allowed')
    note(tx, { undone: id })
  })
}

/** Decisions on units, newest day first. Who may read units may read them. */
export const decisionList = (actor: Actor, after: DayPlace | undefined) =>
  look(actor, 'unit.read', null, (db) =>
    readPage(
      50,
      (limit) => decisionsAfter(db, after, limit),
      ({ day, id }) => ({ day, id }),
    ),
  )

/** One decision and what it changed. @throws Problem `not_found_or_not_allowed` */
export const decisionOf = (actor: Actor, id: string) =>
  look(actor, 'unit.read', null, (db) => readDecision(db, id))

async function readDecision(db: Reader, id: string) {
  const found = await decisionWithSteps(db, id)
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** Gives units the new names whose day has come. */
export const putNamesInPlace = (): Promise<number> => asSystem('system.names', putNames)
