import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { figureOf, figuresOf } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { addDays, addMonths, today } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { useModule } from '../../../test/support/modules.ts'
import { formForHandingDown, handDown } from './hand-down.ts'
import { judgeTask, recallTask } from './judge-task.ts'
import type { TaskChange } from './outside.ts'
import { addTask, closePlan, issuePlan, writePlan } from './plans/write-plan.ts'
import { myTasks, taskOf, taskPage } from './read.ts'
import {
  aHanding,
  aPlan,
  aPlannedDistrict,
  aRule,
  aTask,
  handedDown,
  rowOf,
  versionOf,
} from './tasks.fixture.ts'
import { adaptTask, assignTask, handInTask, receiveTask, reportOnTask } from './work-on-task.ts'

useDatabase()

const missing = { code: 'not_found_or_not_allowed' }
const month = today().slice(0, 7)
const span = { from: `${month}-01`, until: `${addMonths(month, 1)}-01` }

const noticesOf = async (unitId: string): Promise<string[]> =>
  (
    await sql<{
      kind: string
    }>`select kind from notices.notice where unit_id = ${unitId} order by raised_at, key`.execute(database())
  ).rows.map(({ kind }) => kind)

async function figures(at: Awaited<ReturnType<typeof aPlannedDistrict>>) {
  const found = await look(at.secretary, 'figure.read', null, (db) =>
    figuresOf(db, { unitId: at.province }, span),
  )
  return Object.fromEntries(
    found
      .filter(({ indicator }) => /^(tasks|units_with|plans)_?/.test(indicator.code))
      .map(({ indicator, figure }) => [
        indicator.code,
        indicator.rule === 'derived' ? figure.derived : figure.declared,
      ]),
  )
}

test('one task goes to every unit of a rule in one step, each is told once, a second press changes nothing', async () => {
  const at = await aPlannedDistrict()
  const handing = aHanding()

  const [first, second] = await Promise.all([
    handDown(at.secretary, at.taskId, handing),
    handDown(at.secretary, at.taskId, handing),
  ])
  const third = await handDown(at.secretary, at.taskId, handing)

  expect([first, second].map(({ tasks }) => tasks)).toEqual([2, 2])
  expect([first, second].filter(({ isNew }) => isNew).length).toBe(1)
  expect(third).toEqual({ tasks: 2, isNew: false })
  expect(await noticesOf(at.commune)).toEqual(['tasks.notice.handed_down'])
  const page = await taskPage(at.secretary, at.taskId)
  expect(page.progress).toMatchObject({ all: 2, accepted: 0, open: 2, late: 0 })
  expect(await figures(at)).toMatchObject({
    tasks_handed_down: 2,
    units_with_tasks: 2,
    plans_issued: 1,
    units_with_plan: 1,
  })
})

test('the preview says how many and which; single units are added and left out; who has it already is said', async () => {
  const at = await aPlannedDistrict()

  const all = await formForHandingDown(at.secretary, at.taskId, aRule())
  const fewer = await formForHandingDown(
    at.secretary,
    at.taskId,
    aRule({ minus: [at.neighbour], plus: [at.union] }),
  )
  await handDown(at.secretary, at.taskId, aHanding({ rule: aRule({ minus: [at.neighbour] }) }))
  const after = await formForHandingDown(at.secretary, at.taskId, aRule())

  expect(all.chosen).toMatchObject({ count: 2, haveIt: 0 })
  expect(fewer.chosen?.units.map(({ name }) => name)).toEqual(['Hội Nông dân xã Một', 'Xã Một'])
  expect(after.chosen).toMatchObject({ count: 2, haveIt: 1 })
  // Only the one that has not got it yet gets it.
  expect(await handDown(at.secretary, at.taskId, aHanding({ expected: 1 }))).toEqual({
    tasks: 1,
    isNew: true,
  })
  await expect(handDown(at.secretary, at.taskId, aHanding())).rejects.toMatchObject({
    code: 'handing_chooses_nobody',
  })
})

test('a rule by line and level chooses branches; nothing outside the giver is ever chosen', async () => {
  const at = await aPlannedDistrict()

  const branches = await formForHandingDown(
    at.secretary,
    at.taskId,
    aRule({ kinds: ['branch'], lines: ['farmers'] }),
  )
  const base = await formForHandingDown(
    at.secretary,
    at.taskId,
    aRule({ kinds: [], levels: ['base'], beneathId: at.union }),
  )
  const everything = await formForHandingDown(
    at.secretary,
    at.taskId,
    aRule({ kinds: [], plus: [at.province] }),
  )

  expect(branches.chosen?.units.map(({ id }) => id)).toEqual([at.hamlet])
  expect(base.chosen?.units.map(({ id }) => id)).toEqual([at.hamlet])
  expect(everything.chosen?.count).toBe(0)
})

test('a preview that has become wrong is not carried out', async () => {
  const at = await aPlannedDistrict()

  await expect(handDown(at.secretary, at.taskId, aHanding({ expected: 3 }))).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
  await expect(
    handDown(at.secretary, at.taskId, aHanding({ dueOn: addDays(today(), 61) })),
  ).rejects.toMatchObject({ code: 'task_due_is_after_the_one_above' })
  expect((await taskPage(at.secretary, at.taskId)).progress).toBeUndefined()
})

test('from acknowledging to acceptance: each step is kept with who and when, and only an accepted task counts', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)

  await receiveTask(at.officer, id, 1)
  await adaptTask(at.officer, id, {
    version: 2,
    title: 'Xã Một làm mô hình rác thành phân',
    product: 'Mô hình ở ấp 1',
    dueOn: addDays(today(), 20),
    reason: 'Phù hợp với ấp đông hộ chăn nuôi',
  })
  await reportOnTask(at.officer, id, { version: 3, text: 'Đã họp ấp, chọn 12 hộ.' })
  await handInTask(at.officer, id, { version: 4, text: 'Mô hình đã chạy một tháng.' })
  await judgeTask(at.secretary, id, { version: 5, verdict: 'returned', reason: 'Thiếu biên bản' })
  await handInTask(at.officer, id, { version: 6, text: 'Đã bổ sung biên bản.' })
  expect(await figures(at)).not.toHaveProperty('tasks_accepted')
  await judgeTask(at.secretary, id, { version: 7, verdict: 'accepted', reason: '' })

  const page = await taskPage(at.officer, id)
  expect(page.task).toMatchObject({
    state: 'accepted',
    ownTitle: 'Xã Một làm mô hình rác thành phân',
    version: 8,
  })
  expect(page.task.receivedAt).toBeInstanceOf(Date)
  expect(page.events.map(({ event }) => event)).toEqual([
    'accepted',
    'handed_in',
    'returned',
    'handed_in',
    'reported',
    'adapted',
    'received',
    'handed_down',
  ])
  expect(page.events.map(({ byName }) => byName)).toContain('Bí thư tỉnh')
  expect(await figures(at)).toMatchObject({
    tasks_accepted: 1,
    tasks_accepted_in_time: 1,
    tasks_accepted_rate: { numerator: 1, denominator: 2 },
    tasks_in_time_rate: { numerator: 1, denominator: 1 },
  })
  expect(await noticesOf(at.province)).toEqual(['tasks.notice.handed_in', 'tasks.notice.handed_in'])
  expect(await noticesOf(at.commune)).toEqual([
    'tasks.notice.handed_down',
    'tasks.notice.returned',
    'tasks.notice.accepted',
  ])
})

test('of two officers who act on what both saw, one is told that the other was faster', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  await receiveTask(at.officer, id, 1)
  await handInTask(at.officer, id, { version: 2, text: 'Xong' })

  const outcomes = await Promise.allSettled([
    judgeTask(at.secretary, id, { version: 3, verdict: 'accepted', reason: '' }),
    judgeTask(at.office, id, { version: 3, verdict: 'returned', reason: 'Chưa đủ' }),
  ])

  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult
  expect(['seen_is_outdated', 'task_step_is_not_possible']).toContain(refused.reason.code)
  expect(
    (await taskPage(at.secretary, id)).events.filter(
      ({ event }) => event === 'accepted' || event === 'returned',
    ).length,
  ).toBe(1)
})

test('steps out of order are refused, and nobody judges what they handed in themselves', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  const impossible = { code: 'task_step_is_not_possible' }

  await expect(handInTask(at.officer, id, { version: 1, text: 'Xong rồi' })).rejects.toMatchObject(impossible)
  await expect(
    judgeTask(at.secretary, id, { version: 1, verdict: 'accepted', reason: '' }),
  ).rejects.toMatchObject(impossible)
  await receiveTask(at.officer, id, 1)
  await expect(receiveTask(at.officer, id, 2)).rejects.toMatchObject(impossible)
  // The same said again, since its answer was lost, is done; anything else said of the version before comes too late.
  await receiveTask(at.officer, id, 1)
  expect(
    (await database().selectFrom('programme.task').select('version').where('id', '=', id).execute())[0]
      ?.version,
  ).toBe(2)
  await expect(reportOnTask(at.officer, id, { version: 1, text: 'Đã làm một nửa' })).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
  await expect(
    adaptTask(at.officer, id, {
      version: 2,
      title: 'Muộn hơn',
      product: '',
      dueOn: addDays(today(), 31),
      reason: 'Bận việc',
    }),
  ).rejects.toMatchObject({ code: 'task_own_due_is_too_late' })
  await handInTask(at.office, id, { version: 2, text: 'Làm thay xã' })
  await expect(
    judgeTask(at.office, id, { version: 3, verdict: 'accepted', reason: '' }),
  ).rejects.toMatchObject({
    code: 'task_is_judged_by_its_own',
  })
  await judgeTask(at.secretary, id, { version: 3, verdict: 'accepted', reason: '' })
})

test('a commune splits its task further; the parent tells how those beneath stand; recalling takes all of it out of the sum', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  await receiveTask(at.officer, id, 1)
  await handDown(at.head, id, aHanding({ dueOn: addDays(today(), 10), rule: aRule({ kinds: ['branch'] }) }))

  const beneath = await rowOf(at.head, id, at.hamlet)
  const page = await taskPage(at.hamletHead, beneath.id)
  expect(page.tasksAbove.map((task) => task.id)).toEqual([id, at.taskId])
  expect(page.chain.plans.map((plan) => plan.id)).toEqual([at.planId])
  // What goes on in the commune is not for the hamlet: it sees what its task comes from, not how the others do.
  expect((await taskPage(at.hamletHead, id)).events).toEqual([])
  expect(await figures(at)).toMatchObject({ tasks_handed_down: 3 })

  const recall = { version: 2, reason: 'Không còn phù hợp' }
  expect(await recallTask(at.secretary, id, recall)).toBe(2)
  // The answer was lost, so it is sent again; another reason is another recall, and too late.
  expect(await recallTask(at.secretary, id, recall)).toBe(2)
  await expect(recallTask(at.secretary, id, { ...recall, reason: 'Lý do khác' })).rejects.toMatchObject({
    code: 'task_step_is_not_possible',
  })
  const after = await taskPage(at.secretary, at.taskId)
  expect(after.progress).toMatchObject({ all: 1, recalled: 1 })
  expect((await taskOf(at.head, beneath.id)).state).toBe('recalled')
  expect(await figures(at)).toMatchObject({ tasks_handed_down: 1 })
})

test('what is expected is counted from figures, never typed', async () => {
  const at = await aPlannedDistrict()
  const task = aTask(at.commune, { indicator: 'test_waste_kg', amount: 500 })
  await addTask(at.secretary, at.planId, task)
  const { recordActivity } = await import('#activities')
  const { anEntry } = await import('../../../test/support/district.ts')

  await recordActivity(
    at.recorder,
    anEntry(at.initiativeId, { day: today(), answers: { waste: 120, households: 1 } }),
  )

  const { reached } = await taskPage(at.officer, task.id)
  expect(reached).toMatchObject({ amount: 500, figure: { declared: 120 } })
})

test('neighbours see nothing, whatever id they guess; above and beneath see what is theirs', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  const draft = aPlan(at.province)
  const planned = aTask(at.commune)
  await writePlan(at.secretary, draft)
  await addTask(at.secretary, draft.id, planned)

  await expect(taskPage(at.neighbours, id)).rejects.toMatchObject(missing)
  await expect(receiveTask(at.neighbours, id, 1)).rejects.toMatchObject(missing)
  await expect(handDown(at.neighbours, id, aHanding())).rejects.toMatchObject(missing)
  await expect(recallTask(at.neighbours, id, { version: 1, reason: 'Thử xem' })).rejects.toMatchObject(
    missing,
  )
  await expect(taskPage(at.neighbours, newId())).rejects.toMatchObject(missing)
  await expect(taskPage(at.neighbours, 'khong-phai')).rejects.toMatchObject(missing)
  // The unit does, the giver judges and recalls: neither may do the other's part.
  await expect(judgeTask(at.head, id, { version: 1, verdict: 'accepted', reason: '' })).rejects.toMatchObject(
    missing,
  )
  await expect(recallTask(at.head, id, { version: 1, reason: 'Không làm' })).rejects.toMatchObject(missing)
  await expect(receiveTask(at.secretary, id, 1)).rejects.toMatchObject(missing)
  await expect(receiveTask(at.head, id, 1)).rejects.toMatchObject(missing)
  // What is only planned does not reach the unit before the plan is issued.
  await expect(taskPage(at.officer, planned.id)).rejects.toMatchObject(missing)
  expect((await taskPage(at.neighbours, at.taskId)).may.seeWork).toBe(false)
})

test.each([
  ['the unit accepts its own task', `update programme.task set state = 'accepted' where id = $id`, 'head'],
  [
    'the unit moves its day',
    `update programme.task set due_on = due_on + 100, state = 'received' where id = $id`,
    'officer',
  ],
  ['a neighbour takes it', `update programme.task set state = 'received' where id = $id`, 'neighbours'],
  [
    'the giver acknowledges for the unit',
    `update programme.task set state = 'received' where id = $id`,
    'secretary',
  ],
])('row-level security and the database refuse: %s', async (_, statement, who) => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  const actor = at[who as 'head' | 'officer' | 'neighbours' | 'secretary']
  const { perform } = await import('#access')

  const changed = await perform(
    actor,
    'task.read',
    null,
    async (tx) => (await sql.raw(statement.replace('$id', `'${id}'`)).execute(tx)).numAffectedRows,
  ).catch((fault: { code?: string }) => fault.code)

  expect([0n, 'not_found_or_not_allowed', 'task_is_given_already']).toContain(changed)
  expect((await taskOf(at.secretary, id)).state).toBe('handed_down')
})

test('a task for a unit that has ended is refused, and who carries on is named', async () => {
  const at = await aPlannedDistrict()
  await sql`update org.placement set valid_to = org.today() - 1 where unit_id = ${at.neighbour}`.execute(
    database(),
  )
  await sql`update org.unit set valid_to = org.today() - 1 where id = ${at.neighbour}`.execute(database())
  await asSystem('test.merge', async (tx) => {
    const id = newId()
    await sql`insert into org.reorganisation (id, kind, day, document) values (${id}, 'merge', org.today() - 1, 'Nghị quyết thử')`.execute(
      tx,
    )
    await sql`insert into org.succession (reorganisation_id, from_unit_id, to_unit_id) values (${id}, ${at.neighbour}, ${at.commune})`.execute(
      tx,
    )
  })

  await expect(addTask(at.secretary, at.planId, aTask(at.neighbour))).rejects.toMatchObject({
    code: 'task_unit_has_ended',
    params: { name: 'Xã Hai', successors: 'Xã Một' },
  })
  await expect(
    handDown(at.secretary, at.taskId, aHanding({ rule: aRule({ plus: [at.neighbour] }) })),
  ).rejects.toMatchObject({ code: 'task_unit_has_ended' })
  expect(await handDown(at.secretary, at.taskId, aHanding())).toMatchObject({ tasks: 1 })
})

test('a plan is issued once, with tasks; one that ends before it begins is refused by the database', async () => {
  const at = await aPlannedDistrict()
  const empty = aPlan(at.province)
  await writePlan(at.secretary, empty)

  await expect(issuePlan(at.secretary, empty.id, 1)).rejects.toMatchObject({ code: 'plan_has_no_tasks' })
  await expect(issuePlan(at.secretary, at.planId, 2)).rejects.toMatchObject({
    code: 'plan_is_issued_already',
  })
  await expect(closePlan(at.secretary, at.planId, 2)).rejects.toMatchObject({ code: 'plan_has_open_tasks' })
  await expect(writePlan(at.officer, aPlan(at.commune))).rejects.toMatchObject(missing)
  await expect(
    writePlan(at.secretary, aPlan(at.province, { fromDay: '2026-05-01', toDay: '2026-04-01' })),
  ).rejects.toMatchObject({ code: 'plan_ends_before_it_begins' })
})

test('somebody’s own work: to acknowledge first, then late, then this week; the giver sees what waits for their word', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at, { dueOn: addDays(today(), 3) })

  expect((await myTasks(at.officer)).toReceive.map((task) => task.id)).toEqual([id])
  await receiveTask(at.officer, id, 1)
  expect((await myTasks(at.officer)).thisWeek.map((task) => task.id)).toEqual([id])
  expect((await myTasks(at.officer, addDays(today(), 4))).late.map((task) => task.id)).toEqual([id])
  await assignTask(at.head, id, 2, at.officer.personId)
  await handInTask(at.officer, id, { version: 3, text: 'Đã xong việc' })
  expect((await myTasks(at.officer, addDays(today(), 4))).late).toEqual([])
  expect((await myTasks(at.secretary)).toJudge.map((task) => task.id)).toEqual([id])
  expect((await myTasks(at.neighbours)).toJudge).toEqual([])
  expect((await taskOf(at.officer, id)).personName).toBe('Cán bộ xã Một')
  await expect(assignTask(at.head, id, 4, at.neighbours.personId)).rejects.toMatchObject({
    code: 'task_step_is_not_possible',
  })
})

const heard: TaskChange[] = []
useModule({
  onTaskChanges: async (_tx, changes) => {
    heard.push(...changes)
  },
})

test('other systems are told of every change, in its transaction', async () => {
  heard.length = 0
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)

  await receiveTask(at.officer, id, await versionOf(at.officer, id))

  const states = heard
    .filter(({ data }) => data.taskId === id)
    .map(({ data, unitId }) => [unitId, data.state])
  expect(states).toEqual([
    [at.commune, 'handed_down'],
    [at.commune, 'received'],
  ])
})

test('facts of tasks open to their task, for those who may see it', async () => {
  const at = await aPlannedDistrict()
  await handedDown(at)

  const figure = await look(at.secretary, 'figure.read', null, (db) =>
    figureOf(db, { unitId: at.commune }, 'tasks_handed_down', span),
  )

  expect(figure.declared).toBe(1)
})
