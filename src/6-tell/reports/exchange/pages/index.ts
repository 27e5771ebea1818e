import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fileNamed, serveFile } from '#evidence'
import { takesFiles } from '#platform/bodies'
import { Problem, statusOf } from '#platform/problem'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import { submit, textField } from '#platform/submit'
import type { Env } from '#platform/web'
import { addressIn } from '../../pages/asked.ts'
import { countFigures, previewFigures, takeBackFigures, templateFor } from '../in/enter-figures.ts'
import { downloadPages } from './download-pages.ts'
import { enterPage } from './enter-page.tsx'
import { importIn, showImport } from './import-page.tsx'

const confirmation = z.object({
  seen: z.string('field_is_required').max(64),
  countsBesides: z.string().optional(),
  besides: textField(1000).default(''),
})
const takingBack = z.object({ why: textField(1000, 3) })

async function receiveFile(c: Context<Env>) {
  const sent = await submit(c.req.raw, z.object({}), async (_, { files }) => {
    const file = files.file?.[0]
    if (!file || file.size === 0) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    return previewFigures(c.var.actor, addressIn(c), { name: file.name, bytes })
  })
  if (sent.problems) {
    const status = statusOf(sent.problems)
    if (status === 404) throw sent.problems
    return enterPage(c, { form: sent }, status === 413 || status === 503 ? status : 422)
  }
  const { id } = sent.result
  return id === undefined
    ? enterPage(c, { preview: sent.result }, 422)
    : c.redirect(`${c.req.path}/${id}`, 303)
}

async function confirm(c: Context<Env>) {
  const { id } = await importIn(c)
  const sent = await submit(c.req.raw, confirmation, ({ seen, countsBesides, besides }) =>
    countFigures(c.var.actor, id, { seen, countsBesides: countsBesides === 'yes', besides }),
  )
  if (!sent.problems) return c.redirect(`${c.req.path}?da=nhap`, 303)
  const status = statusOf(sent.problems)
  if (status === 404) throw sent.problems
  return showImport(c, { confirm: sent }, status === 409 ? 409 : 422)
}

async function takeBack(c: Context<Env>) {
  const { id } = await importIn(c)
  const sent = await submit(c.req.raw, takingBack, ({ why }) => takeBackFigures(c.var.actor, id, why))
  if (!sent.problems) return c.redirect(`${c.req.path.replace(/\/[^/]*$/, '')}?da=rut-lai`, 303)
  if (statusOf(sent.problems) === 404) throw sent.problems
  return showImport(c, { takeBack: sent }, 422)
}

/** The file itself, to those who may see the import. */
async function sendFile(c: Context<Env>) {
  const file = fileNamed(c.req.param('file') ?? '')
  const { sha256, fileName } = await importIn(c)
  if (file.sha256 !== sha256) throw new Problem('not_found_or_not_allowed')
  return serveFile(c.req.raw, file, { cacheControl: 'private, max-age=3600', savedAs: fileName })
}

const enter = '/bao-cao/:unit/:period/nhap-so-lieu' as const
const one = `${enter}/:id{[0-9a-f-]{36}}` as const

/** What leaves of reports for other programs, and figures that come in files. */
export const exchangePages = new Hono<Env>()
  .route('/', downloadPages)
  .get(enter, (c) => enterPage(c))
  .post(enter, takesFiles(8 * 1_048_576), receiveFile)
  .get(`${enter}/mau.xlsx`, async (c) => {
    const address = addressIn(c)
    const bytes = await templateFor(c.var.actor, address)
    return c.body(bytes, 200, spreadsheetHeaders(`mau-so-lieu-${address.slug}-${address.period}.xlsx`))
  })
  .get(one, (c) => showImport(c))
  .post(one, confirm)
  .post(`${one}/rut-lai`, takeBack)
  .get(`${one}/:file`, sendFile)
