import { type Actor, look, unitsToAct } from '#access'
import { defineImport } from '#imports'
import { emitEvents } from '#notices'
import { documentTypes, numberingRulesOf } from '#parameters'
import type { Reader, Tx } from '#platform/database'
import { formatDay } from '#platform/i18n'
import { newId } from '#platform/ids'
import { plainSymbol } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import type { Day } from '#platform/time'
import { insertLinks } from '../chain/store.ts'
import { countDocument } from '../count.ts'
import type { Direction } from '../entry.ts'
import { type Called, documentCalled } from '../find-by-symbol.ts'
import { issuingOf } from '../numbering/store.ts'
import type { Mention } from '../rules.ts'
import { dayIsCounted, type Found, insertDocuments, nameOfUnit, usualUnit } from '../store.ts'
import { headingRow, type RowProblem, registerIn, type TableRow } from './register-table.ts'
import { type Plan, planRegister, type ReadRow, readRows } from './rules.ts'
import { allInRegister, seriesOfDays } from './store.ts'

/** The register of a unit into which documents go. */
export type Register = { unitId: string; direction: Direction }

/** Documents of a register from a file. */
export const registerImport = defineImport({
  name: 'register',
  action: 'document.register',
  unitOf: (_, { unitId }: Register) => unitId,
  read: registerIn,
  most: 5000,
  judge: (db, into, rows, { day }) => planFor(db, into, rows, day),
  count: ({ added }) => added.length,
  seen: ({ added, unchanged }) => [added, unchanged],
  async write(tx, into, { added }, { actor }) {
    await write(tx, into, added, actor.personId)
    return added.length
  },
})

async function planFor(
  db: Reader,
  { unitId, direction }: Register,
  rows: readonly TableRow[],
  day: Day,
): Promise<Plan> {
  const issuing = await issuingOf(db, unitId)
  const given = readRows(rows, {
    direction,
    types: documentTypes,
    // The symbols of what was received are the sender's; those of the Party name the type most often.
    rulesOf: (of) => numberingRulesOf(direction === 'issued' ? (issuing?.system ?? 'state') : 'party', of),
    unitName: (await nameOfUnit(db, unitId)) ?? '',
    today: day,
  })
  const series = await seriesOfDays(db, unitId, [...new Set(given.read.map(({ issuedOn }) => issuedOn))])
  const known = await allInRegister(db, unitId, direction)
  const plan = planRegister(given, known, (of) => series.get(of) ?? '')
  const problems = [...plan.problems, ...(await unknownMentions(db, plan.added))]
  if (direction === 'issued') problems.push(...(await daysThatTakeNoFigures(db, unitId, plan.added)))
  problems.sort((one, other) => one.row - other.row)
  return { ...plan, problems }
}

const mentionKey = ({ symbol, day }: { symbol: string; day: Day | null }): string =>
  `${plainSymbol(symbol)}|${day ?? ''}`

/** What rows say that they carry out, where it is neither in a register that the person reads nor in the file. */
async function unknownMentions(db: Reader, added: readonly ReadRow[]): Promise<RowProblem[]> {
  const inFile = Map.groupBy(added, ({ symbol }) => plainSymbol(symbol))
  const answers = new Map<string, { code: string; params: Record<string, string> } | undefined>()
  const problems: RowProblem[] = []
  for (const { row, carries } of added)
    for (const mention of carries) {
      const days = (inFile.get(plainSymbol(mention.symbol)) ?? []).map(({ issuedOn }) => issuedOn)
      if (days.length > 0 && (mention.day === null || days.includes(mention.day))) continue
      const key = mentionKey(mention)
      if (!answers.has(key)) {
        const called = await documentCalled(db, mention)
        answers.set(key, 'code' in called ? inFileOn(called, mention, days) : undefined)
      }
      const problem = answers.get(key)
      if (problem) problems.push({ row, column: 'carries', ...problem })
    }
  return problems
}

/** What is not found stands in the file on another day, where it does. */
const inFileOn = (
  called: Extract<Called, { code: string }>,
  { symbol, day }: Mention,
  days: readonly Day[],
): Extract<Called, { code: string }> =>
  day === null || days.length === 0 || called.code !== 'document_is_not_found'
    ? called
    : {
        code: 'document_has_another_day',
        params: { symbol, day: formatDay(day), days: days.map(formatDay).join(', ') },
      }

async function daysThatTakeNoFigures(
  db: Reader,
  unitId: string,
  added: readonly ReadRow[],
): Promise<RowProblem[]> {
  const known = new Map<Day, Awaited<ReturnType<typeof dayIsCounted>>>()
  const problems: RowProblem[] = []
  for (const { row, issuedOn } of added) {
    const day = known.get(issuedOn) ?? (await dayIsCounted(db, unitId, issuedOn))
    known.set(issuedOn, day)
    if (!day.unitStood)
      problems.push({ row, column: 'issuedOn', code: 'fact_unit_did_not_exist_then', params: {} })
    else if (!day.isOpen)
      problems.push({ row, column: 'issuedOn', code: 'fact_year_is_archived', params: {} })
  }
  return problems
}

async function write(
  tx: Tx,
  { unitId, direction }: Register,
  added: readonly ReadRow[],
  personId: string,
): Promise<void> {
  const documents = added.map((read) => ({
    ...read,
    id: newId(),
    unitId,
    direction,
    issuerUnitId: direction === 'issued' ? unitId : null,
    validFrom: null,
    validTo: null,
  }))
  for (let first = 0; first < documents.length; first += 500)
    await insertDocuments(tx, documents.slice(first, first + 500), personId)
  await emitEvents(
    tx,
    documents.map(({ id }) => ({
      kind: 'document.registered',
      unitId,
      data: { documentId: id, direction },
    })),
  )
  for (const document of documents) {
    for (const mention of document.carries) {
      const called = await documentCalled(tx, mention)
      if ('code' in called) throw new Problem(called.code, called.params)
      await insertLinks(tx, [{ documentId: document.id, aboveId: called.document.id, clause: '' }])
    }
    await countDocument(tx, document, { themeIds: [], hasFile: false })
  }
}

/** An empty register with its headings, to be filled in. */
export const emptyRegister = (): Buffer<ArrayBuffer> =>
  writeXlsx([{ name: 'Sổ văn bản', rows: [headingRow], widths }])

const widths = [18, 14, 18, 70, 30, 14, 24]

/** Documents as a sheet, in the columns that `registerImport` reads. */
export function sheetOf(documents: readonly Found[]): Buffer<ArrayBuffer> {
  const nameOf = new Map(documentTypes.map(({ code, nameVi }) => [code, nameVi]))
  const rows = documents.map((one): Cell[] => [
    one.symbol,
    { day: one.issuedOn },
    nameOf.get(one.type) ?? one.type,
    one.subject,
    one.issuer,
    one.receivedOn && { day: one.receivedOn },
    null,
  ])
  return writeXlsx([{ name: 'Văn bản', rows: [headingRow, ...rows], widths }])
}

/** The units into whose registers a person may import. @throws Problem `not_found_or_not_allowed` */
export const formForImporting = (actor: Actor) =>
  look(actor, 'document.register', null, async (db) => ({
    units: await unitsToAct(db, 'document.register'),
    usual: await usualUnit(db),
  }))

/** The name of a unit. */
export const registerName = (actor: Actor, unitId: string): Promise<string | undefined> =>
  look(actor, 'document.register', unitId, (db) => nameOfUnit(db, unitId))
