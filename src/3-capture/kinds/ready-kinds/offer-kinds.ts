import { type Actor, note, perform } from '#access'
import { Problem } from '#platform/problem'
import { offerKinds } from './store.ts'

/**
 * Says which of the ready kinds are offered for new initiatives. Initiatives of the others go on.
 * @throws Problem `not_found_or_not_allowed`, `no_kind_is_offered`
 */
export async function chooseReadyKinds(actor: Actor, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) throw new Problem('no_kind_is_offered', {}, { field: 'kinds' })
  await perform(actor, 'kind.manage', null, async (tx) => {
    if ((await offerKinds(tx, codes)) === 0) throw new Problem('not_found_or_not_allowed')
    note(tx, { offered: codes.join(' ') })
  })
}
