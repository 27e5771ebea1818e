import { t } from '#platform/i18n'
import { beyondInWords } from '../beyond.tsx'
import { type Figure, isEntered, isTold } from '../rules.ts'
import type { Indicator } from '../store.ts'
import type { ByUnit } from './break-down.ts'

/** A row of a breakdown as it is shown; only a unit has an address of its own. */
export type ShownRow = {
  kind: 'unit' | 'own' | 'others' | 'twice'
  label: string
  slug: string | undefined
  /** What must be known to read the row rightly. */
  note: string | undefined
  /** Said in place of the number, where all there is was counted for longer than the period. */
  missing: string | undefined
  figure: Figure
}

/** Which words a row has that is no unit: by areas the rest is the unit's own, by organisations it is what is outside them. */
export const leftOverWords = (
  isArea: boolean,
  { cut, rows }: Pick<ByUnit, 'cut' | 'rows'>,
): 'own_area' | 'own' | 'others' =>
  !isArea ? 'own' : cut === 'areas' || rows.length === 0 ? 'own_area' : 'others'

/**
 * The rows of one indicator that say anything in a period, in the order of the units, then what is left over. Together they are the
 * figure.
 */
export function shownRows(
  found: ByUnit,
  { isArea }: { isArea: boolean },
  indicator: Pick<Indicator, 'code' | 'rule' | 'unitVi' | 'unitEn'>,
  period: string,
): ShownRow[] {
  const { code, rule } = indicator
  const beside = (figure: Figure) => ({
    note: figure.beyond && beyondInWords(indicator, figure.beyond, period),
    missing: isEntered(figure) ? undefined : t('explorer.nothing_alone'),
  })
  const [own, twice] = [found.own.get(code), found.twice.get(code)]
  const units = found.rows.flatMap(({ unit, figures }): ShownRow[] => {
    const figure = figures.get(code)
    return isTold(figure)
      ? [{ kind: 'unit', label: unit.name, slug: unit.slug, ...beside(figure), figure }]
      : []
  })
  if (units.length === 0) return []
  const words = leftOverWords(isArea, found)
  return [
    ...units,
    ...(isTold(own)
      ? [
          {
            // What is outside some organisations is no figure of its own: it opens nowhere.
            kind: words === 'others' ? ('others' as const) : ('own' as const),
            label: t(`figures.row.${words}`),
            slug: undefined,
            ...beside(own),
            ...(own.isWithheld ? { note: t('figures.row.withheld_help') } : {}),
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
            missing: undefined,
            note: t(rule === 'distinct' ? 'figures.row.twice_help' : 'figures.row.moved_help'),
            figure: twice,
          },
        ]
      : []),
  ]
}
