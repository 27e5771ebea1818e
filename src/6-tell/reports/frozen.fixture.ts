import { type Actor, addPerson, asSystem, giveRoleTo, hashPassword, type Role } from '#access'
import { recordActivity } from '#activities'
import { documents } from '#documents'
import { loadIndicators } from '#figures'
import { newId } from '#platform/ids'
import { aDistrict, anEntry, aPerson } from '../../../test/support/district.ts'
import type { ReportEntry } from './entry.ts'
import { freezeReport } from './freeze-report.ts'
import { saveReport } from './save-report.ts'

export const password = 'con trâu đi trước'
/** The day on which the tests freeze and sign. */
export const day = '2026-11-20'
export const printing = { isDemonstration: false, origin: 'https://lan-toa.example' }

/** Somebody who can sign: with a password. */
export async function aSigner(name: string, unitId: string, role: Role = 'leader'): Promise<Actor> {
  const hash = await hashPassword(password)
  return asSystem('test.person', async (tx) => {
    const personId = await addPerson(tx, { name, userName: `p${newId().slice(-12)}`, hash })
    await giveRoleTo(tx, { personId, role, unitId, givenBy: null })
    return { personId, name }
  })
}

/** A commune with figures of March 2026, an officer who writes, a leader who signs, and others who may not. */
export async function aReportingUnit() {
  const district = await aDistrict()
  const people = await asSystem('test.people', async (tx) => {
    await loadIndicators(tx, documents.indicators ?? [])
    return {
      administrator: await aPerson(tx, 'Quản trị', { role: 'administrator', unitId: district.commune }),
      inspector: await aPerson(tx, 'Thanh tra', { role: 'inspector', unitId: district.commune }),
      officer: await aPerson(tx, 'Văn phòng', { role: 'checker', unitId: district.commune }),
    }
  })
  for (const [on, waste] of [
    ['2026-03-08', '12,5'],
    ['2026-03-20', '1000'],
  ] as const)
    await recordActivity(
      district.recorder,
      anEntry(district.initiativeId, { day: on, answers: { waste, households: 12 } }),
    )
  return { ...district, ...people, secretary: await aSigner('Bí thư xã', district.commune) }
}
export type ReportingUnit = Awaited<ReturnType<typeof aReportingUnit>>

/** All that a report of March 2026 needs so that it can be frozen. */
export const written = (over: Partial<ReportEntry> = {}): ReportEntry => ({
  seen: 0,
  number: null,
  issuedOn: '2026-11-18',
  signer: { name: '', position: 'BÍ THƯ' },
  sections: ['leadership', 'shortcomings', 'next'].map((key) => ({
    key,
    text: `Phần ${key}: đã thu {{figure test_waste_kg}} rác hữu cơ trong tháng.`,
    seen: 0,
  })),
  ...over,
})

export const askedOf = (unit: ReportingUnit, period = '2026-03') => ({ unitId: unit.commune, period })

/** A report that is written and frozen by the officer who checks. */
export async function aFrozenReport(
  unit: ReportingUnit,
  period = '2026-03',
  over: Partial<ReportEntry> = {},
) {
  await saveReport(unit.checker, { slug: unit.communeSlug, period }, written(over))
  return freezeReport(unit.checker, askedOf(unit, period), {}, day)
}
