import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Action, type Actor, look, note, perform } from '#access'
import type { Reader, Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { Notice, Spreadsheet } from '#platform/spreadsheet'
import {
  type Choice,
  chosenIn,
  hasChoice,
  type Reading,
  withChoice,
  withSkipped,
} from '#platform/spreadsheet-reading'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import type { RowProblem, TableRow } from '#platform/spreadsheet-table'
import { type Day, today } from '#platform/time'
import { deletePreview, findPreview, keepPreview, type Read, replaceRead } from './store.ts'

/** Where a table goes: ids and codes, such as a unit and a book. They stand in the audit trail. */
type Into = Record<string, string>

/** What rows would do. With a problem they do nothing at all. */
export type Judged<Column extends string> = { problems: RowProblem<Column>[]; notices?: Notice[] }

export type NewFile = { name: string; bytes: Uint8Array }

/** What else is known while rows are judged and written. */
type Given = { day: Day; fileName: string; fileHash: string }

type Definition<In extends Into, Column extends string, Plan extends Judged<Column>, Said, Result> = {
  /** Names it in the table of previews. */
  name: string
  action: Action
  /** The unit for which the permission is asked; without it, any. @throws Problem where this person does not reach it */
  unitOf?(actor: Actor, into: In): string | Promise<string>
  /** What the file says. Where columns are known only from what is there now, it looks them up. */
  read(file: Spreadsheet, into: In, actor: Actor): Reading<Column> | Promise<Reading<Column>>
  /** So many rows one file brings at most. */
  most?: number
  /** Whether rows that are wrong may be left out, and the others written: where rows stand for themselves. */
  maySkip?: boolean
  /** What chosen rows would do, held against what is there now. No rows where the heading is wrong. */
  judge(db: Reader, into: In, rows: readonly TableRow<Column>[], given: Given): Promise<Plan>
  /** How many rows would be written. */
  count(plan: Plan): number
  /** What a person sees of a plan: what is written must be the same. */
  seen(plan: Plan): unknown
  /** What is asked beside the plan before it is written. */
  says?: z.ZodType<Said>
  /** Those who write to one place take turns. */
  lock?(tx: Tx, into: In): Promise<void>
  write(tx: Tx, into: In, plan: Plan, given: Given & { actor: Actor; said: Said }): Promise<Result>
  /** Keeps the file itself, before the preview is kept. @returns what is written with the preview */
  keepFile?(file: NewFile): Promise<(tx: Tx, actor: Actor) => Promise<void>>
}

/** What a person confirms: which preview, of which file, and what they saw that it would do. */
export type Confirmation = { importId: string; fileHash: string; seen: string }

/** What a file would do. `confirm` is there when it may be written as it is. */
export type ImportPreview<In, Column extends string, Plan> = {
  into: In
  fileName: string
  reading: Reading<Column>
  plan: Plan
  notices: Notice[]
  /** Undefined where it is not kept: it has problems, and nothing in it can be chosen. */
  importId: string | undefined
  confirm: Confirmation | null
  /** How many rows are wrong and may be left out; nought where the rest would be nothing. */
  mayBeSkipped: number
}

/** An import of tables of one kind: every step of it. */
export type Import<In extends Into, Column extends string, Plan extends Judged<Column>, Said, Result> = Pick<
  Definition<In, Column, Plan, Said, Result>,
  'count' | 'says'
> & {
  /**
   * Reads a file and says row by row what it would do. Writes nothing but the preview, which waits an hour for its maker.
   * @throws Problem of `readSpreadsheet`; `not_found_or_not_allowed`, `import_has_too_many_rows`
   */
  preview(actor: Actor, into: In, file: NewFile, day?: Day): Promise<ImportPreview<In, Column, Plan>>
  /** The same for rows that were typed. */
  previewTyped(actor: Actor, into: In, reading: Reading<Column>): Promise<ImportPreview<In, Column, Plan>>
  /** A preview of the last hour, held against what is there now. @throws Problem `import_has_expired` */
  previewOf(
    actor: Actor,
    importId: string,
    within?: Partial<In>,
    day?: Day,
  ): Promise<ImportPreview<In, Column, Plan>>
  /** Chooses another sheet, or a row that was left out. @throws Problem as `previewOf` */
  choose(actor: Actor, importId: string, choice: Choice, within?: Partial<In>): Promise<void>
  /**
   * Writes a previewed file: all of it, or nothing where one row has become wrong meanwhile.
   * @throws Problem `import_has_expired`, `import_is_another_file`, `seen_is_outdated`, or that of a broken constraint
   */
  confirm(actor: Actor, confirmation: Confirmation & Said, within?: Partial<In>, day?: Day): Promise<Result>
}

/** An import of any kind: its steps are the same for all. */
type AnyDefinition = Definition<Into, string, Judged<string>, unknown, unknown>
type AnyImport = Import<Into, string, Judged<string>, unknown, unknown>
type AnyPreview = ImportPreview<Into, string, Judged<string>>

/** Defines how tables of one kind come in. */
export const defineImport = <
  In extends Into,
  Column extends string,
  Plan extends Judged<Column>,
  Result,
  Said = unknown,
>(
  definition: Definition<In, Column, Plan, Said, Result>,
): Import<In, Column, Plan, Said, Result> =>
  stepsOf(definition as unknown as AnyDefinition) as unknown as Import<In, Column, Plan, Said, Result>

/** What the chosen rows of a file would do, held against what is there now. */
async function judged(
  { most, judge, seen, maySkip }: AnyDefinition,
  db: Reader,
  kept: { into: Into; read: Read; importId: string; day: Day },
): Promise<AnyPreview> {
  const { into, importId, day } = kept
  const { fileName, fileHash, reading } = kept.read
  const sheet = chosenIn(reading)
  if (most !== undefined && sheet.rows.length > most)
    throw new Problem('import_has_too_many_rows', { maximum: most }, { field: 'file' })
  const isReadable = sheet.problems.length === 0
  const found = await judge(db, into, isReadable ? sheet.rows : [], { day, fileName, fileHash })
  const plan = isReadable ? found : { ...found, problems: sheet.problems }
  const isClean = plan.problems.length === 0
  const wrong = isReadable && maySkip ? new Set(plan.problems.map(({ row }) => row)).size : 0
  const mayBeSkipped = wrong < sheet.rows.length ? wrong : 0
  return {
    into,
    fileName,
    reading,
    plan,
    notices: [...sheet.notices, ...(plan.notices ?? [])],
    importId: isClean || hasChoice(reading) || mayBeSkipped > 0 ? importId : undefined,
    mayBeSkipped,
    confirm: isClean ? { importId, fileHash, seen: hashOf(JSON.stringify(seen(plan))) } : null,
  }
}

/** Keeps what was read as a preview, and the file itself where the import asks for it. */
async function keep(
  definition: AnyDefinition,
  { actor, into, unitId, day }: { actor: Actor; into: Into; unitId: string | null; day: Day },
  read: Read,
  file?: NewFile,
): Promise<AnyPreview> {
  const { action, name } = definition
  const judge = (db: Reader) => judged(definition, db, { into, read, importId: newId(), day })
  if (file && definition.keepFile) {
    // A refused file is not kept.
    const first = await look(actor, action, unitId, judge)
    if (first.importId === undefined) return first
  }
  const keepFile = file && (await definition.keepFile?.(file))
  return perform(actor, action, unitId, async (tx) => {
    const preview = await judge(tx)
    const { importId: id, plan } = preview
    note(tx, { ...into, previewed: chosenIn(preview.reading).rows.length, problems: plan.problems.length })
    if (id === undefined) return preview
    await keepFile?.(tx, actor)
    await keepPreview(tx, { id, kind: name, destination: into, madeBy: actor.personId, read })
    return preview
  })
}

async function waiting(
  { name }: AnyDefinition,
  db: Reader,
  importId: string,
  within: Partial<Into> = {},
): Promise<{ into: Into; read: () => Read; importId: string }> {
  const found = isId(importId) ? await findPreview(db, name, importId) : undefined
  if (!found || Object.entries(within).some(([key, value]) => found.into[key] !== value))
    throw new Problem('import_has_expired')
  return { ...found, importId }
}

function stepsOf(definition: AnyDefinition): AnyImport {
  const { action, count, says } = definition
  const placeOf = async (actor: Actor, into: Into, day: Day) => ({
    actor,
    into,
    unitId: (await definition.unitOf?.(actor, into)) ?? null,
    day,
  })
  const unitOf = async (actor: Actor, importId: string, within?: Partial<Into>): Promise<string | null> => {
    if (!definition.unitOf) return null
    const { into } = await look(actor, action, null, (db) => waiting(definition, db, importId, within))
    return definition.unitOf(actor, into)
  }
  return {
    count,
    ...(says ? { says } : {}),

    async preview(actor, into, file, day = today()) {
      const place = await placeOf(actor, into, day)
      // Whoever may not import has no file read for them.
      await look(actor, action, place.unitId, async () => undefined)
      const fileName = file.name.normalize('NFC').toWellFormed().replaceAll('\0', '').slice(-200)
      const reading = await definition.read(await spreadsheetSent(file.bytes, fileName), into, actor)
      return keep(definition, place, { reading, fileName, fileHash: hashOf(file.bytes) }, file)
    },

    async previewTyped(actor, into, reading) {
      const read = { reading, fileName: '', fileHash: hashOf(JSON.stringify(reading)) }
      return keep(definition, await placeOf(actor, into, today()), read)
    },

    previewOf: async (actor, importId, within, day = today()) =>
      look(actor, action, await unitOf(actor, importId, within), async (db) => {
        const { into, read } = await waiting(definition, db, importId, within)
        return judged(definition, db, { into, read: read(), importId, day })
      }),

    choose: async (actor, importId, choice, within) =>
      perform(actor, action, await unitOf(actor, importId, within), (tx) =>
        chosen(definition, tx, { importId, choice, within }),
      ),

    confirm: async (actor, confirmation, within, day = today()) =>
      perform(actor, action, await unitOf(actor, confirmation.importId, within), (tx) =>
        confirmed(definition, tx, { actor, confirmation, within, day }),
      ),
  }
}

async function chosen(
  definition: AnyDefinition,
  tx: Tx,
  { importId, choice, within }: { importId: string; choice: Choice; within: Partial<Into> | undefined },
): Promise<void> {
  const { into, read } = await waiting(definition, tx, importId, within)
  const before = read()
  const judgedAs = (one: Read) => judged(definition, tx, { into, read: one, importId, day: today() })
  const isSkipping = choice.skip === true && definition.maySkip === true
  const reading = isSkipping
    ? withSkipped(
        before.reading,
        (await judgedAs(before)).plan.problems.map(({ row }) => row),
      )
    : withChoice(before.reading, choice)
  // A sheet that is too long is refused now: a preview of it could not be opened any more.
  await judgedAs({ ...before, reading })
  await replaceRead(tx, importId, { ...before, reading })
  note(tx, { ...into, ...choice })
}

async function confirmed(
  definition: AnyDefinition,
  tx: Tx,
  given: { actor: Actor; confirmation: Confirmation; within: Partial<Into> | undefined; day: Day },
): Promise<unknown> {
  const { actor, confirmation, within, day } = given
  const { importId, fileHash, seen } = confirmation
  const kept = await waiting(definition, tx, importId, within)
  const { into } = kept
  const read = kept.read()
  if (read.fileHash !== fileHash) throw new Problem('import_is_another_file')
  await definition.lock?.(tx, into)
  // A second press has waited for the first one, and finds nothing to confirm.
  if (!(await deletePreview(tx, importId))) throw new Problem('import_has_expired')
  const { plan, confirm } = await judged(definition, tx, { into, read, importId, day })
  // Somebody has changed something since the preview: what is written must be what was seen.
  if (confirm?.seen !== seen) throw new Problem('seen_is_outdated')
  note(tx, { ...into, imported: definition.count(plan), fileHash })
  return definition.write(tx, into, plan, {
    day,
    fileName: read.fileName,
    fileHash,
    actor,
    said: confirmation,
  })
}

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
