import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { take } from '#platform/forms/take'
import { sentenceOf, t } from '#platform/i18n'
import { Problem, statusOf } from '#platform/problem'
import { checked } from '#platform/submit'
import type { Env } from '#platform/web'
import { reportEntry } from '../../entry.ts'
import { addressIn } from '../../pages/asked.ts'
import { bothTexts, reportPage } from '../../pages/report-page.tsx'
import { saveReport } from '../../save-report.ts'
import { checkText, decideRival, keepNumber, livesFor, menuFor, photosFor } from '../edit-report.ts'
import { keptEntry, livesAsked, rivalEntry, textAsked } from '../entry.ts'
import { signInWords } from './copy-sign.ts'
import { changeNumber, showNumbers } from './numbers-page.tsx'

const base = '/bao-cao/:unit/:period/soan'
const reportIn = (c: Context<Env>): string => c.req.path.split('/').slice(0, 4).join('/')

type Asked = Context<Env>

/** Answers the editor in JSON: the result, or the problem with its sentence. */
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
const insertSuggestion = (c: Asked) =>
  take(
    c,
    reportEntry,
    async (entry, { typed }) => {
      const [, key = '', text = ''] =
        Object.entries(typed)
          .map(([name, value]) => [...(/^insert\.(\w+)$/.exec(name) ?? []), value])
          .find(({ length }) => length === 3) ?? []
      const sections = entry.sections.map((one) =>
        one.key === key ? { ...one, text: [one.text, text].filter(Boolean).join('\n') } : one,
      )
      const conflicts = await saveReport(c.var.actor, addressIn(c), { ...entry, sections })
      return { key, conflicts, typed }
    },
    {
      to: ({ key, conflicts, typed }) =>
        conflicts.length > 0
          ? bothTexts(c, typed, conflicts)
          : `${reportIn(c)}?da=luu&sua=${key}#phan-${key}`,
      page: (form) => reportPage(c, form),
    },
  )

const decide = (c: Asked) =>
  take(c, rivalEntry, ({ id, choice }) => decideRival(c.var.actor, addressIn(c), id, choice), {
    to: (key) => `${reportIn(c)}?da=luu&sua=${key}#phan-${key}`,
    page: (form) => reportPage(c, form),
  })

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
      return { kept: t('report_editor.flash.giu') }
    }),
  )
