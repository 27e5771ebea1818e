import { t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import type { Day } from '#platform/time'
import type { Spread } from './read.ts'

const rowHeight = 46
const barTop = 24
const mostRows = 60

const instant = (day: Day): number => Date.parse(`${day}T00:00:00Z`)

/**
 * Who began when, and from whom: one line for each unit, from its start to its end or today, hung on the one that it
 * followed. Widths are percentages, so that it fits a phone; the list under it says the same in words.
 */
export function SpreadTimeline({ spread }: { spread: Spread }) {
  const shown = spread.lines.filter(({ row }) => row.startedOn !== null).slice(0, mostRows)
  const first = shown.map(({ row }) => row.startedOn ?? '').sort()[0]
  if (!first || shown.length < 2) return null
  const from = instant(`${first.slice(0, 4)}-01-01`)
  const whole = Math.max(1, instant(spread.today) - from)
  const x = (day: Day) => Math.min(100, Math.max(0, ((instant(day) - from) / whole) * 100))
  const at = new Map(shown.map(({ row }, index) => [row.id, index * rowHeight + barTop + 5]))
  const years = Array.from(
    { length: Number(spread.today.slice(0, 4)) - Number(first.slice(0, 4)) + 1 },
    (_, index) => Number(first.slice(0, 4)) + index,
  )
  const every = Math.ceil(years.length / 6)
  const height = shown.length * rowHeight + 20
  return (
    <svg
      class="spread-timeline"
      width="100%"
      height={height}
      role="img"
      aria-label={t('spread.tree.timeline', { count: shown.length, year: first.slice(0, 4) })}
    >
      {years.map((year) => (
        <line
          class="spread-year"
          x1={`${x(`${year}-01-01`).toFixed(2)}%`}
          x2={`${x(`${year}-01-01`).toFixed(2)}%`}
          y1="0"
          y2={height - 16}
        />
      ))}
      {shown.map(({ row, parent }) => {
        const [top, bottom] = [parent && at.get(parent.id), at.get(row.id)]
        const place = `${x(row.startedOn ?? '').toFixed(2)}%`
        return top === undefined ? null : (
          <line class="spread-from" x1={place} x2={place} y1={top} y2={bottom} />
        )
      })}
      {shown.map(({ row }, index) => {
        const start = x(row.startedOn ?? '')
        const end = Math.max(start + 0.8, x(row.endedOn ?? spread.today))
        return (
          <>
            <text class="spread-name" x="0" y={index * rowHeight + 15}>
              {excerpt(row.unitName, 42)}
            </text>
            <rect
              class={
                row.state === 'ended'
                  ? 'spread-bar spread-bar-ended'
                  : row.id === spread.self.id
                    ? 'spread-bar spread-bar-self'
                    : 'spread-bar'
              }
              x={`${start.toFixed(2)}%`}
              width={`${Math.min(100 - start, end - start).toFixed(2)}%`}
              y={index * rowHeight + barTop}
              height="10"
              rx="3"
            />
          </>
        )
      })}
      {years
        .filter((_, index) => index % every === 0)
        .map((year) => (
          <text class="spread-year-name" x={`${x(`${year}-01-01`).toFixed(2)}%`} y={height - 3}>
            {year}
          </text>
        ))}
    </svg>
  )
}
