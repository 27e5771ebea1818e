import { Hono } from 'hono'
import type { Actor } from '#access'
import type { Env } from '#platform/web'
import { answerFault } from '../../src/errors.tsx'

/** What a page answered. */
export type Answered = { status: number; text: string; location: string | null }

/**
 * Pages of a module for somebody who is signed in, without a password: real routes and forms, the real error page.
 * A fault of ours fails the test. `pagesFor` (signed-in.ts) is the whole system with a real sign-in.
 */
export function pagesOf(...pages: readonly Hono<Env>[]) {
  const site = { name: 'Thử nghiệm' }
  const appFor = (actor: Actor & { may?: readonly string[] }): Hono<Env> => {
    const app = new Hono<Env>().use(async (c, next) => {
      c.set('actor', actor)
      c.set('nonce', 'n')
      c.set('language', 'vi')
      c.set('site', site)
      await next()
    })
    app.onError((fault, c) =>
      answerFault(fault, c, {
        site,
        log: (unknown) => {
          throw unknown
        },
      }),
    )
    for (const page of pages) app.route('/', page)
    return app
  }
  /** Sends any request; gives the bare answer. */
  const request = async (actor: Actor, path: string, init?: RequestInit): Promise<Response> =>
    appFor(actor).request(path, init)
  const told = async (answer: Response): Promise<Answered> => ({
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location'),
  })
  return {
    request,
    get: async (actor: Actor, path: string) => told(await request(actor, path)),
    /** Sends a form, with files where there are any. */
    async post(actor: Actor, path: string, fields: Record<string, string | File> = {}) {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      return told(await request(actor, path, { method: 'POST', body }))
    },
  }
}
