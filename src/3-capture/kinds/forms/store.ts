import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { Field } from '../entry.ts'
import { fieldsOf, insertFields, type Kind, kindColumns } from '../store.ts'

/** A kind as those see it who set up kinds. */
export type ManagedKind = Kind & {
  unitId: string | null
  unitName: string | null
  isPublic: boolean
  /** The version that is asked now; null while only a draft is there. */
  version: number | null
  issuedOn: Day | null
  hasDraft: boolean
  initiatives: number
  /** Whether the reader may change it. */
  isManaged: boolean
}

const kinds = (db: Reader) =>
  db
    .selectFrom('initiatives.kind as kind')
    .leftJoin('org.unit as unit', 'unit.id', 'kind.unit_id')
    .select([
      ...kindColumns,
      'kind.unit_id as unitId',
      'kind.is_public as isPublic',
      'unit.name as unitName',
      sql<
        number | null
      >`(select max(version) from initiatives.form where form.kind = kind.code and form.issued_on is not null)`.as(
        'version',
      ),
      sql<Day | null>`(select max(issued_on) from initiatives.form where form.kind = kind.code)`.as(
        'issuedOn',
      ),
      sql<boolean>`exists (select from initiatives.form where form.kind = kind.code and form.issued_on is null)`.as(
        'hasDraft',
      ),
      sql<number>`(select count(*)::int from initiatives.initiative where initiative.kind = kind.code)`.as(
        'initiatives',
      ),
      sql<boolean>`kind.unit_id is not null and kind.unit_id = any ((select access.units_for('kind.manage'))::uuid[])`.as(
        'isManaged',
      ),
    ])

/** All kinds that somebody records with, and the drafts of the reader; the reader's own first. */
export const kindsForManaging = (db: Reader): Promise<ManagedKind[]> =>
  kinds(db)
    .where((eb) =>
      eb.exists(
        eb.selectFrom('initiatives.form as form').select('form.id').whereRef('form.kind', '=', 'kind.code'),
      ),
    )
    .orderBy(sql`kind.unit_id is null`)
    .orderBy('kind.position')
    .orderBy('kind.code')
    .limit(500)
    .execute()

/** One kind by its code. */
export const findManagedKind = (db: Reader, code: string): Promise<ManagedKind | undefined> =>
  kinds(db).where('kind.code', '=', code).executeTakeFirst()

/** A version of the form of a kind. */
export type FormVersion = {
  id: string
  kind: string
  version: number
  issuedOn: Day | null
  issuedBy: string | null
  revision: number
}

/** The versions of a form, the newest first; the draft of those who may see it among them. */
export const versionsOf = (db: Reader, kind: string): Promise<FormVersion[]> =>
  db
    .selectFrom('initiatives.form as form')
    .leftJoin('access.person as person', 'person.id', 'form.issued_by')
    .select([
      'form.id',
      'form.kind',
      'form.version',
      'form.issued_on as issuedOn',
      'person.name as issuedBy',
      'form.revision',
    ])
    .where('form.kind', '=', kind)
    .orderBy('form.version', 'desc')
    .limit(200)
    .execute()

/** A draft with its questions. */
export type Draft = { id: string; version: number; revision: number; fields: Field[] }

/** The draft of a kind. `lock` keeps others from changing it until the transaction ends. */
export async function draftOf(db: Reader, kind: string, lock = false): Promise<Draft | undefined> {
  const form = await db
    .selectFrom('initiatives.form')
    .select(['id', 'version', 'revision'])
    .where('kind', '=', kind)
    .where('issued_on', 'is', null)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst()
  return form && { ...form, fields: await fieldsOf(db, form.id) }
}

/** Codes of kinds that begin so, to find a free one. */
export async function kindCodesLike(db: Reader, beginning: string): Promise<string[]> {
  const rows = await db
    .selectFrom('initiatives.kind')
    .select('code')
    .where(sql<boolean>`starts_with(code, ${beginning})`)
    .limit(1000)
    .execute()
  return rows.map(({ code }) => code)
}

/** The words of a kind. */
export type KindWords = Omit<Kind, 'code'> & { isPublic: boolean }

const columnsOf = (words: KindWords) => ({
  name_vi: words.nameVi,
  name_en: words.nameEn,
  owner_line: words.ownerLine,
  purpose_vi: words.purposeVi,
  purpose_en: words.purposeEn,
  protects_people: words.protectsPeople,
  is_public: words.isPublic,
})

/** Enters a kind of a unit. */
export async function insertKind(
  tx: Tx,
  row: KindWords & { code: string; unitId: string; personId: string },
): Promise<void> {
  await tx
    .insertInto('initiatives.kind')
    .values({
      ...columnsOf(row),
      code: row.code,
      unit_id: row.unitId,
      created_by: row.personId,
      // Kinds that come with the software stand first, in the order of the scenario.
      position: sql<number>`(select greatest(1000, coalesce(max(position), 0)) + 1 from initiatives.kind)`,
    })
    .execute()
}

/** Words a kind anew. */
export async function updateKind(tx: Tx, code: string, words: KindWords): Promise<void> {
  await tx.updateTable('initiatives.kind').set(columnsOf(words)).where('code', '=', code).execute()
}

/** Takes away a kind that nobody has ever recorded with. */
export async function deleteKind(tx: Tx, code: string): Promise<void> {
  await tx.deleteFrom('initiatives.kind').where('code', '=', code).execute()
}

/** Begins a draft. @returns its id */
export async function insertDraft(tx: Tx, kind: string, fields: readonly Field[]): Promise<string> {
  const { id } = await tx
    .insertInto('initiatives.form')
    .values({
      kind,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from initiatives.form where kind = ${kind})`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertFields(tx, id, fields)
  return id
}

/** Takes a draft away with its questions. */
export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('initiatives.field').where('form_id', '=', id).execute()
  await tx.deleteFrom('initiatives.form').where('id', '=', id).execute()
}

/** Notes that a draft has changed, so that whoever saw it before is told. */
export async function touchDraft(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('initiatives.form')
    .set((eb) => ({ revision: eb('revision', '+', 1), changed_at: new Date() }))
    .where('id', '=', id)
    .execute()
}

/** Issues a draft in the revision that was seen. False where it has changed since. */
export async function markIssued(
  tx: Tx,
  draft: { id: string; seen: number },
  on: Day,
  personId: string,
): Promise<boolean> {
  await tx.deleteFrom('initiatives.removed').where('form_id', '=', draft.id).execute()
  const { numUpdatedRows } = await tx
    .updateTable('initiatives.form')
    .set({ issued_on: on, issued_by: personId })
    .where('id', '=', draft.id)
    .where('revision', '=', draft.seen)
    .where('issued_on', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Writes a question of a draft anew; its key and place stay. */
export async function updateField(tx: Tx, formId: string, { key, ...field }: Field): Promise<void> {
  await tx
    .updateTable('initiatives.field')
    .set({
      ...field,
      choices: field.choices ? JSON.stringify(field.choices) : null,
      shown_if: JSON.stringify(field.shown_if),
      required_if: JSON.stringify(field.required_if ?? []),
    })
    .where('form_id', '=', formId)
    .where('key', '=', key)
    .execute()
}

/** Puts the questions of a draft in an order. */
export async function orderFields(tx: Tx, formId: string, keys: readonly string[]): Promise<void> {
  await sql`
    update initiatives.field set position = place.position
      from unnest(${[...keys]}::text[]) with ordinality as place (key, position)
     where field.form_id = ${formId} and field.key = place.key`.execute(tx)
}

/** Takes questions out of a draft for good (`keepRemoved` first, where they may come back). */
export async function deleteFields(tx: Tx, formId: string, keys: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('initiatives.field')
    .where('form_id', '=', formId)
    .where('key', 'in', [...keys])
    .execute()
}

/** Adds questions at the end of a draft. */
export const appendFields = (
  tx: Tx,
  formId: string,
  fields: readonly Field[],
  after: number,
): Promise<void> => insertFields(tx, formId, fields, after + 1)

/** Keeps questions that were taken out, so that they can be put back. */
export async function keepRemoved(
  tx: Tx,
  formId: string,
  fields: readonly Field[],
  personId: string,
): Promise<string> {
  const { id } = await tx
    .insertInto('initiatives.removed')
    .values({ form_id: formId, fields: JSON.stringify(fields), removed_by: personId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Questions that were taken out of a draft, the last first. */
export const removedFrom = (db: Reader, formId: string): Promise<{ id: string; fields: Field[] }[]> =>
  db
    .selectFrom('initiatives.removed')
    .select(['id', 'fields'])
    .where('form_id', '=', formId)
    .orderBy('removed_at', 'desc')
    .limit(50)
    .$castTo<{ id: string; fields: Field[] }>()
    .execute()

/** Forgets that questions were taken out, when they are back. */
export async function forgetRemoved(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('initiatives.removed').where('id', '=', id).execute()
}

/** Notes that an indicator was set up with a form. */
export async function bring(tx: Tx, formId: string, indicator: string): Promise<void> {
  await tx.insertInto('initiatives.brought').values({ form_id: formId, indicator }).execute()
}

/** Forgets that an indicator came with a form. */
export async function unbring(tx: Tx, formId: string, indicators: readonly string[]): Promise<void> {
  if (indicators.length === 0) return
  await tx
    .deleteFrom('initiatives.brought')
    .where('form_id', '=', formId)
    .where('indicator', 'in', [...indicators])
    .execute()
}

/** Indicators that were set up with a form. */
export async function broughtBy(db: Reader, formId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('initiatives.brought')
    .select('indicator')
    .where('form_id', '=', formId)
    .limit(200)
    .execute()
  return rows.map(({ indicator }) => indicator)
}

/** Indicators that were set up with any version of the form of a kind, drafts too. */
export async function broughtByKind(db: Reader, kind: string): Promise<string[]> {
  const rows = await db
    .selectFrom('initiatives.brought as brought')
    .innerJoin('initiatives.form as form', 'form.id', 'brought.form_id')
    .select('brought.indicator')
    .where('form.kind', '=', kind)
    .orderBy('brought.indicator')
    .limit(500)
    .execute()
  return rows.map(({ indicator }) => indicator)
}

/** Whether a unit can start initiatives of a kind. */
export async function isUsable(db: Reader, kind: string, unitId: string): Promise<boolean> {
  const { rows } = await sql<{
    usable: boolean
  }>`select initiatives.is_usable(${kind}, ${unitId}::uuid) as usable`.execute(db)
  return rows[0]?.usable ?? false
}

/** Units for which the reader sets up kinds: where they hold the role, not the hundreds beneath, which can use what is set up. */
export const unitsToSetUpFor = (db: Reader): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('org.unit as unit')
    .select(['unit.id', 'unit.name'])
    .where(sql<boolean>`unit.id in (select access.roots_for('kind.manage'))`)
    .where(sql<boolean>`daterange(unit.valid_from, unit.valid_to) @> org.today()`)
    .orderBy(byName('unit.name'))
    .limit(100)
    .execute()

/** Kinds with a form, of which somebody can start an initiative in one of the units where they may: the locality offers them. */
export const kindsToStart = (db: Reader): Promise<Kind[]> => usableKinds(db, true)

/** The same for records of the past, also those that are no longer offered. */
export const kindsOfPast = (db: Reader): Promise<Kind[]> => usableKinds(db, false)

const usableKinds = (db: Reader, isOfferedOnly: boolean): Promise<Kind[]> =>
  db
    .selectFrom('initiatives.kind as kind')
    .select(kindColumns)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('initiatives.form as form')
          .select('form.id')
          .whereRef('form.kind', '=', 'kind.code')
          .where('form.issued_on', 'is not', null),
      ),
    )
    .$if(isOfferedOnly, (query) => query.where(sql<boolean>`kind.is_offered is distinct from false`))
    .where(
      sql<boolean>`(kind.unit_id is null or exists (
        select from org.beneath where beneath.ancestor_id = any (array(select org.scope(kind.unit_id)))
           and beneath.unit_id = any ((select access.units_for('initiative.propose'))::uuid[])))`,
    )
    .orderBy('kind.position')
    .limit(500)
    .execute()
