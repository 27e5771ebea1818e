import type { Reader, Tx } from '#platform/database'
import { type DocumentChoice, documentsToCite } from './around-store.ts'
import { insertNextVersions, insertTargets, type NewTarget, type NextVersion } from './store.ts'

export type { NewTarget, NextVersion }

/** Loads many targets with what they were changed to, as the demonstration district does. */
export async function loadTargets(
  tx: Tx,
  { fresh, next }: { fresh: readonly NewTarget[]; next: readonly NextVersion[] },
): Promise<void> {
  await insertTargets(tx, fresh, null)
  await insertNextVersions(tx, next, null)
}

/** The documents of a unit by which targets of a year can have been decided, the newest first. */
export const documentsOf = async (db: Reader, unitId: string, year: number): Promise<DocumentChoice[]> =>
  (await documentsToCite(db, [unitId])).filter(({ issuedOn }) => issuedOn.startsWith(String(year)))
