import { type Actor, look } from '#access'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { findCollective } from './collective/store.ts'
import { addressOf } from './pages/addresses.ts'
import { findPaper } from './paper/store.ts'
import { findPersonal } from './personal/store.ts'

/** Where a pledge opens, of whichever sort it is. @throws Problem `not_found_or_not_allowed` */
export const addressOfEvidence = (actor: Actor, id: string): Promise<string> =>
  look(actor, 'pledge.make', null, async (db) => {
    if (!isId(id)) throw new Problem('not_found_or_not_allowed')
    if (await findPersonal(db, id)) return addressOf.own(id)
    if (await findCollective(db, id)) return addressOf.collective(id)
    const paper = await findPaper(db, id)
    if (!paper) throw new Problem('not_found_or_not_allowed')
    return addressOf.paper(paper.year)
  })
