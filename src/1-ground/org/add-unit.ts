import { type Actor, note, perform } from '#access'
import { Problem } from '#platform/problem'
import type { UnitColumn } from './entry.ts'
import { planFor, writePlan } from './import/import-units.ts'

/**
 * Adds one unit, judged as a row of an import is.
 * @returns its id.
 * @throws Problem `form_has_faults` naming every field, `not_found_or_not_allowed`
 */
export function addUnit(actor: Actor, typed: Partial<Record<UnitColumn, string>>): Promise<string> {
  return perform(actor, 'unit.manage', null, async (tx) => {
    const plan = await planFor(tx, [{ number: 1, cells: typed }])
    const fields = plan.problems.map(({ column, code, params }) => ({
      field: column ?? 'name',
      code,
      params,
    }))
    if (fields.length > 0) throw new Problem('form_has_faults', {}, { fields })
    const [added] = plan.added
    // A slug that was typed and exists would change that unit; who adds one means another.
    if (!added)
      throw new Problem('form_has_faults', {}, { fields: [{ field: 'slug', code: 'unit_slug_is_taken' }] })
    await writePlan(tx, plan)
    note(tx, { added: 1, addedId: added.unit.id })
    return added.unit.id
  })
}
