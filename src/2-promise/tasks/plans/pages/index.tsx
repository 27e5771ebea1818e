import { Hono } from 'hono'
import { button, take } from '#platform/forms/take'
import type { Env } from '#platform/web'
import { taskEntry } from '../../entry.ts'
import { answerAbove } from '../answer-above.ts'
import { carryOver } from '../carry-over.ts'
import { answerEntry, carryEntry, newPlan, planEntry, planStep } from '../entry.ts'
import {
  addTask,
  changePlannedTask,
  closePlan,
  issuePlan,
  rewritePlan,
  strikeTask,
  writePlan,
} from '../write-plan.ts'
import { answerPage } from './answer-page.tsx'
import { carryPage } from './carry-page.tsx'
import { planForm, taskForm } from './form-pages.tsx'
import { taskImportPages } from './import-pages.tsx'
import { listPage } from './list-page.tsx'
import { showPlan } from './plan-page.tsx'

/** Plans: the list, one plan with its tasks, writing, issuing, answering the plan above, carrying over. */
export const actionPlanPages = new Hono<Env>()
  .get('/ke-hoach', listPage)
  .get('/ke-hoach/moi', (c) => planForm(c))
  .post('/ke-hoach/moi', (c) =>
    take(
      c,
      newPlan,
      async (entry) => {
        await writePlan(c.var.actor, entry)
        return entry.id
      },
      { to: (id) => `/ke-hoach/${id}?da=lap`, page: (form) => planForm(c, form) },
    ),
  )
  .get('/ke-hoach/:id', (c) => showPlan(c))
  .get('/ke-hoach/:id/sua', (c) => planForm(c))
  .post('/ke-hoach/:id/sua', (c) => {
    const id = c.req.param('id')
    const entry = planEntry.safeExtend(planStep.shape)
    return take(c, entry, ({ version, ...changed }) => rewritePlan(c.var.actor, id, version, changed), {
      to: `/ke-hoach/${id}?da=sua`,
      page: (form) => planForm(c, form),
    })
  })
  .post('/ke-hoach/:id/ban-hanh', (c) => {
    const id = c.req.param('id')
    return take(c, planStep, ({ version }) => issuePlan(c.var.actor, id, version), {
      to: `/ke-hoach/${id}?da=ban-hanh`,
      page: (form) => showPlan(c, form),
    })
  })
  .post('/ke-hoach/:id/ket-thuc', (c) => {
    const id = c.req.param('id')
    return take(c, planStep, ({ version }) => closePlan(c.var.actor, id, version), {
      to: `/ke-hoach/${id}?da=ket-thuc`,
      page: (form) => showPlan(c, form),
    })
  })
  .get('/ke-hoach/:id/tra-loi', (c) => answerPage(c))
  .post('/ke-hoach/:id/tra-loi', (c) => {
    const id = c.req.param('id')
    return take(c, answerEntry, (entry) => answerAbove(c.var.actor, id, entry), {
      to: `/ke-hoach/${id}/tra-loi?da=tra-loi`,
      page: (form) => answerPage(c, form),
    })
  })
  .get('/ke-hoach/:id/chuyen-tiep', (c) => carryPage(c))
  .post('/ke-hoach/:id/chuyen-tiep', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      carryEntry,
      async (entry) => `${entry.intoId}?da=chuyen&so=${await carryOver(c.var.actor, id, entry)}`,
      { to: (into) => `/ke-hoach/${into}`, page: (form) => carryPage(c, form) },
    )
  })
  .route('/', taskImportPages)
  .get('/ke-hoach/:id/nhiem-vu/moi', (c) => taskForm(c))
  .post('/ke-hoach/:id/nhiem-vu/moi', (c) => {
    const id = c.req.param('id')
    return take(c, taskEntry, (entry) => addTask(c.var.actor, id, entry), {
      to: `/ke-hoach/${id}?da=them`,
      page: (form) => taskForm(c, form),
    })
  })
  .get('/ke-hoach/:id/nhiem-vu/:task', (c) => taskForm(c))
  .post('/ke-hoach/:id/nhiem-vu/:task', (c) => {
    const { id, task } = c.req.param()
    const entry = taskEntry.safeExtend(planStep.shape)
    return take(
      c,
      entry,
      ({ version, ...changed }) => changePlannedTask(c.var.actor, task, version, changed),
      {
        to: `/ke-hoach/${id}?da=sua`,
        page: (form) => taskForm(c, form),
      },
    )
  })
  .post('/ke-hoach/:id/nhiem-vu/:task/bo', (c) => {
    const { id, task } = c.req.param()
    return take(c, button, () => strikeTask(c.var.actor, task), { to: `/ke-hoach/${id}?da=bo` })
  })
