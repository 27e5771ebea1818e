import { type Context, Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import { Problem } from '#platform/problem'
import { submit } from '#platform/submit'
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
import { outlineHref, outlinesHref, sectionHref } from './addresses.ts'
import { examplePage } from './example-page.tsx'
import { downloadOutline, importPage, takeIn } from './exchange-pages.tsx'
import { headPage, newPage } from './head-pages.tsx'
import { listPage } from './list-page.tsx'
import { showOutline, showVersion } from './outline-page.tsx'
import { showSection } from './section-page.tsx'

/** A refusal shows its page again; what somebody may not see at all goes on to the page of faults. */
function statusFor(problems: Problem): 409 | 422 {
  if (problems.code === 'not_found_or_not_allowed') throw problems
  return problems.code === 'seen_is_outdated' ? 409 : 422
}

/** Does something with an outline and comes back to its page; a refusal is told there. */
async function did(c: Context<Env>, run: (code: string) => Promise<string>) {
  const code = c.req.param('code') ?? ''
  try {
    return c.redirect(`${outlineHref(code)}${await run(code)}`, 303)
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault
    return showOutline(c, { problems: fault }, statusFor(fault))
  }
}

/** Outlines: all of them, a new one, one with its draft and versions, its sections, files. */
export const outlinePages = new Hono<Env>()
  .get(outlinesHref, listPage)
  .get(`${outlinesHref}/them`, (c) => newPage(c, {}, 200))
  .post(`${outlinesHref}/them`, async (c) => {
    const sent = await submit(c.req.raw, newOutlineEntry, (entry) => makeOutline(c.var.actor, entry))
    if (!sent.problems) return c.redirect(`${outlineHref(sent.result)}?da=lap`, 303)
    statusFor(sent.problems)
    return newPage(c, sent, 422)
  })
  .get(`${outlinesHref}/nhap`, (c) => importPage(c, undefined, 200))
  .post(`${outlinesHref}/nhap`, takesFiles(2 * 1_048_576), takeIn)
  .get(`${outlinesHref}/:code`, (c) => showOutline(c, {}, 200))
  .get(`${outlinesHref}/:code/phien-ban/:version`, showVersion)
  .get(`${outlinesHref}/:code/de-cuong.json`, downloadOutline)
  .get(`${outlinesHref}/:code/xem-thu`, examplePage)
  .get(`${outlinesHref}/:code/sua`, (c) => headPage(c, {}, 200))
  .post(`${outlinesHref}/:code/sua`, async (c) => {
    const code = c.req.param('code')
    const sent = await submit(c.req.raw, headEntry, (entry) => changeHead(c.var.actor, code, entry))
    if (!sent.problems) return c.redirect(`${outlineHref(code)}?da=sua`, 303)
    return headPage(c, sent, statusFor(sent.problems))
  })
  .post(`${outlinesHref}/:code/ban-nhap`, (c) =>
    did(c, async (code) => {
      await startVersion(c.var.actor, code)
      return '?da=ban-nhap'
    }),
  )
  .post(`${outlinesHref}/:code/bo-ban-nhap`, async (c) => {
    const code = c.req.param('code')
    const isThere = await giveUpDraft(c.var.actor, code)
    return c.redirect(isThere ? `${outlineHref(code)}?da=sua` : `${outlinesHref}?da=bo`, 303)
  })
  .post(`${outlinesHref}/:code/ban-hanh`, async (c) => {
    const code = c.req.param('code')
    const sent = await submit(c.req.raw, issueEntry, (entry) => issueOutline(c.var.actor, code, entry))
    if (!sent.problems) return c.redirect(`${outlineHref(code)}?da=ban-hanh`, 303)
    return showOutline(c, sent, statusFor(sent.problems))
  })
  .post(`${outlinesHref}/:code/thu-hoi`, (c) =>
    did(c, async (code) => {
      await withdrawOutline(c.var.actor, code)
      return '?da=thu-hoi'
    }),
  )
  .get(`${outlinesHref}/:code/them-phan`, (c) => showSection(c, {}, 200))
  .post(`${outlinesHref}/:code/them-phan`, async (c) => {
    const code = c.req.param('code')
    const sent = await submit(c.req.raw, sectionEntry, (entry) => addSection(c.var.actor, code, entry))
    if (!sent.problems) return c.redirect(`${outlineHref(code)}?da=them#p-${sent.result}`, 303)
    return showSection(c, sent, statusFor(sent.problems))
  })
  .get(`${outlinesHref}/:code/phan/:key`, (c) => showSection(c, {}, 200))
  .post(`${outlinesHref}/:code/phan/:key`, async (c) => {
    const { code, key } = c.req.param()
    const sent = await submit(c.req.raw, sectionEntry, (entry) =>
      changeSection(c.var.actor, code, key, entry),
    )
    if (!sent.problems) return c.redirect(`${outlineHref(code)}?da=sua#p-${key}`, 303)
    return showSection(c, sent, statusFor(sent.problems))
  })
  .post(`${outlinesHref}/:code/phan/:key/:step{len|xuong}`, async (c) => {
    const { code, key, step } = c.req.param()
    await moveSection(c.var.actor, code, key, step === 'len' ? -1 : 1)
    return c.redirect(`${outlineHref(code)}#p-${key}`, 303)
  })
  .post(`${sectionHref(':code', ':key')}/bo`, (c) =>
    did(c, async (code) => {
      await removeSection(c.var.actor, code, c.req.param('key') ?? '')
      return '?da=bo-phan'
    }),
  )
  .post(`${outlinesHref}/:code/lay-lai/:key`, (c) =>
    did(c, async (code) => {
      await putBack(c.var.actor, code, c.req.param('key'))
      return '?da=lay-lai'
    }),
  )
