import type { Child } from 'hono/jsx'
import type { Actor } from '#access'
import { broughtTo } from '#platform/module'
import type { Initiative } from '../store.ts'

/** What a module shows on the page of an initiative: beside its state, and among its sections. */
type More = { badge: Child; sections: Child }

declare module '#platform/module' {
  interface Module {
    /** Parts of the page of an initiative. `mayReword`: whether the reader may write about it. */
    onInitiative?: readonly ((actor: Actor, initiative: Initiative, mayReword: boolean) => Promise<More>)[]
  }
}

/** What the modules show on the page of an initiative. */
export const moreOfInitiative = (actor: Actor, initiative: Initiative, mayReword: boolean): Promise<More[]> =>
  Promise.all(
    broughtTo('onInitiative')
      .flat()
      .map((more) => more(actor, initiative, mayReword)),
  )
