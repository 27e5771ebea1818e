import { type Actor, look, mayIn, note, perform } from '#access'
import { raiseNotices } from '#notices'
import { unitOf } from '#org'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { initiativeOf } from '../read.ts'
import { acceptCoHost, countCoHosts, deleteCoHost, insertCoHosts } from './store.ts'

const mostCoHosts = 20

/**
 * Names a unit that runs an initiative together with its own, and asks it: its people may agree or step back. A unit of the same
 * province is shown at once, one of another province when it has agreed. Figures stay with the unit of the initiative.
 * @throws Problem `not_found_or_not_allowed`, `host_leads_already`, `host_is_no_more`, `hosts_follow_registration`,
 *   `initiative_has_host_already`, `initiative_has_too_many_hosts`
 */
export async function nameCoHost(actor: Actor, id: string, coHostId: string): Promise<void> {
  const { unitId, unitName, name } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    if ((await countCoHosts(tx, id)) >= mostCoHosts)
      throw new Problem('initiative_has_too_many_hosts', { most: mostCoHosts }, { field: 'unitId' })
    const host = await unitOf(tx, coHostId)
    await insertCoHosts(tx, [{ initiativeId: id, unitId: host.id }], actor.personId)
    if (!(await mayIn(tx, 'initiative.propose', host.id)))
      await raiseNotices(tx, [
        {
          // A unit that stepped back and is named again is asked again.
          key: `initiative.host_named:${id}:${host.id}:${newId()}`,
          unitId: host.id,
          roles: ['checker', 'recorder'],
          kind: 'initiatives.notice.host_named',
          words: { unit: unitName, initiative: name },
          href: `/quan-ly/mo-hinh/${id}#don-vi`,
        },
      ])
    note(tx, { initiative: id, coHost: host.id })
  })
}

/**
 * Agrees for a unit that it runs an initiative together with the unit of the initiative.
 * @throws Problem `not_found_or_not_allowed`, also where nobody asked
 */
export async function agreeToHost(actor: Actor, id: string, coHostId: string): Promise<void> {
  await perform(actor, 'initiative.propose', coHostId, async (tx) => {
    if (!(await acceptCoHost(tx, { initiativeId: id, unitId: coHostId, personId: actor.personId })))
      throw new Problem('not_found_or_not_allowed')
    note(tx, { initiative: id, coHostAgreed: coHostId })
  })
}

/**
 * Says that a unit does not run an initiative together with its own: by who leads it, or by the unit itself.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function takeCoHostAway(actor: Actor, id: string, coHostId: string): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  const leads = await look(actor, 'initiative.read', null, (db) => mayIn(db, 'initiative.propose', unitId))
  await perform(actor, 'initiative.propose', leads ? unitId : coHostId, async (tx) => {
    if (!(await deleteCoHost(tx, id, coHostId))) throw new Problem('not_found_or_not_allowed')
    note(tx, { initiative: id, coHostGone: coHostId })
  })
}
