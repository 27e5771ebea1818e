import { asSystem, note } from '#access'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { wasDisturbed } from './archive-year.ts'
import { readFacts } from './file.ts'
import type { Heading } from './rules.ts'
import { archivesIn, beginReturn, closeYear, putLines, serverHere, takeBack } from './store.ts'

const linesAtOnce = 5_000

/**
 * Takes the facts of an archived year back from their file, in one transaction. Every figure stays, and the year is open
 * to corrections again.
 * @throws Problem `archive_file_is_none`, `archive_file_was_changed`, `archive_is_not_known`, `archive_was_disturbed`
 */
export async function restoreYear(file: string): Promise<{ year: number; facts: number }> {
  try {
    return await asSystem('figures.restore', (tx) => inOneGo(tx, file))
  } catch (fault) {
    throw wasDisturbed(fault) ? new Problem('archive_was_disturbed') : fault
  }
}

async function inOneGo(tx: Tx, file: string): Promise<{ year: number; facts: number }> {
  const archives = await archivesIn(tx)
  const server = await serverHere(tx)
  let heading: Heading | undefined
  let waiting: string[] = []
  const put = async () => {
    await putLines(tx, waiting, heading?.server === server)
    waiting = []
  }
  await beginReturn(tx)
  const ending = await readFacts(
    file,
    async (begun) => {
      heading = begun
      if (!archives.some(({ year }) => year === begun.year))
        throw new Problem('archive_is_not_known', { year: String(begun.year) })
      await closeYear(tx, begun.year)
    },
    async (line) => {
      waiting.push(line)
      if (waiting.length >= linesAtOnce) await put()
    },
  )
  await put()
  const year = heading?.year ?? 0
  if (!archives.some((one) => one.year === year && one.sha256 === ending.sha256))
    throw new Problem('archive_file_was_changed', { file })
  const facts = await takeBack(tx, year)
  note(tx, { year, facts })
  return { year, facts }
}
