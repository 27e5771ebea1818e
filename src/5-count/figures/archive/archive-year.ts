import { basename } from 'node:path'
import { asSystem, note } from '#access'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { foldFigures } from '../roll-up/fold.ts'
import { readFacts, refuseExisting, writeFacts } from './file.ts'
import { type Ending, lastClosedYear } from './rules.ts'
import {
  archivesIn,
  closeYear,
  condense,
  hasPart,
  hasUnfolded,
  linesOf,
  serverHere,
  sumsOfYear,
} from './store.ts'

/** What is archived, and where to. `openYears` are never archived, counted back from the year of `today`. */
export type ArchiveAsked = { year: number; file: string; today: Day; openYears: number }

/**
 * Writes the facts of a closed year to a file, proves the file by reading it from the disk, and only then replaces them
 * by their sums, in one transaction: whatever breaks before its end leaves the year as it was. Every figure stays.
 * @throws Problem `archive_year_is_open`, `archive_year_is_unknown`, `archive_of_year_is_there_already`,
 *   `archive_file_exists`, `archive_was_disturbed`
 */
export async function archiveYear({ year, file, today, openYears }: ArchiveAsked): Promise<Ending> {
  const last = lastClosedYear(Number(today.slice(0, 4)), openYears)
  if (!Number.isInteger(year) || year < 2021)
    throw new Problem('archive_year_is_unknown', { year: String(year) })
  if (year > last) throw new Problem('archive_year_is_open', { year: String(year), last: String(last) })
  refuseExisting(file)
  await foldFigures()
  try {
    return await asSystem('figures.archive', (tx) => inOneGo(tx, year, file))
  } catch (fault) {
    throw wasDisturbed(fault) ? new Problem('archive_was_disturbed') : fault
  }
}

async function inOneGo(tx: Tx, year: number, file: string): Promise<Ending> {
  if (!(await hasPart(tx, year))) throw new Problem('archive_year_is_unknown', { year: String(year) })
  if ((await archivesIn(tx)).some((one) => one.year === year))
    throw new Problem('archive_of_year_is_there_already')
  await closeYear(tx, year)
  // What was posted just before must be in the totals, since its facts will be gone.
  await foldFigures()
  if (await hasUnfolded(tx, year)) throw new Problem('archive_was_disturbed')

  const heading = { lantoa: 'archived figures', version: 1, year, server: await serverHere(tx) } as const
  const written = await writeFacts(file, heading, linesOf(tx, year))
  const read = await readFacts(
    file,
    () => {},
    () => {},
  )
  const counted = await sumsOfYear(tx, year)
  const { sha256, ...found } = read
  if (sha256 !== written.sha256 || JSON.stringify(found) !== JSON.stringify(counted))
    throw new Problem('archive_file_was_changed', { file })

  await condense(tx, year, basename(file), sha256)
  note(tx, { year, facts: read.facts, sha256 })
  return read
}

/** Somebody was in the way, waited for us as we waited for them, or was read for too long. */
export const wasDisturbed = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === '55P03' || fault.code === '40P01')
