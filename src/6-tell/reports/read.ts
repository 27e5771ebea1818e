import { type Actor, look } from '#access'
import { findUnits } from '#org'
import { unitsToReportOn } from './store.ts'

/** Units on which this person may read reports: their own first, or those found by name. */
export const unitsToReport = (actor: Actor, text: string) =>
  look(actor, 'report.read', null, async (db) => {
    const own = new Set(await unitsToReportOn(db))
    const found = await findUnits(db, { text, limit: 200 })
    return found.filter((unit) => own.has(unit.id)).slice(0, 20)
  })
