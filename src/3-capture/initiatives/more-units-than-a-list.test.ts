import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem } from '#access'
import { loadUnits } from '#org'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, composting } from '../../../test/support/district.ts'
import { initiativeWithLife } from './read.ts'

useDatabase()

test('who covers more units than a list shows may still decide about each of them', async () => {
  const district = await aDistrict()
  const units = Array.from({ length: 510 }, (_, index) => ({
    id: newId(),
    kind: 'hamlet',
    line: null,
    name: `Ấp ${String(index).padStart(3, '0')}`,
    shortName: `Ấp ${index}`,
    slug: `ap-${index}`,
    officialCode: null,
    validFrom: '2021-01-01',
    validTo: null,
  }))
  const placements = units.map(({ id }) => ({
    tree: 'area' as const,
    unitId: id,
    parentId: district.commune,
    validFrom: '2021-01-01',
    validTo: null,
  }))
  await asSystem('test.units', (tx) => loadUnits(tx, { units, placements }))
  const last = units.at(-1)?.id ?? ''
  const id = newId()
  await sql`insert into initiatives.initiative (id, kind, unit_id, name, slug, state, started_on)
    values (${id}, ${composting.code}, ${last}, 'Ủ rác', ${`u-rac-${id}`}, 'active', '2021-05-01')`.execute(
    database(),
  )

  const page = await initiativeWithLife(district.checker, id)

  expect(page.may.decide).toBe(true)
})
