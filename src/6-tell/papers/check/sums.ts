import type { Claim } from './claims.ts'
import { countsDocuments } from './counted.ts'

/** A number that a text says is made of others, and what these come to. */
export type OtherSum = { said: string; sum: number }

/** “gồm”, “bao gồm”, “chia ra”: what follows is all of it. “trong đó” names some of it only. */
const madeOf = /^[^.;:!?\d]{0,40}?(?<![\p{L}])(?:gồm|chia ra|cụ thể là|cụ thể)(?![\p{L}])(?!\s+cả)/iu
const endOfSentence = /[.;!?](?:\s|$)/u

/**
 * Sums inside a paragraph that do not come out: “52 văn bản, gồm 20 kế hoạch và 33 công văn”. Held against one another are exact
 * numbers of the same thing only: an association (“3 đoàn gồm 40 người”) is no sum.
 */
export function otherSumsIn(text: string, claims: readonly Claim[]): OtherSum[] {
  return claims.flatMap((total, index) => {
    const begins = madeOf.exec(text.slice(total.to))
    if (!begins || !isPlain(total)) return []
    const parts: Claim[] = []
    for (const part of claims.slice(index + 1)) {
      if (endOfSentence.test(text.slice((parts.at(-1) ?? total).to, part.from))) break
      parts.push(part)
    }
    if (parts.length < 2 || !parts.every((part) => isPlain(part) && isOfSame(total, part))) return []
    const sum = parts.reduce((all, { value }) => all + value, 0)
    return Math.abs(sum - total.value) < 1e-6 ? [] : [{ said: total.text, sum }]
  })
}

const isPlain = ({ said, or, isPercent, of, isRatio }: Claim): boolean =>
  said === 'exact' && or === undefined && !isPercent && of === undefined && !isRatio

function isOfSame(total: Claim, part: Claim): boolean {
  if (part.measure?.dimension !== total.measure?.dimension || part.measure?.size !== total.measure?.size)
    return false
  if (part.counted === undefined || part.counted === total.counted) return true
  return total.counted === 'văn bản' && countsDocuments(part.counted)
}
