import { beforeAll, expect, test } from 'vitest'
import { look } from '#access'
import { recordActivity } from '#activities'
import { useDatabase } from '../../../../test/support/database.ts'
import { anEntry } from '../../../../test/support/district.ts'
import { useFiles } from '../../../4-prove/evidence/evidence.fixture.ts'
import { freezeReport } from '../frozen/freeze-report.ts'
import { day, password, printing, written } from '../frozen/frozen.fixture.ts'
import { signReport } from '../frozen/sign-report.ts'
import { frozenWithId } from '../frozen/store.ts'
import { saveReport } from '../save-report.ts'
import { amendReport } from './amend-report.ts'
import { aRegime, type RegimeUnit } from './gathering.fixture.ts'

useDatabase()
useFiles()
let unit: RegimeUnit

beforeAll(async () => {
  unit = await aRegime()
})

/** The sections of an amendment of a month's report of which the named sections stayed inside. */
async function amendedAfter(period: string, number: number, inside: readonly string[]) {
  const asked = { unitId: unit.commune, period }
  const record = (on: string, waste: string) =>
    recordActivity(
      unit.recorder,
      anEntry(unit.initiativeId, { day: `${period}-${on}`, answers: { waste, households: 12 } }),
    )
  await record('10', '12,5')
  await saveReport(unit.checker, { slug: unit.communeSlug, period }, written())
  const frozen = await freezeReport(
    unit.checker,
    asked,
    {
      complete: async (_, content) => ({
        ...content,
        sections: content.sections.map((one) => ({ ...one, isRestricted: inside.includes(one.key) })),
      }),
    },
    day,
  )
  await signReport(unit.secretary, frozen.id, { proof: { password }, number, isSent: false, printing }, day)
  await record('25', '777')
  const { id } = await amendReport(unit.checker, asked, day)
  const kept = await look(unit.checker, 'report.read', null, (db) => frozenWithId(db, id))
  return kept?.content.sections ?? []
}

test('a figure that stood only in parts that stay inside is told inside, what anybody read is told to all', async () => {
  const all = written().sections.map(({ key }) => key)

  const hidden = await amendedAfter('2026-04', 21, [...all, 'results'])
  const shown = await amendedAfter('2026-05', 22, ['shortcomings'])

  expect(hidden.slice(0, 2)).toMatchObject([
    { key: 'amendment', isRestricted: false, blocks: [{ kind: 'paragraph' }] },
    { key: 'amendment_inside', isRestricted: true, blocks: [{ kind: 'paragraph' }, { kind: 'table' }] },
  ])
  expect(JSON.stringify(hidden[0])).toContain('Báo cáo này thay thế')
  expect(JSON.stringify(hidden[0])).not.toMatch(/789,5|test_waste_kg/)
  expect(JSON.stringify(hidden[1])).toContain('789,5')
  expect(shown.map(({ key }) => key)).not.toContain('amendment_inside')
  expect(JSON.stringify(shown[0])).toContain('789,5')
}, 60_000)
