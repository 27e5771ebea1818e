import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { readyDirectives } from './ready-directives.ts'
import type { Directive } from './rules.ts'

/** The directives of the programme, the newest first; those that come with the software where none was written down. */
export async function directivesOf(db: Reader): Promise<Directive[]> {
  const rows = await db
    .selectFrom('parameters.directive')
    .select([
      'code',
      'kind',
      'symbol',
      'issued_on as issuedOn',
      'issuer',
      'title',
      'continues',
      'replaced_on as replacedOn',
      'source',
    ])
    .orderBy('issued_on', 'desc')
    .orderBy('code')
    .limit(200)
    .execute()
  return rows.length > 0 ? rows : readyDirectives.toReversed()
}

/** Codes that are taken, of those that begin so. */
export async function directiveCodesLike(db: Reader, beginning: string): Promise<string[]> {
  const rows = await db
    .selectFrom('parameters.directive')
    .select('code')
    .where(sql<boolean>`starts_with(code, ${beginning})`)
    .limit(1000)
    .execute()
  return rows.map(({ code }) => code)
}

const rowOf = (directive: Directive, by: string | null) => ({
  code: directive.code,
  kind: directive.kind,
  symbol: directive.symbol,
  issued_on: directive.issuedOn,
  issuer: directive.issuer,
  title: directive.title,
  continues: directive.continues,
  replaced_on: directive.replacedOn,
  source: directive.source,
  changed_by: by,
})

/** Writes down the directives that come with the software; one that is there stays as somebody has put it. */
export async function insertReadyDirectives(tx: Tx): Promise<void> {
  await tx
    .insertInto('parameters.directive')
    .values(readyDirectives.map((directive) => rowOf(directive, null)))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Writes a directive down. */
export async function insertDirective(tx: Tx, directive: Directive, by: string): Promise<void> {
  await tx.insertInto('parameters.directive').values(rowOf(directive, by)).execute()
}

/** Says from which day another stands in the place of a directive; null: none does. False where there is no such directive. */
export async function endDirective(tx: Tx, code: string, on: Day | null, by: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('parameters.directive')
    .set({ replaced_on: on, changed_at: new Date(), changed_by: by })
    .where('code', '=', code)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
