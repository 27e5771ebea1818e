import { measureAtStartOf } from '#platform/measures'
import { countsDocuments } from './counted.ts'

/**
 * Where numbers stand in a report that count nothing: days and years, documents, names and places. What is left is a claim. Each
 * pattern says which part of the text it takes out.
 */

/** A stretch of a text, from the first character to the one after the last. */
export type Stretch = { from: number; to: number }

/** Why a number counts nothing: it is of a day or a span of time, of a document, a label, the mark of a paragraph, a quotation, or words. */
export type Excused = Stretch & { why: 'time' | 'document' | 'label' | 'mark' | 'quoted' | 'words' }

const year = '(?:19|20)\\d{2}'
const dash = '\\s*[-–—]\\s*'
const word = '(?<![\\p{L}\\d])'
/** A whole number that goes on in no decimal and no group. */
const whole = '\\d+(?!\\d|[.,]\\d)'
/** Further ones in a list: “ấp 1, 2 và 3”. */
const andMore = `(?:(?:\\s*,\\s*|\\s+và\\s+)${whole})*`

/** Days and years that may be a part of a whole or an amount all the same: “từ 5/12 chi bộ”, “tặng cho 2000 suất quà”. */
const likeDays = [
  `${word}(?:dịp|kỷ niệm|lễ|quỹ|từ|đến|trước|sau|tết)\\s+(?:0?[1-9]|[12]\\d|3[01])[/-](?:0?[1-9]|1[0-2])(?![\\d/])`,
  `${word}(?:01?/5|0?2/9|0?3/2|01?/6)(?![\\d/])`,
]

/** Years without the word, behind which an amount may go on. */
const likeYears = [
  `${word}(?:từ|đến|tới|trước|sau|cuối|đầu|hết|trong|vào|giữa|so với|của|cho)\\s+${year}(?![\\d.,]\\d)`,
]

const days = [
  `${word}ngày\\s+\\d{1,2}\\s+tháng\\s+\\d{1,2}(?:\\s+năm\\s+\\d{4})?`,
  `${word}\\d{1,2}[/.-]\\d{1,2}[/.-]${year}(?!\\d)`,
  `${word}(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|mùng|mồng)\\s+(?:ngày\\s+)?(?:0?[1-9]|[12]\\d|3[01])[/-](?:0?[1-9]|1[0-2])(?![\\d/])`,
  `${word}(?:30/4|0?8/3|20/10|19/5|27/7|22/12|20/11|26/3|18/11|15/10|14/10|19/8|27/2|28/6)(?![\\d/])`,
  `${word}(?:ngày|mùng|mồng)\\s+\\d{1,2}(?:(?:\\s*,\\s*|\\s+và\\s+)\\d{1,2})*(?!\\s*(?:công|\\d|/))`,
  `${word}tháng\\s+\\d{1,2}(?:\\s*[/-]\\s*${year}|\\s+năm\\s+${year})?(?:${dash}\\d{1,2}/${year})?`,
  `${word}\\d{1,2}\\s*/\\s*${year}(?!\\d|/)`,
  `${word}\\d{1,2}\\s+tháng(?!\\p{L})`,
  `${word}từ\\s+\\d{1,3}\\s+đến\\s+\\d{1,3}\\s+(?:tuổi|năm|tháng|tuần|ngày)(?!\\s+công)`,
  `${word}(?:trong|sau|qua|suốt|hơn|gần|trên|khoảng)?\\s*\\d{1,3}\\s+(?:năm|tuần|ngày|tuổi)(?!\\s+công)`,
  `${word}(?:các\\s+)?năm\\s+(?:học\\s+)?${year}(?:(?:\\s*,\\s*|\\s*;\\s*|\\s+và\\s+(?:năm\\s+)?|${dash})${year})*`,
  `${word}${year}${dash}${year}`,
  `${word}(?:từ|đến|tới|trước|sau|cuối|đầu|hết|trong|vào|giữa|so với|của|cho)\\s+năm\\s+${year}(?![\\d.,]\\d)`,
  `${word}(?:quý|quí)\\s+(?:\\d|[IVX]+)(?:\\s*[/-]\\s*${year}|\\s+năm\\s+${year})?`,
  `${word}(?:lúc|hồi|từ|đến|vào|bắt đầu)\\s+\\d{1,2}\\s*(?:giờ|[hg](?!\\p{L})|:)\\s*(?:\\d{1,2})?(?:\\s*phút)?(?:\\s+(?:và|đến)\\s+\\d{1,2}\\s*(?:giờ|h)(?:\\s*\\d{1,2})?)*`,
  `${word}\\d{1,2}(?:[h:]|\\s*giờ\\s*)\\d{2}(?![\\d.,]\\d|\\d)`,
]

const documentTypes =
  'chỉ thị|kết luận|nghị quyết|nghị định|quyết định|quy định|quy chế|kế hoạch|công văn|hướng dẫn|thông tư|thông báo|thông tri|báo cáo|chương trình|đề án|luật|tờ trình|công điện|văn bản|biên bản'

const documents = [
  `${word}(?:${documentTypes})(?:\\s+liên tịch)?\\s+số\\s*:?\\s*\\d+`,
  `${word}(?:${documentTypes})\\s+0\\d+(?!\\d)`,
  `${word}(?:chỉ thị|kết luận|nghị định|thông tư|quy định)\\s+${whole}`,
  `${word}(?:nghị quyết\\s+)?(?:hội nghị\\s+)?(?:trung ương|tw)\\s*\\d{1,2}(?!\\d)`,
  `${word}(?:điều|khoản|chương|mục|phần|phụ lục|biểu|bảng|mẫu|hình|trang|tiêu chí|bước|đại hội(?:\\s+lần thứ)?|khóa|khoá)\\s+(?:số\\s+)?${whole}${andMore}`,
]

const labels = [
  `${word}(?:ấp|khu phố|khóm|thôn|xóm|đội|phường|quận|hẻm|lô|quốc lộ|tỉnh lộ|đường tỉnh|hương lộ|đường số|tuyến số|kênh|phòng|khối|hạng|vòng|đợt|lần|kỳ|khu|ql|đt|hl|tổ|lớp|chi bộ|cụm|nhóm|loại|trạm|tập|số nhà|nhà số|điểm số|tiểu học|thứ|lần thứ|hàng thứ|xếp thứ|top)\\.?\\s+(?:số\\s+)?${whole}[a-z]?${andMore}`,
  `${word}(?:ql|đt|hl|tl)\\.?\\d+[a-z]?`,
  `${word}cấp\\s+[1-4](?![\\d.,])`,
  `covid[\\s-]*\\d+`,
  `${word}0\\d{1,3}(?:[ .]?\\d{3,4}){2}(?!\\d)`,
  `\\(\\d{1,2}\\)`,
  `${word}(?:5 không,? (?:và )?3 sạch|3 sạch|5 không|con đường 100 đồng|4\\.0|5s|24/7|24/24)(?![\\p{L}\\d])`,
  `(?<!(?:tổng|con|có|một)\\s)${word}số\\s+(?:nhà\\s+)?${whole}`,
]
const quotations = [`[“«"][^”»"]{1,80}[”»"]`]

/** Symbols of documents are told by their capitals: 05-CT/TW, 30/2020/NĐ-CP, 123/QĐ-UBND, 08-QĐi/TW. */
const symbol = /(?<![\p{L}\d])\d{1,5}[a-z]?(?:\/\d{4})?(?:[-/][A-ZĐ][\p{L}\d]*)+/gu
/** The number of a paragraph, “1.”, “2.3.”, “4)”, or of a row of a table: “12 | …”. */
const paragraphNumber = /^\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2})+|\d{1,3}(?= \|))(?=\s)/u

/** What looks like a label and may count anything all the same: “tổ 5” is one, “tổ 5 hộ” counts households. */
const counts = /^(?:tổ|lớp|nhóm|số|đội)\s/iu

/** Ranks and roads, which never count. */
const neverCounts =
  /^(?:thứ|lần thứ|hàng thứ|xếp thứ|top|ql|đt|hl|tl|quốc lộ|tỉnh lộ|đường tỉnh|hương lộ|covid|0\d|\(|[“«"])/iu

/** What stands behind a label as the next part of an address or of a citation: “tổ 5 ấp 3 xã …”, “mục 2 kế hoạch số …”. */
const goesOnAsLabel = new Set(
  'xã|phường|thị trấn|huyện|tỉnh|ấp|khu phố|tổ|nhóm|cụm|đội|chi bộ|chi hội|chi đoàn|đảng bộ|đơn vị|cơ quan|tổ chức|trường|lớp|số|kỳ|nội dung|hội nghị|đợt|lần|bản|tiêu chí|chỉ tiêu|nhiệm vụ|việc|phần việc|phong trào'.split(
    '|',
  ),
)

const scaleAhead = /^[^\S\t\n]?(?:nghìn|ngàn|vạn|triệu|tr|tỷ|tỉ|trăm|chục|rưỡi)(?!\p{L})/iu

/** The noun that is counted where a text begins, if one is. */
type Counted = (after: string) => string | undefined

/** Whether an amount goes on behind what looks like a label: a scale, a unit of measure, or things that are counted. */
function isAmountAhead(after: string, countedAt: Counted): boolean {
  const near = after.slice(0, 60)
  if (scaleAhead.test(near) || measureAtStartOf(near.replace(/^\s{1,3}/u, '')) !== undefined) return true
  const noun = countedAt(near)
  return noun !== undefined && !goesOnAsLabel.has(noun) && !countsDocuments(noun)
}

/** Whether day and month can be a part of a whole: 5 of 12 can, 30 of 4 cannot. */
function isPartOfWhole(said: string): boolean {
  const [part = 0, whole = 0] = (said.match(/\d{1,2}/g) ?? []).map(Number)
  return part <= whole
}

/** Nobody writes more than twenty blanks, digits or numbers in a row; without a bound a long text of them would take for ever. */
const bounded = (pattern: string): string => pattern.replaceAll('*', '{0,20}').replaceAll('+', '{1,20}')

const made = (some: readonly string[]): RegExp[] => some.map((pattern) => new RegExp(bounded(pattern), 'giu'))

type Asked = (said: string, after: string, countedAt: Counted) => boolean

const isNoLabel: Asked = (said, after, countedAt) =>
  counts.test(said)
    ? countedAt(after) !== undefined
    : !/,|\svà\s/u.test(said) && !neverCounts.test(said) && isAmountAhead(after, countedAt)

/** Patterns, each group with what makes an amount of what it finds. */
const groups: readonly { why: Excused['why']; patterns: RegExp[]; isAmount: Asked }[] = [
  { why: 'time', patterns: made(days), isAmount: () => false },
  {
    why: 'time',
    patterns: made(likeDays),
    isAmount: (said, after, countedAt) => {
      const noun = countedAt(after)
      // “dịp 2/9 xã tổ chức”: the one that acts, and no part of the communes.
      return (
        noun !== undefined &&
        isPartOfWhole(said) &&
        !['xã', 'phường', 'thị trấn', 'huyện', 'tỉnh'].includes(noun)
      )
    },
  },
  {
    why: 'time',
    patterns: made(likeYears),
    isAmount: (_, after, countedAt) => isAmountAhead(after, countedAt),
  },
  { why: 'document', patterns: made(documents), isAmount: isNoLabel },
  { why: 'label', patterns: made(labels), isAmount: isNoLabel },
  { why: 'quoted', patterns: made(quotations), isAmount: isNoLabel },
]

/** The parts of a text in which numbers count nothing. `countedAt` gives the noun of what is counted where a text begins. */
export function excusedIn(text: string, countedAt: Counted): Excused[] {
  const found: Excused[] = []
  const take = (match: RegExpMatchArray, why: Excused['why']) =>
    found.push({ from: match.index ?? 0, to: (match.index ?? 0) + match[0].length, why })
  const number = paragraphNumber.exec(text)
  if (number) take(number, 'mark')
  for (const match of text.matchAll(symbol)) take(match, 'document')
  for (const { why, patterns, isAmount } of groups)
    for (const pattern of patterns)
      for (const match of text.matchAll(pattern))
        if (!isAmount(match[0], text.slice(match.index + match[0].length), countedAt)) take(match, why)
  return found
}
