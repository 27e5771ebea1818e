import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fileNamed, serveFile } from '#evidence'
import { takesForms } from '#platform/bodies'
import { Problem } from '#platform/problem'
import { submit } from '#platform/submit'
import type { Env } from '#platform/web'
import type { FormState } from '#ui'
import { linkDocument, relinkDocument, replaceDocument, unlinkDocument } from '../chain/link-documents.ts'
import { withdrawDocument } from '../correct-document.ts'
import { documentWithdrawal, linkEntry, replacementEntry } from '../entry.ts'
import { addFiles, removeFile } from '../files/change-files.ts'
import { keepPapers } from '../files/keep-papers.ts'
import { documentPage } from '../read.ts'
import { type Forms, showDocument } from './document-page.tsx'
import { registerImportPages } from './import-page.tsx'
import { issuedPage } from './issued-page.tsx'
import { exportList, listPage } from './list-page.tsx'
import { numberingPages } from './numbering-page.tsx'
import { correct, register, showCorrectPage, showRegisterPage } from './register-page.tsx'
import { at } from './words.tsx'

const one = '/van-ban/:id{[0-9a-f-]{36}}' as const
const above = z.object({ aboveId: z.guid('field_is_malformed') })

/** After a form of the page of a document: back to it with a word, or the page again with what is wrong. */
async function answered(
  c: Context<Env>,
  problems: Problem | undefined,
  done: string,
  forms: Forms,
): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!problems) return c.redirect(`${at.one(id)}?da=${done}`, 303)
  if (problems.code === 'not_found_or_not_allowed') throw problems
  return showDocument(c, forms, 422)
}

const refused = (sent: { problems: Problem | undefined }, form: FormState): FormState =>
  sent.problems ? form : {}

/** A file of a document, to those who may read the document; a paper of a report, to those who may read the report. */
async function sendFile(c: Context<Env>): Promise<Response> {
  const file = fileNamed(c.req.param('file') ?? '')
  const { files } = await documentPage(c.var.actor, c.req.param('id') ?? '')
  const attached = files.find(
    ({ sha256, mediaType }) => sha256 === file.sha256 && mediaType === file.mediaType,
  )
  if (!attached) throw new Problem('not_found_or_not_allowed')
  return serveFile(c.req.raw, file, { cacheControl: 'private, max-age=3600', savedAs: attached.name })
}

/** Documents: the registers, one document with its chain, numbers, and registers from files. */
export const documentPages = new Hono<Env>()
  .get(at.list, listPage)
  .get(`${at.list}/xuat.xlsx`, exportList)
  .get(at.register, showRegisterPage)
  .post(at.register, takesForms, register)
  .get('/van-ban/ban-hanh/:slug', issuedPage)
  .route('/', registerImportPages)
  .route('/', numberingPages)
  .get(one, (c) => showDocument(c))
  .get(`${one}/sua`, showCorrectPage)
  .post(`${one}/sua`, takesForms, correct)
  .get(`${one}/tep/:file`, sendFile)
  .post(`${one}/tep`, takesForms, async (c) => {
    const sent = await submit(c.req.raw, z.object({}), async (_, { files }) => {
      const arriving = (files.photos ?? []).filter((file) => file.size > 0)
      const papers = await keepPapers(
        arriving.map((file) => ({
          name: file.name,
          bytes: async () => new Uint8Array(await file.arrayBuffer()),
        })),
      )
      await addFiles(c.var.actor, c.req.param('id'), papers)
    })
    return answered(c, sent.problems, 'tep', { files: refused(sent, sent) })
  })
  .post(`${one}/tep/:fileId{[0-9a-f-]{36}}/bo`, async (c) => {
    await removeFile(c.var.actor, c.req.param('id'), c.req.param('fileId'))
    return c.redirect(`${at.one(c.req.param('id'))}?da=bo-tep`, 303)
  })
  .post(`${one}/lien-ket`, async (c) => {
    const sent = await submit(c.req.raw, linkEntry, (entry) =>
      linkDocument(c.var.actor, c.req.param('id'), entry),
    )
    return answered(c, sent.problems, 'lien-ket', { link: refused(sent, sent) })
  })
  .post(`${one}/lien-ket/bo`, async (c) => {
    const sent = await submit(c.req.raw, above, ({ aboveId }) =>
      unlinkDocument(c.var.actor, c.req.param('id'), aboveId),
    )
    return answered(c, sent.problems, 'bo-lien-ket', { link: refused(sent, sent) })
  })
  .post(`${one}/lien-ket/chuyen`, async (c) => {
    const sent = await submit(c.req.raw, above, ({ aboveId }) =>
      relinkDocument(c.var.actor, c.req.param('id'), aboveId),
    )
    return answered(c, sent.problems, 'chuyen', { link: refused(sent, sent) })
  })
  .post(`${one}/thay-the`, async (c) => {
    const sent = await submit(c.req.raw, replacementEntry, ({ by }) =>
      replaceDocument(c.var.actor, c.req.param('id'), by),
    )
    return answered(c, sent.problems, 'thay-the', { replace: refused(sent, sent) })
  })
  .post(`${one}/rut`, async (c) => {
    const sent = await submit(c.req.raw, documentWithdrawal, ({ why }) =>
      withdrawDocument(c.var.actor, c.req.param('id'), why),
    )
    return answered(c, sent.problems, 'rut', { withdraw: refused(sent, sent) })
  })
