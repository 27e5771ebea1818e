import { type Actor, look, mayAnywhere, mayIn, unitsToAct } from '#access'
import { campaignsToChoose } from '#campaigns'
import { documentsToChoose } from '#documents'
import { attachmentsOf } from '#evidence'
import { figuresOf } from '#figures'
import { attendedAt, studyIndicators } from '#occasions'
import { kindsOf, linesOf, unitBySlug } from '#org'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { type DayPlace, readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { themesToChoose } from '#themes'
import { invitedTo, rowsOf, unitsSelected } from './attendance-store.ts'
import { documentsOf } from './choices-store.ts'
import { countedRows, sessionToHold } from './count-attendance.ts'
import { countDoubted } from './door/doubts-store.ts'
import { doorFor } from './door/store.ts'
import type { Selection } from './entry.ts'
import { ratingsOf } from './ratings/store.ts'
import {
  findGathering,
  type Gathering,
  gatheringsMatching,
  materialsOf,
  type Search,
  versionsOf,
} from './store.ts'

const missing = () => new Problem('not_found_or_not_allowed')
const placeOfRow = ({ day, id }: Gathering): DayPlace => ({ day, id })

const choicesFor = async (db: Reader, chosen: readonly string[], campaignId: string | null = null) => ({
  themes: await themesToChoose(db),
  campaigns: await campaignsToChoose(db, campaignId === null ? [] : [campaignId]),
  documents: await documentsToChoose(db, chosen),
})

/** One page of sessions: those of the reader's units, and those to which they are called. */
export const sessionsPage = (actor: Actor, search: Search) =>
  look(actor, 'session.read', null, async (db) => {
    return {
      ...(await readPage(search.limit, (limit) => gatheringsMatching(db, { ...search, limit }), placeOfRow)),
      themes: await themesToChoose(db),
      mayHold: await mayAnywhere(db, 'session.hold'),
    }
  })

/** All that the page of a session shows, and what this person may do with it. @throws Problem `not_found_or_not_allowed` */
export async function sessionPage(actor: Actor, id: string) {
  if (!isId(id)) throw missing()
  return look(actor, 'session.read', null, async (db) => {
    const gathering = await findGathering(db, id)
    if (!gathering) throw missing()
    const isOurs = await mayIn(db, 'session.read', gathering.unitId)
    const materials = await materialsOf(db, id)
    const rows = await rowsOf(db, id)
    return {
      gathering,
      documents: await documentsOf(db, id),
      materials,
      files: await attachmentsOf(
        db,
        'session',
        materials.map((material) => material.id),
      ),
      photos: isOurs ? await attachmentsOf(db, 'session', [id]) : [],
      /** A unit that was only called sees its own row. */
      rows: isOurs ? await countedRows(db, gathering) : rows,
      unitsCalled: rows.filter(({ unitId }) => unitId !== null).length,
      versions: await versionsOf(db, id),
      attended: await attendedAt(db, id),
      ratings: await ratingsOf(db, id),
      door: await doorFor(db, id),
      doubted: isOurs ? await countDoubted(db, id) : 0,
      isOurs,
      mayHold: await mayIn(db, 'session.hold', gathering.unitId),
      mayLook: await mayIn(db, 'session.look_at_door', gathering.unitId),
    }
  })
}
export type SessionView = Awaited<ReturnType<typeof sessionPage>>

/** What the form of a session offers: the units that may hold one, themes and documents to choose. */
export const formForSession = (actor: Actor, chosen: readonly string[] = []) =>
  look(actor, 'session.hold', null, async (db) => ({
    units: await unitsToAct(db, 'session.hold'),
    ...(await choicesFor(db, chosen)),
  }))

/** A session with the documents that it studies, to be worded anew. @throws Problem `not_found_or_not_allowed` */
export async function sessionToChange(actor: Actor, id: string) {
  const { unitId } = await sessionToHold(actor, id)
  return look(actor, 'session.hold', unitId, async (db) => {
    const gathering = await findGathering(db, id)
    if (!gathering) throw missing()
    const documentIds = (await documentsOf(db, id)).map((document) => document.id)
    return {
      gathering,
      documentIds,
      ...(await choicesFor(db, documentIds, gathering.campaignId)),
    }
  })
}

/** Who is called, and whom a selection would call besides. @throws Problem `not_found_or_not_allowed` */
export async function guestsOf(actor: Actor, id: string, selection: Selection | undefined) {
  const { unitId } = await sessionToHold(actor, id)
  return look(actor, 'session.hold', unitId, async (db) => {
    const gathering = await findGathering(db, id)
    if (!gathering) throw missing()
    const guests = await invitedTo(db, id)
    const called = new Set(guests.map((guest) => guest.unitId))
    const found = selection ? await unitsSelected(db, gathering, selection) : []
    return {
      gathering,
      guests,
      found: found.filter((unit) => !called.has(unit.id)),
      kinds: await kindsOf(db),
      lines: await linesOf(db),
    }
  })
}

/** The table in which people are counted. @throws Problem `not_found_or_not_allowed` */
export async function countsToFill(actor: Actor, id: string) {
  const { unitId } = await sessionToHold(actor, id)
  return look(actor, 'session.hold', unitId, async (db) => {
    const gathering = await findGathering(db, id)
    if (!gathering) throw missing()
    return {
      gathering,
      rows: await rowsOf(db, id),
      counted: await countedRows(db, gathering),
      attended: await attendedAt(db, id),
    }
  })
}

/** How a unit, with all beneath it, studied in a year: its figures, and its sessions. @throws Problem `not_found_or_not_allowed` */
export const studyOfUnit = (actor: Actor, slug: string, year: number, after?: DayPlace, limit = 30) =>
  look(actor, 'session.read', null, async (db) => {
    const unit = await unitBySlug(db, slug)
    if (!unit || !(await mayIn(db, 'session.read', unit.id))) throw missing()
    const span = { from: `${year}-01-01`, until: `${year + 1}-01-01` }
    const codes = new Set(studyIndicators.map(({ code }) => code))
    const figures = (await figuresOf(db, { unitId: unit.id }, span, true)).filter(({ indicator }) =>
      codes.has(indicator.code),
    )
    const page = await readPage(
      limit,
      (most) => gatheringsMatching(db, { under: unit.id, year, after, limit: most }),
      placeOfRow,
    )
    return { unit, year, figures, ...page }
  })
