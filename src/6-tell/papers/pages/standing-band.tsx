import { formatDay, formatInstant, t } from '#platform/i18n'
import { Flash } from '#ui'
import type { Standing } from '../life.ts'
import type { Remark, Step } from '../store.ts'

/** That a report was returned, and why. */
export const Returned = ({ step }: { step: Step }) => (
  <Flash tone="warning">
    {t('report_frozen.returned', {
      who: step.personName ?? '–',
      instant: formatInstant(step.at),
      words: step.words,
    })}
  </Flash>
)

/** Where a report stands, on the page on which it is written: frozen, issued, withdrawn, or come back. */
export function StandingBand({
  standing: { state, frozen, returned },
  here,
}: {
  standing: Standing
  here: string
}) {
  if (returned) return <Returned step={returned} />
  if (state === 'draft' || !frozen) return null
  return (
    <Flash tone={state === 'withdrawn' ? 'warning' : 'info'}>
      {state === 'issued'
        ? t('report_frozen.is_issued', { symbol: frozen.symbol ?? '', day: formatDay(frozen.issuedOn ?? '') })
        : state === 'withdrawn'
          ? t('report_frozen.is_withdrawn')
          : t('report_frozen.is_frozen', { version: frozen.version })}{' '}
      <a href={`${here}/ban/${frozen.version}`}>{t('report_frozen.open_frozen')}</a>
    </Flash>
  )
}

/** What is to be mended in a section of a report that came back. */
export function RemarksAt({
  remarks = [],
  section,
}: {
  remarks: readonly Remark[] | undefined
  section: string
}) {
  const own = remarks.filter((remark) => remark.section === section)
  if (own.length === 0) return null
  return (
    <Flash tone="warning">
      <p>{t('report_frozen.remarks')}</p>
      <ul>
        {own.map(({ passage, words }) => (
          <li>
            {passage === ''
              ? t('report_frozen.remark_whole', { words })
              : t('report_frozen.remark', { passage, words })}
          </li>
        ))}
      </ul>
    </Flash>
  )
}
