import { plainText } from '#platform/plain-text'
import type { Day } from '#platform/time'

/** What makes a paragraph look like one that was written for another report. */
export type CopySign =
  | { kind: 'carried_over'; alike: number }
  | { kind: 'other_period'; said: string }
  | { kind: 'other_unit'; name: string }
  /** A number that is said to be made of others, which come to another sum. */
  | { kind: 'other_sum'; said: string; sum: number }
  /** A document that is cited with another day than it has in the registers. */
  | { kind: 'other_day'; symbol: string; said: Day; days: Day[] }

/** The months of a report, both as `2024-06`. */
export type ReportSpan = { from: string; until: string }

const fewestLetters = 60
const alikeFrom = 0.85

/** Runs of three letters, without marks, digits and blanks: what stays when only the figures were changed. */
function trigrams(text: string): Set<string> {
  const plain = plainText(text).replace(/[^a-z]+/g, '')
  const grams = new Set<string>()
  for (let at = 0; at + 3 <= plain.length; at += 1) grams.add(plain.slice(at, at + 3))
  return grams
}

function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0
  for (const gram of one) if (other.has(gram)) shared += 1
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size)
}

/** For paragraphs of this report, how much of each stood in the last one, from 0 to 1; short ones are headings and say nothing. */
export function carriedOver(
  paragraphs: readonly string[],
  before: readonly string[],
): (number | undefined)[] {
  const earlier = before.filter((text) => text.length >= fewestLetters).map(trigrams)
  return paragraphs.map((text) => {
    if (text.length < fewestLetters) return undefined
    const own = trigrams(text)
    const most = Math.max(0, ...earlier.map((other) => alike(own, other)))
    return most >= alikeFrom ? most : undefined
  })
}

const two = (text: string): string => text.padStart(2, '0')
const comparing =
  /(?:so với|cùng kỳ|kế hoạch|giai đoạn|nhiệm kỳ|từ (?:ngày|tháng|năm|đầu)|số \d|trước|ban hành|theo|căn cứ|thực hiện)[^.;]{0,40}$/iu

/**
 * Days and months in a paragraph that lie before the report begins although nothing is compared with them: the last report’s
 * “tính đến ngày 15/5/2024”.
 */
export function otherPeriods(text: string, span: ReportSpan): string[] {
  const said: string[] = []
  const patterns = [
    /tính đến (?:hết )?ngày\s+(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>20\d{2})/giu,
    /(?:trong|báo cáo|kết quả|công tác|hoạt động)\s{1,3}tháng\s{1,3}(?<month>\d{1,2})(?:\s?[/-]\s?|\s{1,3}năm\s{1,3})(?<year>20\d{2})/giu,
    /(?:trong|báo cáo|kết quả|công tác|hoạt động)\s{1,3}(?:quý|quí)\s{1,3}(?<quarter>[IV]{1,3}|\d)(?:\s?[/-]\s?|\s{1,3}năm\s{1,3})(?<year>20\d{2})/giu,
    /(?:trong|báo cáo|kết quả|công tác)\s+năm\s+(?<year>20\d{2})/giu,
  ]
  for (const pattern of patterns)
    for (const match of text.matchAll(pattern)) {
      const { year = '', month, quarter } = match.groups ?? {}
      const last = month ? two(month) : quarter ? two(String(quarterOf(quarter) * 3)) : '12'
      if (`${year}-${last}` >= span.from || comparing.test(text.slice(0, match.index))) continue
      said.push(match[0])
    }
  return said
}

const quarterOf = (text: string): number =>
  ['I', 'II', 'III', 'IV'].indexOf(text.toUpperCase()) + 1 || Number(text)

/** Names of units that have no place in a report, where they stand in a text. `others` are full names: “xã Long Trạch”. */
export function otherUnits(text: string, others: readonly string[]): string[] {
  const plain = ` ${plainText(text).replace(/[^a-z0-9]+/g, ' ')} `
  return others.filter((name) =>
    plain.includes(
      ` ${plainText(name)
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()} `,
    ),
  )
}
