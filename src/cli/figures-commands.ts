import { proveFigures, rebuildFigures } from '#figures'
import { formatNumber, inLanguage, languages, t } from '#platform/i18n'

export const figuresHelp = `  lantoa verify figures                          count every kept total once more from its facts
  lantoa rebuild figures                         make the kept totals anew; people go on working meanwhile`

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
