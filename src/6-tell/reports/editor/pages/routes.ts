import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { sentenceOf, t } from '#platform/i18n'
import { Problem, statusOf } from '#platform/problem'
import { checked, submit } from '#platform/submit'
import type { Env } from '#platform/web'
import { reportEntry } from '../../entry.ts'
import { addressIn } from '../../pages/asked.ts'
import { reportPage } from '../../pages/report-page.tsx'
import { saveReport } from '../../save-report.ts'
import { checkText, decideRival, keepNumber, livesFor, menuFor, photosFor } from '../edit-report.ts'
import { keptEntry, livesAsked, rivalEntry, textAsked } from '../entry.ts'
import { signInWords } from './copy-sign.ts'
import { changeNumber, showNumbers } from './numbers-page.tsx'

const base = '/bao-cao/:unit/:period/soan'
const reportIn = (c: Context<Env>): string => c.req.path.split('/').slice(0, 4).join('/')

type Asked = Context<Env>

/** Answers the editor: what was asked for, or in its words why not. */
async function answered(c: Asked, answer: () => Promise<object>): Promise<Response> {
  c.header('cache-control', 'no-store')
  try {
    return c.json(await answer())
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    const { fields } = fault
    const [field] = fields
    const sentence = fault.code === 'form_has_faults' && field ? sentenceOf(field) : sentenceOf(fault)
    return c.json({ code: fault.code, sentence }, statusOf(fault))
  }
}

async function sentIn<Schema extends z.ZodType>(c: Asked, schema: Schema): Promise<z.output<Schema>> {
  return checked(schema, await c.req.json().catch(() => undefined))
}

/** Puts a suggestion at the end of its section and keeps the report, as the button that was pressed says. */
async function insertSuggestion(c: Asked) {
  const sent = await submit(c.req.raw, reportEntry, async (entry, { typed }) => {
    const [, key = '', text = ''] =
      Object.entries(typed)
        .map(([name, value]) => [...(/^insert\.(\w+)$/.exec(name) ?? []), value])
        .find(({ length }) => length === 3) ?? []
    const sections = entry.sections.map((one) =>
      one.key === key ? { ...one, text: [one.text, text].filter(Boolean).join('\n') } : one,
    )
    return { key, conflicts: await saveReport(c.var.actor, addressIn(c), { ...entry, sections }) }
  })
  if (sent.problems) {
    if (statusOf(sent.problems) === 404) throw sent.problems
    return reportPage(c, sent, 422)
  }
  if (sent.result.conflicts.length > 0)
    return reportPage(c, { typed: sent.typed }, 409, sent.result.conflicts)
  return c.redirect(`${reportIn(c)}?da=luu#phan-${sent.result.key}`, 303)
}

async function decide(c: Asked) {
  const sent = await submit(c.req.raw, rivalEntry, ({ id, choice }) =>
    decideRival(c.var.actor, addressIn(c), id, choice),
  )
  if (!sent.problems) return c.redirect(`${reportIn(c)}?da=luu#phan-${sent.result}`, 303)
  if (statusOf(sent.problems) === 404) throw sent.problems
  return reportPage(c, sent, 422)
}

/** What the editor of a report asks and sends, and the same without scripts. */
export const editorPages = new Hono<Env>()
  .get(`${base}/so`, showNumbers)
  .post(`${base}/so`, changeNumber)
  .post(`${base}/chen`, insertSuggestion)
  .post(`${base}/ban-khac`, decide)
  .get(`${base}/muc-chon`, (c) => answered(c, () => menuFor(c.var.actor, addressIn(c))))
  .get(`${base}/anh`, (c) =>
    answered(c, async () => ({ photos: await photosFor(c.var.actor, addressIn(c)) })),
  )
  .post(`${base}/song`, (c) =>
    answered(c, async () => {
      const { lives } = await sentIn(c, livesAsked)
      return { lives: await livesFor(c.var.actor, addressIn(c), lives) }
    }),
  )
  .post(`${base}/kiem-tra`, (c) =>
    answered(c, async () => {
      const { numbers, copies } = await checkText(c.var.actor, addressIn(c), await sentIn(c, textAsked))
      return { numbers, copies: copies.map(({ line, signs }) => ({ line, words: signs.map(signInWords) })) }
    }),
  )
  .post(`${base}/nguon`, (c) =>
    answered(c, async () => {
      await keepNumber(c.var.actor, addressIn(c), await sentIn(c, keptEntry))
      return { kept: t('report_editor.kept') }
    }),
  )
