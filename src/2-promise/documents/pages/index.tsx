import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fileNamed, serveFile } from '#evidence'
import { takesForms } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { Problem } from '#platform/problem'
import type { FormBody } from '#platform/submit'
import type { Env } from '#platform/web'
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

/** A form of the page of a document: afterwards back to it, or the page again with what is wrong. */
const changed = <Schema extends z.ZodType>(
  c: Context<Env>,
  form: keyof Forms,
  done: string,
  schema: Schema,
  run: (id: string, entry: z.output<Schema>, sent: FormBody) => Promise<unknown>,
) => {
  const id = c.req.param('id') ?? ''
  return take(c, schema, (entry, sent) => run(id, entry, sent), {
    to: `${at.one(id)}?da=${done}`,
    page: (refused) => showDocument(c, { [form]: refused }),
  })
}

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
  .post(`${one}/tep`, takesForms, (c) =>
    changed(c, 'files', 'tep', button, async (id, _, { files }) =>
      addFiles(c.var.actor, id, await keepPapers((files.photos ?? []).filter(({ size }) => size > 0))),
    ),
  )
  .post(`${one}/tep/:fileId{[0-9a-f-]{36}}/bo`, (c) => {
    const { id, fileId } = c.req.param()
    return take(c, button, () => removeFile(c.var.actor, id, fileId), { to: `${at.one(id)}?da=bo-tep` })
  })
  .post(`${one}/lien-ket`, (c) =>
    changed(c, 'link', 'lien-ket', linkEntry, (id, entry) => linkDocument(c.var.actor, id, entry)),
  )
  .post(`${one}/lien-ket/bo`, (c) =>
    changed(c, 'link', 'bo-lien-ket', above, (id, entry) => unlinkDocument(c.var.actor, id, entry.aboveId)),
  )
  .post(`${one}/lien-ket/chuyen`, (c) =>
    changed(c, 'link', 'chuyen', above, (id, entry) => relinkDocument(c.var.actor, id, entry.aboveId)),
  )
  .post(`${one}/thay-the`, (c) =>
    changed(c, 'replace', 'thay-the', replacementEntry, (id, { by }) => replaceDocument(c.var.actor, id, by)),
  )
  .post(`${one}/rut`, (c) =>
    changed(c, 'withdraw', 'rut', documentWithdrawal, (id, { why }) =>
      withdrawDocument(c.var.actor, id, why),
    ),
  )
