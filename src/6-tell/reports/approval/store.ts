import { type Arrangement, usualArrangement } from '#papers'
import type { Reader, Tx } from '#platform/database'

/** How the reports of a unit are approved, as it has said; the usual way where it has said nothing. */
export const arrangementOf = async (db: Reader, unitId: string): Promise<Arrangement> =>
  (await db
    .selectFrom('reports.approval')
    .select(['levels', 'signers', 'may_be_alone as mayBeAlone'])
    .where('unit_id', '=', unitId)
    .$castTo<Arrangement>()
    .executeTakeFirst()) ?? usualArrangement

/** Says how the reports of a unit are approved from now on. */
export async function setArrangement(
  tx: Tx,
  unitId: string,
  { levels, signers, mayBeAlone }: Arrangement,
  by: string | null,
): Promise<void> {
  const said = { levels, signers, may_be_alone: mayBeAlone, set_by: by, set_at: new Date() }
  await tx
    .insertInto('reports.approval')
    .values({ unit_id: unitId, ...said })
    .onConflict((conflict) => conflict.column('unit_id').doUpdateSet(said))
    .execute()
}
