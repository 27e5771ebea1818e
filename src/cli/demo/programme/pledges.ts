import type { Tx } from '#platform/database'
import type { ProgrammeOf } from './index.ts'

export async function loadPledges(_tx: Tx, _given: ProgrammeOf): Promise<void> {}
