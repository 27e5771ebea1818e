import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { ReadyKind } from '../entry.ts'
import { insertFields } from '../store.ts'

/** Enters a kind; one that is there already stays as it is. */
export async function insertKind(tx: Tx, kind: ReadyKind): Promise<void> {
  const { fields: _fields, scenario: _scenario, ...row } = kind
  await tx
    .insertInto('initiatives.kind')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute()
}

/** Whether a form came with the software. */
export async function cameReady(tx: Tx, formId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('initiatives.form')
    .select('comes_ready')
    .where('id', '=', formId)
    .executeTakeFirstOrThrow()
  return row.comes_ready
}

/** Issues a version of the form of a kind, as the software brings it. */
export async function issueForm(tx: Tx, kind: ReadyKind, version: number, issuedOn: Day): Promise<void> {
  const form = await tx
    .insertInto('initiatives.form')
    .values({ kind: kind.code, version, comes_ready: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertFields(tx, form.id, kind.fields)
  await tx.updateTable('initiatives.form').set({ issued_on: issuedOn }).where('id', '=', form.id).execute()
}

/** The kinds that come with the software, with whether each is offered: null until somebody has chosen. `onlyAtTop`: none where the reader may not choose. */
export const readyKindsOffered = (db: Reader, onlyAtTop = false) =>
  db
    .selectFrom('initiatives.kind')
    .select(['code', 'name_vi as nameVi', 'name_en as nameEn', 'is_offered as isOffered'])
    .where('unit_id', 'is', null)
    .$if(onlyAtTop, (query) => query.where(sql<boolean>`(select access.at_top('kind.manage'))`))
    .orderBy('position')
    .limit(200)
    .execute()

/** Whether somebody has chosen among the ready kinds. */
export const areKindsChosen = async (db: Reader): Promise<boolean> =>
  (await readyKindsOffered(db)).some(({ isOffered }) => isOffered !== null)

/** Offers these ready kinds and no others. @returns how many kinds were looked at: none where the person may not */
export async function offerKinds(tx: Tx, codes: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select initiatives.offer_kinds(${[...codes]}::text[]) as count`.execute(tx)
  return rows[0]?.count ?? 0
}
