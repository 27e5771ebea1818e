import { z } from '@hono/zod-openapi'
import { type Actor, look } from '#access'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { unitBySlug, unitOf } from './read.ts'
import type { Unit } from './store.ts'

/** How a call of the API names a unit. */
export const unitParam = z
  .string()
  .max(120)
  .openapi({ format: 'uuid', description: 'The id of a unit; its slug is understood too' })

/** The unit that a call names. @throws Problem `not_found_or_not_allowed` */
export const unitAsked = (actor: Actor, named: string): Promise<Unit> =>
  look(actor, 'unit.read', null, (db) => unitNamed(db, named))

/** The same for whoever looks already. @throws Problem `not_found_or_not_allowed` */
export async function unitNamed(db: Reader, named: string): Promise<Unit> {
  const unit = isId(named) ? await unitOf(db, named) : await unitBySlug(db, named)
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return unit
}
