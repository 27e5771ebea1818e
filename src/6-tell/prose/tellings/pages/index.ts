import { Hono } from 'hono'
import { take } from '#platform/forms/take'
import type { Env } from '#platform/web'
import { resetEntry, tellingEntry } from '../entry.ts'
import { tryTelling, unitIdOf } from '../read.ts'
import { resetTelling, setTelling } from '../set-telling.ts'
import { tellingHref, tellingsHref } from './addresses.ts'
import { listPage } from './list-page.tsx'
import { showTelling } from './telling-page.tsx'

/** How indicators are told: all of a unit, one with its form, and back to the default. */
export const tellingPages = new Hono<Env>()
  .get(tellingsHref, listPage)
  .get(`${tellingsHref}/:unit/:code`, (c) => showTelling(c, {}))
  .post(`${tellingsHref}/:unit/:code`, (c) => {
    const { unit, code } = c.req.param()
    const { actor } = c.var
    return take(
      c,
      tellingEntry,
      async (entry, { typed }) => {
        if (entry.preview) return { typed, tried: await tryTelling(actor, unit, code, entry) }
        await setTelling(actor, await unitIdOf(actor, unit), code, entry)
        return undefined
      },
      {
        to: (asked) =>
          asked ? showTelling(c, { typed: asked.typed }, asked.tried) : `${tellingHref(unit, code)}?da=luu`,
        page: (form) => showTelling(c, form),
      },
    )
  })
  .post(`${tellingsHref}/:unit/:code/mac-dinh`, (c) => {
    const { unit, code } = c.req.param()
    const { actor } = c.var
    return take(
      c,
      resetEntry,
      async (entry) => resetTelling(actor, await unitIdOf(actor, unit), code, entry),
      {
        to: `${tellingHref(unit, code)}?da=mac-dinh`,
        page: (form) => showTelling(c, form),
      },
    )
  })
