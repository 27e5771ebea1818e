import { type Actor, look, note, perform } from '#access'
import { subjectKey } from '#activities'
import { defineImport } from '#imports'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { decrypted, encrypted } from '#platform/secret'
import { sessionToHold, settle } from '../count-attendance.ts'
import { findGathering, type Gathering, insertVersion, lockGathering, takeVersion } from '../store.ts'
import { listConfirmation } from './entry.ts'
import { identityOf, listIn, type Person, readList } from './rules.ts'
import { deleteListed, insertListed, keysOn, listOf, unitsOfList } from './store.ts'

/** The key by which somebody is told apart, wherever and as often as they come. */
const keyOf = (person: Person): string => subjectKey('study_persons', identityOf(person))

async function peopleIn(db: Reader, gatheringId: string, rows: Parameters<typeof readList>[0], year: number) {
  const units = await unitsOfList(db, gatheringId)
  const read = readList(rows, { units, there: await keysOn(db, gatheringId), thisYear: year, keyOf })
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]))
  return {
    ...read,
    persons: read.persons.map((person) => ({
      ...person,
      unitName: person.unitId === null ? null : (nameOf.get(person.unitId) ?? null),
    })),
  }
}

/** People on the list of a session, from a file or typed. Names are sealed before they reach the database. */
export const listImport = defineImport({
  name: 'attendance_list',
  action: 'session.hold',
  unitOf: async (actor, { gatheringId }: { gatheringId: string }) =>
    (await sessionToHold(actor, gatheringId)).unitId,
  read: listIn,
  judge: async (db, { gatheringId }, rows, { day }) => ({
    gathering: await openToList(db, gatheringId),
    ...(await peopleIn(db, gatheringId, rows, Number(day.slice(0, 4)))),
  }),
  count: ({ persons }) => persons.length,
  seen: ({ persons }) => persons.map(({ key, unitId, isMember }) => [key, unitId, isMember]),
  says: listConfirmation,
  lock: (tx, { gatheringId }) => lockGathering(tx, gatheringId),
  async write(tx, { gatheringId }, { gathering, persons }, { actor, said }) {
    const now = Date.now()
    await insertListed(
      tx,
      gatheringId,
      persons.map(({ key, unitId, isMember, name, birthYear }, index) => ({
        // A list stays in the order in which it was written: ids of one millisecond have none.
        id: newId(now + index),
        unitId,
        isMember,
        sealed: encrypted(JSON.stringify([name, birthYear])),
        key,
      })),
    )
    await noteList(tx, gathering, actor, said.reason, { listed: persons.length })
    return persons.length
  },
})

async function openToList(db: Reader, id: string): Promise<Gathering> {
  const gathering = await findGathering(db, id)
  if (!gathering) throw new Problem('not_found_or_not_allowed')
  if (gathering.state === 'cancelled') throw new Problem('session_is_cancelled')
  return gathering
}

/** Takes the next version after the list has changed; of a session that was held the facts follow. */
async function noteList(
  tx: Tx,
  gathering: Gathering,
  actor: Actor,
  reason: string,
  said: object,
): Promise<void> {
  const isHeld = gathering.state === 'held'
  if (isHeld && reason.length < 3)
    throw new Problem('version_correction_has_no_reason', {}, { field: 'reason' })
  await takeVersion(tx, gathering.id, gathering.version)
  await insertVersion(tx, {
    gatheringId: gathering.id,
    number: gathering.version + 1,
    event: isHeld ? 'corrected' : 'changed',
    reason: reason || null,
    said,
    personId: actor.personId,
  })
  if (isHeld) await settle(tx, gathering.id, gathering.day)
}

/** Takes somebody off the list. @throws Problem `not_found_or_not_allowed`, `version_correction_has_no_reason` */
export async function takeOffList(actor: Actor, id: string, listedId: string, reason: string): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    await lockGathering(tx, id)
    const gathering = await openToList(tx, id)
    if (!(await deleteListed(tx, id, listedId))) throw new Problem('not_found_or_not_allowed')
    await noteList(tx, gathering, actor, reason, { takenOff: 1 })
    note(tx, { session: id, takenOff: 1 })
  })
}

/** Somebody on the list, for those who keep it; without a name once the time for names is over. */
export type ListedPerson = {
  id: string
  name: string | null
  birthYear: number | null
  unitName: string | null
  isMember: boolean
}

/** The list of a session. @throws Problem `not_found_or_not_allowed` */
export async function attendanceList(
  actor: Actor,
  id: string,
): Promise<{ gathering: Gathering; persons: ListedPerson[] }> {
  const { unitId } = await sessionToHold(actor, id)
  return look(actor, 'session.hold', unitId, async (db) => {
    const gathering = await findGathering(db, id)
    if (!gathering) throw new Problem('not_found_or_not_allowed')
    const persons = (await listOf(db, id)).map(({ sealed, ...rest }): ListedPerson => {
      const [name, birthYear] =
        sealed === null ? [null, null] : (JSON.parse(decrypted(sealed)) as [string, number | null])
      return { ...rest, name, birthYear }
    })
    return { gathering, persons }
  })
}
