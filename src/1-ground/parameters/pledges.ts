import type { Day } from '#platform/time'

/**
 * From which day of the year people say what came of what they pledged, from when to when that holds, and by which source.
 * Committees begin their year-end review in November; no central text names a day (chưa đối chiếu).
 */
const toldFrom = [
  {
    validFrom: 0,
    validTo: null,
    monthAndDay: '11-01',
    source: 'Thực tiễn kiểm điểm cuối năm; chưa đối chiếu',
  },
] as const satisfies readonly {
  validFrom: number
  validTo: number | null
  monthAndDay: string
  source: string
}[]

/** The first day on which the outcome of a year's pledge can be told. */
export function outcomesAreToldFrom(year: number): Day {
  const rule = toldFrom.find(
    ({ validFrom, validTo }) => validFrom <= year && (validTo === null || validTo > year),
  )
  return `${year}-${(rule ?? toldFrom[0]).monthAndDay}`
}
