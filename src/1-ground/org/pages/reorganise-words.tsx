import { formatDay, formatNumber, t } from '#platform/i18n'
import type { Step } from '../reorganise/store.ts'
import type { Touched } from '../reorganise/touched.ts'

/** The addresses of decisions on units. */
export const decisionAddress = {
  list: '/quan-ly/sap-xep',
  new: '/quan-ly/sap-xep/moi',
  one: (id: string) => `/quan-ly/sap-xep/${id}`,
}

const percent = (share: number) => formatNumber(Math.round(share * 1e4) / 100)

/** One step as a sentence. */
function inWords(step: Step): string {
  switch (step.what) {
    case 'unit_made':
    case 'unit_ended':
      return t(`reorganise.step.${step.what}`, { name: step.detail.name })
    case 'unit_renamed':
      return t('reorganise.step.unit_renamed', { name: step.detail.name, former: step.detail.former })
    case 'place_cut':
    case 'place_added':
      return t(`reorganise.step.${step.what}`, { name: step.detail.name, parent: step.detail.parent })
    case 'carried_on': {
      const { name, by, share } = step.detail
      return share === null
        ? t('reorganise.step.carried_on', { name, by })
        : t('reorganise.step.carried_on_in_part', { name, by, percent: percent(share) })
    }
    case 'left_over':
      return t('reorganise.step.left_over', { name: step.detail.name, percent: percent(step.detail.share) })
  }
}

// What a person asks first: which units come and go, then who follows whom, then where everybody stands.
const order = ['unit_made', 'unit_ended', 'unit_renamed', 'carried_on', 'left_over', 'place_added'] as const

/** What a decision changes from its day on. A place that is cut needs no words where the next is named. */
export function Steps({ steps, day }: { steps: readonly Step[]; day: string }) {
  const moved = new Set(steps.filter(({ what }) => what === 'place_added').map(({ unitId }) => unitId))
  const ended = new Set(steps.filter(({ what }) => what === 'unit_ended').map(({ unitId }) => unitId))
  const shown = [
    ...order.flatMap((what) => steps.filter((step) => step.what === what)),
    ...steps.filter(
      (step) => step.what === 'place_cut' && !moved.has(step.unitId) && !ended.has(step.unitId),
    ),
  ]
  return (
    <>
      <p>{t('reorganise.from_day', { day: formatDay(day) })}</p>
      <ul class="prose">
        {shown.slice(0, 200).map((step) => (
          <li>{inWords(step)}</li>
        ))}
      </ul>
      {shown.length > 200 ? <p>{t('reorganise.more_steps', { count: shown.length - 200 })}</p> : null}
    </>
  )
}

/** What stands with the units that a decision is about, and goes on. */
export function TouchedList({ touched }: { touched: readonly Touched[] }) {
  if (touched.length === 0) return <p>{t('reorganise.touches_nothing')}</p>
  return (
    <>
      <ul class="prose">
        {touched.map(({ key, count }) => (
          <li>{t(key, { count })}</li>
        ))}
      </ul>
      <p class="hint">{t('reorganise.goes_on')}</p>
    </>
  )
}
