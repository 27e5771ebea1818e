import { type Actor, note, perform } from '#access'
import { unitOf } from '#org'
import { Problem } from '#platform/problem'
import { initiativeOf } from '../read.ts'
import { countCoHosts, deleteCoHost, insertCoHosts } from './store.ts'

const mostCoHosts = 20

/**
 * Names a unit that runs an initiative together with its own. Figures stay with the unit of the initiative.
 * @throws Problem `not_found_or_not_allowed`, `host_leads_already`, `initiative_has_host_already`, `initiative_has_too_many_hosts`
 */
export async function nameCoHost(actor: Actor, id: string, coHostId: string): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    if ((await countCoHosts(tx, id)) >= mostCoHosts)
      throw new Problem('initiative_has_too_many_hosts', { most: mostCoHosts }, { field: 'unitId' })
    const host = await unitOf(tx, coHostId)
    await insertCoHosts(tx, [{ initiativeId: id, unitId: host.id }], actor.personId)
    note(tx, { initiative: id, coHost: host.id })
  })
}

/** Says that a unit does not run an initiative together with its own. @throws Problem `not_found_or_not_allowed` */
export async function takeCoHostAway(actor: Actor, id: string, coHostId: string): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    if (!(await deleteCoHost(tx, id, coHostId))) throw new Problem('not_found_or_not_allowed')
    note(tx, { initiative: id, coHostGone: coHostId })
  })
}
