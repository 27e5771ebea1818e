import { countsWholeThings, type Measure, measureOf } from '#platform/measures'
import { plainText } from '#platform/plain-text'
import type { Qualifier } from '#platform/precision'
import type { Claim } from './claims.ts'
import { countedAt, countsDocuments } from './counted.ts'

/** A figure that a text could mean. `isRate` where its value is a percentage, with both parts where they are known. */
export type KnownFigure = {
  code: string
  name: string
  unit: string
  value: number
  /** How much of it is more than declared, in whole percent. */
  proven: number
  isRate?: boolean
  /** How exact it is, where it is not. */
  qualifier?: Qualifier
  part?: number
  whole?: number
  /** Whether it is of the year up to the end of the period, and not of the period. */
  isYearSoFar?: boolean
}

/** What becomes of a claim: a figure says the same; none does, but one counts the same thing; or nothing is known. */
export type Verdict =
  | { kind: 'supported'; figure: KnownFigure }
  | { kind: 'differs'; figures: KnownFigure[] }
  | { kind: 'unsupported' }

/** So far from the figure “trên”, “gần” and “khoảng” may be said: a reader takes 300 of “trên 300” for nearly all there is. */
const looseness = 0.15

const small = 1e-6

/** Whether a claim is no surer than its figure: of “trên 4.171” nobody knows that it is 4.171. */
const isAsSure = (said: Claim['said'], qualifier: Qualifier): boolean =>
  qualifier === 'exact' ||
  said === 'about' ||
  (qualifier === 'over' && said === 'over') ||
  (qualifier === 'nearly' && said !== 'exact')

/** Whether a claim says what a figure says, as surely and as finely as it says it, in one of the ways in which it can be meant. */
export const agrees = (claim: Claim, figure: KnownFigure): boolean =>
  agreesAsRead(claim, figure) || (claim.or !== undefined && agreesAsRead({ ...claim, ...claim.or }, figure))

function agreesAsRead(claim: Claim, figure: KnownFigure): boolean {
  if (claim.isPercent !== (figure.isRate ?? false))
    return claim.of !== undefined && agreesInParts(claim, figure)
  if (claim.of !== undefined) return agreesInParts(claim, figure)
  const factor = factorBetween(claim, figure)
  if (factor === undefined) return false
  const { said } = claim
  if (!isAsSure(said, figure.qualifier ?? 'exact')) return false
  const [value, step] = [claim.value * factor, claim.step * factor]
  const amount = figure.value
  if (/^hàng|^vài|^mấy/iu.test(claim.text)) return amount >= value && amount < value * 10
  if (said === 'over') return amount >= value - small && amount <= value * (1 + looseness) + step
  if (said === 'under') return amount < value && (amount >= value * (1 - looseness) || value <= step)
  if (said === 'nearly') return amount < value && amount >= value * (1 - looseness) - small
  if (said === 'about') return Math.abs(amount - value) <= value * looseness + small
  // Rounded as it was written: 17,5 triệu is anything from 17,45 to 17,55.
  const isRounded = step > 1 || claim.isPercent || step < 1
  return Math.abs(amount - value) <= (isRounded ? step / 2 : 0) + small
}

/**
 * How many units of a figure one unit of a claim is: 1000 of “57,2 tấn” beside a figure in kg. Undefined where both cannot be
 * the same: kilograms are no metres and no households, and a person who comes twice is two lượt. The other way round it can:
 * who writes “350 người tham dự” of 350 lượt người says what was counted.
 */
function factorBetween({ measure, counted, isRatio }: Claim, { unit }: KnownFigure): number | undefined {
  if (isRatio && !unit.includes('/')) return undefined
  const own = measureOf(unit)
  if (measure && own) return measure.dimension === own.dimension ? measure.size / own.size : undefined
  if (measure) return countsWholeThings(unit) ? undefined : 1
  if (own) return counted !== undefined && countsWholeThings(counted) ? undefined : 1
  const isTurns = (words: string) => /^lượt/iu.test(words)
  return counted !== undefined && isTurns(counted) && unit.toLowerCase() === 'người' ? undefined : 1
}

const agreesInParts = (claim: Claim, { part, whole }: KnownFigure): boolean =>
  part === claim.value && whole === claim.of

/** Words that say nothing of what is counted. */
const common = new Set(
  'duoc trong voi cac cua tai theo mot nhung cho den tu va la co khi nay do da se bang tren nguoi luot ho so viec dong'.split(
    ' ',
  ),
)

const wordsOf = (text: string): Set<string> =>
  new Set(
    plainText(text)
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1 && !common.has(word)),
  )

/** A figure with what is asked of it again and again. */
export type Prepared = { figure: KnownFigure; words: readonly string[]; unit: string; name: string }

/** Makes figures ready to be held against many claims. */
export const prepared = (figures: readonly KnownFigure[]): Prepared[] =>
  figures.map((figure) => ({
    figure,
    words: [...wordsOf(figure.name)],
    unit: plainText(figure.unit),
    name: figure.name.toLowerCase(),
  }))

/** How much of the name of a figure stands in a text, from 0 to 1. */
function likeness(words: ReadonlySet<string>, named: readonly string[]): number {
  let shared = 0
  for (const word of named) if (words.has(word)) shared += 1
  return named.length === 0 ? 0 : shared / named.length
}

/** Whether the words after a claim name the unit in which a figure counts. */
function isSameUnit(
  { isPercent, text, measure, isRatio }: Claim,
  said: string | undefined,
  { figure, unit }: Prepared,
): boolean {
  if (isPercent || figure.isRate) return isPercent === (figure.isRate ?? false)
  if (measure && measureOf(figure.unit)?.dimension === measure.dimension) return true
  if (said === undefined || (isRatio && !figure.unit.includes('/'))) return false
  if (unit === 'dong') return said === 'dong' || said === 'd' || /tr|tỷ|tỉ|nghìn|ngàn/iu.test(text)
  return unit === said || unit.startsWith(`${said} `) || said.startsWith(`${unit} `)
}

/** Whether a claim counts documents of one type and a figure those of another. */
function isOfOtherDocuments({ counted }: Claim, { name }: Prepared): boolean {
  const named = countedAt(name)
  return countsDocuments(counted) && countsDocuments(named) && counted !== named
}

const isProvenSo = ({ value, said }: Claim, { proven }: KnownFigure): boolean =>
  said === 'under' ? proven < value : proven === value

/** A claim in a row of a table with the unit that stands in a cell of its own. */
function withMeasureOfRow(claim: Claim, row: string): Claim {
  if (claim.measure || claim.isPercent || claim.counted !== undefined || !row.includes(' | ')) return claim
  const measures = row.split(' | ').flatMap((cell): Measure[] => {
    const measure = measureOf(cell)
    return measure ? [measure] : []
  })
  const [measure] = measures
  return measure && measures.length === 1 ? { ...claim, measure } : claim
}

/**
 * What becomes of a claim in its sentence. One that agrees with a figure in amount and in what is counted is supported by it;
 * where only the amount differs, the figures that count the same are offered, the likeliest first.
 */
export function judge(given: Claim, sentence: string, figures: readonly Prepared[]): Verdict {
  // In a row the unit has a cell of its own.
  const claim = / \| % \| /u.test(sentence)
    ? { ...given, isPercent: true }
    : withMeasureOfRow(given, sentence)
  const words = wordsOf(sentence)
  const counted = claim.counted === undefined ? undefined : plainText(claim.counted)
  const near = figures
    .filter((one) => !isOfOtherDocuments(claim, one))
    .map((one) => ({
      figure: one.figure,
      score: likeness(words, one.words) + (isSameUnit(claim, counted, one) ? 0.5 : 0),
    }))
    .filter(({ score }) => score >= 0.5)
    .sort((one, other) => other.score - one.score)
  // “58% có minh chứng” beside a figure, or in its row, says how far that figure is proven.
  const saysHowProven = claim.isPercent && /minh chứng|xác nhận|kiểm tra| \| /iu.test(sentence)
  const supporting = near.find(
    ({ figure, score }) =>
      (score >= 0.7 && agrees(claim, figure)) || (saysHowProven && isProvenSo(claim, figure)),
  )
  if (supporting) return { kind: 'supported', figure: supporting.figure }
  const offered = near.filter(({ score }) => score >= 1).slice(0, 3)
  return offered.length > 0
    ? { kind: 'differs', figures: offered.map(({ figure }) => figure) }
    : { kind: 'unsupported' }
}
