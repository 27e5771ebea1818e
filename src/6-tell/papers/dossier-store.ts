import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { PaperContent } from './content.ts'
import type { PaperKind } from './kinds.ts'

/** Begins what the versions of a paper belong to, where its kind has nothing of its own. `key` tells it from others of the unit. */
export async function beginDossier(
  tx: Tx,
  { kind, unitId, key, content }: { kind: PaperKind; unitId: string; key: string; content: PaperContent },
  by: string,
): Promise<string> {
  const { number, issuedOn, signer } = content
  const { id } = await tx
    .insertInto('reports.report')
    .values({
      kind,
      unit_id: unitId,
      outline: kind,
      outline_version: null,
      period: key,
      number,
      issued_on: issuedOn,
      signer: JSON.stringify(signer),
      written_by: by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Where a paper stands through all its versions. */
export type DossierState = 'draft' | 'frozen' | 'issued' | 'withdrawn'

/** What the versions of a paper belong to. */
export type Dossier = {
  id: string
  kind: PaperKind
  unitId: string
  state: DossierState
  number: number | null
}

const dossiers = (db: Reader) =>
  db
    .selectFrom('reports.report')
    .select(['id', 'kind', 'unit_id as unitId', 'state', 'number'])
    .$castTo<Dossier>()

/** What the versions of a paper belong to, as far as the reader may see it. */
export const findDossier = (db: Reader, id: string): Promise<Dossier | undefined> =>
  dossiers(db).where('id', '=', id).executeTakeFirst()

/** The same, held until this transaction ends, so that two people who press at once come one after the other. */
export const holdDossier = (tx: Tx, id: string): Promise<Dossier | undefined> =>
  dossiers(tx).where('id', '=', id).forUpdate().executeTakeFirst()

/** Says in which state a paper is, and under which number and day, once it has them. */
export async function setDossierState(
  tx: Tx,
  id: string,
  state: DossierState,
  head: { number?: number; issuedOn?: Day } = {},
): Promise<void> {
  await tx
    .updateTable('reports.report')
    .set({
      state,
      ...(head.number === undefined ? {} : { number: head.number }),
      ...(head.issuedOn === undefined ? {} : { issued_on: head.issuedOn }),
    })
    .where('id', '=', id)
    .execute()
}
