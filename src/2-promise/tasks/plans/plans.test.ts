import { expect, test } from 'vitest'
import { look } from '#access'
import { figuresOf } from '#figures'
import { newId } from '#platform/ids'
import { writeXlsx } from '#platform/spreadsheet'
import { addDays, addMonths, today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { handDown } from '../hand-down.ts'
import { judgeTask } from '../judge-task.ts'
import { taskOf, taskPage } from '../read.ts'
import { aHanding, aPlan, aPlannedDistrict, aRule, aTask, handedDown, rowOf } from '../tasks.fixture.ts'
import { handInTask, receiveTask } from '../work-on-task.ts'
import { answerAbove } from './answer-above.ts'
import { carryOver, previewCarryOver } from './carry-over.ts'
import { taskImport } from './import/import-tasks.ts'
import { planPage } from './read.ts'
import { addTask, closePlan, issuePlan, rewritePlan, strikeTask, writePlan } from './write-plan.ts'

useDatabase()

const missing = { code: 'not_found_or_not_allowed' }
const month = today().slice(0, 7)
const span = { from: `${month}-01`, until: `${addMonths(month, 1)}-01` }
const nextYear = { title: 'Kế hoạch năm sau', fromDay: addDays(today(), -5), toDay: addDays(today(), 400) }

test('unfinished tasks go into the next plan in one step, with what was handed down from them; done ones stay', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  await receiveTask(at.officer, id, 1)
  await handInTask(at.officer, id, { version: 2, text: 'Xong' })
  await judgeTask(at.secretary, id, { version: 3, verdict: 'accepted', reason: '' })
  const theirs = await rowOf(at.secretary, at.taskId, at.neighbour)
  const into = aPlan(at.province, nextYear)
  await writePlan(at.secretary, into)
  const preview = await previewCarryOver(at.secretary, at.planId)
  expect(preview.tasks.map(({ id: one }) => one).sort()).toEqual([at.taskId, theirs.id].sort())
  expect(preview.into.map(({ id: one }) => one)).toEqual([into.id])

  const entry = { intoId: into.id, dueOn: null, seen: preview.seen }
  const outcomes = await Promise.allSettled([1, 2].map(() => carryOver(at.secretary, at.planId, entry)))

  expect(
    outcomes
      .filter(({ status }) => status === 'fulfilled')
      .map((one) => (one as PromiseFulfilledResult<number>).value),
  ).toEqual([2])
  const [old, done] = await Promise.all([taskOf(at.secretary, theirs.id), taskOf(at.secretary, id)])
  expect([old.state, done.state]).toEqual(['carried_over', 'accepted'])
  const fresh = await taskOf(at.secretary, old.carriedInto ?? '')
  expect(fresh).toMatchObject({ planId: into.id, unitId: at.neighbour, state: 'planned', dueOn: into.toDay })
  expect(fresh.parentId).toBe((await taskOf(at.secretary, at.taskId)).carriedInto)
  // What is planned in a draft does not reach the unit; issuing the plan hands it down.
  await expect(taskPage(at.neighbours, fresh.id)).rejects.toMatchObject(missing)
  await issuePlan(at.secretary, into.id, 1)
  expect((await taskPage(at.neighbours, fresh.id)).task.state).toBe('handed_down')
  await closePlan(at.secretary, at.planId, 2)
  const figures = await look(at.secretary, 'figure.read', null, (db) =>
    figuresOf(db, { unitId: at.province }, span),
  )
  const totals = Object.fromEntries(figures.map(({ indicator, figure }) => [indicator.code, figure.declared]))
  expect(totals).toMatchObject({
    tasks_handed_down: 3,
    tasks_accepted: 1,
    tasks_carried_over: 1,
    plans_issued: 2,
    units_with_plan: 1,
  })
})

test('carrying over is refused into a plan that does not follow, after a change since the preview, and by neighbours', async () => {
  const at = await aPlannedDistrict()
  const earlier = aPlan(at.province, { fromDay: addDays(today(), -400), toDay: addDays(today(), -100) })
  const into = aPlan(at.province, nextYear)
  await writePlan(at.secretary, earlier)
  await writePlan(at.secretary, into)
  const { seen } = await previewCarryOver(at.secretary, at.planId)

  await expect(
    carryOver(at.secretary, at.planId, { intoId: earlier.id, dueOn: null, seen }),
  ).rejects.toMatchObject({ code: 'plan_does_not_follow' })
  await expect(
    carryOver(at.secretary, at.planId, { intoId: into.id, dueOn: addDays(today(), 600), seen }),
  ).rejects.toMatchObject({ code: 'task_due_is_outside_the_plan' })
  await expect(previewCarryOver(at.neighbours, at.planId)).rejects.toMatchObject(missing)
  await handedDown(at)
  await expect(
    carryOver(at.secretary, at.planId, { intoId: into.id, dueOn: null, seen }),
  ).rejects.toMatchObject({ code: 'seen_is_outdated' })
})

test('an action programme shows year by year what the plans that carry it out have done', async () => {
  const at = await aPlannedDistrict()
  const year = Number(today().slice(0, 4))
  const programme = aPlan(at.province, {
    kind: 'action_programme',
    fromDay: `${year - 1}-01-01`,
    toDay: `${year + 3}-12-31`,
  })
  await writePlan(at.secretary, programme)
  await addTask(at.secretary, programme.id, aTask(at.province, { dueOn: `${year + 1}-06-30` }))
  await issuePlan(at.secretary, programme.id, 1)
  const yearly = aPlan(at.province, {
    aboveId: programme.id,
    fromDay: `${year}-01-01`,
    toDay: `${year}-12-31`,
  })
  const task = aTask(at.commune, { dueOn: `${year}-12-31` })
  await writePlan(at.secretary, yearly)
  await addTask(at.secretary, yearly.id, task)
  await issuePlan(at.secretary, yearly.id, 1)
  await receiveTask(at.officer, task.id, 2)
  await handInTask(at.officer, task.id, { version: 3, text: 'Xong' })
  await judgeTask(at.secretary, task.id, { version: 4, verdict: 'accepted', reason: '' })

  const { years, chain } = await planPage(at.secretary, programme.id)

  expect(years).toEqual([
    { year, all: 1, accepted: 1, inTime: 1, carriedOver: 0, open: 0 },
    { year: year + 1, all: 1, accepted: 0, inTime: 0, carriedOver: 0, open: 1 },
  ])
  expect(chain.plans.map(({ id }) => id)).toEqual([programme.id])
})

test('a local plan answers each task of the plan above before it is issued, and its tasks lead up to it', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  const other = aTask(at.commune, { title: 'Treo băng rôn tuyên truyền' })
  await addTask(at.secretary, at.planId, other)
  const local = aPlan(at.commune, { aboveId: at.planId })
  await writePlan(at.head, local)
  await addTask(at.head, local.id, aTask(at.commune, { title: 'Việc riêng của xã' }))
  await expect(issuePlan(at.head, local.id, 1)).rejects.toMatchObject({
    code: 'plan_has_unanswered_tasks',
    params: { count: 2 },
  })
  const ownTaskId = newId()

  await answerAbove(at.head, local.id, {
    taskId: id,
    answer: 'adapted',
    why: 'Xã làm ở ấp 1',
    title: 'Làm mô hình ở ấp 1',
    ownTaskId,
  })
  await answerAbove(at.head, local.id, {
    taskId: other.id,
    answer: 'not_applicable',
    why: 'Xã đã có bảng điện tử',
    title: '',
    ownTaskId: newId(),
  })
  await issuePlan(at.head, local.id, 1)

  const { coverage } = await planPage(at.head, local.id)
  expect(coverage?.answered).toBe(2)
  const page = await taskPage(at.officer, ownTaskId)
  expect(page.task).toMatchObject({ title: 'Làm mô hình ở ấp 1', state: 'handed_down', unitId: at.commune })
  expect(page.tasksAbove.map((task) => task.id)).toEqual([id, at.taskId])
  await expect(
    answerAbove(at.head, local.id, {
      taskId: id,
      answer: 'not_applicable',
      why: 'Thôi không làm',
      title: '',
      ownTaskId: newId(),
    }),
  ).rejects.toMatchObject({ code: 'plan_answer_has_a_task' })
  await expect(
    answerAbove(at.neighbours, local.id, {
      taskId: id,
      answer: 'taken_over',
      why: '',
      title: '',
      ownTaskId: newId(),
    }),
  ).rejects.toMatchObject(missing)
})

test('drafts are changed and struck from by one officer at a time; issued plans stay as they are', async () => {
  const at = await aPlannedDistrict()
  const draft = aPlan(at.province)
  const task = aTask(at.commune)
  await writePlan(at.secretary, draft)
  await writePlan(at.secretary, draft)
  await addTask(at.secretary, draft.id, task)
  await addTask(at.secretary, draft.id, task)
  const { id, unitId, ...entry } = draft

  await rewritePlan(at.secretary, id, 1, { ...entry, title: 'Tên mới' })

  await expect(rewritePlan(at.office, id, 1, entry)).rejects.toMatchObject({ code: 'seen_is_outdated' })
  expect((await planPage(at.secretary, id)).tasks.length).toBe(1)
  await strikeTask(at.secretary, task.id)
  expect((await planPage(at.secretary, id)).tasks).toEqual([])
  await expect(strikeTask(at.secretary, at.taskId)).rejects.toMatchObject({ code: 'task_is_given_already' })
  await expect(planPage(at.officer, id)).rejects.toMatchObject(missing)
  expect((await planPage(at.officer, at.planId)).mayWrite).toBe(false)
  expect(unitId).toBe(at.province)
})

const table = (...rows: (string | number | null)[][]) =>
  writeXlsx([
    {
      name: 'Bảng',
      rows: [
        ['KẾ HOẠCH NĂM'],
        ['Nhiệm vụ', 'Sản phẩm', 'Đơn vị thực hiện', 'Thời hạn', 'Chỉ tiêu', 'Số lượng'],
        ...rows,
      ],
    },
  ])

test('a table of tasks is previewed and written whole; each wrong row says what is wrong, and then nothing is written', async () => {
  const at = await aPlannedDistrict()
  const due = addDays(today(), 40)
  const [year, mm, dd] = due.split('-')
  const wrong = table(
    ['Mở lớp chuyên đề', '', 'Xã Một', '30/2/2027', '', ''],
    ['Mở lớp chuyên đề', '', 'Xã Không Có', due, '', ''],
    ['', '', 'Xã Một', due, '', ''],
    ['Việc hai lần', '', 'Xã Một', due, '', ''],
    ['Việc hai lần', '', 'Xã Một', due, '', ''],
    ['Muộn quá', '', 'Xã Một', '31/12/2040', '', ''],
    ['Số không chỉ tiêu', '', 'Xã Một', due, '', 5],
  )
  const right = table(
    [
      'Mở lớp chuyên đề',
      'Báo cáo',
      'Xã Một',
      `${Number(dd)}/${Number(mm)}/${year}`,
      'test_waste_kg',
      '1.200,5',
    ],
    ['Mở lớp chuyên đề', '', 'Xã Hai', due, '', ''],
  )

  const refused = await taskImport.preview(
    at.secretary,
    { planId: at.planId },
    { name: 'sai.xlsx', bytes: wrong },
  )
  expect(refused.confirm).toBeNull()
  expect(refused.plan.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, 'due', 'import_day_is_no_day'],
    [4, 'unit', 'task_import_unit_is_unknown'],
    [5, 'title', 'field_is_required'],
    [7, 'title', 'task_import_row_is_there_twice'],
    [8, 'due', 'task_due_is_outside_the_plan'],
    [9, 'amount', 'task_amount_has_no_indicator'],
  ])
  expect((await planPage(at.secretary, at.planId)).tasks.length).toBe(1)

  const { confirm, plan } = await taskImport.preview(
    at.secretary,
    { planId: at.planId },
    { name: 'dung.xlsx', bytes: right },
  )
  expect(plan.tasks.map(({ unitName, dueOn, amount }) => [unitName, dueOn, amount])).toEqual([
    ['Xã Một', due, 1200.5],
    ['Xã Hai', due, null],
  ])
  if (!confirm) throw new Error('There is nothing to confirm.')
  expect(
    (await taskImport.previewOf(at.secretary, confirm.importId, { planId: at.planId })).plan.problems,
  ).toEqual([])
  await expect(
    taskImport.previewOf(at.office, confirm.importId, { planId: at.planId }),
  ).rejects.toMatchObject({
    code: 'import_has_expired',
  })
  await expect(
    taskImport.preview(at.neighbours, { planId: at.planId }, { name: 'x.xlsx', bytes: right }),
  ).rejects.toMatchObject(missing)
  expect(await taskImport.confirm(at.secretary, confirm)).toBe(2)
  await expect(taskImport.confirm(at.secretary, confirm)).rejects.toMatchObject({
    code: 'import_has_expired',
  })
  expect((await planPage(at.secretary, at.planId)).tasks.length).toBe(3)
  const again = await taskImport.preview(
    at.secretary,
    { planId: at.planId },
    { name: 'dung.xlsx', bytes: right },
  )
  expect(again.plan.problems.map(({ code }) => code)).toEqual([
    'task_import_is_in_the_plan',
    'task_import_is_in_the_plan',
  ])
})

test('a table as offices write it gives its tasks, and a row that was left out is taken all the same', async () => {
  const at = await aPlannedDistrict()
  const [year, mm, dd] = addDays(today(), 40).split('-')
  const due = `${dd}/${mm}/${year}`
  const bytes = writeXlsx([
    { name: 'Bìa', rows: [['ỦY BAN NHÂN DÂN XÃ MẪU']] },
    {
      name: 'Phụ lục',
      rows: [
        ['PHỤ LỤC PHÂN CÔNG NHIỆM VỤ'],
        [],
        ['STT', 'Nội dung công việc', 'Cơ quan chủ trì', 'Thời gian hoàn thành', 'Ghi chú'],
        ['I', 'Công tác tuyên truyền', '', '', ''],
        [1, 'Mở lớp chuyên đề', 'Xã Một', due, ''],
        [2, 'Phát tờ rơi', 'Xã Hai', due, ''],
        ['', 'Tổng cộng số hộ đã vận động', 'Xã Một', due, ''],
        ['', 'NGƯỜI LẬP BIỂU', '', '', ''],
      ],
    },
  ])
  const { importId = '', ...first } = await taskImport.preview(
    at.secretary,
    { planId: at.planId },
    { name: 'a.xlsx', bytes },
  )

  await taskImport.choose(at.secretary, importId, { take: 7 })

  const titles = (tasks: { title: string }[]) => tasks.map(({ title }) => title)
  const { plan, confirm } = await taskImport.previewOf(at.secretary, importId)
  const fileHash = confirm?.fileHash ?? ''
  expect(titles(first.plan.tasks)).toEqual(['Mở lớp chuyên đề', 'Phát tờ rơi'])
  expect(titles(plan.tasks)).toEqual(['Mở lớp chuyên đề', 'Phát tờ rơi', 'Tổng cộng số hộ đã vận động'])
  // What was seen before the choice is not what would be written now.
  await expect(
    taskImport.confirm(at.secretary, { importId, fileHash, seen: first.confirm?.seen ?? '' }),
  ).rejects.toMatchObject({ code: 'seen_is_outdated' })
  expect(await taskImport.confirm(at.secretary, { importId, fileHash, seen: confirm?.seen ?? '' })).toBe(3)
})

test('what was split further goes on beneath its unit when everything is carried over at once', async () => {
  const at = await aPlannedDistrict()
  const { id } = await handedDown(at)
  await handDown(at.head, id, aHanding({ dueOn: addDays(today(), 10), rule: aRule({ kinds: ['branch'] }) }))
  const branch = await rowOf(at.head, id, at.hamlet)
  const into = aPlan(at.province, nextYear)
  await writePlan(at.secretary, into)
  await addTask(at.secretary, into.id, aTask(at.province))
  await issuePlan(at.secretary, into.id, 1)
  const { seen } = await previewCarryOver(at.secretary, at.planId)

  await carryOver(at.secretary, at.planId, { intoId: into.id, dueOn: addDays(today(), 90), seen })

  const fresh = await taskOf(at.head, (await taskOf(at.head, branch.id)).carriedInto ?? '')
  expect(fresh).toMatchObject({
    giverId: at.commune,
    unitId: at.hamlet,
    state: 'handed_down',
    dueOn: addDays(today(), 90),
  })
  const page = await taskPage(at.hamletHead, fresh.id)
  expect(page.tasksAbove.map((task) => [task.unitId, task.planId])).toEqual([
    [at.commune, into.id],
    [at.province, into.id],
  ])
})
