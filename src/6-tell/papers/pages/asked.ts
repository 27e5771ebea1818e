import type { Context } from 'hono'
import { Problem } from '#platform/problem'
import { type Env, originOf } from '#platform/web'

/** A version by its number in an address. @throws Problem `not_found_or_not_allowed` */
export function numberIn(text: string | undefined): number {
  if (!/^[1-9]\d{0,3}$/.test(text ?? '')) throw new Problem('not_found_or_not_allowed')
  return Number(text)
}

/** What files of papers need to know of the system that prints them. */
export const printingOf = (c: Context<Env>) => ({
  isDemonstration: c.var.site.demonstration ?? false,
  origin: originOf(c),
})
