import { type Actor, look } from '#access'
import { unitOf } from '#org'

/** A unit that somebody has picked, for a form. @throws Problem `not_found_or_not_allowed` */
export const unitChosen = (actor: Actor, id: string) =>
  look(actor, 'unit.read', null, async (db) => {
    const { name, officialCode } = await unitOf(db, id)
    return { id, name, officialCode }
  })
