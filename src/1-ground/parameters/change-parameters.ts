import { type Actor, note, perform } from '#access'
import { Problem } from '#platform/problem'
import { type Day, isDay } from '#platform/time'
import type { HolidayEntry, ParameterEntry } from './entry.ts'
import { deleteHoliday, putHoliday, succeedParameter } from './store.ts'
import { isValue } from './values/ready-parameters.ts'

/**
 * Says of a day that offices are closed, or open although it is a weekend. Deadlines that were set before stay as they are.
 * @throws Problem `holiday_is_no_weekend` where a day is to be worked that is worked anyway, `not_found_or_not_allowed`
 */
export const setHoliday = (actor: Actor, entry: HolidayEntry): Promise<void> =>
  perform(actor, 'parameter.manage', null, async (tx) => {
    const weekday = new Date(`${entry.day}T00:00:00Z`).getUTCDay()
    if (entry.kind === 'worked' && weekday !== 0 && weekday !== 6)
      throw new Problem('holiday_is_no_weekend', {}, { field: 'day' })
    const { day, name, source } = entry
    await putHoliday(
      tx,
      { day, name, source, isWorked: entry.kind === 'worked', isVerified: true },
      actor.personId,
    )
    note(tx, { day, kind: entry.kind })
  })

/** Makes a day an ordinary one again. @throws Problem `not_found_or_not_allowed` */
export const removeHoliday = (actor: Actor, day: Day): Promise<void> =>
  perform(actor, 'parameter.manage', null, async (tx) => {
    if (!isDay(day) || !(await deleteHoliday(tx, day))) throw new Problem('not_found_or_not_allowed')
    note(tx, { day, kind: 'ordinary' })
  })

/**
 * Sets what holds of a parameter from a day on; what held before ends then.
 * @throws Problem `parameter_value_is_malformed`, `parameter_holds_twice`, `not_found_or_not_allowed`
 */
export const changeParameter = (actor: Actor, entry: ParameterEntry): Promise<void> =>
  perform(actor, 'parameter.manage', null, async (tx) => {
    if (!isValue(entry.code, entry.value, entry.validFrom))
      throw new Problem('parameter_value_is_malformed', {}, { field: 'value' })
    await succeedParameter(tx, entry, actor.personId)
    note(tx, { parameter: entry.code, value: entry.value, from: entry.validFrom })
  })
