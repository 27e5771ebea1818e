import { type Actor, look, note, perform } from '#access'
import { emitEvent } from '#notices'
import { Problem } from '#platform/problem'
import { held, unitOfFrozen } from './approve-report.ts'
import { findFrozen, holdReport, insertStep, moveFrozen, setReportState, stepsOf } from './store.ts'

/**
 * Withdraws a report that is in force, with a reason. It can be read as before and says that it is withdrawn; its number is
 * not given to anything else. Withdrawing again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_is_not_issued`, `report_is_withdrawn` by somebody else
 */
export async function withdrawReport(actor: Actor, id: string, why: string): Promise<void> {
  const unitId = await unitOfFrozen(actor, id)
  await perform(actor, 'report.sign', unitId, async (tx) => {
    const frozen = await held(tx, id)
    if (frozen.state === 'withdrawn') {
      const steps = await stepsOf(tx, frozen.reportId, frozen.version)
      const withdrawn = steps.findLast(({ kind }) => kind === 'withdrawn')
      if (withdrawn?.personId === actor.personId) return
      throw new Problem('report_is_withdrawn')
    }
    if (frozen.state !== 'issued') throw new Problem('report_is_not_issued')
    await insertStep(tx, id, { kind: 'withdrawn', words: why, personId: actor.personId })
    await moveFrozen(tx, id, 'issued', 'withdrawn')
    // An amendment that waits for its signature takes its place without it.
    const report = await holdReport(tx, frozen.reportId)
    if (report?.state === 'issued') await setReportState(tx, frozen.reportId, 'withdrawn')
    await emitEvent(tx, 'report.withdrawn', unitId, { reportId: frozen.reportId, version: frozen.version })
    note(tx, { report: frozen.reportId, version: frozen.version })
  })
}

/**
 * Lets a report be written again after it was withdrawn, or while it is in force and has to be amended. What was issued
 * stays; the next version is frozen, signed and numbered like the first. Doing it again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_is_frozen`
 */
export async function reopenReport(actor: Actor, reportId: string): Promise<void> {
  const last = await look(actor, 'report.read', null, (db) => findFrozen(db, reportId))
  if (!last) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'report.compose', last.unitId, async (tx) => {
    const report = await holdReport(tx, reportId)
    if (report?.state === 'draft') return
    if (report?.state === 'frozen') throw new Problem('report_is_frozen')
    await setReportState(tx, reportId, 'draft')
    await insertStep(tx, last.id, { kind: 'reopened', personId: actor.personId })
    note(tx, { report: reportId, version: last.version })
  })
}
