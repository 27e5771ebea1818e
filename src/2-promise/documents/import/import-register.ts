import { createHash } from 'node:crypto'
import { type Actor, look, note, perform, unitsToAct } from '#access'
import { emitEvents } from '#notices'
import { documentTypes, numberingRulesOf } from '#parameters'
import type { Reader, Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Cell, type Notice, writeXlsx } from '#platform/spreadsheet'
import { type Choice, chosenIn, hasChoice, withChoice } from '#platform/spreadsheet-reading'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import { type Day, today } from '#platform/time'
import { insertLinks } from '../chain/store.ts'
import { countDocument } from '../count.ts'
import type { Direction } from '../entry.ts'
import { documentCalled } from '../find-by-symbol.ts'
import { issuingOf } from '../numbering/store.ts'
import { plainSymbol } from '../rules.ts'
import { dayIsCounted, type Found, insertDocuments, nameOfUnit, usualUnit } from '../store.ts'
import { headingRow, type Reading, type RowProblem, registerIn, type TableRow } from './register-table.ts'
import { type Plan, planRegister, type ReadRow, readRows } from './rules.ts'
import { allInRegister, dropImport, type KeptImport, keepImport, keptImport, seriesOfDays } from './store.ts'

/** What a file would do. `confirm` is there when it may be written as it is. */
export type Preview = {
  fileName: string
  unitId: string
  unitName: string
  direction: Direction
  reading: Reading
  plan: Plan
  notices: Notice[]
  /** Undefined where it is not kept: it has problems, and nothing in it can be chosen. */
  importId: string | undefined
  confirm: Confirmation | null
}

/** What a person confirms: which preview, of which file, and what they saw that it would do. */
export type Confirmation = { importId: string; fileHash: string; seen: string }

const mostRows = 5000

/** What the chosen rows of a file would do, held against what is there now. */
async function judge(db: Reader, kept: KeptImport, importId: string, day: Day): Promise<Preview> {
  const { unitId, direction, reading, fileName, fileHash } = kept
  const { rows, problems, notices } = chosenIn(reading)
  if (rows.length > mostRows)
    throw new Problem('document_import_has_too_many_rows', { maximum: mostRows }, { field: 'file' })
  const judged =
    problems.length > 0 ? { problems: [], added: [], unchanged: 0 } : await planFor(db, kept, rows, day)
  const plan = { ...judged, problems: [...problems, ...judged.problems] }
  const unitName = (await nameOfUnit(db, unitId)) ?? ''
  const isClean = plan.problems.length === 0
  return {
    fileName,
    unitId,
    unitName,
    direction,
    reading,
    plan,
    notices,
    importId: isClean || hasChoice(reading) ? importId : undefined,
    confirm: isClean ? { importId, fileHash, seen: hashOfPlan(plan) } : null,
  }
}

/**
 * Reads a register and says what it would do, row by row. Writes nothing but the preview itself, which waits an hour to be
 * confirmed by the person who made it.
 * @throws Problem of `readSpreadsheet` where the file cannot be read; `not_found_or_not_allowed`
 */
export async function previewRegister(
  actor: Actor,
  into: { unitId: string; direction: Direction },
  file: { name: string; bytes: Uint8Array },
  day: Day = today(),
): Promise<Preview> {
  const fileName = file.name.normalize('NFC').toWellFormed().replaceAll('\0', '').slice(-200)
  const reading = registerIn(await spreadsheetSent(file.bytes, fileName))
  return perform(actor, 'document.register', into.unitId, async (tx) => {
    const kept = { ...into, reading, fileName, fileHash: hashOf(file.bytes) }
    const preview = await judge(tx, kept, newId(), day)
    note(tx, { previewed: chosenIn(reading).rows.length, problems: preview.plan.problems.length })
    if (preview.importId !== undefined) await keepImport(tx, preview.importId, actor.personId, kept)
    return preview
  })
}

/** A preview that was made within the hour, held against what is there now. @throws Problem `import_has_expired` */
export function previewOf(actor: Actor, importId: string, day: Day = today()): Promise<Preview> {
  return look(actor, 'document.register', null, async (db) =>
    judge(db, await importWaiting(db, importId), importId, day),
  )
}

/** Chooses another sheet, or a row that was left out. @throws Problem as `previewOf` */
export async function chooseInRegister(actor: Actor, importId: string, choice: Choice): Promise<void> {
  const { unitId } = await look(actor, 'document.register', null, (db) => importWaiting(db, importId))
  await perform(actor, 'document.register', unitId, async (tx) => {
    const kept = await importWaiting(tx, importId)
    const chosen = { ...kept, reading: withChoice(kept.reading, choice) }
    // A sheet that is too long is refused now: a preview of it could not be opened any more.
    await judge(tx, chosen, importId, today())
    await dropImport(tx, importId)
    await keepImport(tx, importId, actor.personId, chosen)
    note(tx, choice)
  })
}

/**
 * Writes a previewed register: all of it, or nothing where one row has become wrong meanwhile. @returns how many are new
 * @throws Problem `import_has_expired`, `import_is_another_file`, `seen_is_outdated`, or that of a broken constraint
 */
export async function importRegister(
  actor: Actor,
  { importId, fileHash, seen }: Confirmation,
  day: Day = today(),
): Promise<number> {
  const { unitId } = await look(actor, 'document.register', null, (db) => importWaiting(db, importId))
  return perform(actor, 'document.register', unitId, async (tx) => {
    const kept = await importWaiting(tx, importId)
    if (kept.fileHash !== fileHash) throw new Problem('import_is_another_file')
    const { plan, confirm } = await judge(tx, kept, importId, day)
    // Somebody has registered documents since the preview: what is written must be what was seen.
    if (confirm?.seen !== seen) throw new Problem('seen_is_outdated')
    await write(tx, kept, plan.added, actor.personId)
    await dropImport(tx, importId)
    note(tx, { added: plan.added.length, fileHash })
    return plan.added.length
  })
}

async function importWaiting(db: Reader, importId: string): Promise<KeptImport> {
  const kept = isId(importId) ? await keptImport(db, importId) : undefined
  if (!kept) throw new Problem('import_has_expired')
  return kept
}

async function planFor(
  db: Reader,
  { unitId, direction }: { unitId: string; direction: Direction },
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
  if (direction === 'issued') problems.push(...(await daysWithoutUnit(db, unitId, plan.added)))
  problems.sort((one, other) => one.row - other.row)
  return { ...plan, problems }
}

const mentionKey = ({ symbol, day }: { symbol: string; day: Day | null }): string =>
  `${plainSymbol(symbol)}|${day ?? ''}`

/** What rows say that they carry out, where it is neither in a register that the person reads nor in the file. */
async function unknownMentions(db: Reader, added: readonly ReadRow[]): Promise<RowProblem[]> {
  const inFile = new Set(added.map(({ symbol }) => plainSymbol(symbol)))
  const answers = new Map<string, { code: string; params: Record<string, string> } | undefined>()
  const problems: RowProblem[] = []
  for (const { row, carries } of added)
    for (const mention of carries) {
      if (inFile.has(plainSymbol(mention.symbol))) continue
      const key = mentionKey(mention)
      if (!answers.has(key)) {
        const called = await documentCalled(db, mention)
        answers.set(key, 'code' in called ? called : undefined)
      }
      const problem = answers.get(key)
      if (problem) problems.push({ row, column: 'carries', ...problem })
    }
  return problems
}

async function daysWithoutUnit(db: Reader, unitId: string, added: readonly ReadRow[]): Promise<RowProblem[]> {
  const stood = new Map<Day, boolean>()
  const problems: RowProblem[] = []
  for (const { row, issuedOn } of added) {
    if (!stood.has(issuedOn)) stood.set(issuedOn, (await dayIsCounted(db, unitId, issuedOn)).unitStood)
    if (!stood.get(issuedOn))
      problems.push({ row, column: 'issuedOn', code: 'fact_unit_did_not_exist_then', params: {} })
  }
  return problems
}

async function write(
  tx: Tx,
  { unitId, direction }: KeptImport,
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

/** Documents as a sheet, in the columns that `previewRegister` reads. */
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

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

const hashOfPlan = ({ added, unchanged }: Plan): string => hashOf(JSON.stringify([added, unchanged]))
