import { type Actor, note, perform } from '#access'
import { freeSlug, initiativeOf, insertLife } from '#initiatives'
import { currentForm } from '#kinds'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { targetTakenOver } from '../guide/rules.ts'
import { guideOf, putGuide, putTargets, targetsOf } from '../guide/store.ts'
import type { CopyEntry } from './entry.ts'
import { canBeCopied } from './rules.ts'
import { insertCopy } from './store.ts'

/**
 * Does in one's own unit what another one does (nhân rộng): proposes an initiative of the same kind with its form, its
 * guide and its targets, which the unit then fits to itself. The link to where it came from stays for good.
 * @returns the id of the new initiative.
 * @throws Problem `not_found_or_not_allowed`, `initiative_name_is_taken_here`, `initiative_is_not_to_be_copied_yet`
 */
export async function replicateInitiative(
  actor: Actor,
  sourceId: string,
  entry: CopyEntry,
  day: Day = today(),
): Promise<string> {
  const source = await initiativeOf(actor, sourceId)
  if (!canBeCopied(source.state)) throw new Problem('initiative_is_not_to_be_copied_yet')
  return perform(actor, 'initiative.propose', entry.unitId, async (tx) => {
    const form = await currentForm(tx, source.kind)
    if (!form) throw new Problem('initiative_kind_has_no_form')
    const id = newId()
    await insertCopy(tx, {
      ...entry,
      id,
      slug: await freeSlug(tx, entry.name),
      kind: source.kind,
      copiedFrom: sourceId,
      formId: form.id,
      personId: actor.personId,
    })
    await insertLife(tx, id, {
      event: 'proposed',
      day,
      document: null,
      note: null,
      unitId: null,
      personId: actor.personId,
    })
    const guide = await guideOf(tx, sourceId)
    if (guide) await putGuide(tx, id, guide, actor.personId)
    const targets = await targetsOf(tx, sourceId)
    await putTargets(
      tx,
      id,
      targets.map((target) => targetTakenOver(target, source.startedOn, day)),
      actor.personId,
    )
    note(tx, { initiative: id, copiedFrom: sourceId, kind: source.kind })
    return id
  })
}
