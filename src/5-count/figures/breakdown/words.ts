import { t } from '#platform/i18n'
import { type Figure, isEntered } from '../rules.ts'
import type { Rule } from '../store.ts'
import type { ByUnit } from './break-down.ts'

/** A row of a breakdown as it is shown; only a unit has an address of its own. */
export type ShownRow = {
  kind: 'unit' | 'own' | 'others' | 'twice'
  label: string
  slug: string | undefined
  /** What must be known to read the row rightly. */
  note: string | undefined
  figure: Figure
}

/** Which words a row has that is no unit: by areas the rest is the unit's own, by organisations it is what is outside them. */
export const leftOverWords = (
  isArea: boolean,
  { cut, rows }: Pick<ByUnit, 'cut' | 'rows'>,
): 'own_area' | 'own' | 'others' =>
  !isArea ? 'own' : cut === 'areas' || rows.length === 0 ? 'own_area' : 'others'

/**
 * The rows of one indicator that have an entry, in the order of the units, then what is left over. Together they are the figure.
 */
export function shownRows(
  found: ByUnit,
  { isArea }: { isArea: boolean },
  { code, rule }: { code: string; rule: Rule },
): ShownRow[] {
  const [own, twice] = [found.own.get(code), found.twice.get(code)]
  const units = found.rows.flatMap(({ unit, figures }): ShownRow[] => {
    const figure = figures.get(code)
    return isEntered(figure)
      ? [{ kind: 'unit', label: unit.name, slug: unit.slug, note: undefined, figure }]
      : []
  })
  if (units.length === 0) return []
  const words = leftOverWords(isArea, found)
  return [
    ...units,
    ...(isEntered(own)
      ? [
          {
            // What is outside some organisations is no figure of its own: it opens nowhere.
            kind: words === 'others' ? ('others' as const) : ('own' as const),
            label: t(`figures.row.${words}`),
            slug: undefined,
            note: own.isWithheld ? t('figures.row.withheld_help') : undefined,
            figure: own,
          },
        ]
      : []),
    ...(isEntered(twice)
      ? [
          {
            kind: 'twice' as const,
            label: t('figures.row.twice'),
            slug: undefined,
            note: t(rule === 'distinct' ? 'figures.row.twice_help' : 'figures.row.moved_help'),
            figure: twice,
          },
        ]
      : []),
  ]
}
