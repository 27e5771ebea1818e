import { createHash, randomBytes } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { inLanguage, language, t } from '#platform/i18n'
import { hostToSendTo } from '#platform/outgoing'
import { Problem } from '#platform/problem'
import { decrypted, encrypted } from '#platform/secret'
import { type KindGroup, kindGroups, type Ways, waysUnchosen } from '../rules.ts'
import type { Subscription } from './entry.ts'
import { hasMail, sendMail } from './mail.ts'
import {
  addressOf,
  browsersOf,
  choicesOf,
  confirmAddress,
  deleteAddress,
  deleteBrowser,
  putAddress,
  putBrowser,
  putChoice,
} from './store.ts'

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** How a person is told now: what they chose, their address, their browsers. */
export const waysOf = (actor: Actor) =>
  look(actor, 'notice.read', null, async (db) => {
    const [chosen, address, browsers] = [
      await choicesOf(db, [actor.personId]),
      await addressOf(db, actor.personId),
      await browsersOf(db, actor.personId),
    ]
    return {
      hasMail: hasMail(),
      address: address && { email: decrypted(address.sealed), isConfirmed: address.confirmedAt !== null },
      browsers: browsers.map(({ id, device, addedAt }) => ({ id, device, addedAt })),
      groups: kindGroups.map((group) => ({
        group,
        ...(chosen.get(`${actor.personId} ${group}`) ?? waysUnchosen),
      })),
    }
  })

/** Keeps how a person wants to be told of each group. */
export const chooseWays = (actor: Actor, chosen: readonly (Ways & { group: KindGroup })[]): Promise<void> =>
  perform(actor, 'notice.read', null, async (tx) => {
    for (const { group, email, push } of chosen) await putChoice(tx, actor.personId, group, { email, push })
  })

/**
 * Keeps the address that a person gives and sends a link to it; until that is followed nothing else goes there. The empty text
 * takes the address back. @throws Problem `mail_is_off`, `address_cannot_be_reached`
 */
export async function giveAddress(actor: Actor, email: string): Promise<void> {
  if (email === '') {
    await perform(actor, 'notice.read', null, (tx) => deleteAddress(tx, actor.personId))
    return
  }
  if (!hasMail()) throw new Problem('mail_is_off', {}, { field: 'email' })
  const token = randomBytes(24).toString('base64url')
  await perform(actor, 'notice.read', null, async (tx) => {
    const before = await addressOf(tx, actor.personId)
    // Whoever can have us write to any address could have us pester somebody.
    if (before && Date.now() - before.askedAt.getTime() < 60_000)
      throw new Problem('address_was_just_given', {}, { field: 'email' })
    await putAddress(tx, {
      personId: actor.personId,
      sealed: encrypted(email),
      confirmHash: hashOf(token),
    })
    note(tx, { address: 'given' })
  })
  try {
    await inLanguage(language(), () =>
      sendMail({
        to: email,
        what: `address ${token}`,
        write: (link) => ({
          subject: t('notices.mail.confirm_subject'),
          text: t('notices.mail.confirm', { link: link(`/thong-bao/xac-nhan-thu/${token}`) }),
        }),
      }),
    )
  } catch (cause) {
    throw Object.assign(new Problem('address_cannot_be_reached', {}, { field: 'email' }), { cause })
  }
}

/** Follows the link that was sent to a person's address. @throws Problem `address_link_is_over` */
export const followAddressLink = (actor: Actor, token: string): Promise<void> =>
  perform(actor, 'notice.read', null, async (tx) => {
    // Row-level security leaves only one's own address: another's link does nothing.
    if (!(await confirmAddress(tx, hashOf(token)))) throw new Problem('address_link_is_over')
    note(tx, { address: 'confirmed' })
  })

/** Adds a browser that shows notices. @throws Problem `push_address_is_refused`, `push_browsers_are_too_many` */
export const addBrowser = (actor: Actor, subscription: Subscription, device: string): Promise<void> =>
  perform(actor, 'notice.read', null, async (tx) => {
    if (hostToSendTo(subscription.endpoint) === undefined) throw new Problem('push_address_is_refused')
    if ((await browsersOf(tx, actor.personId)).length >= 10) throw new Problem('push_browsers_are_too_many')
    await putBrowser(tx, {
      personId: actor.personId,
      endpointHash: hashOf(subscription.endpoint),
      sealed: encrypted(JSON.stringify(subscription)),
      device: device.slice(0, 200),
    })
  })

/** Shows no notices in a browser any more. */
export const removeBrowser = (actor: Actor, id: string): Promise<void> =>
  perform(actor, 'notice.read', null, (tx) => deleteBrowser(tx, actor.personId, id))
