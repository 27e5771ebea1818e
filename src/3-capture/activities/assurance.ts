import { countAttachments } from '#evidence'
import { type Assurance, assurances, assureFacts } from '#figures'
import type { Tx } from '#platform/database'
import { broughtTo } from '#platform/module'
import type { Activity } from './store.ts'

/** Says how far a record is proven beyond its photos; undefined where it has nothing to add. */
type Prover = (tx: Tx, activity: Activity) => Promise<Assurance | undefined>

declare module '#platform/module' {
  interface Module {
    /** How far a record is proven beyond its photos. */
    alsoProven?: Prover
  }
}

/**
 * Brings the facts of a record to the level that it has reached: what has not been accepted is the unit's own word; what
 * has, is evidenced by its photos, and more where people or an inspector say so. Nothing changes where they stand there.
 */
export async function assureActivity(tx: Tx, activity: Activity): Promise<Assurance> {
  const level = activity.state === 'accepted' ? await levelOfAccepted(tx, activity) : 'declared'
  await assureFacts(tx, { kind: 'activity', id: activity.id, day: activity.day }, level)
  return level
}

async function levelOfAccepted(tx: Tx, activity: Activity): Promise<Assurance> {
  const photos = await countAttachments(tx, { kind: 'activity', id: activity.id })
  const reached: Assurance[] = [photos > 0 ? 'evidenced' : 'declared']
  for (const prove of broughtTo('alsoProven')) {
    const level = await prove(tx, activity)
    if (level) reached.push(level)
  }
  return assurances.findLast((level) => reached.includes(level)) ?? 'declared'
}
