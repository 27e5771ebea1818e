import { asSystem } from '#access'
import { loadParameters } from '#parameters'
import { newId } from '#platform/ids'
import { aPerson } from '../../../../test/support/district.ts'
import { signPaper } from '../../papers/sign-paper.ts'
import { freezeReport } from '../../reports/freeze-report.ts'
import { aReportingUnit, aSigner, day, password, printing, written } from '../../reports/frozen.fixture.ts'
import { saveReport } from '../../reports/save-report.ts'

export const communes = { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] }

/** A province to which its two communes report each month within five days, with people on both sides. */
export async function aRegime() {
  const unit = await aReportingUnit()
  const regimeId = newId()
  const people = await asSystem('test.regime', async (tx) => {
    await loadParameters(tx)
    await tx
      .insertInto('reports.regime')
      .values({
        id: regimeId,
        unit_id: unit.province,
        name: 'Báo cáo tháng về học tập và làm theo Bác',
        outline: 'monthly',
        period_kind: 'month',
        reporters: JSON.stringify(communes),
        due_days: 5,
        valid_from: '2025-01-01',
        source: 'Công văn hướng dẫn chế độ báo cáo',
      })
      .execute()
    return {
      above: await aPerson(tx, 'Văn phòng tỉnh', { role: 'checker', unitId: unit.province }),
      provinceInspector: await aPerson(tx, 'Thanh tra tỉnh', { role: 'inspector', unitId: unit.province }),
    }
  })
  return {
    ...unit,
    ...people,
    regimeId,
    governor: await aSigner('Bí thư tỉnh', unit.province),
    neighbourSecretary: await aSigner('Bí thư xã Hai', unit.neighbour),
  }
}
export type RegimeUnit = Awaited<ReturnType<typeof aRegime>>

/** Writes, freezes and issues the commune's report on a month. @returns the frozen version */
export async function issued(
  unit: RegimeUnit,
  { period = '2026-03', number = 7, isSent = true, on = day } = {},
): Promise<string> {
  await saveReport(unit.checker, { slug: unit.communeSlug, period }, written())
  const frozen = await freezeReport(unit.checker, { unitId: unit.commune, period }, {}, on)
  await signPaper(unit.secretary, frozen.id, { proof: { password }, number, isSent, printing }, on)
  return frozen.id
}
