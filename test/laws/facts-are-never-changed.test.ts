import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { database } from '#platform/database'
import { recordActivity } from '../../src/3-capture/activities/record-activity.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry } from '../support/district.ts'

useDatabase()

test.each([
  'update figures.fact set amount = 0',
  'delete from figures.fact',
  'truncate figures.fact cascade',
  'update activities.version set summary = summary',
  'delete from activities.review',
  'delete from initiatives.life',
  'update access.audit set action = action',
])('even the owner of the database is refused: %s', async (statement) => {
  const district = await aDistrict()
  await recordActivity(district.recorder, anEntry(district.initiativeId))

  await expect(sql.raw(statement).execute(database())).rejects.toMatchObject({
    constraint: 'record_is_append_only',
  })
})
