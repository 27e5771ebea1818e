import type { Tx } from '#platform/database'
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
