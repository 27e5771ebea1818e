import { type NewNotice, raiseNotices } from '#notices'
import type { Tx } from '#platform/database'
import { nameInAddress, periodInWords } from '#regimes'
import type { ReportContent } from '../report.ts'
import type { Arrangement } from './rules.ts'

/** What of a frozen report its notices tell. */
type Told = Pick<Arrangement, 'levels'> & {
  id: string
  version: number
  unitId: string
  content: Pick<ReportContent, 'unit' | 'period' | 'outline'>
}

/** The page on which a report is approved, signed and issued. */
export const pathOfLife = ({ unit, period, outline }: Told['content']): string =>
  `/bao-cao/${unit.slug}/${nameInAddress(period, outline.code)}/trinh-ky`

const noticeOf = (
  { id, unitId, content }: Told,
  roles: string[],
  kind: string,
  key: string,
  words: NewNotice['words'] = {},
): NewNotice => ({
  key: `report.${key}:${id}`,
  unitId,
  roles,
  kind: `report_frozen.notice.${kind}`,
  words: { unit: content.unit.name, period: periodInWords(content.period), ...words },
  href: pathOfLife(content),
})

/** Tells those whose turn it is, after so many levels have approved: the next level, or who signs. */
export const tellNext = (tx: Tx, told: Told, approved: number): Promise<void> => {
  const role = told.levels[approved]
  return raiseNotices(tx, [
    role
      ? noticeOf(told, [role], 'to_approve', `to_approve.${approved}`)
      : noticeOf(told, ['leader'], 'to_sign', 'to_sign.0'),
  ])
}

/** Tells those who sign that so many have signed and somebody else has to as well. */
export const tellToSign = (tx: Tx, told: Told, signed: number): Promise<void> =>
  raiseNotices(tx, [noticeOf(told, ['leader'], 'to_sign', `to_sign.${signed}`)])

/** Tells those who write it that it came back. */
export const tellReturned = (tx: Tx, told: Told, words: string): Promise<void> =>
  raiseNotices(tx, [noticeOf(told, ['checker', 'leader'], 'returned', 'returned', { words })])

/** Tells those who write it that it was issued. */
export const tellIssued = (tx: Tx, told: Told, symbol: string): Promise<void> =>
  raiseNotices(tx, [noticeOf(told, ['checker', 'leader'], 'issued', 'issued', { symbol })])
