import { createHash } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import { subjectKey } from '#activities'
import type { Reader, Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { decrypted, encrypted } from '#platform/secret'
import type { Notice } from '#platform/spreadsheet'
import { type Choice, chosenIn, hasChoice, withChoice } from '#platform/spreadsheet-reading'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import { today } from '#platform/time'
import { sessionToHold, settle } from '../count-attendance.ts'
import { findGathering, type Gathering, insertVersion, lockGathering, takeVersion } from '../store.ts'
import {
  identityOf,
  listIn,
  listTyped,
  type Person,
  type Reading,
  type RowProblem,
  readList,
} from './rules.ts'
import {
  deleteListed,
  dropPreview,
  insertListed,
  keepPreview,
  keptPreview,
  keysOn,
  listOf,
  unitsOfList,
} from './store.ts'

/** What a list would add. `confirm` is there when it may be written as it is. */
export type ListPreview = {
  gathering: Gathering
  persons: (Person & { unitName: string | null })[]
  already: number
  problems: RowProblem[]
  reading: Reading
  /** What was left out of the file, and why. */
  notices: Notice[]
  /** Undefined where it is not kept: nothing can be written, and nothing in it can be chosen. */
  previewId: string | undefined
  confirm: { previewId: string; seen: string } | null
}

/** The key by which somebody is told apart, wherever and as often as they come. */
const keyOf = (person: Person): string => subjectKey('study_persons', identityOf(person))

async function peopleIn(db: Reader, gatheringId: string, rows: Parameters<typeof readList>[0]) {
  const units = await unitsOfList(db, gatheringId)
  const read = readList(rows, {
    units,
    there: await keysOn(db, gatheringId),
    thisYear: Number(today().slice(0, 4)),
    keyOf,
  })
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]))
  return {
    ...read,
    persons: read.persons.map((person) => ({
      ...person,
      unitName: person.unitId === null ? null : (nameOf.get(person.unitId) ?? null),
    })),
  }
}

/** What the chosen rows of a list would add, held against who is there now. */
async function judge(db: Reader, gathering: Gathering, reading: Reading, previewId: string) {
  const { rows, problems: inHead, notices } = chosenIn(reading)
  const read = await peopleIn(db, gathering.id, inHead.length > 0 ? [] : rows)
  const problems = [...inHead, ...read.problems]
  const isClean = problems.length === 0 && read.persons.length > 0
  return {
    gathering,
    ...read,
    problems,
    reading,
    notices,
    previewId: isClean || hasChoice(reading) ? previewId : undefined,
    confirm: isClean ? { previewId, seen: hashOf(read.persons) } : null,
  }
}

const hashOf = (persons: readonly (Person & { key: string })[]): string =>
  createHash('sha256')
    .update(JSON.stringify(persons.map(({ key, unitId, isMember }) => [key, unitId, isMember])))
    .digest('hex')

async function preview(actor: Actor, id: string, reading: Reading): Promise<ListPreview> {
  const { unitId } = await sessionToHold(actor, id)
  return perform(actor, 'session.hold', unitId, async (tx) => {
    const judged = await judge(tx, await openToList(tx, id), reading, newId())
    note(tx, { session: id, previewed: chosenIn(reading).rows.length, problems: judged.problems.length })
    if (judged.previewId !== undefined) await keep(tx, actor, id, judged.previewId, reading)
    return judged
  })
}

const keep = (tx: Tx, actor: Actor, gatheringId: string, id: string, reading: Reading): Promise<void> =>
  keepPreview(tx, {
    id,
    gatheringId,
    madeBy: actor.personId,
    sealed: encrypted(JSON.stringify(reading)),
  })

async function openToList(db: Reader, id: string): Promise<Gathering> {
  const gathering = await findGathering(db, id)
  if (!gathering) throw new Problem('not_found_or_not_allowed')
  if (gathering.state === 'cancelled') throw new Problem('session_is_cancelled')
  return gathering
}

/**
 * Reads a list from a file and says what it would add, row by row. Writes nothing but the preview, sealed, for an hour.
 * @throws Problem those of `readSpreadsheet`, `not_found_or_not_allowed`, `session_is_cancelled`
 */
export const previewFile = async (
  actor: Actor,
  id: string,
  file: { name: string; bytes: Uint8Array },
): Promise<ListPreview> => preview(actor, id, listIn(await spreadsheetSent(file.bytes, file.name)))

/** The same for names that were typed. @throws Problem `not_found_or_not_allowed`, `session_is_cancelled` */
export const previewTyped = (actor: Actor, id: string, lines: string): Promise<ListPreview> =>
  preview(actor, id, listTyped(lines))

async function readWaiting(db: Reader, id: string, previewId: string): Promise<Reading> {
  const kept = isId(previewId) ? await keptPreview(db, id, previewId) : undefined
  if (!kept) throw new Problem('list_preview_has_expired')
  return JSON.parse(decrypted(kept.sealed)) as Reading
}

/** A preview that was made within the hour. @throws Problem `list_preview_has_expired`, `not_found_or_not_allowed` */
export async function previewOf(actor: Actor, id: string, previewId: string): Promise<ListPreview> {
  const { unitId } = await sessionToHold(actor, id)
  return look(actor, 'session.hold', unitId, async (db) => {
    const gathering = await openToList(db, id)
    return judge(db, gathering, await readWaiting(db, id, previewId), previewId)
  })
}

/** Chooses another sheet, or a row that was left out. @throws Problem as `previewOf` */
export async function chooseInList(
  actor: Actor,
  id: string,
  previewId: string,
  choice: Choice,
): Promise<void> {
  const { unitId } = await sessionToHold(actor, id)
  await perform(actor, 'session.hold', unitId, async (tx) => {
    const reading = withChoice(await readWaiting(tx, id, previewId), choice)
    await dropPreview(tx, previewId)
    await keep(tx, actor, id, previewId, reading)
    note(tx, { session: id, ...choice })
  })
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

/**
 * Writes a previewed list: all of it, as it was seen, or nothing. Names are sealed before they reach the database.
 * @returns how many were added.
 * @throws Problem `list_preview_has_expired`, `seen_is_outdated`, `session_is_cancelled`, `version_correction_has_no_reason`
 */
export async function confirmList(
  actor: Actor,
  id: string,
  { previewId, seen, reason }: { previewId: string; seen: string; reason: string },
): Promise<number> {
  const { unitId } = await sessionToHold(actor, id)
  return perform(actor, 'session.hold', unitId, async (tx) => {
    await lockGathering(tx, id)
    const gathering = await openToList(tx, id)
    const reading = await readWaiting(tx, id, previewId)
    const { persons, confirm } = await judge(tx, gathering, reading, previewId)
    if (confirm?.seen !== seen) throw new Problem('seen_is_outdated')
    const now = Date.now()
    await insertListed(
      tx,
      id,
      persons.map(({ key, unitId: of, isMember, name, birthYear }, index) => ({
        // A list stays in the order in which it was written: ids of one millisecond have none.
        id: newId(now + index),
        unitId: of,
        isMember,
        sealed: encrypted(JSON.stringify([name, birthYear])),
        key,
      })),
    )
    await dropPreview(tx, previewId)
    await noteList(tx, gathering, actor, reason, { listed: persons.length })
    note(tx, { session: id, listed: persons.length })
    return persons.length
  })
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
