import type { Reader } from '#platform/database'
import { plansNamed } from './store.ts'

/** A plan in a list of facts: its title and its page. Only those that the reader may see. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await plansNamed(db, ids)
  return new Map(rows.map(({ id, title }) => [id, { title, href: `/ke-hoach/${id}` }]))
}
