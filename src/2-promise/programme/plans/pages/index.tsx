import { Hono } from 'hono'
import { submit } from '#platform/submit'
import type { Env } from '#platform/web'
import { taskEntry } from '../../tasks/entry.ts'
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
import { importPages } from './import-pages.tsx'
import { listPage } from './list-page.tsx'
import { showPlan } from './plan-page.tsx'

/** Not found and not allowed are the error page; everything else comes back with the form. */
const throwMissing = (problem: { code: string }): void => {
  if (problem.code === 'not_found_or_not_allowed') throw problem
}

/** Plans: the list, one plan with its tasks, writing, issuing, answering the plan above, carrying over. */
export const actionPlanPages = new Hono<Env>()
  .get('/ke-hoach', listPage)
  .get('/ke-hoach/moi', (c) => planForm(c))
  .post('/ke-hoach/moi', async (c) => {
    const sent = await submit(c.req.raw, newPlan, async (entry) => {
      await writePlan(c.var.actor, entry)
      return entry.id
    })
    if (!sent.problems) return c.redirect(`/ke-hoach/${sent.result}?da=lap`, 303)
    throwMissing(sent.problems)
    return planForm(c, sent)
  })
  .get('/ke-hoach/:id', (c) => showPlan(c))
  .get('/ke-hoach/:id/sua', (c) => planForm(c))
  .post('/ke-hoach/:id/sua', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, planEntry.safeExtend(planStep.shape), ({ seen, ...entry }) =>
      rewritePlan(c.var.actor, id, seen, entry),
    )
    if (!sent.problems) return c.redirect(`/ke-hoach/${id}?da=sua`, 303)
    throwMissing(sent.problems)
    return planForm(c, sent)
  })
  .post('/ke-hoach/:id/ban-hanh', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, planStep, ({ seen }) => issuePlan(c.var.actor, id, seen))
    if (!sent.problems) return c.redirect(`/ke-hoach/${id}?da=ban-hanh`, 303)
    throwMissing(sent.problems)
    return showPlan(c, sent)
  })
  .post('/ke-hoach/:id/ket-thuc', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, planStep, ({ seen }) => closePlan(c.var.actor, id, seen))
    if (!sent.problems) return c.redirect(`/ke-hoach/${id}?da=ket-thuc`, 303)
    throwMissing(sent.problems)
    return showPlan(c, sent)
  })
  .get('/ke-hoach/:id/tra-loi', (c) => answerPage(c))
  .post('/ke-hoach/:id/tra-loi', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, answerEntry, (entry) => answerAbove(c.var.actor, id, entry))
    if (!sent.problems) return c.redirect(`/ke-hoach/${id}/tra-loi?da=tra-loi`, 303)
    throwMissing(sent.problems)
    return answerPage(c, sent)
  })
  .get('/ke-hoach/:id/chuyen-tiep', (c) => carryPage(c))
  .post('/ke-hoach/:id/chuyen-tiep', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, carryEntry, async (entry) => ({
      into: entry.intoId,
      count: await carryOver(c.var.actor, id, entry),
    }))
    if (!sent.problems)
      return c.redirect(`/ke-hoach/${sent.result.into}?da=chuyen&so=${sent.result.count}`, 303)
    throwMissing(sent.problems)
    return carryPage(c, sent)
  })
  .route('/', importPages)
  .get('/ke-hoach/:id/nhiem-vu/moi', (c) => taskForm(c))
  .post('/ke-hoach/:id/nhiem-vu/moi', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, taskEntry, (entry) => addTask(c.var.actor, id, entry))
    if (!sent.problems) return c.redirect(`/ke-hoach/${id}?da=them`, 303)
    throwMissing(sent.problems)
    return taskForm(c, sent)
  })
  .get('/ke-hoach/:id/nhiem-vu/:task', (c) => taskForm(c))
  .post('/ke-hoach/:id/nhiem-vu/:task', async (c) => {
    const { id, task } = c.req.param()
    const sent = await submit(c.req.raw, taskEntry.safeExtend(planStep.shape), ({ seen, ...entry }) =>
      changePlannedTask(c.var.actor, task, seen, entry),
    )
    if (!sent.problems) return c.redirect(`/ke-hoach/${id}?da=sua`, 303)
    throwMissing(sent.problems)
    return taskForm(c, sent)
  })
  .post('/ke-hoach/:id/nhiem-vu/:task/bo', async (c) => {
    const { id, task } = c.req.param()
    await strikeTask(c.var.actor, task)
    return c.redirect(`/ke-hoach/${id}?da=bo`, 303)
  })
