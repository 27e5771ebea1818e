import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fileNamed, serveFile } from '#evidence'
import { take } from '#platform/forms/take'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import { textField } from '#platform/submit'
import type { Env } from '#platform/web'
import { addressIn } from '#reports'
import { takeBackFigures, templateFor } from '../in/enter-figures.ts'
import { downloadPages } from './download-pages.ts'
import { enterPage } from './enter-page.tsx'
import { figureImportPages, importIn, showImport } from './import-page.tsx'

const takingBack = z.object({ why: textField(1000, 3) })

async function takeBack(c: Context<Env>) {
  const { id } = await importIn(c)
  return take(c, takingBack, ({ why }) => takeBackFigures(c.var.actor, id, why), {
    to: `${c.req.path.replace(/\/[^/]*$/, '')}?da=rut-lai`,
    page: (form) => showImport(c, form),
  })
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
  .route('/', figureImportPages)
  .get(`${enter}/mau.xlsx`, async (c) => {
    const address = addressIn(c)
    const bytes = await templateFor(c.var.actor, address)
    return c.body(bytes, 200, spreadsheetHeaders(`mau-so-lieu-${address.slug}-${address.period}.xlsx`))
  })
  .get(one, (c) => showImport(c))
  .post(`${one}/rut-lai`, takeBack)
  .get(`${one}/:file`, sendFile)
