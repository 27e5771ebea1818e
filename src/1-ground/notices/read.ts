import { type Actor, look, perform } from '#access'
import { formatDay, hasMessage, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { isDay } from '#platform/time'
import { markOne, markUntil, type PlaceOfNotice, receivedBy, unreadCount } from './store.ts'

/** So many unread ones are shown at once, and so many read ones on a page. */
const shown = { unread: 100, read: 50 }

/** The notices of a person: all that are unread, and a page of those that were read. */
export const inboxOf = (actor: Actor, after: PlaceOfNotice | undefined) =>
  look(actor, 'notice.read', null, async (db) => {
    const unread = after ? [] : await receivedBy(db, actor.personId, { isRead: false, limit: shown.unread })
    const { rows, next } = await readPage(
      shown.read,
      (limit) => receivedBy(db, actor.personId, { isRead: true, after, limit }),
      ({ arrivedAt, id }) => ({ arrivedAt, id }),
    )
    return {
      unread,
      unreadCount: await unreadCount(db, actor.personId),
      read: rows,
      next,
    }
  })

/** A page of the notices of a person, those that they have read or those that they have not. */
export const noticesOf = (
  actor: Actor,
  asked: { isRead: boolean; after: PlaceOfNotice | undefined; limit: number },
) =>
  look(actor, 'notice.read', null, async (db) => ({
    ...(await readPage(
      asked.limit,
      (limit) => receivedBy(db, actor.personId, { ...asked, limit }),
      ({ arrivedAt, id }) => ({ arrivedAt, id }),
    )),
    unread: await unreadCount(db, actor.personId),
  }))

/** How many notices a person has not read yet. */
export const countUnread = (actor: Actor): Promise<number> =>
  look(actor, 'notice.read', null, (db) => unreadCount(db, actor.personId))

/** Marks a notice as read. @returns where it leads. @throws Problem `not_found_or_not_allowed` */
export const readNotice = (actor: Actor, id: string): Promise<string> =>
  perform(actor, 'notice.read', null, async (tx) => {
    const href = isId(id) ? await markOne(tx, actor.personId, id) : undefined
    if (!href) throw new Problem('not_found_or_not_allowed')
    return href
  })

/** Marks all as read that had arrived when the person saw the list: what came since stays unread. */
export const readAll = (actor: Actor, seenAt: Date): Promise<number> =>
  perform(actor, 'notice.read', null, (tx) =>
    // An instant of the future would mark what nobody has seen.
    markUntil(tx, actor.personId, new Date(Math.min(seenAt.getTime(), Date.now()))),
  )

/**
 * What a notice says, in the language of whoever reads it. A kind that this version does not know any more, or words that do
 * not fit its message, still lead somewhere: they must not close the list to its owner.
 */
export function sentenceOfNotice(kind: string, words: Record<string, string | number>): string {
  if (!hasMessage(kind)) return t('notices.unknown')
  const shown = Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name,
      isDay(String(value)) ? formatDay(String(value)) : value,
    ]),
  )
  try {
    return t(kind, shown)
  } catch {
    return t('notices.unknown')
  }
}
