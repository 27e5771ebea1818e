import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { t } from '#platform/i18n'
import { isSealed, sealed, unsealed } from '#platform/sealed'
import { isSaid } from './answers/quantity.ts'
import type { Answers } from './entry.ts'

type Value = Answers[string]

/** Every text in an answer put through `change`, rows of a repetition too; how exact a number is is no text. `key` is that of its question. */
function eachText(value: unknown, key: string, change: (text: string, key: string) => unknown): unknown {
  if (typeof value === 'string') return change(value, key)
  if (Array.isArray(value)) return value.map((one) => eachPart(one, key, change))
  return isSaid(value) ? value : eachPart(value, key, change)
}

/** A row of a repetition has questions of its own, whatever they are called. */
function eachPart(value: unknown, key: string, change: (text: string, key: string) => unknown): unknown {
  if (typeof value === 'string') return change(value, key)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, eachText(one, name, change)]))
}

const changed = (answers: Answers, change: (text: string, key: string) => unknown): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [key, eachText(value, key, change) as Value]),
  )

/** What of a record is sealed: the questions that are answered in words. Undefined where it protects nobody. */
export type Sealing = { recordId: string; questions: ReadonlySet<string> } | undefined

/** How a record is sealed that an initiative is about to make with a form. */
export async function sealingOf(
  tx: Tx,
  { id, initiativeId, formId }: { id: string; initiativeId: string; formId: string },
): Promise<Sealing> {
  const { rows } = await sql<{ questions: string[] }>`
    select array(select key from initiatives.field where form_id = ${formId}::uuid and type in ('text', 'place')) as questions
      from initiatives.initiative join initiatives.kind on kind.code = initiative.kind
     where initiative.id = ${initiativeId}::uuid and kind.protects_people`.execute(tx)
  return rows[0] && { recordId: id, questions: new Set(rows[0].questions) }
}

/** How a record is sealed that is there already. */
export async function sealingOfRecord(tx: Tx, id: string): Promise<Sealing> {
  const { rows } = await sql<{ initiativeId: string; formId: string }>`
    select initiative_id as "initiativeId", form_id as "formId" from activities.activity where id = ${id}`.execute(
    tx,
  )
  return rows[0] && sealingOf(tx, { id, ...rows[0] })
}

/** A wording as it is kept. */
export const sealedWording = <T extends { summary: string; answers: Answers }>(
  sealing: Sealing,
  wording: T,
): T =>
  sealing
    ? {
        ...wording,
        summary: sealed(sealing.recordId, wording.summary),
        answers: changed(wording.answers, (text, key) =>
          sealing.questions.has(key) ? sealed(sealing.recordId, text) : text,
        ),
      }
    : wording

/** A reason as it is kept. */
export const sealedReason = <T extends string | null>(sealing: Sealing, reason: T): T | string =>
  sealing && reason !== null && reason !== '' ? sealed(sealing.recordId, reason) : reason

type Words = { summary: string; answers: Answers }

/** A record with its words, for those who may read them; for others without. */
export type Opener = {
  words: <T extends Words>(row: T) => T
  reason: <T extends string | null>(reason: T) => T | string
}

const opener: Opener = {
  words: (row) => ({
    ...row,
    summary: unsealed(row.summary) ?? t('activities.sealed_lost'),
    answers: changed(row.answers, (text) => unsealed(text) ?? t('activities.sealed_lost')),
  }),
  reason: (reason) => (reason === null ? reason : (unsealed(reason) ?? t('activities.sealed_lost'))),
}

const closed: Opener = {
  words: (row) => ({
    ...row,
    summary: t('activities.sealed'),
    answers: changed(
      Object.fromEntries(Object.entries(row.answers).filter(([, value]) => typeof value !== 'string')),
      () => '',
    ),
  }),
  reason: (reason) => (reason === null ? reason : t('activities.sealed')),
}

/** Of which units the person of this transaction reads protected words. */
async function unitsReadable(db: Reader): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ units: string[] }>`
    select access.units_for('activity.read_protected') as units`.execute(db)
  return new Set(rows[0]?.units)
}

/** The records of some rows, each opened or closed. */
export async function openedRows<T extends Words & { unitId: string; protectsPeople: boolean }>(
  db: Reader,
  rows: readonly T[],
): Promise<T[]> {
  const isProtected = (row: T) => row.protectsPeople || isSealed(row.summary)
  if (!rows.some(isProtected)) return [...rows]
  const units = await unitsReadable(db)
  return rows.map((row) => (isProtected(row) ? (units.has(row.unitId) ? opener : closed).words(row) : row))
}

/** How the versions of one record are read. */
export async function openerOf(db: Reader, id: string): Promise<Opener | undefined> {
  const { rows } = await sql<{ unitId: string }>`
    select unit_id as "unitId" from activities.activity
     where id = ${id} and (activities.protects(id) or access.is_sealed(summary))`.execute(db)
  const [row] = rows
  return row && ((await unitsReadable(db)).has(row.unitId) ? opener : closed)
}

/** Words about a record as they are kept. */
export async function sealedAbout<T extends string | null>(tx: Tx, recordId: string, words: T) {
  const { rows } = await sql<{ protects: boolean }>`
    select activities.protects(${recordId}::uuid) as protects`.execute(tx)
  return rows[0]?.protects ? sealedReason({ recordId, questions: new Set() }, words) : words
}

/** Words about records, each opened or closed as the record's own words are. */
export async function openedAbout(
  db: Reader,
  about: readonly { recordId: string; unitId: string; words: string | null }[],
): Promise<(string | null)[]> {
  const ids = [...new Set(about.filter(({ words }) => words).map(({ recordId }) => recordId))]
  if (ids.length === 0) return about.map(({ words }) => words)
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${ids}::uuid[]) as id where activities.protects(id)`.execute(db)
  const isProtected = new Set(rows.map(({ id }) => id))
  const units = await unitsReadable(db)
  return about.map(({ recordId, unitId, words }) =>
    words && (isProtected.has(recordId) || isSealed(words))
      ? (units.has(unitId) ? opener : closed).reason(words)
      : words,
  )
}

/** The answers of a record as they count, whoever asks: nothing of them is shown. */
export async function answersToCount(tx: Tx, id: string): Promise<Answers> {
  const { rows } =
    await sql<Words>`select summary, answers from activities.activity where id = ${id}`.execute(tx)
  return rows[0] ? opener.words(rows[0]).answers : {}
}

type RecordInClear = Words & { id: string; initiativeId: string; formId: string }

/** Protects the files of records whose kind has begun to protect those whom it serves. */
export async function protectFiles(tx: Tx): Promise<void> {
  await sql`select evidence.protect_files()`.execute(tx)
}

/** Whether there are files of records that protect people which are not protected yet. */
export async function areFilesOpen(db: Reader): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`
    select exists (select from evidence.attachment
      where not is_protected and source_kind in ('activity', 'finding') and evidence.is_about_protected(source_kind, source_id)) as open`.execute(
    db,
  )
  return rows[0]?.open ?? false
}

/** Records of kinds that protect people whose words are there in clear. */
export async function inClear(db: Reader, atOnce: number): Promise<RecordInClear[]> {
  const { rows } = await sql<RecordInClear>`
    select activity.id, activity.initiative_id as "initiativeId", activity.form_id as "formId", activity.summary, activity.answers
      from activities.activity
      join initiatives.initiative on initiative.id = activity.initiative_id
      join initiatives.kind on kind.code = initiative.kind and kind.protects_people
     where not access.is_sealed(activity.summary) limit ${atOnce}`.execute(db)
  return rows
}

/** Versions and reviews are never changed, but what they say stays the same here: only how it is kept changes. */
export async function sealOne(tx: Tx, row: RecordInClear): Promise<void> {
  const sealing = await sealingOf(tx, row)
  const { rows: versions } = await sql<{
    number: number
    summary: string
    answers: Answers
    reason: string | null
  }>`
    select number, summary, answers, reason from activities.version where activity_id = ${row.id} limit 10000`.execute(
    tx,
  )
  const { rows: reviews } = await sql<{ id: string; reason: string | null }>`
    select id, reason from activities.review where activity_id = ${row.id} limit 10000`.execute(tx)
  const kept = {
    versions: versions.map((version) => ({
      ...sealedWording(sealing, version),
      reason: sealedReason(sealing, version.reason),
    })),
    reviews: reviews.map(({ id, reason }) => ({ id, reason: sealedReason(sealing, reason) })),
  }
  await sql`select activities.keep_sealed(${row.id}::uuid, ${JSON.stringify(kept.versions)}::jsonb,
                                          ${JSON.stringify(kept.reviews)}::jsonb)`.execute(tx)
  const { summary, answers } = sealedWording(sealing, row)
  await sql`update activities.activity set summary = ${summary}, answers = ${JSON.stringify(answers)}::jsonb
    where id = ${row.id}`.execute(tx)
}
