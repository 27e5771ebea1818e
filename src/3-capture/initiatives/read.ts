import { type Action, type Actor, look, mayAnywhere, mayIn, unitsToAct } from '#access'
import { currentForm, kindsOf, kindsToStart } from '#kinds'
import { linesOf, unitOf } from '#org'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { hostsAsked } from './hosts/store.ts'
import { nextStates } from './rules.ts'
import { findInitiative, type Initiative, initiativesMatching, lifeOf, type Search } from './store.ts'

/** One initiative. @throws Problem `not_found_or_not_allowed` */
export async function initiativeOf(actor: Actor, id: string): Promise<Initiative> {
  const found = isId(id)
    ? await look(actor, 'initiative.read', null, (db) => findInitiative(db, id))
    : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** One page of the registry, and where the next one begins. */
export const registry = (actor: Actor, search: Search) =>
  look(actor, 'initiative.read', null, async (db) => {
    const page = await readPage(
      search.limit,
      (limit) => initiativesMatching(db, { ...search, limit }),
      ({ name, id }) => ({ name, id }),
    )
    return {
      ...page,
      kinds: await kindsOf(db),
      lines: await linesOf(db),
      under: search.under ? await unitOf(db, search.under) : undefined,
      mayPropose: await mayAnywhere(db, 'initiative.propose'),
    }
  })

/** What is needed to propose an initiative: the kinds, and the units in which the person may. */
export const formForProposing = (actor: Actor) =>
  look(actor, 'initiative.read', null, async (db) => ({
    kinds: await kindsToStart(db),
    units: await unitsToAct(db, 'initiative.propose'),
  }))

/** An initiative with its life, and what this person may do with it. @throws Problem `not_found_or_not_allowed` */
export const initiativeWithLife = async (actor: Actor, id: string, chosenUnit = '') => {
  const initiative = await initiativeOf(actor, id)
  return look(actor, 'initiative.read', null, async (db) => {
    const isIn = (action: Action) => mayIn(db, action, initiative.unitId)
    return {
      initiative,
      /** The unit that was chosen to be named as a host beside. */
      chosen: isId(chosenUnit) ? await unitOf(db, chosenUnit) : undefined,
      /** Units that were named and have not spoken; who may not see that reads none. */
      asked: await hostsAsked(db, id),
      life: await lifeOf(db, id),
      next: nextStates(initiative.state),
      may: {
        reword: await isIn('initiative.propose'),
        decide: await isIn('initiative.decide'),
        record: await isIn('activity.record'),
      },
    }
  })
}

/** All kinds with the questions that are asked now. */
export const kindsWithForms = (actor: Actor) =>
  look(actor, 'initiative.read', null, async (db) => {
    const kinds = []
    for (const kind of await kindsOf(db)) {
      const form = await currentForm(db, kind.code)
      if (form) kinds.push({ ...kind, formId: form.id, fields: form.fields })
    }
    return kinds
  })
