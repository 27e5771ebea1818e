import type { Context } from 'hono'
import { hasMessage, t, valuesOf } from '../i18n.ts'
import type { ProblemParams } from '../problem.ts'
import type { Env } from '../web.ts'

/**
 * The message about what was just done. A redirect names it (`?da=luu`); its sentence is `<messages>.luu`.
 * Undefined where nothing is named, where no such sentence exists, after a refused form, or where it needs a value that this page does not give.
 */
export function flashOf(
  c: Context<Env>,
  messages: string,
  params: ProblemParams = {},
): { text: string } | undefined {
  // A form that was refused stands at the address of the redirect before it.
  const done = c.req.method === 'POST' ? '' : (c.req.query('da') ?? '')
  const key = `${messages}.${done}`
  if (!/^[a-z0-9-]+$/.test(done) || !hasMessage(key)) return undefined
  return valuesOf(key).every((name) => name in params) ? { text: t(key, params) } : undefined
}

/** A count that a redirect carries beside `?da=`, such as `?da=nhap&so=12`; 0 where none is given. */
export function countIn(c: Context<Env>, name: string): number {
  const text = c.req.query(name) ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
