import { type Context, Hono } from 'hono'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { readForm, submit, submitRead } from '#platform/submit'
import { type Env, ownPath } from '#platform/web'
import { fieldsOfRule, ruleTyped } from '#programme'
import { changeEntry, endEntry, regimeEntry } from '../entry.ts'
import { changeRegime, endRegime, setRegime } from '../set-regime.ts'
import { formPage } from './form-page.tsx'
import { listPage, regimeHref, regimesHref } from './list-page.tsx'
import { showRegime } from './regime-page.tsx'

/** A refusal shows its page again; what somebody may not see at all goes on to the page of faults. */
function statusFor(problems: Problem): 409 | 422 {
  if (problems.code === 'not_found_or_not_allowed') throw problems
  return problems.code === 'seen_is_outdated' ? 409 : 422
}

/** A unit that was picked comes back alone; it joins those that were added before. */
function joined(c: Context<Env>): string | undefined {
  const { them, nhan, ...asked } = c.req.query()
  if (!isId(them)) return undefined
  const rule = ruleTyped(asked)
  const plus = [...new Set([...rule.plus, them])]
  const minus = rule.minus.filter((one) => one !== them)
  const query = new URLSearchParams({ ...(nhan ? { nhan } : {}), ...fieldsOfRule({ ...rule, plus, minus }) })
  return ownPath(`${c.req.path}?${query}`, regimesHref)
}

/** Regimes: who reports what to whom, set, changed from a day on, ended. */
export const regimePages = new Hono<Env>()
  .get(regimesHref, listPage)
  .get(`${regimesHref}/them`, async (c) => {
    const address = joined(c)
    return address ? c.redirect(address, 303) : formPage(c, {})
  })
  .post(`${regimesHref}/them`, async (c) => {
    const form = await readForm(c.req.raw)
    const rule = ruleTyped(form.typed)
    const unitId = isId(form.typed.nhan) ? form.typed.nhan : undefined
    if (unitId === undefined) throw new Problem('not_found_or_not_allowed')
    const sent = await submitRead(form, regimeEntry, (entry) => setRegime(c.var.actor, unitId, entry, rule))
    if (!sent.problems) return c.redirect(`${regimeHref(sent.result)}?da=lap`, 303)
    return formPage(c, { state: sent, rule, unitId }, statusFor(sent.problems))
  })
  .get(`${regimesHref}/:id`, (c) => showRegime(c, {}, 200))
  .get(`${regimesHref}/:id/doi`, async (c) => {
    const address = joined(c)
    return address ? c.redirect(address, 303) : formPage(c, { id: c.req.param('id') })
  })
  .post(`${regimesHref}/:id/doi`, async (c) => {
    const id = c.req.param('id')
    const form = await readForm(c.req.raw)
    const rule = ruleTyped(form.typed)
    const sent = await submitRead(form, changeEntry, (entry) => changeRegime(c.var.actor, id, entry, rule))
    if (!sent.problems) return c.redirect(`${regimeHref(sent.result)}?da=doi`, 303)
    return formPage(c, { id, state: sent, rule }, statusFor(sent.problems))
  })
  .post(`${regimesHref}/:id/het`, async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, endEntry, (entry) => endRegime(c.var.actor, id, entry))
    if (!sent.problems) return c.redirect(`${regimeHref(id)}?da=het`, 303)
    return showRegime(c, sent, statusFor(sent.problems))
  })
