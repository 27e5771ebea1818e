import { randomBytes } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { indicatorOf, unitAt } from '#figures'
import { kindsOf } from '#kinds'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { encrypted } from '#platform/secret'
import { commitmentTo } from './draw.ts'
import type { Plan } from './entry.ts'
import { insertSpotCheck } from './store.ts'

/**
 * Plans a spot check: what is checked, how surely and how closely. The seed of the draw is made now and sealed; its hash is
 * published at once, so that nobody, the inspector least of all, can choose the sample.
 * @returns the id of the check.
 * @throws Problem `not_found_or_not_allowed`, `indicator_is_unknown`, `spot_check_kind_is_unknown`,
 *   `spot_check_cannot_count`, and those of its constraints
 */
export async function planSpotCheck(actor: Actor, plan: Plan): Promise<string> {
  const unit = await look(actor, 'spotcheck.plan', null, async (db) => {
    const indicator = await indicatorOf(db, plan.indicator)
    if (indicator.rule !== 'sum' && indicator.rule !== 'stock')
      throw new Problem('spot_check_cannot_count', {}, { field: 'indicator' })
    if (plan.kind !== null && !(await kindsOf(db)).some(({ code }) => code === plan.kind))
      throw new Problem('spot_check_kind_is_unknown', {}, { field: 'kind' })
    return unitAt(db, plan.unit)
  })
  return perform(actor, 'spotcheck.plan', unit.id, async (tx) => {
    const { unit: _, ...rest } = plan
    const id = newId()
    const seed = randomBytes(32).toString('hex')
    const commitment = commitmentTo(seed)
    await insertSpotCheck(tx, {
      ...rest,
      id,
      unitId: unit.id,
      commitment,
      sealedSeed: encrypted(seed),
      plannedBy: actor.personId,
    })
    note(tx, { check: id, commitment })
    return id
  })
}
