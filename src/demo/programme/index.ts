// What the demonstration district is directed by, plans, studies and pledges.
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Run } from '../initiatives.ts'
import type { DemoPerson } from '../people.ts'
import type { District } from '../units.ts'
import { loadCampaigns } from './campaigns.ts'
import { loadDocuments } from './documents.ts'
import { loadPlansAndTasks } from './plans-and-tasks.ts'
import { loadPledges } from './pledges.ts'
import { loadRegimes } from './regimes.ts'
import { loadStudy } from './study.ts'
import { loadTargets } from './targets.ts'

/** What there is already when the programme is loaded. */
export type ProgrammeOf = {
  district: District
  people: readonly DemoPerson[]
  runs: readonly Run[]
  today: Day
}

/** Loads the programme, each part after those that it builds on. */
export async function loadProgramme(tx: Tx, given: ProgrammeOf): Promise<void> {
  await loadDocuments(tx, given)
  await loadPlansAndTasks(tx, given)
  await loadCampaigns(tx, given)
  await loadStudy(tx, given)
  await loadPledges(tx, given)
  await loadRegimes(tx, given)
}

/** Loads what is held against what was done, once that is there. */
export const loadAims = (tx: Tx, given: ProgrammeOf): Promise<void> => loadTargets(tx, given)
