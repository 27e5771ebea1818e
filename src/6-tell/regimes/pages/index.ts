import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Env, ownPath } from '#platform/web'
import { fieldsOfRule, ruleTyped } from '#tasks'
import { changeEntry, endEntry, regimeEntry } from '../entry.ts'
import { changeRegime, endRegime, setRegime } from '../set-regime.ts'
import { formPage } from './form-page.tsx'
import { listPage, regimeHref, regimesHref } from './list-page.tsx'
import { showRegime } from './regime-page.tsx'

/** The address with a unit that was just picked (`them`) added to the rule. Undefined when none was picked. */
function joined(c: Context<Env>): string | undefined {
  const { them, nhan, ...asked } = c.req.query()
  if (!isId(them)) return undefined
  const rule = ruleTyped(asked)
  const plus = [...new Set([...rule.plus, them])]
  const minus = rule.minus.filter((one) => one !== them)
  const query = new URLSearchParams({ ...(nhan ? { nhan } : {}), ...fieldsOfRule({ ...rule, plus, minus }) })
  return ownPath(`${c.req.path}?${query}`, regimesHref)
}

/** The form; when a unit was just picked, the address that has it in the rule. */
function chosenForm(c: Context<Env>, id?: string): Response | Promise<Response> {
  const address = joined(c)
  return address ? c.redirect(address, 303) : formPage(c, { id })
}

/** Regimes: who reports what to whom, set, changed from a day on, ended. */
export const regimePages = new Hono<Env>()
  .get(regimesHref, listPage)
  .get(`${regimesHref}/them`, (c) => chosenForm(c))
  .post(`${regimesHref}/them`, (c) =>
    take(
      c,
      regimeEntry,
      (entry, { typed }) => {
        if (!isId(typed.nhan)) throw new Problem('not_found_or_not_allowed')
        return setRegime(c.var.actor, typed.nhan, entry, ruleTyped(typed))
      },
      {
        to: (id) => `${regimeHref(id)}?da=lap`,
        page: (state) => formPage(c, { state, rule: ruleTyped(state.typed), unitId: state.typed.nhan }),
      },
    ),
  )
  .get(`${regimesHref}/:id`, (c) => showRegime(c, {}))
  .get(`${regimesHref}/:id/doi`, (c) => chosenForm(c, c.req.param('id')))
  .post(`${regimesHref}/:id/doi`, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      changeEntry,
      (entry, { typed }) => changeRegime(c.var.actor, id, entry, ruleTyped(typed)),
      {
        to: (changed) => `${regimeHref(changed)}?da=doi`,
        page: (state) => formPage(c, { id, state, rule: ruleTyped(state.typed) }),
      },
    )
  })
  .post(`${regimesHref}/:id/het`, (c) => {
    const id = c.req.param('id')
    return take(c, endEntry, (entry) => endRegime(c.var.actor, id, entry), {
      to: `${regimeHref(id)}?da=het`,
      page: (form) => showRegime(c, form),
    })
  })
