import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '#access'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson } from '../../../test/support/district.ts'
import { checkActivity } from './check-activity.ts'
import { correctActivity } from './correct-activity.ts'
import { recordActivity } from './record-activity.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
beforeAll(async () => {
  district = await aDistrict()
})

const aRecord = async (): Promise<string> => {
  const entry = { ...anEntry(district.initiativeId), id: newId() }
  await recordActivity(district.recorder, entry)
  return entry.id
}
const returned = {
  seen: 1,
  verdict: 'returned',
  reason: 'Cần cân lại',
  field: '',
  publishPhotos: false,
} as const
const reviewsOf = (id: string) =>
  database()
    .selectFrom('activities.review')
    .select(['verdict', 'reason'])
    .where('activity_id', '=', id)
    .execute()

test('a verdict that is sent again after its answer was lost is the same verdict, and counts once', async () => {
  const id = await aRecord()
  await checkActivity(district.checker, id, returned)

  await checkActivity(district.checker, id, returned)

  expect(await reviewsOf(id)).toEqual([{ verdict: 'returned', reason: 'Cần cân lại' }])
})

test('sent twice at the same moment it is one verdict too', async () => {
  const id = await aRecord()

  await Promise.all([1, 2, 3].map(() => checkActivity(district.checker, id, returned)))

  expect(await reviewsOf(id)).toHaveLength(1)
})

test('another verdict, another reason and the same verdict of somebody else come too late', async () => {
  const id = await aRecord()
  const other = await asSystem('test.people', (tx) =>
    aPerson(tx, 'Người duyệt khác', { role: 'checker', unitId: district.commune }),
  )
  await checkActivity(district.checker, id, returned)

  const tooLate = [
    () => checkActivity(district.checker, id, { ...returned, verdict: 'accepted' }),
    () => checkActivity(district.checker, id, { ...returned, reason: 'Cần cân lại lần nữa' }),
    () => checkActivity(other, id, returned),
  ]

  for (const say of tooLate) await expect(say()).rejects.toMatchObject({ code: 'seen_is_outdated' })
  expect(await reviewsOf(id)).toHaveLength(1)
})

test('a correction that is sent again makes no further version', async () => {
  const id = await aRecord()
  const { day, summary } = anEntry(district.initiativeId)
  const correction = {
    seen: 1,
    day,
    summary,
    answers: { waste: 41, place: 'Ấp 4' },
    reason: 'Cân lại',
    photos: { kept: [], sentAhead: [] },
    removed: [],
  }
  await correctActivity(district.recorder, id, correction)

  await correctActivity(district.recorder, id, correction)

  const { version } = await database()
    .selectFrom('activities.activity')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(version).toBe(2)
})
