import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, look } from '#access'
import { stepsNow, takeStep } from '#life'
import { database } from '#platform/database'
import { useDatabase } from '../../../test/support/database.ts'
import { taskLife } from '../../2-promise/tasks/life.ts'
import { taskOf } from '../../2-promise/tasks/read.ts'
import { aPlannedDistrict, handedDown } from '../../2-promise/tasks/tasks.fixture.ts'

useDatabase()

/** The life of a task stands for all: a task that its unit has handed in. */
async function aHandedInTask() {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  await takeStep(at.officer, taskLife, id, 'receive', { version: 1 })
  await takeStep(at.office, taskLife, id, 'hand_in', { version: 2, words: 'Làm thay xã' })
  return { ...at, id }
}
const codeOf = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'done',
    (fault) => fault.code,
  )
const eventsOf = async (id: string): Promise<string[]> =>
  (
    await sql<{
      event: string
    }>`select event from programme.task_event where task_id = ${id} order by id`.execute(database())
  ).rows.map(({ event }) => event)

test('of several who take steps of the same thing at once, one does, and the rest are told', async () => {
  const { id, secretary } = await aHandedInTask()

  const codes = await Promise.all(
    ['Đạt', 'Đủ', 'Thiếu', 'Muộn'].map((words, index) =>
      codeOf(takeStep(secretary, taskLife, id, index < 2 ? 'accept' : 'return', { version: 3, words })),
    ),
  )

  expect(codes.toSorted()).toEqual(['done', 'seen_is_outdated', 'seen_is_outdated', 'seen_is_outdated'])
  expect((await taskOf(secretary, id)).version).toBe(4)
  expect((await eventsOf(id)).filter((event) => ['accepted', 'returned'].includes(event))).toHaveLength(1)
})

test('whoever has no right, did it themselves, gives no reason or is too early changes nothing', async () => {
  const { id, secretary, office, officer } = await aHandedInTask()
  const before = await eventsOf(id)
  const judge = (actor: Actor, words: string) =>
    codeOf(takeStep(actor, taskLife, id, 'return', { version: 3, words }))

  expect([
    await judge(officer, 'Thiếu biên bản'),
    await judge(office, 'Thiếu biên bản'),
    await judge(secretary, ''),
    await codeOf(takeStep(officer, taskLife, id, 'report', { version: 3, words: 'Thêm' })),
    await codeOf(takeStep(officer, taskLife, 'no-id', 'report', { version: 3 })),
  ]).toEqual([
    'not_found_or_not_allowed',
    'task_is_judged_by_its_own',
    'task_return_has_no_reason',
    'task_step_is_not_possible',
    'not_found_or_not_allowed',
  ])
  expect(await eventsOf(id)).toEqual(before)
  expect(await taskOf(secretary, id)).toMatchObject({ state: 'handed_in', version: 3 })
})

test('the same said twice is done once; a fault after the change takes the step back', async () => {
  const { id, secretary } = await aHandedInTask()
  const said = { version: 3, words: 'Đạt' }

  await expect(
    takeStep(secretary, taskLife, id, 'accept', {
      ...said,
      after: async () => {
        throw new Error('fault')
      },
    }),
  ).rejects.toThrow('fault')
  const codes = [
    await codeOf(takeStep(secretary, taskLife, id, 'accept', said)),
    await codeOf(takeStep(secretary, taskLife, id, 'accept', said)),
    await codeOf(takeStep(secretary, taskLife, id, 'accept', { ...said, words: 'Khác' })),
  ]

  expect(codes).toEqual(['done', 'done', 'seen_is_outdated'])
  expect((await eventsOf(id)).filter((event) => event === 'accepted')).toHaveLength(1)
})

test('a person is offered what they may do now, and nothing that they would judge of their own', async () => {
  const { id, secretary, office, officer, neighbours } = await aHandedInTask()
  const offered = async (actor: Actor) => {
    const task = await taskOf(secretary, id)
    const steps = await look(actor, 'task.read', null, (db) => stepsNow(db, taskLife, task, actor.personId))
    return [...steps].sort()
  }

  expect([
    await offered(secretary),
    await offered(office),
    await offered(officer),
    await offered(neighbours),
  ]).toEqual([['accept', 'recall', 'return'], ['recall'], [], []])
})
