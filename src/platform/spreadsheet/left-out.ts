import { withoutEnd } from '../plain-text.ts'
import type { Notice } from '../spreadsheet.ts'

/** Why a row of a list is no entry of it. */
export type Why = 'heading' | 'group' | 'total' | 'note' | 'nameless' | 'beyond' | 'signature'

/** A row that is no entry of a list, as it was read. */
export type LeftOut = { number: number; text: string; why: Why }

/**
 * What may show of a row what it is: its cells, that of its running number where the list has such a column, and whether the
 * list numbers its entries.
 */
export type Line = { filled: readonly string[]; running: string | undefined; isNumbered?: boolean }

// Accents tell “Tổng” from the family name Tống: nothing here is looked for without them.
const totals = [
  /^(tổng cộng|tổng số|tổng|cộng)( số| cộng| toàn danh sách| danh sách)?( người)? ?([:.…(\d]|$)/,
  /^tổng cộng /,
  /^cộng (khối|ấp|thôn|khu phố|tổ|chi bộ|xã|phường|mục|phần|trang|tháng|quý|[ivx]{1,4})([ :.]|$)/,
  /^tổng (số )?[^:]{1,60}: ?\d/,
  /^\(?(ấn định )?danh sách (này )?(có|gồm) /,
]
/** In a list of names these sum up too: no name holds “: 5”. */
const totalsOfNames = [
  /: ?\d/,
  /^(t\. ?cộng|tc ?:|cộng (toàn|lại|chung)|tổng (số|hợp|kết|đb|đại biểu|danh sách)|ấn định|bằng chữ|số lượng|trong đó)([ :]|$)/,
  /^danh sách (trên|này|có|gồm)/,
]
const notes = [
  /^[(*) ]{0,4}(ghi chú|lưu ý) ?:/,
  /^\(\*+\) ?\p{L}/u,
  /^(trang|page) \d{1,4}( ?\/ ?\d{1,4})?$/,
  /^[^\p{L}\p{N}]+$/u,
]
const signs = [
  /^người (lập|ghi|tổng hợp|báo cáo|duyệt|ký|kiểm tra)( |$)/,
  /^nơi nhận( ?:|$)/,
  /^(tm|kt|tl|tuq|t\/m|k\/t|t\/l|t\.m|k\.t|t\.l)([. ]|$)/,
  /^q\. ?\p{L}/u,
  /^(thủ trưởng|xác nhận|ký tên|\(ký)/,
  /^(phó )?(chủ tịch|bí thư|giám đốc|chủ nhiệm|hiệu trưởng|trưởng ban|trưởng ấp|trưởng thôn|trưởng khu phố|trưởng phòng|trưởng công an|tổ trưởng|chi hội trưởng|kế toán|kế toán trưởng|thư ký|chánh văn phòng)( (chi bộ|đảng bộ|đảng ủy|đảng uỷ|chi đoàn|chi hội|đoàn|hội|ấp|thôn|khu phố|xã|phường|ủy ban|uỷ ban|ubnd|hđnd|mttq)( [\p{L} ]{1,60})?)?$/u,
  /ngày [\d.…_ ]{0,12}tháng [\d.…_ ]{0,12}năm/,
  /^([^,]{1,60}, ?)?ngày \d{1,2}[/.-]\d{1,2}[/.-]\d{4}$/,
]
/** In a list of names these end it. A name that stands alone is none of them. */
const signsOfNames = [
  /^\((?=[^()]*\p{L})[^()]{1,80}\)$/u,
  /^\(?(đã ký|ký,? (và )?ghi rõ họ,? tên|hết)[.)]?$/,
  /^(chủ tọa|chủ toạ|chủ trì|thư ký|người ghi biên bản)( (cuộc họp|hội nghị|phiên họp|buổi họp|đại hội|đoàn))?$/,
  /^(phê |xét )?duyệt( (của|lãnh đạo|đảng|chi bộ|chi ủy|ban|bí thư|chủ tịch|ubnd|ủy ban|uỷ ban|thủ trưởng)( [\p{L} ]{1,60})?)?$/u,
  /^(cán bộ )?lập (biểu|bảng|danh sách)$/,
  /^đại diện (ban|đoàn|lãnh đạo|chi bộ|đảng|ấp|thôn|khu phố|xã|phường|đơn vị|cơ quan|ủy ban|uỷ ban)( |$)/,
  /^(p\.? ?chủ tịch|pct|phó bí thư|phó chủ nhiệm|chủ nhiệm|trưởng ban|phó trưởng ban|bí thư|chủ tịch)( (thường trực|nhân dân|clb|câu lạc bộ|ubmttq|ctmt|công tác|mặt trận)[\p{L} ]{0,60})?$/u,
  /^trưởng ban (nhân dân|ctmt|công tác|điều hành|tổ chức)( [\p{L} ]{1,60})?$/u,
  /^- ?(như trên|lưu)/,
]
const groupNumber = /^([ivxlc]{1,6}|[a-zđ])[.)]?$/
const groupStart = /^([ivxlc]{1,6}|[a-zđ])[.)] ?\p{L}/u
const groupWord =
  /^(khối|chi bộ|chi hội|chi đoàn|đảng bộ|đảng ủy|đảng uỷ|ấp|thôn|khu phố|tổ dân phố|hội|ủy ban|uỷ ban|ubnd|trường|trạm|xã|phường|cơ quan|công an|đoàn thanh niên|đoàn xã|mặt trận|hợp tác xã|đại biểu|khách mời|thành phần) /

/** How many stand in a group. */
const howMany = /^\(?\d{1,4}( ?\p{L}[\p{L}/ ]{0,20})?\)?$/u
/** A month or another span of time, by which registers are parted. */
const timeSpan = /^(tháng|quý|năm|tuần) (thứ )?[\divx]{1,4}( ?[/.-] ?\d{4}| năm \d{4})?[:.]?$/

const low = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim()

const isNumber = (running = ''): boolean => /^\d/.test(running)

/** The texts of a row, in the column of running numbers too. */
const textsOf = ({ filled, running = '' }: Line): string[] =>
  (running === '' || isNumber(running) ? filled : [running, ...filled]).map(low)

/** Whether a row closes a list: every cell of it is a place and day, an office that signs, or “Nơi nhận”. Of names, brackets too. */
export function closes(line: Line, isOfNames: boolean): boolean {
  const texts = textsOf(line)
  return (
    !isNumber(line.running) &&
    texts.length > 0 &&
    texts.every((text) => (isOfNames ? [...signs, ...signsOfNames] : signs).some((sign) => sign.test(text)))
  )
}

/** Whether a row goes on with a list that seemed to be closed: it is numbered, or heads a numbered group. */
export const goesOn = ({ running = '' }: Line): boolean =>
  isNumber(running) || /^[ivx]{1,5}[.)]?$/.test(low(running))

/** Whether a row sums up: it begins with “Tổng cộng”, “Cộng:” or the like. In a list of names “Vắng: 3” does too. */
export function sumsUp(line: Line, isOfNames: boolean): boolean {
  const [first = ''] = textsOf(line)
  const sums = isOfNames ? [...totals, ...totalsOfNames] : totals
  return !isNumber(line.running) && sums.some((total) => total.test(first))
}

/** Whether a row is a note on the list. */
export function isNote(line: Line): boolean {
  const [first = ''] = textsOf(line)
  return !isNumber(line.running) && notes.some((note) => note.test(first))
}

/**
 * The text of a row that heads a group (“I | KHỐI ẤP”, “A. Cơ quan”); undefined where it is an entry. `byWord` where one text
 * alone may be an entry, so that only what begins as the name of an office does heads a group.
 */
export function groupOf(line: Line, byWord: boolean): string | undefined {
  const text = groupText(line, byWord)
  return text === undefined ? undefined : nameOfGroup(text)
}

function groupText(line: Line, byWord: boolean): string | undefined {
  const { filled, running = '', isNumbered = false } = line
  const [text = '', ...more] = filled
  if (isNumber(running)) return undefined
  if (filled.length === 0) return running !== '' && !groupNumber.test(low(running)) ? running : undefined
  if (more.length > 0)
    return isNumbered && groupNumber.test(low(running)) && more.every((cell) => howMany.test(low(cell)))
      ? text
      : undefined
  if (groupNumber.test(low(running))) return text
  if (groupStart.test(low(text))) return text
  if (timeSpan.test(low(text)) || (isNumbered && running === '')) return text
  // No name holds a colon: “Khách mời:”, “Đơn vị: Ấp 3”.
  return byWord && (groupWord.test(low(text)) || text.includes(':')) ? text : undefined
}

/** How a group is counted at its end: “(2 người)”, “: 15 đ/c”. */
const countAtEnd =
  /(\s{0,3}[([][^()[\]]{0,60}[)\]]|[\s:–-]{1,4}\d{1,4} ?(người|đ\/c|đồng chí|đại biểu|hộ|đảng viên|thành viên))\s{0,3}[.:;]?$/iu

/** The name of a group without its numeral, its bracket and its count. */
const nameOfGroup = (text: string): string =>
  withoutEnd(
    text.replace(/^([ivxlc]{1,6}|[a-zđ]|\d{1,2})\s?[.)/–-]\s*(?=\p{L})/iu, '').replace(countAtEnd, ''),
    /[\s:.;]/,
  )

/** Whether a text is the name of an office or a place, as that of a group is. */
export const isOffice = (text: string): boolean => groupWord.test(low(text))

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
    note: 'notesLeftOut',
    nameless: 'namelessLeftOut',
    beyond: 'unnumberedLeftOut',
    signature: 'signaturesLeftOut',
  }
  return (Object.keys(codes) as Why[]).flatMap((why) => {
    const named = leftOut.filter((one) => one.why === why)
    if (named.length === 0) return []
    const rows = named
      .slice(0, mostNamed)
      .map(({ number, text }) =>
        text === '' ? `${number}` : `${number} “${withoutEnd(text.slice(0, 60), /\s/)}”`,
      )
    return [{ code: codes[why], params: { count: named.length, rows: rows.join('; ') } }]
  })
}
