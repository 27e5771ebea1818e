import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { fileNamed, keepPaper, serveFile } from '#evidence'
import { takesForms } from '#platform/bodies'
import { Problem } from '#platform/problem'
import { submit } from '#platform/submit'
import type { Env } from '#platform/web'
import { materialEntry, themeEnding, themeEntry, themeWording } from '../entry.ts'
import { themePage } from '../read.ts'
import { addMaterial, endTheme, rewordTheme, takeMaterialAway, wordTheme } from '../word-theme.ts'
import { listPage, showWordingPage } from './list-pages.tsx'
import { type Forms, showTheme } from './theme-page.tsx'

const one = '/chuyen-de/:id{[0-9a-f-]{36}}' as const

/** After a form of the page of a theme: back to it with a word, or the page again with what is wrong. */
async function answered(
  c: Context<Env>,
  problems: Problem | undefined,
  done: string,
  forms: Forms,
): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!problems) return c.redirect(`/chuyen-de/${id}?da=${done}`, 303)
  if (problems.code === 'not_found_or_not_allowed') throw problems
  return showTheme(c, forms, 422)
}

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
  .get('/chuyen-de/them', (c) => showWordingPage(c, {}, 200))
  .post('/chuyen-de/them', async (c) => {
    const sent = await submit(c.req.raw, themeEntry, async (entry) => {
      await wordTheme(c.var.actor, entry)
      return entry.id
    })
    if (!sent.problems) return c.redirect(`/chuyen-de/${sent.result}?da=dat`, 303)
    if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
    return showWordingPage(c, sent, 422)
  })
  .get(one, (c) => showTheme(c))
  .post(`${one}/sua`, async (c) => {
    const sent = await submit(c.req.raw, themeWording, (wording) =>
      rewordTheme(c.var.actor, c.req.param('id'), wording),
    )
    return answered(c, sent.problems, 'sua', { reword: sent })
  })
  .post(`${one}/ket-thuc`, async (c) => {
    const sent = await submit(c.req.raw, themeEnding, (ending) =>
      endTheme(c.var.actor, c.req.param('id'), ending),
    )
    return answered(c, sent.problems, 'ket-thuc', { end: sent })
  })
  .get(`${one}/tai-lieu/:file`, sendFile)
  .post(`${one}/tai-lieu`, takesForms, async (c) => {
    const sent = await submit(c.req.raw, materialEntry, async (material, { files }) => {
      const file = files.photos?.find(({ size }) => size > 0)
      const kept = file && (await keepPaper(new Uint8Array(await file.arrayBuffer()), file.name))
      await addMaterial(c.var.actor, c.req.param('id'), material, kept)
    })
    return answered(c, sent.problems, 'tai-lieu', { material: sent })
  })
  .post(`${one}/tai-lieu/:material{[0-9a-f-]{36}}/bo`, async (c) => {
    const sent = await submit(c.req.raw, z.object({}), () =>
      takeMaterialAway(c.var.actor, c.req.param('id'), c.req.param('material')),
    )
    return answered(c, sent.problems, 'bo-tai-lieu', {})
  })
