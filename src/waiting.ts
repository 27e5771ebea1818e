import type { MiddlewareHandler } from 'hono'
import { look } from '#access'
import { broughtFor } from '#platform/module'
import type { Env, SignedIn } from '#platform/web'

/**
 * What waits for somebody, by the key of the place or tab, in one snapshot. Nothing waiting is left out. `unit.read` is held by
 * every role; who holds none has nothing waiting.
 */
async function waitingFor(actor: SignedIn): Promise<Record<string, number>> {
  const asked = broughtFor('waiting', actor.may)
  if (asked.length === 0 || !actor.may?.includes('unit.read')) return {}
  return look(actor, 'unit.read', null, async (db) => {
    const found: Record<string, number> = {}
    for (const { at, count } of asked) {
      const waits = await count(db, actor.personId)
      if (waits > 0) found[at] = (found[at] ?? 0) + waits
    }
    return found
  })
}

/** Counts what waits, for the frame of a page. A file, a script's question or what is sent has no frame. */
export const withWaiting: MiddlewareHandler<Env> = async (c, next) => {
  const isPage = c.req.method === 'GET' && (c.req.header('accept') ?? 'text/html').includes('text/html')
  if (isPage && !/\.[a-z0-9]{1,5}$/.test(c.req.path)) c.set('waiting', await waitingFor(c.var.actor))
  await next()
}
