import { type Actor, look, note, perform } from '#access'
import { indicatorsOf, numberRulesOf } from '#figures'
import { initiativeOf } from '#initiatives'
import { Problem } from '#platform/problem'
import { type Guide, targetsTyped } from './entry.ts'
import { guideOf, indicatorsFedBy, putGuide, putTargets, targetsOf } from './store.ts'

/** Writes how an initiative is done, for those who may do the same. @throws Problem `not_found_or_not_allowed` */
export async function writeGuide(actor: Actor, id: string, guide: Guide): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    await putGuide(tx, id, guide, actor.personId)
    note(tx, { initiative: id, steps: guide.steps.length })
  })
}

/**
 * Sets the targets of an initiative, in the place of all that it had. `typed` is the form as it arrived.
 * @throws Problem `not_found_or_not_allowed`, `form_has_faults`
 */
export async function setTargets(
  actor: Actor,
  id: string,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  const { unitId, kind } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    const known = new Map((await indicatorsOf(tx)).map((indicator) => [indicator.code, indicator]))
    const { targets, faults } = targetsTyped(typed, await indicatorsFedBy(tx, kind), (code) => {
      const indicator = known.get(code)
      return indicator ? numberRulesOf(indicator) : {}
    })
    if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })
    await putTargets(tx, id, targets, actor.personId)
    note(tx, { initiative: id, targets: targets.length })
  })
}

/** What is needed to write the guide and the targets of an initiative. @throws Problem `not_found_or_not_allowed` */
export async function formForGuide(actor: Actor, id: string) {
  const initiative = await initiativeOf(actor, id)
  return look(actor, 'initiative.propose', initiative.unitId, async (db) => {
    const known = new Map((await indicatorsOf(db)).map((indicator) => [indicator.code, indicator]))
    return {
      initiative,
      guide: await guideOf(db, id),
      targets: await targetsOf(db, id),
      indicators: (await indicatorsFedBy(db, initiative.kind)).flatMap((code) => known.get(code) ?? []),
    }
  })
}
