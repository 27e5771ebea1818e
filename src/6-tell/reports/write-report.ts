import { lookAsSystem } from '#access'
import { unitByCode, unitBySlug } from '#org'
import { fileOf, type Printing } from '#papers'
import { Problem } from '#platform/problem'
import { addDays, type Day } from '#platform/time'
import { periodOf } from '#regimes'
import { composeReport } from './compose-report.ts'
import { fileName } from './papers-of-reports.ts'

/**
 * The report of a unit as files, for the command line: the unit by its official code (as of the last day of the
 * period, since codes are used again for other land) or by its address. `day` is today.
 * @throws Problem `not_found_or_not_allowed` and those of composing
 */
export async function writeReport(asked: {
  unit: string
  period: string
  outline?: string | undefined
  day: Day
  printing: Printing
}): Promise<{ docx: Buffer; pdf: Buffer; name: string }> {
  const { span } = periodOf(asked.period, asked.day)
  const report = await lookAsSystem(async (db) => {
    const unit =
      (await unitByCode(db, asked.unit, addDays(span.until, -1))) ?? (await unitBySlug(db, asked.unit))
    if (!unit) throw new Problem('not_found_or_not_allowed')
    return composeReport(db, { unitId: unit.id, period: asked.period, outline: asked.outline }, asked.day)
  })
  return {
    docx: await fileOf(report, 'docx', asked.printing),
    pdf: await fileOf(report, 'pdf', asked.printing),
    name: fileName(report),
  }
}
