import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { serveFile } from '#evidence'
import { button, take } from '#platform/forms/take'
import { Problem } from '#platform/problem'
import type { Env } from '#platform/web'
import { type ReportAddress, unitAt } from '../../at-report.ts'
import { freezeAsDue } from '../../gathering/amend-report.ts'
import { fileName, mediaTypes } from '../../official-document.ts'
import { addressIn, numberIn, printingOf } from '../../pages/asked.ts'
import { approveReport, returnReport } from '../approve-report.ts'
import { approveEntry, returnEntry, signEntry, withdrawEntry } from '../entry.ts'
import { begunReport, issuedFile } from '../read.ts'
import { signReport } from '../sign-report.ts'
import { reopenReport, withdrawReport } from '../withdraw-report.ts'
import { approvalPage, keepApproval } from './approval-page.tsx'
import type { Forms } from './life-actions.tsx'
import { lifePage } from './life-page.tsx'

/**
 * Takes a form of the page of life. The next address says what was done; a refusal shows again what was typed, without
 * the password.
 */
const act = <Schema extends z.ZodType>(
  c: Context<Env>,
  form: keyof Forms,
  schema: Schema,
  run: (entry: z.output<Schema>) => Promise<string>,
) =>
  take(c, schema, run, {
    to: (done) => `${c.req.path.replace(/\/[^/]*$/, '')}?da=${done}`,
    page: ({ problems, typed: { password: _, ...typed } }) => lifePage(c, { [form]: { problems, typed } }),
  })

const freeze = (c: Context<Env>) =>
  act(c, 'freeze', button, async () => {
    const { slug, period, outline } = addressIn(c)
    const unit = await unitAt(c.var.actor, slug)
    await freezeAsDue(c.var.actor, { unitId: unit.id, period, outline })
    return 'chot'
  })

const approve = (c: Context<Env>) =>
  act(c, 'approve', approveEntry, async ({ frozen, ...entry }) => {
    await approveReport(c.var.actor, frozen, entry)
    return 'duyet'
  })

const giveBack = (c: Context<Env>) =>
  act(c, 'giveBack', returnEntry, async ({ frozen, ...entry }) => {
    await returnReport(c.var.actor, frozen, entry)
    return 'tra-lai'
  })

const sign = (c: Context<Env>) =>
  act(c, 'sign', signEntry, async ({ frozen, number, send, ...proof }) => {
    const signing = { proof, number, isSent: send === 'yes', printing: printingOf(c) }
    const { state } = await signReport(c.var.actor, frozen, signing)
    return state === 'issued' ? 'ban-hanh' : 'ky'
  })

const withdraw = (c: Context<Env>) =>
  act(c, 'withdraw', withdrawEntry, async ({ frozen, why }) => {
    await withdrawReport(c.var.actor, frozen, why)
    return 'thu-hoi'
  })

const reopen = (c: Context<Env>) =>
  act(c, 'reopen', button, async () => {
    await reopenReport(c.var.actor, await begunReport(c.var.actor, addressIn(c)))
    return 'soan-lai'
  })

/** The file of a report as it was issued; undefined where none was. */
export async function sendIssued(
  c: Context<Env>,
  address: ReportAddress,
  kind: 'docx' | 'pdf',
  version?: number,
) {
  const issued = await issuedFile(c.var.actor, address, kind, version)
  if (!issued) return undefined
  const file = { sha256: issued.sha256, mediaType: mediaTypes[kind], isSmall: false }
  const savedAs = `${fileName(issued.content)}.${kind}`
  return serveFile(c.req.raw, file, { cacheControl: 'private, no-cache', savedAs })
}

async function sendVersion(c: Context<Env>, kind: 'docx' | 'pdf') {
  const sent = await sendIssued(c, addressIn(c), kind, numberIn(c.req.param('version')))
  if (!sent) throw new Problem('not_found_or_not_allowed')
  return sent
}

/** The life of a report: frozen, approved, returned, signed, issued, withdrawn; and how a unit has arranged that. */
export const frozenPages = new Hono<Env>()
  .get('/bao-cao/cach-duyet/:unit', (c) => approvalPage(c))
  .post('/bao-cao/cach-duyet/:unit', keepApproval)
  .get('/bao-cao/:unit/:period/trinh-ky', (c) => lifePage(c))
  .post('/bao-cao/:unit/:period/trinh-ky/chot', freeze)
  .post('/bao-cao/:unit/:period/trinh-ky/duyet', approve)
  .post('/bao-cao/:unit/:period/trinh-ky/tra-lai', giveBack)
  .post('/bao-cao/:unit/:period/trinh-ky/ky', sign)
  .post('/bao-cao/:unit/:period/trinh-ky/thu-hoi', withdraw)
  .post('/bao-cao/:unit/:period/trinh-ky/soan-lai', reopen)
  .get('/bao-cao/:unit/:period/ban/:version/bao-cao.docx', (c) => sendVersion(c, 'docx'))
  .get('/bao-cao/:unit/:period/ban/:version/bao-cao.pdf', (c) => sendVersion(c, 'pdf'))
