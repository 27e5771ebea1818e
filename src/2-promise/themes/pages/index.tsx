import { type Context, Hono } from 'hono'
import { fileNamed, keepPaper, serveFile } from '#evidence'
import { takesForms } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { Problem } from '#platform/problem'
import type { Env } from '#platform/web'
import { materialEntry, themeEnding, themeEntry, themeWording } from '../entry.ts'
import { themePage } from '../read.ts'
import { addMaterial, endTheme, rewordTheme, takeMaterialAway, wordTheme } from '../word-theme.ts'
import { listPage, showWordingPage } from './list-pages.tsx'
import { showTheme } from './theme-page.tsx'

const one = '/chuyen-de/:id{[0-9a-f-]{36}}' as const

/** A file that is studied, to those who may read the theme. */
async function sendFile(c: Context<Env>): Promise<Response> {
  const file = fileNamed(c.req.param('file') ?? '')
  const { materials } = await themePage(c.var.actor, c.req.param('id') ?? '')
  const material = materials.find(
    ({ sha256, mediaType }) => sha256 === file.sha256 && mediaType === file.mediaType,
  )
  if (!material) throw new Problem('not_found_or_not_allowed')
  const savedAs = `${material.title}.${(c.req.param('file') ?? '').split('.').at(-1)}`
  return serveFile(c.req.raw, file, { cacheControl: 'private, max-age=3600', savedAs })
}

/** Themes of terms and years, what serves each, and what is studied for it. */
export const themePages = new Hono<Env>()
  .get('/chuyen-de', listPage)
  .get('/chuyen-de/them', (c) => showWordingPage(c))
  .post('/chuyen-de/them', (c) =>
    take(
      c,
      themeEntry,
      async (entry) => {
        await wordTheme(c.var.actor, entry)
        return entry.id
      },
      { to: (id) => `/chuyen-de/${id}?da=dat`, page: (form) => showWordingPage(c, form) },
    ),
  )
  .get(one, (c) => showTheme(c))
  .post(`${one}/sua`, (c) => {
    const id = c.req.param('id')
    return take(c, themeWording, (wording) => rewordTheme(c.var.actor, id, wording), {
      to: `/chuyen-de/${id}?da=sua`,
      page: (form) => showTheme(c, { reword: form }),
    })
  })
  .post(`${one}/ket-thuc`, (c) => {
    const id = c.req.param('id')
    return take(c, themeEnding, (ending) => endTheme(c.var.actor, id, ending), {
      to: `/chuyen-de/${id}?da=ket-thuc`,
      page: (form) => showTheme(c, { end: form }),
    })
  })
  .get(`${one}/tai-lieu/:file`, sendFile)
  .post(`${one}/tai-lieu`, takesForms, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      materialEntry,
      async (material, { files }) => {
        const file = files.photos?.find(({ size }) => size > 0)
        const kept = file && (await keepPaper(await file.bytes(), file.name))
        await addMaterial(c.var.actor, id, material, kept)
      },
      { to: `/chuyen-de/${id}?da=tai-lieu`, page: (form) => showTheme(c, { material: form }) },
    )
  })
  .post(`${one}/tai-lieu/:material{[0-9a-f-]{36}}/bo`, (c) => {
    const { id, material } = c.req.param()
    return take(c, button, () => takeMaterialAway(c.var.actor, id, material), {
      to: `/chuyen-de/${id}?da=bo-tai-lieu`,
    })
  })
