import { archives, archiveYear, proveFigures, rebuildFigures, restoreYear } from '#figures'
import { formatNumber, inLanguage, languages, t } from '#platform/i18n'
import type { Day } from '#platform/time'

export const figuresHelp = `  lantoa verify figures                          count every kept total once more from its facts
  lantoa rebuild figures                         make the kept totals anew; people go on working meanwhile
  lantoa archive figures                         say which years lie in files
  lantoa archive figures --year 2021 --out FILE  move the facts of a closed year to a file; every figure stays
  lantoa archive figures --restore FILE          take them back`

type Say = (line: string) => void
type Params = Record<string, string | number>

/** A line for the administrator, Vietnamese first. `params` is asked once for each language. */
const both = (key: string, params: () => Params = () => ({})): string =>
  languages.map((one) => inLanguage(one, () => t(`upkeep.${key}`, params()))).join('\n  ')

const secondsSince = (begun: number): string =>
  formatNumber(Math.round((performance.now() - begun) / 100) / 10)

/** Runs `lantoa verify figures`: says what differs. @returns whether nothing does */
export async function verifyFiguresCommand(say: Say): Promise<boolean> {
  const begun = performance.now()
  const { differences, cells } = await proveFigures()
  for (const { difference, unitName, unitId, indicator, year, basis, slice } of differences)
    say(
      `✗ ${both('difference', () => ({
        kind: difference.replaceAll(' ', '_'),
        unit: unitName ?? unitId ?? '–',
        indicator: indicator ?? '–',
        year: String(year ?? '–'),
        // Which of the readings and slices, as the table calls them: whoever looks into it looks there.
        row: [basis, slice].filter(Boolean).join(' · ') || '–',
      }))}`,
    )
  const outcome = () => ({
    cells: formatNumber(cells),
    seconds: secondsSince(begun),
    differences: formatNumber(differences.length),
  })
  say(both(differences.length === 0 ? 'all_is_well' : 'something_differs', outcome))
  return differences.length === 0
}

/** Runs `lantoa rebuild figures`. */
export async function rebuildFiguresCommand(say: Say): Promise<void> {
  const begun = performance.now()
  await rebuildFigures()
  say(both('rebuilt', () => ({ seconds: secondsSince(begun) })))
}

/** Runs `lantoa archive figures …`. @throws Problem those of archiving and restoring */
export async function archiveFiguresCommand(
  words: { year?: string | undefined; out?: string | undefined; restore?: string | undefined },
  { openYears, today }: { openYears: number; today: Day },
  say: Say,
): Promise<void> {
  const begun = performance.now()
  const { year, out, restore } = words
  if (restore !== undefined) {
    const done = await restoreYear(restore)
    say(both('restored', () => ({ ...said(done), file: restore, seconds: secondsSince(begun) })))
  } else if (year !== undefined && out !== undefined) {
    const { facts } = await archiveYear({ year: Number(year), file: out, today, openYears })
    say(
      both('archived', () => ({
        ...said({ year: Number(year), facts }),
        file: out,
        seconds: secondsSince(begun),
      })),
    )
  } else {
    if (year !== undefined || out !== undefined)
      throw new Error('Say both: lantoa archive figures --year 2021 --out FILE')
    const known = await archives()
    if (known.length === 0) say(both('archive_is_empty'))
    for (const one of known)
      say(both('in_archive', () => ({ ...said(one), file: one.file, sha256: one.sha256 })))
  }
}

const said = ({ year, facts }: { year: number; facts: number }) => ({
  year: String(year),
  facts: formatNumber(facts),
})
