import type { Child } from 'hono/jsx'
import { type Actor, look } from '#access'
import { broughtFor, broughtTo, type Tile } from '#platform/module'
import type { SignedIn } from '#platform/web'
import type { Activity } from '../store.ts'

type More = (actor: Actor, activity: Activity) => Promise<Child>
/** What the person may do somewhere is known where they are signed in: who may not has nothing looked up for them. */
type MoreWork = (actor: SignedIn) => Promise<Child>

declare module '#platform/module' {
  interface Module {
    /** Parts of the page of a record. */
    onActivity?: readonly More[]
    /** Parts of the page of one's own work. */
    onMyWork?: readonly MoreWork[]
    /** What else waits for a checker. */
    onQueue?: readonly MoreWork[]
  }
}

export const moreOfRecord = (actor: Actor, activity: Activity): Promise<Child[]> =>
  Promise.all(
    broughtTo('onActivity')
      .flat()
      .map((more) => more(actor, activity)),
  )

export const moreOfWork = (actor: SignedIn): Promise<Child[]> =>
  Promise.all(
    broughtTo('onMyWork')
      .flat()
      .map((more) => more(actor)),
  )

export const moreOfQueue = (actor: SignedIn): Promise<Child[]> =>
  Promise.all(
    broughtTo('onQueue')
      .flat()
      .map((more) => more(actor)),
  )

/** What this person should see first, in one snapshot. */
export async function tilesOf(actor: SignedIn): Promise<Tile[]> {
  const readers = broughtFor('tiles', actor.may).toSorted((one, other) => one.rank - other.rank)
  if (readers.length === 0) return []
  return look(actor, 'activity.read', null, async (db) => {
    const tiles: Tile[] = []
    for (const { read } of readers) {
      const tile = await read(db)
      if (tile) tiles.push(tile)
    }
    return tiles
  })
}
