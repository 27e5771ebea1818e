import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, look, perform } from '#access'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { addDays, today } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { boardPage } from './board.ts'
import { judgeTask } from './judge-task.ts'
import { taskOf, taskPage } from './read.ts'
import { calendarEntriesOfTasks, remindOfTasks } from './remind.ts'
import { aPlannedDistrict, handedDown, rowOf } from './tasks.fixture.ts'
import { handInTask, receiveTask } from './work-on-task.ts'

useDatabase()

const missing = { code: 'not_found_or_not_allowed' }
const late = { view: 'late', planId: null } as const
const morning = (day: string) => asSystem('test.morning', (tx) => remindOfTasks(tx, day))

const told = async (unitId: string): Promise<string[]> =>
  (
    await sql<{
      kind: string
    }>`select kind from notices.notice where unit_id = ${unitId} and key like 'task.reminder%' order by raised_at, key`.execute(
      database(),
    )
  ).rows.map(({ kind }) => kind.replace('tasks.notice.', ''))

test('the board says what is late, where, since when, who was told and who waits for whom; its counts are those of its rows', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at, { dueOn: addDays(today(), 2) })
  await receiveTask(at.officer, id, 1)
  const day = addDays(today(), 10)
  await morning(day)

  const board = await boardPage(at.secretary, late, day)

  expect(board.sums).toEqual({ open: 3, late: 2, toReceive: 2, toJudge: 0 })
  expect(board.own).toEqual({ open: 1, late: 0, toReceive: 1, toJudge: 0 })
  expect(board.units.map(({ name, sums }) => [name, sums.late, sums.toReceive])).toEqual([
    ['Xã Hai', 1, 1],
    ['Xã Một', 1, 0],
  ])
  expect(board.plans.map(({ sums }) => sums.late)).toEqual([2])
  expect(board.rows.find((row) => row.id === id)).toMatchObject({
    unitName: 'Xã Một',
    giverName: 'Tỉnh Thử',
    state: 'received',
    dueOn: addDays(today(), 2),
    toldStep: 'late_week',
    toldOn: day,
  })
  await handInTask(at.officer, id, { version: 2, text: 'Muộn nhưng xong' }, [], day)
  expect((await boardPage(at.secretary, late, day)).sums).toMatchObject({ open: 3, late: 1, toJudge: 1 })
  await judgeTask(at.secretary, id, { version: 3, verdict: 'accepted', reason: '' }, day)
  expect((await boardPage(at.secretary, late, day)).sums).toMatchObject({ open: 2, late: 1, toJudge: 0 })
})

test('a board is that of one’s own unit and what lies beneath: never a neighbour’s, never that above', async () => {
  const at = await aPlannedDistrict()
  await handedDown(at)

  expect((await boardPage(at.officer, { view: 'open', planId: null })).rows.length).toBe(1)
  await expect(
    boardPage(at.neighbours, { view: 'open', planId: null, slug: at.communeSlug }),
  ).rejects.toMatchObject(missing)
  await expect(
    boardPage(at.officer, { view: 'open', planId: null, slug: at.provinceSlug }),
  ).rejects.toMatchObject(missing)
  await expect(
    perform(at.neighbours, 'task.read', null, (tx) =>
      sql`select id from programme.board_counts(${at.province}, org.today())`.execute(tx),
    ),
  ).rejects.toMatchObject(missing)
})

test('pages of the board follow one another without a gap, whatever filter', async () => {
  const at = await aPlannedDistrict()
  await handedDown(at)
  await asSystem('test.many', (tx) =>
    sql`insert into programme.task (plan_id, unit_id, giver_id, title, due_on, state, handed_on)
        select ${at.planId}, ${at.commune}, ${at.province}, 'Việc số ' || n, org.today() - 5 - n % 7, 'received', org.today() - 20
          from generate_series(1, 120) as n`.execute(tx),
  )

  const seen: string[] = []
  let after: { day: string; id: string } | undefined
  do {
    const page = await boardPage(at.secretary, { ...late, after })
    seen.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after)

  expect(seen.length).toBe(120)
  expect(new Set(seen).size).toBe(120)
  expect((await boardPage(at.secretary, { ...late, planId: newId() })).rows).toEqual([])
  expect((await boardPage(at.secretary, late)).sums.late).toBe(120)
})

test('reminders climb the ladder once each; a second time on the same day tells nobody anything', async () => {
  const at = await aPlannedDistrict()
  await handedDown(at, { dueOn: addDays(today(), 5) })
  const on = (days: number) => addDays(today(), days)

  // The other tests of this file have left tasks behind: only these two communes are looked at.
  await morning(on(1))
  expect(await told(at.commune)).toEqual([])
  await morning(on(2))
  await morning(on(2))
  expect(await told(at.commune)).toEqual(['soon'])
  await Promise.all([morning(on(5)), morning(on(5))])
  await morning(on(6))
  await morning(on(12))

  expect(await told(at.commune)).toEqual(['soon', 'today', 'late_unit', 'late_unit'])
  // The giver hears of both communes once they are late.
  expect(await told(at.province)).toEqual(['late_giver', 'late_giver', 'late_giver', 'late_giver'])
  expect(
    await look(at.officer, 'task.read', null, (db) =>
      calendarEntriesOfTasks(db, { personId: at.officer.personId, from: on(0), until: on(30) }),
    ),
  ).toMatchObject([{ start: on(5) }])
})

async function merge(from: string, into: string, day: string, share: number | null = null) {
  await asSystem('test.merge', async (tx) => {
    const id = newId()
    await sql`insert into org.reorganisation (id, kind, day, document) values (${id}, 'merge', ${day}, 'Nghị quyết thử')`.execute(
      tx,
    )
    await sql`update org.placement set valid_to = ${day} where unit_id = ${from} or parent_id = ${from}`.execute(
      tx,
    )
    await sql`update org.unit set valid_to = ${day} where id = ${from}`.execute(tx)
    await sql`insert into org.succession (reorganisation_id, from_unit_id, to_unit_id, share) values (${id}, ${from}, ${into}, ${share})`.execute(
      tx,
    )
  })
}

test('communes that became one leave it one task, not two: it takes over what is open, once', async () => {
  const at = await aPlannedDistrict()
  const old = await handedDown(at)
  const theirs = await rowOf(at.secretary, at.taskId, at.neighbour)
  await receiveTask(at.neighbours, theirs.id, 1)
  await merge(at.neighbour, at.commune, today())

  // Before the morning comes whoever carries on may already act for the ended unit.
  expect((await taskPage(at.officer, theirs.id)).may.steps.has('report')).toBe(true)
  const first = await morning(today())
  const second = await morning(today())

  expect([first.inherited, second.inherited]).toEqual([0, 0])
  expect((await taskOf(at.secretary, theirs.id)).state).toBe('carried_over')
  expect((await taskOf(at.secretary, theirs.id)).carriedInto).toBe(old.id)
  expect((await taskPage(at.secretary, at.taskId)).progress).toMatchObject({ all: 1, carriedOver: 1 })
})

test('a new unit inherits what those it was made of have open; of a unit that was split each part that the rule means', async () => {
  const at = await aPlannedDistrict()
  await handedDown(at)
  const [born, part] = [newId(), newId()]
  await asSystem('test.born', async (tx) => {
    for (const [id, name] of [
      [born, 'Xã Mới'],
      [part, 'Xã Nửa'],
    ] as const) {
      await sql`insert into org.unit (id, kind, name, short_name, slug, valid_from) values (${id}, 'commune', ${name}, ${name}, ${`u-${id.slice(-12)}`}, org.today())`.execute(
        tx,
      )
      await sql`insert into org.placement (tree, unit_id, parent_id, valid_from) values ('area', ${id}, ${at.province}, org.today())`.execute(
        tx,
      )
    }
  })
  await merge(at.commune, born, today())
  await merge(at.neighbour, born, today(), 0.4)
  await asSystem('test.split', (tx) =>
    sql`insert into org.succession (reorganisation_id, from_unit_id, to_unit_id, share)
        select reorganisation_id, from_unit_id, ${part}, 0.6 from org.succession where from_unit_id = ${at.neighbour}`.execute(
      tx,
    ),
  )

  expect((await morning(today())).inherited).toBe(2)
  expect((await morning(today())).inherited).toBe(0)

  const page = await taskPage(at.secretary, at.taskId)
  expect(page.progress).toMatchObject({ all: 2, open: 2, carriedOver: 2 })
  const open = page.beneath.filter(({ state }) => state === 'handed_down').map(({ unitName }) => unitName)
  expect(open.sort()).toEqual(['Xã Mới', 'Xã Nửa'])
  // Whoever worked for the first commune goes on in the new one.
  const row = await rowOf(at.secretary, at.taskId, born)
  await receiveTask(at.officer, row.id, 1)
})
