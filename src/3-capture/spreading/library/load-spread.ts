import type { Tx } from '#platform/database'
import type { ContactEntry } from '../contact/entry.ts'
import { putContact } from '../contact/store.ts'
import type { Guide, Target } from '../guide/entry.ts'
import { loadGuides, loadTargets } from '../guide/store.ts'
import type { RecognitionEntry } from '../recognition/entry.ts'
import { loadRecognitions } from '../recognition/store.ts'

/** How initiatives recommend themselves, as it is loaded in bulk. */
export type LoadedSpread = {
  guides: (Guide & { initiativeId: string })[]
  targets: (Target & { initiativeId: string })[]
  recognitions: (RecognitionEntry & { id: string; initiativeId: string })[]
  contacts: (ContactEntry & { unitId: string })[]
}

/** Loads guides, targets, recognitions and contacts of many initiatives and units. */
export async function loadSpread(tx: Tx, spread: LoadedSpread): Promise<void> {
  await loadGuides(tx, spread.guides)
  await loadTargets(tx, spread.targets)
  await loadRecognitions(tx, spread.recognitions)
  for (const { unitId, ...contact } of spread.contacts) await putContact(tx, unitId, contact, null)
}
