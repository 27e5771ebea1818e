import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { SignedIn } from '#platform/web'
import { approvingRoles, permissions, type Role } from '../permissions.ts'
import { covers, insertRole, writeAudit } from '../store.ts'
import { tokenHash } from './secrets.ts'
import { actAs, beforeSignIn, findLink, findOffer, offersTo, spendLink } from './store.ts'

/** Nobody makes their own word count: a role that signs or approves is another's to give. */
export function refuseApprovingOneself(giverId: string | null, personId: string, role: Role): void {
  if (giverId === personId && approvingRoles.includes(role))
    throw new Problem('role_is_for_another_to_give', {}, { field: 'role' })
}

/** Whether whoever made an invitation still manages people there: rights do not outlive a move in a link either. */
export const giverStillMay = async (
  tx: Tx,
  { madeBy, unitId }: { madeBy: string | null; unitId: string | null },
): Promise<boolean> => madeBy === null || covers(tx, madeBy, permissions['person.manage'], unitId)

/** The roles that are offered to somebody who is signed in. */
export const ownOffers = (actor: SignedIn) => beforeSignIn((tx) => offersTo(tx, actor.personId))

/** Which invitation is meant: one's own by its id, or any by the secret part of its link. */
export type Invited = { id: string } | { token: string }

const linkOf = (tx: Tx, actor: SignedIn, invited: Invited) =>
  'token' in invited
    ? findLink(tx, 'invitation', tokenHash(invited.token))
    : findOffer(tx, actor.personId, invited.id)

/**
 * Takes the role of an invitation into the account with which one is signed in.
 * @throws Problem `link_is_spent`, `role_is_for_another_to_give`, `role_held_twice`
 */
export async function acceptOffer(actor: SignedIn, invited: Invited): Promise<void> {
  actor.mustSee = undefined
  await beforeSignIn(async (tx) => {
    const link = await linkOf(tx, actor, invited)
    const isForOther = link?.personId && link.personId !== actor.personId
    if (!link?.role || !link.unitId || isForOther || !(await giverStillMay(tx, link)))
      throw new Problem('link_is_spent')
    refuseApprovingOneself(link.madeBy, actor.personId, link.role as Role)
    await actAs(tx, actor.personId)
    await insertRole(tx, {
      personId: actor.personId,
      role: link.role as Role,
      unitId: link.unitId,
      givenBy: link.madeBy,
    })
    await spendLink(tx, link.id)
    await writeAudit(tx, 'invitation.accept', link.unitId, { role: link.role, invited_by: link.madeBy })
  })
}

/** Says no to a role that was offered to oneself. @throws Problem `link_is_spent` */
export async function declineOffer(actor: SignedIn, id: string): Promise<void> {
  actor.mustSee = undefined
  await beforeSignIn(async (tx) => {
    const link = await findOffer(tx, actor.personId, id)
    if (!link) throw new Problem('link_is_spent')
    await actAs(tx, actor.personId)
    await spendLink(tx, link.id)
    await writeAudit(tx, 'invitation.decline', link.unitId, { role: link.role, invited_by: link.madeBy })
  })
}
