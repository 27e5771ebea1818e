import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { keepEvidence } from '#evidence'
import { takesForms } from '#platform/bodies'
import { take } from '#platform/forms/take'
import { isId } from '#platform/ids'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import type { FormBody } from '#platform/submit'
import { type Env, ownPath } from '#platform/web'
import {
  adaptEntry,
  assignEntry,
  fieldsOfRule,
  handingEntry,
  judgeEntry,
  recallEntry,
  reportEntry,
  ruleTyped,
  versionEntry,
} from '../entry.ts'
import { exportTable } from '../export-tasks.ts'
import { handDown } from '../hand-down.ts'
import { judgeTask, recallTask } from '../judge-task.ts'
import { adaptTask, assignTask, handInTask, receiveTask, reportOnTask } from '../work-on-task.ts'
import { board } from './board-page.tsx'
import { handDownPage } from './hand-down-page.tsx'
import { myPage } from './my-page.tsx'
import { showTask, type TaskForms } from './task-page.tsx'

async function filesOf({ files }: FormBody) {
  const kept = []
  for (const file of files.photos ?? []) kept.push(await keepEvidence(await file.bytes(), file.name))
  return kept
}

/** A step of a task, taken on its page; `run` says what was done (`?da=`). */
const step = <Schema extends z.ZodType>(
  c: Context<Env>,
  name: keyof TaskForms,
  schema: Schema,
  run: (id: string, entry: z.output<Schema>, form: FormBody) => Promise<string>,
) => {
  const id = c.req.param('id') ?? ''
  return take(c, schema, (entry, form) => run(id, entry, form), {
    to: (done) => `/nhiem-vu/${id}?da=${done}`,
    page: (form) => showTask(c, { [name]: form }),
  })
}

/** Tasks: one's own, the board, one task with all that can be done with it, and handing down. */
export const taskPages = new Hono<Env>()
  .get('/nhiem-vu', myPage)
  .get('/nhiem-vu/bang', board)
  .get('/nhiem-vu/xuat.xlsx', async (c) => {
    const plan = c.req.query('ke-hoach')
    const asked = { slug: c.req.query('don-vi')?.slice(0, 120), planId: isId(plan) ? plan : undefined }
    return c.body(await exportTable(c.var.actor, asked), 200, spreadsheetHeaders('nhiem-vu.xlsx'))
  })
  .get('/nhiem-vu/:id', (c) => showTask(c))
  .post('/nhiem-vu/:id/tiep-nhan', (c) =>
    step(c, 'receive', versionEntry, async (id, { version }) => {
      await receiveTask(c.var.actor, id, version)
      return 'tiep-nhan'
    }),
  )
  .post('/nhiem-vu/:id/dieu-chinh', (c) =>
    step(c, 'adapt', adaptEntry, async (id, entry) => {
      await adaptTask(c.var.actor, id, entry)
      return 'dieu-chinh'
    }),
  )
  .post('/nhiem-vu/:id/bao-cao', takesForms, (c) =>
    step(c, 'report', reportEntry, async (id, entry, form) => {
      await reportOnTask(c.var.actor, id, entry, await filesOf(form))
      return 'bao-cao'
    }),
  )
  .post('/nhiem-vu/:id/nop', takesForms, (c) =>
    step(c, 'hand_in', reportEntry, async (id, entry, form) => {
      await handInTask(c.var.actor, id, entry, await filesOf(form))
      return 'nop'
    }),
  )
  .post('/nhiem-vu/:id/xet', (c) =>
    step(c, 'judge', judgeEntry, async (id, entry) => {
      await judgeTask(c.var.actor, id, entry)
      return entry.verdict === 'accepted' ? 'cong-nhan' : 'tra-lai'
    }),
  )
  .post('/nhiem-vu/:id/phan-cong', (c) =>
    step(c, 'assign', assignEntry, async (id, { version, personId }) => {
      await assignTask(c.var.actor, id, version, personId)
      return 'phan-cong'
    }),
  )
  .post('/nhiem-vu/:id/thu-hoi', (c) =>
    step(
      c,
      'recall',
      recallEntry,
      async (id, entry) => `thu-hoi&so=${await recallTask(c.var.actor, id, entry)}`,
    ),
  )
  .get('/nhiem-vu/:id/giao', async (c) => {
    // A unit that was picked comes back alone; it joins those that were added before.
    const added = c.req.query('them')
    if (!isId(added)) return handDownPage(c)
    const rule = ruleTyped(c.req.query())
    const plus = [...new Set([...rule.plus, added])]
    const minus = rule.minus.filter((one) => one !== added)
    const query = new URLSearchParams(fieldsOfRule({ ...rule, plus, minus }))
    return c.redirect(ownPath(`/nhiem-vu/${c.req.param('id')}/giao?${query}`, '/nhiem-vu'), 303)
  })
  .post('/nhiem-vu/:id/giao', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      handingEntry,
      (entry, { typed }) => handDown(c.var.actor, id, { ...entry, rule: ruleTyped(typed) }),
      {
        to: ({ tasks }) => `/nhiem-vu/${id}?da=giao&so=${tasks}`,
        page: (form) => handDownPage(c, form, ruleTyped(form.typed)),
      },
    )
  })
