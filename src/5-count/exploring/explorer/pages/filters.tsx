import { inWholeMonths, PeriodField } from '#figures'
import { nameOf } from '#org'
import { t, worded } from '#platform/i18n'
import { Button } from '#ui'
import { type Explored, mostIndicators } from '../read-explorer.ts'
import { withUnit } from '../words.ts'
import { addressOfBreakdown, explorerAt, type PageAsked } from './asked.ts'

type Option = { value: string; label: string }

/** A list to choose from, its options perhaps under headings. */
function Choose(props: {
  name: string
  label: string
  chosen: string
  options?: readonly Option[]
  groups?: readonly { label: string; options: readonly Option[] }[]
}) {
  const option = ({ value, label }: Option) => (
    <option value={value} selected={value === props.chosen}>
      {label}
    </option>
  )
  return (
    <label>
      <span class="filter-label">{props.label}</span>
      <select class="select" name={props.name}>
        {props.options?.map(option)}
        {props.groups?.map(({ label, options }) =>
          options.length === 0 ? null : <optgroup label={label}>{options.map(option)}</optgroup>,
        )}
      </select>
    </label>
  )
}

/** Everything that can be chosen, in a form that leads to an address. */
export function Filters({ asked, explored }: { asked: PageAsked; explored: Explored }) {
  const { question, unit } = explored
  const named = (each: { code: string; nameVi: string; nameEn: string }) => ({
    value: each.code,
    label: nameOf(each),
  })
  const [action] = explorerAt(unit.slug, asked).split('?')
  return (
    <form class="filters" method="get" action={action} aria-label={t('explorer.filters')}>
      <PeriodField
        label={t('explorer.field.period')}
        period={question.period}
        offered={inWholeMonths(explored.periods)}
      />
      <Choose
        name="theo"
        label={t('explorer.field.by')}
        chosen={addressOfBreakdown(explored.by)}
        options={explored.offered.map((by) => ({
          value: addressOfBreakdown(by),
          label: t(`explorer.by.${by}`),
        }))}
      />
      <Choose
        name="nganh"
        label={t('explorer.field.slice')}
        chosen={question.line ?? question.themeId ?? ''}
        options={[{ value: '', label: t('explorer.field.all_slices') }]}
        groups={[
          { label: t('explorer.field.lines'), options: explored.lines.map(named) },
          { label: t('explorer.field.themes'), options: explored.themes.map(named) },
        ]}
      />
      <Choose
        name="cach"
        label={t('explorer.field.basis')}
        chosen={question.basis === 'then' ? 'luc-do' : ''}
        options={[
          { value: '', label: t('explorer.basis.today') },
          { value: 'luc-do', label: t('explorer.basis.then') },
        ]}
      />
      <IndicatorList explored={explored} />
      {asked.view === 'table' ? null : (
        <input
          type="hidden"
          name="xem"
          value={new URLSearchParams(explorerAt('', asked).split('?')[1]).get('xem') ?? ''}
        />
      )}
      <div>
        <Button look="main" busy={t('explorer.show')}>
          {t('explorer.show')}
        </Button>
      </div>
    </form>
  )
}

/** The indicators to be ticked: those that have figures first. Open only while nobody needs to look for the numbers. */
function IndicatorList({ explored }: { explored: Explored }) {
  const shown = new Set(explored.indicators.map(({ code }) => code))
  const list = (title: string, choices: Explored['choices']) =>
    choices.length === 0 ? null : (
      <fieldset>
        <legend class="checklist-title">{title}</legend>
        <div class="checklist">
          {choices.map(({ indicator }) => (
            <label>
              <input
                class="checkbox"
                type="checkbox"
                name="chi-tieu"
                value={indicator.code}
                checked={shown.has(indicator.code)}
              />
              <span>{withUnit(indicator)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    )
  return (
    <details class="filters-whole">
      <summary>
        {t('explorer.field.indicators', { count: shown.size, most: mostIndicators })}
        <span class="sr-only">
          : {explored.indicators.map((one) => worded(one.nameVi, one.nameEn)).join(', ')}
        </span>
      </summary>
      {list(
        t('explorer.with_figures'),
        explored.choices.filter(({ hasFigure }) => hasFigure),
      )}
      {list(
        t('explorer.without_figures'),
        explored.choices.filter(({ hasFigure }) => !hasFigure),
      )}
    </details>
  )
}
