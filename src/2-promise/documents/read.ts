import { type Actor, look, mayAnywhere, mayIn, unitsToAct } from '#access'
import { type Figure, firstDayOf, indicatorsNamed, monthsOfUnits, together, yearsSince } from '#figures'
import { unitBySlug } from '#org'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { changesOf, themesFor, themesIn, themesOfDocument } from '#themes'
import { chainAround } from './chain/read.ts'
import { filesOfDocument } from './files/store.ts'
import { countedKinds, indicatorOfKind } from './indicators.ts'
import { issuingOf, runsOf } from './numbering/store.ts'
import { nextNumber, searchWords } from './rules.ts'
import {
  type Document,
  documentsMatching,
  findDocument,
  type Search,
  unitsWithDocuments,
  usualUnit,
  yearsOfDocuments,
} from './store.ts'

/** One document that the person may read. @throws Problem `not_found_or_not_allowed` */
export async function documentToRead(actor: Actor, id: string): Promise<Document> {
  const found = isId(id) ? await look(actor, 'document.read', null, (db) => findDocument(db, id)) : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** What is asked of the list. */
export type Asked = Omit<Search, 'words'> & { text?: string | undefined }

/** One page of documents, and where the next one begins. A search by words has one page, its best. */
export const documentsFound = (actor: Actor, { text, ...search }: Asked) =>
  look(actor, 'document.read', null, async (db) => {
    const words = searchWords(text ?? '')
    const { rows, next } = await readPage(
      search.limit,
      (limit) => documentsMatching(db, { ...search, words, limit }),
      ({ issuedOn, id }) => ({ day: issuedOn, id }),
    )
    return { words, rows, hasMore: next !== undefined, next: words.length === 0 ? next : undefined }
  })

/** The list with what it can be narrowed by. */
export const documentList = async (actor: Actor, asked: Asked) => {
  const found = await documentsFound(actor, asked)
  const choices = await look(actor, 'document.read', null, async (db) => ({
    units: await unitsWithDocuments(db),
    years: await yearsOfDocuments(db),
    themes: await themesIn(db, { limit: 60 }),
    mayRegister: await mayAnywhere(db, 'document.register'),
  }))
  return { ...found, ...choices }
}

/** A document with all that its page shows. @throws Problem `not_found_or_not_allowed` */
export const documentPage = async (actor: Actor, id: string) => {
  const document = await documentToRead(actor, id)
  return look(actor, 'document.read', null, async (db) => ({
    document,
    files: await filesOfDocument(db, id),
    themes: await themesOfDocument(db, id),
    chain: await chainAround(db, id),
    changes: await changesOf(db, 'document', id),
    mayChange: document.withdrawnAt === null && (await mayIn(db, 'document.register', document.unitId)),
  }))
}

/** Types that are carried out rather than answered. */
const directing = ['directive', 'conclusion', 'resolution', 'action_programme', 'plan', 'guidance']

/** What is needed to register a document: the units in which the person may, and of the chosen one its themes and next numbers. */
export const formForRegistering = (actor: Actor, chosen: string | undefined, day: Day = today()) =>
  look(actor, 'document.register', null, async (db) => {
    const units = await unitsToAct(db, 'document.register')
    const usual = await usualUnit(db)
    const unit = units.find(({ id }) => id === chosen) ?? units.find(({ id }) => id === usual) ?? units[0]
    if (!unit) throw new Problem('not_found_or_not_allowed')
    const issuing = await issuingOf(db, unit.id)
    return {
      units,
      unit,
      issuing,
      themes: await themesFor(db, unit.id),
      known: (await documentsMatching(db, { limit: 60 })).filter(
        (one) => one.unitId !== unit.id && directing.includes(one.type),
      ),
      /** The next number of each type that has begun; of any other it is 1. */
      nextNumbers: new Map(
        (await runsOf(db, unit.id, day)).map(({ type, taken, reserved }) => [
          type,
          nextNumber(
            taken,
            reserved.map(({ number }) => number),
          ),
        ]),
      ),
    }
  })

/** What is needed to put a registration right. @throws Problem `not_found_or_not_allowed` */
export const formForCorrecting = async (actor: Actor, id: string) => {
  const document = await documentToRead(actor, id)
  return look(actor, 'document.register', document.unitId, async (db) => ({
    document,
    chosenThemes: (await themesOfDocument(db, id)).map((theme) => theme.id),
    themes: await themesFor(db, document.unitId),
  }))
}

/**
 * How many documents a unit and those beneath it issued, by type and year, out of the figures.
 * @throws Problem `not_found_or_not_allowed`
 */
export const issuedByYear = (actor: Actor, slug: string, day: Day = today()) =>
  look(actor, 'figure.read', null, async (db) => {
    const unit = await unitBySlug(db, slug)
    if (!unit) throw new Problem('not_found_or_not_allowed')
    const codes = ['documents_issued', ...countedKinds.map(indicatorOfKind)]
    const named = await indicatorsNamed(db, codes)
    const indicators = codes.flatMap((code) => named.filter((one) => one.code === code))
    const years = yearsSince(await firstDayOf(db, unit.id, day), day).toReversed()
    const first = Math.min(...years)
    const span = { from: `${first}-01-01`, until: `${Math.max(...years) + 1}-01-01` }
    // All years at once: there may be sixty of them.
    const months = (await monthsOfUnits(db, { unitIds: [unit.id], indicators, span })).get(unit.id)
    const ofYear = (year: number) =>
      new Map(
        [...(months ?? [])].flatMap(([code, list]) => {
          const figure = together(list.slice((year - first) * 12, (year - first + 1) * 12))
          return figure.entries > 0 ? [[code, figure] as const] : []
        }),
      )
    const figures = new Map<number, Map<string, Figure>>(years.map((year) => [year, ofYear(year)]))
    return { unit, years, indicators, figures }
  })

/** The chain in which a document stands. @throws Problem `not_found_or_not_allowed` */
export const chainOf = async (actor: Actor, id: string) => {
  await documentToRead(actor, id)
  return look(actor, 'document.read', null, (db) => chainAround(db, id))
}
