import { expect, test } from 'vitest'
import { addDays, today } from '#platform/time'
import { handDown } from '../../src/2-promise/tasks/hand-down.ts'
import { judgeTask } from '../../src/2-promise/tasks/judge-task.ts'
import { carryOver, previewCarryOver } from '../../src/2-promise/tasks/plans/carry-over.ts'
import { planPage } from '../../src/2-promise/tasks/plans/read.ts'
import { addTask, closePlan, issuePlan, writePlan } from '../../src/2-promise/tasks/plans/write-plan.ts'
import { taskPage } from '../../src/2-promise/tasks/read.ts'
import { aHanding, aPlan, aPlannedDistrict, aTask, rowOf } from '../../src/2-promise/tasks/tasks.fixture.ts'
import { handInTask, receiveTask } from '../../src/2-promise/tasks/work-on-task.ts'
import { useDatabase } from '../support/database.ts'

// S5: an action programme spans the years of a term; what a year leaves unfinished goes on in the next, and both can be seen.
useDatabase()

test('S5: an action programme over years, and unfinished tasks carried over into the plan of the next', async () => {
  const at = await aPlannedDistrict()
  const year = Number(today().slice(0, 4))
  const programme = aPlan(at.province, {
    kind: 'action_programme',
    fromDay: `${year - 1}-01-01`,
    toDay: `${year + 4}-12-31`,
  })
  await writePlan(at.secretary, programme)
  await addTask(at.secretary, programme.id, aTask(at.province, { dueOn: `${year + 4}-06-30` }))
  await issuePlan(at.secretary, programme.id, 1)
  const [first, second] = [
    aPlan(at.province, { aboveId: programme.id, fromDay: `${year}-01-01`, toDay: `${year}-12-31` }),
    aPlan(at.province, { aboveId: programme.id, fromDay: `${year + 1}-01-01`, toDay: `${year + 1}-12-31` }),
  ]
  const task = aTask(at.province, { dueOn: `${year}-12-31` })
  await writePlan(at.secretary, first)
  await addTask(at.secretary, first.id, task)
  await issuePlan(at.secretary, first.id, 1)
  await handDown(
    at.secretary,
    task.id,
    aHanding({ dueOn: [addDays(today(), 20), `${year}-12-31`].toSorted()[0] ?? '' }),
  )
  const done = await rowOf(at.secretary, task.id, at.commune)
  await receiveTask(at.officer, done.id, 1)
  await handInTask(at.officer, done.id, { version: 2, text: 'Xong' })
  await judgeTask(at.secretary, done.id, { version: 3, verdict: 'accepted', reason: '' })
  const left = await rowOf(at.secretary, task.id, at.neighbour)

  await writePlan(at.secretary, second)
  const { seen, tasks } = await previewCarryOver(at.secretary, first.id)
  expect(tasks.length).toBe(2)
  await carryOver(at.secretary, first.id, { intoId: second.id, dueOn: null, seen })
  await issuePlan(at.secretary, second.id, 1)
  await closePlan(at.secretary, first.id, 2)

  const old = await taskPage(at.neighbours, left.id)
  expect(old.task.state).toBe('carried_over')
  const next = await taskPage(at.neighbours, old.task.carriedInto ?? '')
  expect(next.task).toMatchObject({ planId: second.id, state: 'handed_down', dueOn: `${year + 1}-12-31` })
  const { years } = await planPage(at.secretary, programme.id)
  expect(years).toEqual([
    { year, all: 3, accepted: 1, inTime: 1, carriedOver: 2, open: 0 },
    { year: year + 1, all: 2, accepted: 0, inTime: 0, carriedOver: 0, open: 2 },
    { year: year + 4, all: 1, accepted: 0, inTime: 0, carriedOver: 0, open: 1 },
  ])
})
