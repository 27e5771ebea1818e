import type { Child } from 'hono/jsx'
import type { Actor } from '#access'
import type { Activity } from '../store.ts'

type More = (actor: Actor, activity: Activity) => Promise<Child>
type MoreWork = (actor: Actor) => Promise<Child>

const ofRecord: More[] = []
const ofWork: MoreWork[] = []

/** Adds a part to the page of a record. Modules that stand above this one bring what they know of it here. */
export function showOnActivity(more: More): void {
  ofRecord.push(more)
}

/** Adds a part to the page of one's own work. */
export function showOnMyWork(more: MoreWork): void {
  ofWork.push(more)
}

export const moreOfRecord = (actor: Actor, activity: Activity): Promise<Child[]> =>
  Promise.all(ofRecord.map((more) => more(actor, activity)))

export const moreOfWork = (actor: Actor): Promise<Child[]> => Promise.all(ofWork.map((more) => more(actor)))
