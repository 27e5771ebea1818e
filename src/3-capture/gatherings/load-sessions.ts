import { subjectKey } from '#activities'
import { postFacts } from '#figures'
import type { Tx } from '#platform/database'
import { encrypted } from '#platform/secret'
import { insertInvited, replaceTurnout, updateCounted } from './attendance-store.ts'
import { newWord } from './door/codes.ts'
import type { Asks } from './door/rules.ts'
import { openDoorOf } from './door/store.ts'
import type { CountsEntry, SessionEntry } from './entry.ts'
import { identityOf, type Person } from './lists/rules.ts'
import { insertListed } from './lists/store.ts'
import { attendancesOf, postingsOf, type Row } from './rules.ts'
import { insertGathering, insertVersion, setAttendances, updateState } from './store.ts'

/** A session as it is loaded from elsewhere: with its guests, and with who came where it was held. */
export type SessionRow = SessionEntry & {
  id: string
  unitId: string
  personId: string | null
  guests: readonly { unitId: string; expectedMembers: number | null; expectedOthers: number | null }[]
  turnout: CountsEntry['rows']
  list: readonly (Omit<Person, 'row'> & { id: string })[]
  door: Asks | null
  isHeld: boolean
}

/** Loads a session as the demonstration has it. Nobody is told of it. */
export async function loadSession(tx: Tx, row: SessionRow): Promise<void> {
  await insertGathering(tx, row)
  await insertInvited(tx, row, row.guests)
  await replaceTurnout(tx, row.id, row.turnout)
  await updateCounted(tx, row.id, { counted: 'units', headCount: null })
  const persons = row.list.map((person) => ({
    ...person,
    key: subjectKey('study_persons', identityOf(person)),
  }))
  if (persons.length > 0)
    await insertListed(
      tx,
      row.id,
      persons.map(({ name, birthYear, ...rest }) => ({
        ...rest,
        sealed: encrypted(JSON.stringify([name, birthYear])),
      })),
    )
  if (row.door)
    await openDoorOf(tx, {
      gatheringId: row.id,
      word: newWord(),
      asks: row.door,
      most: null,
      personId: row.personId,
    })
  await insertVersion(tx, {
    gatheringId: row.id,
    number: 1,
    event: row.isHeld ? 'held' : 'planned',
    reason: null,
    said: {},
    personId: row.personId,
  })
  if (row.isHeld) await holdLoaded(tx, row, persons)
}

async function holdLoaded(
  tx: Tx,
  row: SessionRow,
  persons: readonly { unitId: string | null; isMember: boolean; key: string }[],
): Promise<void> {
  const rows = rowsLoaded(row, persons)
  await updateState(tx, row.id, { state: 'held' })
  await setAttendances(tx, row.id, attendancesOf(rows))
  const postings = postingsOf({
    unitId: row.unitId,
    occasion: row.occasion,
    also: row.also ?? [],
    attended: [],
    counted: 'units',
    rows,
    persons,
    photos: 0,
  })
  for (const { unitId, assurance, amounts } of postings)
    await postFacts(
      tx,
      { kind: 'session', id: row.id, unitId, day: row.day, seriesId: row.id, themeId: row.themeId },
      assurance,
      amounts,
    )
}

/** The rows that the database would give back, without asking it for each of many sessions. */
function rowsLoaded(
  { guests, turnout }: SessionRow,
  persons: readonly { unitId: string | null; isMember: boolean }[],
): Row[] {
  const ids = new Set<string | null>([...guests, ...turnout, ...persons].map(({ unitId }) => unitId))
  return [...ids].map((unitId): Row => {
    const guest = guests.find((one) => one.unitId === unitId)
    const said = turnout.find((one) => one.unitId === unitId)
    const listed = persons.filter((one) => one.unitId === unitId)
    const members = listed.filter(({ isMember }) => isMember).length
    return {
      unitId,
      unitName: null,
      expectedMembers: guest?.expectedMembers ?? null,
      expectedOthers: guest?.expectedOthers ?? null,
      chosen: said?.way ?? null,
      said: {
        ...(said && (said.members !== null || said.others !== null)
          ? { number: { ...said, unsaid: 0 } }
          : {}),
        ...(listed.length > 0
          ? {
              list: {
                members,
                membersAre: 'exact' as const,
                others: listed.length - members,
                othersAre: 'exact' as const,
                unsaid: 0,
              },
            }
          : {}),
      },
    }
  })
}
