import { createHash } from 'node:crypto'
import { type Actor, look, note, perform } from '#access'
import type { Reader, Tx } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { Notice } from '#platform/spreadsheet'
import { type Choice, chosenIn, hasChoice, withChoice } from '#platform/spreadsheet-reading'
import { spreadsheetSent } from '#platform/spreadsheet-sent'
import type { NewPlacement } from '../entry.ts'
import { allKinds, allLines, type Kind } from '../store.ts'
import { withLeadingNoughts } from './leading-noughts.ts'
import { readRows, vocabularyOf } from './read-row.ts'
import { type Plan, planUnits } from './rules.ts'
import {
  dropImport,
  insertPlacements,
  insertUnits,
  type KeptImport,
  keepImport,
  keptImport,
  unitsNamed,
  unitsStandingBeneath,
  updateSpansOfPlaces,
  updateUnits,
} from './store.ts'
import { type Reading, type TableRow, unitsIn } from './unit-table.ts'

/** What a file would do. `confirm` is there when it may be written as it is. */
export type Preview = {
  fileName: string
  reading: Reading
  plan: Plan
  notices: Notice[]
  /** For the names of kinds. */
  kinds: Kind[]
  /** Undefined where it is not kept: it has problems, and nothing in it can be chosen. */
  importId: string | undefined
  confirm: Confirmation | null
}

/** What a person confirms: which preview, of which file, and what they saw that it would do. */
export type Confirmation = { importId: string; fileHash: string; seen: string }

/** What the chosen rows of a file would do, held against what is there now. */
async function judge(
  db: Reader,
  { reading, fileName, fileHash }: KeptImport,
  importId: string,
): Promise<Preview> {
  const kinds = await allKinds(db)
  const sheet = chosenIn(reading)
  const whole = withLeadingNoughts(sheet.rows, vocabularyOf(kinds, await allLines(db)))
  const judged = sheet.problems.length > 0 ? nothing() : await planFor(db, whole.rows)
  const plan = { ...judged, problems: [...sheet.problems, ...judged.problems] }
  const notices = [...sheet.notices, ...whole.notices]
  const isClean = plan.problems.length === 0
  return {
    fileName,
    reading,
    plan,
    notices,
    kinds,
    importId: isClean || hasChoice(reading) ? importId : undefined,
    confirm: isClean ? { importId, fileHash, seen: hashOfPlan(plan) } : null,
  }
}

/**
 * Reads a file and says what it would do, row by row. Writes nothing but the preview itself, which waits an hour to be
 * confirmed by the person who made it.
 * @throws Problem of `readSpreadsheet` where the file cannot be read at all; `not_found_or_not_allowed`
 */
export async function previewUnits(
  actor: Actor,
  file: { name: string; bytes: Uint8Array },
): Promise<Preview> {
  const fileName = file.name.normalize('NFC').toWellFormed().replaceAll('\0', '').slice(-200)
  const reading = unitsIn(await spreadsheetSent(file.bytes, fileName))
  return perform(actor, 'unit.manage', null, async (tx) => {
    const kept = { reading, fileName, fileHash: hashOf(file.bytes) }
    const preview = await judge(tx, kept, newId())
    note(tx, { previewed: chosenIn(reading).rows.length, problems: preview.plan.problems.length })
    if (preview.importId !== undefined) await keepImport(tx, preview.importId, actor.personId, kept)
    return preview
  })
}

/**
 * A preview that was made within the hour, held against what is there now.
 * @throws Problem `import_has_expired`, `not_found_or_not_allowed`
 */
export function previewOf(actor: Actor, importId: string): Promise<Preview> {
  return look(actor, 'unit.manage', null, async (db) =>
    judge(db, await importWaiting(db, importId), importId),
  )
}

/** Chooses another sheet, or a row that was left out. @throws Problem as `previewOf` */
export function chooseUnits(actor: Actor, importId: string, choice: Choice): Promise<void> {
  return perform(actor, 'unit.manage', null, async (tx) => {
    const kept = await importWaiting(tx, importId)
    await dropImport(tx, importId)
    await keepImport(tx, importId, actor.personId, { ...kept, reading: withChoice(kept.reading, choice) })
    note(tx, choice)
  })
}

/**
 * Writes a previewed file: all of it, or nothing where one row has become wrong meanwhile.
 * @returns how many units are new, changed and as they were.
 * @throws Problem `import_has_expired`, `import_is_another_file`, `seen_is_outdated`, or that of a broken constraint
 */
export function importUnits(
  actor: Actor,
  { importId, fileHash, seen }: Confirmation,
): Promise<{ added: number; changed: number; unchanged: number }> {
  return perform(actor, 'unit.manage', null, async (tx) => {
    const kept = await importWaiting(tx, importId)
    if (kept.fileHash !== fileHash) throw new Problem('import_is_another_file')
    const { plan, confirm } = await judge(tx, kept, importId)
    // Somebody has changed units since the preview: what is written must be what was seen.
    if (confirm?.seen !== seen) throw new Problem('seen_is_outdated')

    await writePlan(tx, plan)
    await dropImport(tx, importId)
    const counts = { added: plan.added.length, changed: plan.changed.length, unchanged: plan.unchanged }
    note(tx, { ...counts, fileHash })
    return counts
  })
}

async function importWaiting(db: Reader, importId: string): Promise<KeptImport> {
  const kept = isId(importId) ? await keptImport(db, importId) : undefined
  if (!kept) throw new Problem('import_has_expired')
  return kept
}

/** Holds rows against what is there. */
export async function planFor(db: Reader, rows: readonly TableRow[]): Promise<Plan> {
  const given = readRows(rows, vocabularyOf(await allKinds(db), await allLines(db)))
  const { read } = given
  const named = read.flatMap(({ slug, areaParent, lineParent }) => [slug, areaParent, lineParent])
  const codes = read.flatMap(({ officialCode, areaParent, lineParent }) => [
    officialCode ?? '',
    areaParent,
    lineParent,
  ])
  const units = await unitsNamed(
    db,
    distinct(named.map((text) => text.toLowerCase())),
    distinct(codes.map((text) => text.toUpperCase())),
  )
  const ends = new Set(read.filter(({ validTo }) => validTo !== null).map(({ slug }) => slug))
  const ending = units.filter(({ slug }) => ends.has(slug)).map(({ id }) => id)
  return planUnits(given, { units, beneath: await unitsStandingBeneath(db, ending) }, newId)
}

/** Writes a plan without problems: what changes first, since an ended unit may hand its code to a new one. */
export async function writePlan(tx: Tx, plan: Plan): Promise<void> {
  const changed = await updateUnits(
    tx,
    plan.changed.map(({ to }) => to),
  )
  if (changed !== plan.changed.length) throw new Problem('not_found_or_not_allowed')
  const spans = plan.changed
    .filter(({ unit, to }) => unit.validFrom !== to.validFrom || unit.validTo !== to.validTo)
    .map(({ unit, to }) => ({
      id: unit.id,
      from: to.validFrom,
      until: to.validTo,
      oldFrom: unit.validFrom,
      oldUntil: unit.validTo,
    }))
  await updateSpansOfPlaces(tx, spans)
  await insertUnits(
    tx,
    plan.added.map(({ unit }) => unit),
  )
  const places = [...plan.added, ...plan.changed].flatMap((each) => each.places)
  const fresh = new Set(plan.added.map(({ unit }) => unit.id))
  for (const wave of wavesOf(places, fresh)) await insertPlacements(tx, wave)
}

/**
 * Places from the top down. A person may place a unit only beneath what they manage, and they manage a new commune only
 * once it has been placed itself.
 */
export function wavesOf(places: readonly NewPlacement[], fresh: ReadonlySet<string>): NewPlacement[][] {
  const waves: NewPlacement[][] = []
  const unplaced = new Set(fresh)
  let left = [...places]
  while (left.length > 0) {
    const wave = left.filter(({ parentId }) => !unplaced.has(parentId))
    // Only a circle leaves nothing to begin with; the database says so.
    const next = new Set(wave.length > 0 ? wave : left)
    for (const { unitId } of next) unplaced.delete(unitId)
    waves.push([...next])
    left = left.filter((place) => !next.has(place))
  }
  return waves
}

const nothing = (): Plan => ({ problems: [], added: [], changed: [], unchanged: 0 })

const distinct = (texts: readonly string[]): string[] => [...new Set(texts.filter((text) => text !== ''))]

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** What a plan would do, without the ids that are made anew each time. */
function hashOfPlan(plan: Plan): string {
  const slugOf = new Map(plan.added.map(({ unit }) => [unit.id, unit.slug]))
  const placed = (places: readonly NewPlacement[]) =>
    places.map(({ tree, parentId, validFrom, validTo }) => [
      tree,
      slugOf.get(parentId) ?? parentId,
      validFrom,
      validTo,
    ])
  return hashOf(
    JSON.stringify([
      plan.added.map(({ unit, places }) => [{ ...unit, id: '' }, placed(places)]),
      plan.changed.map(({ unit, changes, places }) => [unit.id, changes, placed(places)]),
    ]),
  )
}
