import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { look } from '#access'
import { serveFile } from '#evidence'
import { button, take } from '#platform/forms/take'
import { Problem } from '#platform/problem'
import type { Env } from '#platform/web'
import { approvePaper, returnPaper } from '../approve-paper.ts'
import { approveEntry, returnEntry, signEntry, withdrawEntry } from '../entry.ts'
import { actionOf, kindOf } from '../kinds.ts'
import { issuedFile } from '../life.ts'
import { mediaTypes } from '../official-document.ts'
import { signPaper } from '../sign-paper.ts'
import { reopenPaper, withdrawPaper } from '../withdraw-paper.ts'
import { numberIn, printingOf } from './asked.ts'
import { comparePage } from './compare-page.tsx'
import type { Forms } from './life-actions.tsx'
import { lifePage } from './life-page.tsx'
import type { PaperSite } from './site.ts'
import { changePublic, versionPage } from './version-page.tsx'

/**
 * Takes a form of the page of life. The next address says what was done; a refusal shows again what was typed, without
 * the password.
 */
export const takeStep = <Schema extends z.ZodType>(
  c: Context<Env>,
  site: PaperSite,
  form: keyof Forms,
  schema: Schema,
  run: (entry: z.output<Schema>) => Promise<string>,
) =>
  take(c, schema, run, {
    to: (done) => `${c.req.path.replace(/\/[^/]*$/, '')}?da=${done}`,
    page: ({ problems, typed: { password: _, ...typed } }) =>
      lifePage(c, site, { [form]: { problems, typed } }),
  })

/** The steps of a paper's life, by their addresses. */
const steps: Record<string, (c: Context<Env>, site: PaperSite) => Promise<Response>> = {
  duyet: (c, site) =>
    takeStep(c, site, 'approve', approveEntry, async ({ frozen, ...entry }) => {
      await approvePaper(c.var.actor, frozen, entry)
      return 'duyet'
    }),
  'tra-lai': (c, site) =>
    takeStep(c, site, 'giveBack', returnEntry, async ({ frozen, ...entry }) => {
      await returnPaper(c.var.actor, frozen, entry)
      return 'tra-lai'
    }),
  ky: (c, site) =>
    takeStep(c, site, 'sign', signEntry, async ({ frozen, number, send, ...proof }) => {
      const signing = { proof, number, isSent: send === 'yes', printing: printingOf(c) }
      const { state } = await signPaper(c.var.actor, frozen, signing)
      return state === 'issued' ? 'ban-hanh' : 'ky'
    }),
  'thu-hoi': (c, site) =>
    takeStep(c, site, 'withdraw', withdrawEntry, async ({ frozen, why }) => {
      await withdrawPaper(c.var.actor, frozen, why)
      return 'thu-hoi'
    }),
  'soan-lai': (c, site) =>
    takeStep(c, site, 'reopen', button, async () => {
      await reopenPaper(c.var.actor, await site.dossierAt(c))
      return 'soan-lai'
    }),
}

/** The file of a paper as it was issued: of a version, or of what is in force. Undefined where none was. */
export async function sendIssued(
  c: Context<Env>,
  { kind }: PaperSite,
  dossierId: string,
  ending: 'docx' | 'pdf',
  version?: number,
): Promise<Response | undefined> {
  const issued = await look(c.var.actor, actionOf(kind, 'read'), null, (db) =>
    issuedFile(db, dossierId, ending, version),
  )
  if (!issued) return undefined
  const file = { sha256: issued.sha256, mediaType: mediaTypes[ending], isSmall: false }
  const savedAs = `${kindOf(kind).fileName(issued.content)}.${ending}`
  return serveFile(c.req.raw, file, { cacheControl: 'private, no-cache', savedAs })
}

async function sendVersion(c: Context<Env>, site: PaperSite, ending: 'docx' | 'pdf') {
  const version = numberIn(c.req.param('version'))
  const sent = await sendIssued(c, site, await site.dossierAt(c), ending, version)
  if (!sent) throw new Problem('not_found_or_not_allowed')
  return sent
}

/**
 * The pages of a kind of paper: its life (approved, returned, signed, issued, withdrawn), its versions as they were kept and
 * side by side, its files. What is typed into it and how it is frozen is the module's own.
 */
export function pagesOfPapers(site: PaperSite): Hono<Env> {
  const life = `${site.at}/trinh-ky`
  const version = `${site.at}/ban/:version`
  const pages = new Hono<Env>()
    .get(life, (c) => lifePage(c, site))
    .get(`${site.at}/so-sanh`, (c) => comparePage(c, site))
    .get(version, (c) => versionPage(c, site))
    .post(`${version}/cong-khai`, (c) => changePublic(c, site))
    .get(`${version}/${site.file}.docx`, (c) => sendVersion(c, site, 'docx'))
    .get(`${version}/${site.file}.pdf`, (c) => sendVersion(c, site, 'pdf'))
  for (const [address, step] of Object.entries(steps)) pages.post(`${life}/${address}`, (c) => step(c, site))
  return pages
}
