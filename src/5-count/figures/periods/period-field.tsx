import { t } from '#platform/i18n'
import type { OfferedGroup } from './rules.ts'
import { offeredInWords, periodInWords } from './words.ts'

/**
 * Chooses a period in a form that leads to an address: from the list (`ky`), or any days (`tu`, `den`), which stand above
 * the list and which `choosesPeriod` puts into the address. Blank days choose nothing.
 */
export function PeriodField(props: { label: string; period: string; offered: readonly OfferedGroup[] }) {
  const { period, offered } = props
  const isListed = offered.some(({ periods }) => periods.some((one) => one.period === period))
  let isChosen = false
  // A period can stand in two groups: it is chosen once.
  const chosen = (value: string): boolean => {
    if (isChosen || value !== period) return false
    isChosen = true
    return true
  }
  return (
    <>
      <label class="choose">
        <span>{props.label}</span>
        <select class="select" name="ky">
          {isListed ? null : (
            <option value={period} selected>
              {periodInWords(period)}
            </option>
          )}
          {offered.map(({ group, periods }) =>
            periods.length === 0 ? null : (
              <optgroup label={t(`figures.periods.group_${group}`)}>
                {periods.map((one) => (
                  <option value={one.period} selected={chosen(one.period)}>
                    {offeredInWords(one)}
                  </option>
                ))}
              </optgroup>
            ),
          )}
        </select>
      </label>
      <details class="period-days">
        <summary>{t('figures.periods.days')}</summary>
        <div class="filters-days">
          <label class="choose">
            <span>{t('figures.periods.from')}</span>
            <input class="input" type="date" name="tu" />
          </label>
          <label class="choose">
            <span>{t('figures.periods.until')}</span>
            <input class="input" type="date" name="den" />
          </label>
        </div>
      </details>
    </>
  )
}
