import type { Context } from 'hono'
import { z } from 'zod'
import { type Problem, statusOf } from '../problem.ts'
import { type FormBody, submit, type Typed } from '../submit.ts'
import type { Env } from '../web.ts'

/** A refused form: what was typed and what is wrong with it, for the page to show again. */
export type Refused = { problems: Problem; typed: Typed }

/** The entry of a form without fields: a button. */
export const button = z.object({})

type Answer = Response | Promise<Response>

/**
 * Takes a posted form: checks it by its schema, runs the use case and redirects to `to`.
 * A refusal shows `page` again with the status of the problem (a stale version is 409, something that is not found or not
 * allowed 404). Without a `page` the problem goes on to the error page; a `page` whose own thing is not found does the same.
 * `to` is an address, or makes one from the result; it may also answer by itself, with 201 (a preview that was not stored).
 * @throws Problem
 */
export async function take<Schema extends z.ZodType, T>(
  c: Context<Env>,
  entry: Schema,
  run: (entry: z.output<Schema>, form: FormBody) => Promise<T>,
  next: {
    to: string | ((result: T) => string | Answer)
    page?: (refused: Refused) => Answer
  },
): Promise<Response> {
  const sent = await submit(c.req.raw, entry, run)
  if (!sent.problems) {
    // What `to` answers by itself: Turbo shows nothing that answers a form with a plain 200.
    c.status(201)
    const to = typeof next.to === 'string' ? next.to : await next.to(sent.result)
    return typeof to === 'string' ? c.redirect(to, 303) : to
  }
  if (!next.page) throw sent.problems
  c.status(statusOf(sent.problems))
  return next.page(sent)
}
