import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { look } from '#access'
import { figureOf, foldFigures, lineageOf } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { addMonths, today } from '#platform/time'
import { boardPage } from '../../src/2-promise/tasks/board.ts'
import { handDown } from '../../src/2-promise/tasks/hand-down.ts'
import { judgeTask } from '../../src/2-promise/tasks/judge-task.ts'
import { answerAbove } from '../../src/2-promise/tasks/plans/answer-above.ts'
import { planPage } from '../../src/2-promise/tasks/plans/read.ts'
import { addTask, issuePlan, writePlan } from '../../src/2-promise/tasks/plans/write-plan.ts'
import { taskPage } from '../../src/2-promise/tasks/read.ts'
import { aHanding, aPlan, aPlannedDistrict, aTask, rowOf } from '../../src/2-promise/tasks/tasks.fixture.ts'
import { handInTask, receiveTask, reportOnTask } from '../../src/2-promise/tasks/work-on-task.ts'
import { useDatabase } from '../support/database.ts'

// S1: a directive becomes a plan, its tasks go to all communes in one step, each adapts them into its own plan and reports,
// and from any local task the way up to the directive is one click a step.
useDatabase()

async function aDocument(unitId: string, symbol: string, carriesOut?: string): Promise<string> {
  const id = newId()
  const issued = carriesOut !== undefined
  await sql`insert into programme.document (id, unit_id, direction, type, symbol, issued_on, received_on, issuer, issuer_unit_id, subject)
            values (${id}, ${unitId}, ${issued ? 'issued' : 'received'}, 'directive', ${symbol}, '2024-01-10', ${issued ? null : '2024-01-12'},
                    'Bộ Chính trị', ${issued ? unitId : null}, 'Về học tập và làm theo Bác')`.execute(
    database(),
  )
  if (carriesOut)
    await sql`insert into programme.carries_out (document_id, above_id, clause) values (${id}, ${carriesOut}, 'mục 2')`.execute(
      database(),
    )
  return id
}

test('S1: from the directive to the task of a hamlet, and back in one click a step', async () => {
  const at = await aPlannedDistrict()
  const directive = await aDocument(at.province, '05-CT/TW')
  const planDocument = await aDocument(at.province, '12-KH/TU', directive)
  const plan = aPlan(at.province, { documentId: planDocument })
  const task = aTask(at.province)
  await writePlan(at.secretary, plan)
  await addTask(at.secretary, plan.id, task)
  await issuePlan(at.secretary, plan.id, 1)

  await handDown(at.secretary, task.id, aHanding())
  const mine = await rowOf(at.secretary, task.id, at.commune)
  await receiveTask(at.officer, mine.id, 1)
  const local = aPlan(at.commune, { aboveId: plan.id })
  const ownTaskId = newId()
  await writePlan(at.head, local)
  await answerAbove(at.head, local.id, {
    taskId: mine.id,
    answer: 'adapted',
    why: 'Làm ở ấp 1 trước',
    title: 'Làm mô hình ở ấp 1',
    ownTaskId,
  })
  await issuePlan(at.head, local.id, 1)
  await handDown(
    at.head,
    ownTaskId,
    aHanding({
      rule: { kinds: ['branch'], lines: ['farmers'], levels: [], beneathId: null, plus: [], minus: [] },
    }),
  )
  const hamlets = await rowOf(at.head, ownTaskId, at.hamlet)

  const page = await taskPage(at.hamletHead, hamlets.id)
  expect(page.tasksAbove.map(({ id }) => id)).toEqual([ownTaskId, mine.id, task.id])
  expect(page.chain.plans.map(({ id }) => id)).toEqual([local.id, plan.id])
  expect(page.chain.documents.map(({ symbol, clause }) => [symbol, clause])).toEqual([
    ['12-KH/TU', ''],
    ['05-CT/TW', 'mục 2'],
  ])
  expect((await planPage(at.head, local.id)).coverage?.answered).toBe(1)

  // A directive that is replaced shows on every task under it.
  const next = await aDocument(at.province, '01-CT/TW')
  await sql`update programme.document set replaced_by = ${next} where id = ${directive}`.execute(database())
  const warned = (await taskPage(at.hamletHead, hamlets.id)).chain.documents.find(
    ({ id }) => id === directive,
  )
  expect(warned?.replacedBySymbol).toBe('01-CT/TW')

  await reportOnTask(at.officer, mine.id, { version: 2, text: 'Ấp 1 đã bắt đầu' })
  await handInTask(at.officer, mine.id, { version: 3, text: 'Đã xong' })
  await judgeTask(at.secretary, mine.id, { version: 4, verdict: 'accepted', reason: '' })
  await foldFigures()

  const month = today().slice(0, 7)
  const span = { from: `${month}-01`, until: `${addMonths(month, 1)}-01` }
  const read = { indicator: 'tasks_accepted', unitId: at.province, span }
  const figure = await look(at.secretary, 'figure.read', null, (db) =>
    figureOf(db, { unitId: read.unitId }, read.indicator, read.span),
  )
  expect(figure.declared).toBe(1)
  const lineage = await look(at.secretary, 'figure.read', null, (db) =>
    lineageOf(db, { unitId: at.province }, 'tasks_accepted', span, { limit: 10 }),
  )
  expect(lineage.rows.map(({ sourceId }) => sourceId)).toEqual([mine.id])
  const board = await boardPage(at.secretary, { view: 'open', planId: plan.id })
  expect(board.rows.map(({ symbol }) => symbol)).toContain('12-KH/TU')
})
