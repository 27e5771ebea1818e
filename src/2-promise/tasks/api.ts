import { z } from '@hono/zod-openapi'
import { apiRouter, byId, jsonAnswer, operation, pageOf, pageQuery, sentJson } from '#platform/api'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { states } from './entry.ts'
import type { Exported } from './export-store.ts'
import { tasksPage } from './export-tasks.ts'
import { judgeTask, recallTask } from './judge-task.ts'
import { taskOf } from './read.ts'
import { handInTask, receiveTask, reportOnTask } from './work-on-task.ts'

const party = z.object({
  id: z.uuid(),
  code: z.string().nullable().describe('Official code, where it has one'),
  name: z.string(),
})

const task = z
  .object({
    id: z.uuid(),
    parentId: z.uuid().nullable().describe('The task from which it was handed down'),
    plan: z.object({ id: z.uuid(), title: z.string() }),
    document: z.string().nullable().describe('Symbol of the document that the plan is'),
    directive: z.string().nullable().describe('Symbol of the document that the plan carries out'),
    clause: z.string(),
    unit: party.describe('Who has to do it'),
    giver: party.describe('Who gave it and judges'),
    title: z.string(),
    product: z.string(),
    expected: z.object({ indicator: z.string(), amount: z.number() }).nullable(),
    dueOn: z.string().describe('YYYY-MM-DD'),
    state: z.enum(states),
    isLate: z.boolean().describe('Still with the unit after the day'),
    handedDownOn: z.string().nullable(),
    receivedAt: z.string().nullable(),
    handedInOn: z.string().nullable(),
    judgedOn: z.string().nullable(),
    result: z.string().nullable().describe('What the unit said last'),
    continuesAs: z.uuid().nullable().describe('The task as which it goes on, where it was carried over'),
  })
  .openapi('Task')

const asJson = (row: Exported): z.output<typeof task> => ({
  id: row.id,
  parentId: row.parentId,
  plan: { id: row.planId, title: row.planTitle },
  document: row.documentSymbol,
  directive: row.directiveSymbol,
  clause: row.clause,
  unit: { id: row.unitId, code: row.unitCode, name: row.unitName },
  giver: { id: row.giverId, code: row.giverCode, name: row.giverName },
  title: row.title,
  product: row.product,
  expected:
    row.indicator === null || row.amount === null ? null : { indicator: row.indicator, amount: row.amount },
  dueOn: row.dueOn,
  state: row.state,
  isLate: row.isLate,
  handedDownOn: row.handedOn,
  receivedAt: row.receivedAt?.toISOString() ?? null,
  handedInOn: row.handedInOn,
  judgedOn: row.judgedOn,
  result: row.result,
  continuesAs: row.carriedInto,
})

const transition = z.discriminatedUnion('do', [
  z.object({ do: z.literal('receive'), seen: z.number().int() }),
  z.object({ do: z.literal('report'), seen: z.number().int(), text: z.string().min(3).max(2000) }),
  z.object({ do: z.literal('hand_in'), seen: z.number().int(), text: z.string().min(3).max(2000) }),
  z.object({ do: z.literal('accept'), seen: z.number().int() }),
  z.object({ do: z.literal('return'), seen: z.number().int(), text: z.string().min(3).max(2000) }),
  z.object({ do: z.literal('recall'), seen: z.number().int(), text: z.string().min(3).max(2000) }),
])

const stateAnswer = z
  .object({ id: z.uuid(), state: z.enum(states), version: z.number().int() })
  .openapi('TaskState')

const filters = {
  plan: z.uuid().optional(),
  under: z.uuid().optional().describe('Only of this unit and of those beneath it'),
  unit: z.uuid().optional().openapi({ deprecated: true, description: 'The same as `under`' }),
  state: z.enum(states).optional(),
}

/** Tasks over HTTP: what monitoring systems of others read (Quy chế 08-QC/TW), and the same steps as on the pages. */
export const tasksApi = apiRouter()
  .openapi(
    operation({
      operationId: 'listTasks',
      method: 'get',
      path: '/tasks',
      tags: ['programme'],
      summary:
        'Tasks with document, unit, day, state and result: a stable shape for systems that follow tasks',
      request: {
        query: pageQuery.extend({
          ...filters,
          after: z.uuid().optional().describe('`next` of the page before'),
        }),
      },
      responses: { 200: jsonAnswer(pageOf(task), 'A page of tasks') },
    }),
    async (c) => {
      const { plan, unit, under = unit, state, after, limit } = c.req.valid('query')
      const { rows, next } = await readPage(
        limit,
        (most) =>
          tasksPage(c.var.actor, {
            planId: plan,
            unitId: under,
            after,
            limit: most,
            ...(state ? { states: [state] } : {}),
          }),
        ({ id }) => id,
      )
      return c.json({ rows: rows.map(asJson), next }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'exportTasks',
      method: 'get',
      path: '/tasks/export',
      tags: ['programme'],
      summary: 'All tasks of a plan or a unit in one document, with the time at which it was made',
      request: { query: z.object(filters) },
      responses: {
        200: jsonAnswer(
          z
            .object({
              format: z.literal('lantoa-tasks'),
              version: z.literal(1),
              madeAt: z.string(),
              tasks: z.array(task),
            })
            .openapi('TaskExport'),
          'The export',
        ),
      },
    }),
    async (c) => {
      const { plan, unit, under = unit, state } = c.req.valid('query')
      if (!plan && !under) throw new Problem('field_is_required', {}, { field: 'plan' })
      const rows = await tasksPage(c.var.actor, {
        planId: plan,
        unitId: under,
        limit: 20_001,
        ...(state ? { states: [state] } : {}),
      })
      if (rows.length > 20_000) throw new Problem('tasks_are_too_many', { count: 20_000 })
      return c.json(
        {
          format: 'lantoa-tasks' as const,
          version: 1 as const,
          madeAt: new Date().toISOString(),
          tasks: rows.map(asJson),
        },
        200,
      )
    },
  )
  .openapi(
    operation({
      operationId: 'readTask',
      method: 'get',
      path: '/tasks/{id}',
      tags: ['programme'],
      summary: 'The state of one task and its version, to be sent back as `seen`',
      request: byId,
      responses: { 200: jsonAnswer(stateAnswer, 'The task') },
    }),
    async (c) => {
      const { id, state, version } = await taskOf(c.var.actor, c.req.valid('param').id)
      return c.json({ id, state, version }, 200)
    },
  )
  .openapi(
    operation({
      operationId: 'moveTask',
      method: 'post',
      path: '/tasks/{id}/transition',
      tags: ['programme'],
      summary: 'Acknowledge, report, hand in; accept, return, recall',
      request: {
        ...byId,
        ...sentJson(transition),
      },
      responses: { 200: jsonAnswer(stateAnswer, 'The task as it is now') },
    }),
    async (c) => {
      const { id } = c.req.valid('param')
      const { seen: version, ...step } = c.req.valid('json')
      const { actor } = c.var
      if (step.do === 'receive') await receiveTask(actor, id, version)
      else if (step.do === 'report') await reportOnTask(actor, id, { version, text: step.text })
      else if (step.do === 'hand_in') await handInTask(actor, id, { version, text: step.text })
      else if (step.do === 'accept') await judgeTask(actor, id, { version, verdict: 'accepted', reason: '' })
      else if (step.do === 'return')
        await judgeTask(actor, id, { version, verdict: 'returned', reason: step.text })
      else await recallTask(actor, id, { version, reason: step.text })
      const task = await taskOf(actor, id)
      return c.json({ id, state: task.state, version: task.version }, 200)
    },
  )
