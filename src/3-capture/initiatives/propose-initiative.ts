import { type Actor, note, perform } from '#access'
import { currentForm, isUsable } from '#kinds'
import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import type { Proposal, Wording } from './entry.ts'
import { initiativeOf } from './read.ts'
import { insertInitiative, insertLife, slugsTaken, updateWording } from './store.ts'

/**
 * Proposes an initiative in a unit. It is seen by its unit only, until it is registered.
 * @returns the id of the initiative.
 * @throws Problem `not_found_or_not_allowed`, `initiative_name_is_taken_here`, `initiative_kind_has_no_form`,
 *   `initiative_kind_is_of_another_unit`
 */
export function proposeInitiative(actor: Actor, entry: Proposal, day: Day = today()): Promise<string> {
  return perform(actor, 'initiative.propose', entry.unitId, async (tx) => {
    if (!(await currentForm(tx, entry.kind)))
      throw new Problem('initiative_kind_has_no_form', {}, { field: 'kind' })
    if (!(await isUsable(tx, entry.kind, entry.unitId)))
      throw new Problem('initiative_kind_is_of_another_unit', {}, { field: 'kind' })
    const id = newId()
    await insertInitiative(tx, {
      ...entry,
      id,
      slug: await freeSlug(tx, entry.name),
      personId: actor.personId,
    })
    const step = { document: null, note: null, unitId: null, personId: actor.personId }
    await insertLife(tx, id, { event: 'proposed', day, ...step })
    note(tx, { initiative: id, kind: entry.kind })
    return id
  })
}

/** Words name and summary of an initiative anew. @throws Problem `not_found_or_not_allowed`, `initiative_name_is_taken_here` */
export async function rewordInitiative(actor: Actor, id: string, entry: Wording): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    await updateWording(tx, id, entry)
    note(tx, { initiative: id })
  })
}

/** A friendly address that nobody has yet: the name, and a number where several have that name. */
export async function freeSlug(tx: Tx, name: string): Promise<string> {
  const [slug = ''] = await freeSlugs(tx, [name])
  return slug
}

/** The same for many at once: each gets an address of its own. */
export async function freeSlugs(tx: Tx, names: readonly string[]): Promise<string[]> {
  const wanted = names.map((name) => slugOf(name) || 'mo-hinh')
  const taken = await slugsTaken(tx, [...new Set(wanted)])
  const last = new Map<string, number>()
  return wanted.map((slug) => {
    // Numbers go on from the last one: five hundred of one name are not tried from two on each time.
    let number = last.get(slug) ?? 1
    let free = number === 1 ? slug : `${slug}-${number}`
    while (taken.has(free)) {
      number += 1
      free = `${slug}-${number}`
    }
    taken.add(free)
    last.set(slug, number)
    return free
  })
}
