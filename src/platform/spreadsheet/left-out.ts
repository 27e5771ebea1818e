import { withoutEnd } from '../plain-text.ts'
import type { Notice } from '../spreadsheet.ts'

/** Why a row of a list is no entry of it. */
export type Why = 'heading' | 'group' | 'total' | 'signature'

/** A row that is no entry of a list, as it was read. */
export type LeftOut = { row: number; text: string; why: Why }

/** What may show of a row what it is: its cells, and that of its running number where the list has such a column. */
export type Line = { filled: readonly string[]; running: string | undefined }

// Accents tell “Tổng” from the family name Tống: nothing here is looked for without them.
const total =
  /^(tổng cộng|tổng số|tổng|cộng)( số| cộng| toàn danh sách| danh sách)?( người)? ?([:.…(\d]|$)|^(tổng cộng|cộng) |^danh sách (này )?(có|gồm) /
const signs = [
  /^người (lập|ghi|tổng hợp|báo cáo|duyệt|ký|kiểm tra)( |$)/,
  /^nơi nhận( ?:|$)/,
  /^(tm|kt|tl|tuq|q)\. ?\p{L}/u,
  /^(thủ trưởng|xác nhận|ký tên|ghi chú ?:|\(ký)/,
  /^(chủ tịch|phó chủ tịch|bí thư|phó bí thư|giám đốc|trưởng ban|hiệu trưởng|kế toán|kế toán trưởng|thư ký)$/,
  /ngày [\d.…_ ]{1,12}tháng [\d.…_ ]{1,12}năm/,
]
const groupNumber = /^([ivxlc]{1,6}|[a-zđ])[.)]?$/
const groupStart = /^([ivxlc]{1,6}|[a-zđ])[.)] ?\p{L}/u
const groupWord =
  /^(khối|chi bộ|chi hội|chi đoàn|đảng bộ|đảng ủy|đảng uỷ|ấp|thôn|khu phố|tổ dân phố|hội|ủy ban|uỷ ban|ubnd|trường|trạm|xã|phường|cơ quan|công an|đoàn thanh niên|đoàn xã|mặt trận|hợp tác xã|đại biểu|khách mời|thành phần) /

const low = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim()

/** Whether a row closes a list: every cell of it is a place and day, an office that signs, or “Nơi nhận”. */
export function closes({ filled, running = '' }: Line): boolean {
  return (
    running === '' && filled.length > 0 && filled.every((cell) => signs.some((sign) => sign.test(low(cell))))
  )
}

/** Whether a row sums up: it begins with “Tổng cộng”, “Cộng:” or the like. */
export const sumsUp = ({ filled: [first = ''], running = '' }: Line): boolean =>
  !/^\d/.test(running) && total.test(low(first))

/**
 * The text of a row that heads a group (“I | KHỐI ẤP”, “A. Cơ quan”); undefined where it is an entry. `byWord` where one text
 * alone may be an entry, so that only what begins as the name of an office does heads a group.
 */
export function groupOf({ filled, running = '' }: Line, byWord: boolean): string | undefined {
  const [text = '', ...more] = filled
  if (/^\d/.test(running) || more.length > 0) return undefined
  if (filled.length === 0) return running !== '' && !groupNumber.test(low(running)) ? running : undefined
  if (groupNumber.test(low(running))) return text
  if (groupStart.test(low(text))) return text.replace(/^[^.)]+[.)]\s*/, '')
  return byWord && groupWord.test(low(text)) ? text : undefined
}

/** Whether cells count columns: (1) (2) (3), or A B 1 2. */
export const countsColumns = (cells: readonly string[]): boolean =>
  cells.filter((cell) => cell !== '').length >= 2 &&
  cells.every((cell) => /^(\(?\d{1,2}\)?|\(?[A-E]\)?|)$/.test(cell)) &&
  cells.some((cell) => /^\(?[12]\)?$/.test(cell)) &&
  isRising(cells)

function isRising(cells: readonly string[]): boolean {
  const numbers = cells.flatMap((cell) => (/\d/.test(cell) ? [Number(cell.replace(/\D/g, ''))] : []))
  return numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)
}

const mostNamed = 20

/** What is told of rows that were left out: their numbers and texts, by why. */
export function noticesOf(leftOut: readonly LeftOut[]): Notice[] {
  const codes = {
    heading: 'headingsLeftOut',
    group: 'groupsLeftOut',
    total: 'totalsLeftOut',
    signature: 'signaturesLeftOut',
  }
  return (Object.keys(codes) as Why[]).flatMap((why) => {
    const named = leftOut.filter((one) => one.why === why)
    if (named.length === 0) return []
    const rows = named
      .slice(0, mostNamed)
      .map(({ row, text }) => `${row} “${withoutEnd(text.slice(0, 60), /\s/)}”`)
    return [{ code: codes[why], params: { count: named.length, rows: rows.join('; ') } }]
  })
}
