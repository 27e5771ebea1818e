import { type Action, type Actor, look, mayAnywhere, mayIn } from '#access'
import type { Initiative } from '#initiatives'
import { offerOf } from './read.ts'

/** How an initiative recommends itself, as its own people see it while they work on it, and what they may do with it. */
export const spreadingOf = (actor: Actor, initiative: Initiative) =>
  look(actor, 'initiative.read', null, async (db) => {
    const isIn = (action: Action) => mayIn(db, action, initiative.unitId)
    return {
      ...(await offerOf(db, initiative)),
      may: {
        recognise: await isIn('initiative.recognise'),
        giveContact: await isIn('initiative.contact'),
        rollOut: await mayAnywhere(db, 'initiative.propose'),
      },
    }
  })
export type Spreading = Awaited<ReturnType<typeof spreadingOf>>
