import { createHash, randomBytes } from 'node:crypto'
import { type Actor, asSystemKeeping, look, lookAsSystem, note, perform } from '#access'
import { inLanguage, type Language, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { tableOf } from '#platform/module'
import { Problem } from '#platform/problem'
import { addDays, today } from '#platform/time'
import type { CalendarEntry } from './sources.ts'
import { endFeed, feedsOf, insertFeed, ownerOfFeed, touchFeed } from './store.ts'
import { writeCalendar } from './write-calendar.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The addresses of a person's calendar. */
export const calendarsOf = (actor: Actor) =>
  look(actor, 'notice.read', null, (db) => feedsOf(db, actor.personId))

/**
 * Makes a secret address of a person's calendar. @returns its token, which is told this once.
 * @throws Problem `feeds_are_too_many`
 */
export const makeFeed = (actor: Actor, name: string): Promise<string> =>
  perform(actor, 'notice.read', null, async (tx) => {
    if ((await feedsOf(tx, actor.personId)).length >= 10) throw new Problem('feeds_are_too_many')
    const token = randomBytes(32).toString('base64url')
    await insertFeed(tx, { personId: actor.personId, hash: hashOf(token), name })
    note(tx, { calendar: 'made' })
    return token
  })

/** Revokes an address of one's calendar. @throws Problem `not_found_or_not_allowed` */
export const revokeFeed = (actor: Actor, id: string): Promise<void> =>
  perform(actor, 'notice.read', null, async (tx) => {
    if (!isId(id) || !(await endFeed(tx, actor.personId, id))) throw new Problem('not_found_or_not_allowed')
    note(tx, { calendar: 'revoked' })
  })

/** All that stands in a person's calendar: a quarter back, a good year ahead. What they may not see is not in it. */
export const entriesOf = (actor: Actor): Promise<CalendarEntry[]> =>
  look(actor, 'notice.read', null, async (db) => {
    const asked = { personId: actor.personId, from: addDays(today(), -90), until: addDays(today(), 400) }
    const found: CalendarEntry[] = []
    // One after the other: they share one connection.
    for (const source of Object.values(tableOf('calendar'))) found.push(...(await source(db, asked)))
    return found.slice(0, 2_000)
  })

/**
 * The calendar behind a secret address, as its owner sees it now, with a tag of its content.
 * @throws Problem `not_found_or_not_allowed` where there is none, whatever the reason
 */
export async function calendarBehind(token: string, origin: string): Promise<{ text: string; tag: string }> {
  const owner = /^[A-Za-z0-9_-]{43}$/.test(token)
    ? await lookAsSystem((db) => ownerOfFeed(db, hashOf(token)))
    : undefined
  if (!owner) throw new Problem('not_found_or_not_allowed')
  const spoken: Language = owner.language === 'en' ? 'en' : 'vi'
  return inLanguage(spoken, async () => {
    const entries = await entriesOf({ personId: owner.personId, name: owner.name })
    const text = await writeCalendar(t('notices.calendar.name'), entries, origin)
    await asSystemKeeping((tx) => touchFeed(tx, owner.id))
    return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` }
  })
}
