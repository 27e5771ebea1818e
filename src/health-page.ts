import type { Context } from 'hono'
import { ailments } from '#platform/health'

/**
 * Whether the system works, for whoever watches it: “ok”, or 503 with the names of what is wrong, a line each. No word of
 * what it is called, where it lies or how full it is: everybody may ask.
 */
export async function healthPage(c: Context): Promise<Response> {
  const wrong = await ailments()
  c.header('cache-control', 'no-store')
  if (wrong.length === 0) return c.text('ok')
  c.header('retry-after', '5')
  return c.text(wrong.join('\n'), 503)
}
