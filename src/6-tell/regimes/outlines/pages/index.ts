import { Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import type { Env } from '#platform/web'
import {
  addSection,
  changeHead,
  changeSection,
  giveUpDraft,
  makeOutline,
  moveSection,
  putBack,
  removeSection,
  startVersion,
} from '../edit-outline.ts'
import { headEntry, issueEntry, newOutlineEntry, sectionEntry } from '../entry.ts'
import { issueOutline, withdrawOutline } from '../issue-outline.ts'
import { outlineHref, outlinesHref } from './addresses.ts'
import { downloadOutline, importPage, takeIn } from './exchange-pages.tsx'
import { headPage, newPage } from './head-pages.tsx'
import { listPage } from './list-page.tsx'
import { showOutline, showVersion } from './outline-page.tsx'
import { showSection } from './section-page.tsx'

/** Outlines: all of them, a new one, one with its draft and versions, its sections, files. */
export const outlinePages = new Hono<Env>()
  .get(outlinesHref, listPage)
  .get(`${outlinesHref}/them`, (c) => newPage(c, {}))
  .post(`${outlinesHref}/them`, (c) =>
    take(c, newOutlineEntry, (entry) => makeOutline(c.var.actor, entry), {
      to: (code) => `${outlineHref(code)}?da=lap`,
      page: (form) => newPage(c, form),
    }),
  )
  .get(`${outlinesHref}/nhap`, (c) => importPage(c))
  .post(`${outlinesHref}/nhap`, takesFiles(2 * 1_048_576), takeIn)
  .get(`${outlinesHref}/:code`, (c) => showOutline(c, {}))
  .get(`${outlinesHref}/:code/phien-ban/:version`, showVersion)
  .get(`${outlinesHref}/:code/de-cuong.json`, downloadOutline)
  .get(`${outlinesHref}/:code/sua`, (c) => headPage(c, {}))
  .post(`${outlinesHref}/:code/sua`, (c) => {
    const code = c.req.param('code')
    return take(c, headEntry, (entry) => changeHead(c.var.actor, code, entry), {
      to: `${outlineHref(code)}?da=sua`,
      page: (form) => headPage(c, form),
    })
  })
  .post(`${outlinesHref}/:code/ban-nhap`, (c) => {
    const code = c.req.param('code')
    return take(c, button, () => startVersion(c.var.actor, code), {
      to: `${outlineHref(code)}?da=ban-nhap`,
      page: (form) => showOutline(c, form),
    })
  })
  .post(`${outlinesHref}/:code/bo-ban-nhap`, (c) => {
    const code = c.req.param('code')
    return take(c, button, () => giveUpDraft(c.var.actor, code), {
      to: (isThere) => (isThere ? `${outlineHref(code)}?da=sua` : `${outlinesHref}?da=bo`),
    })
  })
  .post(`${outlinesHref}/:code/ban-hanh`, (c) => {
    const code = c.req.param('code')
    return take(c, issueEntry, (entry) => issueOutline(c.var.actor, code, entry), {
      to: `${outlineHref(code)}?da=ban-hanh`,
      page: (form) => showOutline(c, form),
    })
  })
  .post(`${outlinesHref}/:code/thu-hoi`, (c) => {
    const code = c.req.param('code')
    return take(c, button, () => withdrawOutline(c.var.actor, code), {
      to: `${outlineHref(code)}?da=thu-hoi`,
      page: (form) => showOutline(c, form),
    })
  })
  .get(`${outlinesHref}/:code/them-phan`, (c) => showSection(c, {}))
  .post(`${outlinesHref}/:code/them-phan`, (c) => {
    const code = c.req.param('code')
    return take(c, sectionEntry, (entry) => addSection(c.var.actor, code, entry), {
      to: (key) => `${outlineHref(code)}?da=them#p-${key}`,
      page: (form) => showSection(c, form),
    })
  })
  .get(`${outlinesHref}/:code/phan/:key`, (c) => showSection(c, {}))
  .post(`${outlinesHref}/:code/phan/:key`, (c) => {
    const { code, key } = c.req.param()
    return take(c, sectionEntry, (entry) => changeSection(c.var.actor, code, key, entry), {
      to: `${outlineHref(code)}?da=sua#p-${key}`,
      page: (form) => showSection(c, form),
    })
  })
  .post(`${outlinesHref}/:code/phan/:key/:step{len|xuong}`, (c) => {
    const { code, key, step } = c.req.param()
    return take(c, button, () => moveSection(c.var.actor, code, key, step === 'len' ? -1 : 1), {
      to: `${outlineHref(code)}#p-${key}`,
    })
  })
  .post(`${outlinesHref}/:code/phan/:key/bo`, (c) => {
    const { code, key } = c.req.param()
    return take(c, button, () => removeSection(c.var.actor, code, key), {
      to: `${outlineHref(code)}?da=bo-phan`,
      page: (form) => showOutline(c, form),
    })
  })
  .post(`${outlinesHref}/:code/lay-lai/:key`, (c) => {
    const { code, key } = c.req.param()
    return take(c, button, () => putBack(c.var.actor, code, key), {
      to: `${outlineHref(code)}?da=lay-lai`,
      page: (form) => showOutline(c, form),
    })
  })
