import { formatNumber, t, worded } from '#platform/i18n'
import { qualifierOfCounts } from '#platform/precision'
import { saidInWords } from '#platform/precision-words'
import { ShareBars } from '#ui'
import { restOf } from './breakdown/rules.ts'
import type { IndicatorFigure } from './read-figure.ts'
import { isEntered, totalOf } from './rules.ts'

/** A figure with what it is part of, and what is part of it. */
type Around = IndicatorFigure & { whole: IndicatorFigure | undefined; parts: readonly IndicatorFigure[] }

/** What the shares of a figure leave over, where they claim to make it up. */
function unnamedOf({ figure, parts }: Around): number {
  const shares = parts.filter(({ indicator }) => indicator.isShare)
  const rest = totalOf(
    restOf(
      figure,
      shares.map((share) => share.figure),
    ),
  )
  return shares.length === 0 || figure.isWithheld ? 0 : rest
}

/** Of what a figure is a part, and which parts of it are counted by themselves; each opens to its own page. */
export function OfWhich({ around, hrefOf }: { around: Around; hrefOf?: (code: string) => string }) {
  const { indicator, figure, whole, parts } = around
  const unit = worded(indicator.unitVi, indicator.unitEn)
  const rest = unnamedOf(around)
  const nameOf = ({ indicator: one }: IndicatorFigure) => worded(one.nameVi, one.nameEn)
  const wholeInWords = whole &&
    isEntered(whole.figure) && {
      whole: nameOf(whole),
      amount: saidInWords(totalOf(whole.figure), qualifierOfCounts(whole.figure)),
      unit,
    }
  return (
    <>
      {whole && wholeInWords ? (
        <p>
          {hrefOf ? (
            <a href={hrefOf(whole.indicator.code)}>{t('figures.part_of', wholeInWords)}</a>
          ) : (
            t('figures.part_of', wholeInWords)
          )}
        </p>
      ) : null}
      {parts.length > 0 && isEntered(figure) ? (
        <ShareBars
          caption={t('figures.of_which')}
          unit={unit}
          rows={parts.map((part) => ({
            ...part.figure,
            label: nameOf(part),
            href: hrefOf?.(part.indicator.code),
          }))}
        />
      ) : null}
      {rest > 0 ? (
        <p class="quiet">{t('figures.unnamed_part', { amount: formatNumber(rest), unit })}</p>
      ) : null}
    </>
  )
}
