import { type Actor, note, perform } from '#access'
import { indicatorsOf } from '#figures'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import type { Telling } from '../grammar/index.ts'
import type { TellingEntry } from './entry.ts'
import { faultsOfTelling } from './rules.ts'
import { insertTelling, tellingsFor, versionsOfTelling } from './store.ts'

type Change = { seen: number; telling: Telling; isDefault: boolean }

function change(actor: Actor, unitId: string, { seen, telling, isDefault }: Change): Promise<void> {
  return perform(actor, 'outline.manage', unitId, async (tx) => {
    const indicators = await indicatorsOf(tx)
    if (!indicators.some(({ code }) => code === telling.code)) throw new Problem('not_found_or_not_allowed')
    const [last] = await versionsOfTelling(tx, unitId, telling.code, 1)
    const version = last?.version ?? 0
    if (version !== seen) throw new Problem('seen_is_outdated')
    const faults = isDefault
      ? []
      : faultsOfTelling(telling, indicators, await tellingsFor(tx, unitId, today()))
    if (faults.length > 0) throw new Problem('form_has_faults', {}, { fields: faults })
    const row = { ...telling, unitId, version: version + 1, isDefault, by: actor.personId }
    if (!(await insertTelling(tx, row))) throw new Problem('seen_is_outdated')
    note(tx, { telling: telling.code, version: version + 1 })
  })
}

/**
 * Sets how a unit and all units beneath tell an indicator, until a nearer unit says otherwise. Adds a version; issued papers
 * keep their words.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `form_has_faults` with what `faultsOfTelling` finds
 */
export const setTelling = (
  actor: Actor,
  unitId: string,
  code: string,
  { seen, preview: _, ...entry }: TellingEntry,
): Promise<void> => change(actor, unitId, { seen, telling: { code, ...entry }, isDefault: false })

/**
 * Goes back to how the indicator is told without the unit: as the nearest unit above says, else as the software comes.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`
 */
export const resetTelling = (
  actor: Actor,
  unitId: string,
  code: string,
  { seen }: { seen: number },
): Promise<void> => change(actor, unitId, { seen, telling: { code }, isDefault: true })
