import type { Tx } from '#platform/database'
import { insertRegime, type NewRegime } from './manage-store.ts'

/** A regime as another system or the demonstration has it. */
export type LoadedRegime = Omit<NewRegime, 'by' | 'followsId' | 'documentId' | 'validTo'>

/** Brings in regimes that nobody has typed. */
export async function loadRegimes(tx: Tx, regimes: readonly LoadedRegime[]): Promise<void> {
  for (const regime of regimes)
    await insertRegime(tx, { ...regime, documentId: null, validTo: null, followsId: null, by: null })
}
