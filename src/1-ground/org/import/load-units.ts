import type { Tx } from '#platform/database'
import { newId } from '#platform/ids'
import type { NewPlacement, NewReorganisation, NewUnit } from '../entry.ts'
import { insertPlacements, insertReorganisations, insertUnits } from './store.ts'

/**
 * Writes units with their places and their history, in one statement for each table, whatever their number. For the
 * system itself: the demonstration district and the commands. People import through `unitImport`, which asks first.
 * @throws the broken constraint, such as `unit_code_is_taken`, `placement_is_in_two_places`, `placement_makes_a_loop`
 */
export async function loadUnits(
  tx: Tx,
  load: {
    units: readonly NewUnit[]
    placements: readonly NewPlacement[]
    reorganisations?: readonly NewReorganisation[]
  },
): Promise<void> {
  await insertUnits(tx, load.units)
  await insertPlacements(tx, load.placements)
  const decisions = load.reorganisations ?? []
  await insertReorganisations(
    tx,
    decisions.map((decision) => ({ ...decision, id: decision.id ?? newId() })),
  )
}
