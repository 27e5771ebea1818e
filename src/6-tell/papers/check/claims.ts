import { type Measure, measureAtStartOf, measureNamedIn, ratioAtStartOf } from '#platform/measures'
import { beginsNumber, goesOn, scales, valueOfWords } from '#platform/number-words'
import { signsBefore, wordsAfter, wordsBefore } from '#platform/said'
import { countedAt } from './counted.ts'
import { digitsIn, percentOf, type Raw } from './digits.ts'
import { type Excused, excusedIn, type Stretch } from './excused.ts'

/** How surely a number is said: “trên 300” is more than it, “dưới” and “gần” less, “khoảng” and “hàng trăm” near it. */
export type Said = 'exact' | 'over' | 'under' | 'nearly' | 'about'

/** An amount that a text claims. */
export type Claim = Stretch & {
  /** As it stands in the text, with its qualifier. */
  text: string
  value: number
  said: Said
  /** The step of the last place that is said: 17,5 triệu is meant to 100,000. */
  step: number
  /** How else the number can be meant, where its writing leaves that open: “57,217 kg” of a program set to English. */
  or?: { value: number; step: number }
  isPercent: boolean
  /** The whole of which it is a part, where both are said: 33/35 chi bộ. */
  of?: number
  /** What it counts, as far as the words after it tell. */
  counted?: string
  /** The unit in which it is measured, where it is: 57,2 tấn. */
  measure?: Measure
  /** Whether it is measured against something: 12 kg/hộ. */
  isRatio?: true
}

/**
 * The amounts that a paragraph claims, in their order. Days, documents, numbers of paragraphs, names and places are no
 * amounts (`excused.ts`). “Một” alone is none: it is an article more often than a number.
 */
export const claimsIn = (text: string): Claim[] => readClaims(text).claims

/** The same, with what of the text is excused. */
export function readClaims(text: string): { claims: Claim[]; excused: Excused[] } {
  const excused = excusedIn(text, countedAt)
  const isFree = ({ from, to }: Stretch) => !excused.some((one) => one.from < to && from < one.to)
  const inDigits = digitsIn(text).filter(isFree)
  const { amounts, left } = wordsIn(text)
  const inWords = amounts.filter(
    (one) => isFree(one) && !inDigits.some((other) => other.from < one.to && one.from < other.to),
  )
  const claims = [...inDigits, ...inWords]
    .sort((one, other) => one.from - other.from)
    .map((raw, index, all) => claimOf(text, raw, unitBefore(text, raw.from, all[index - 1]?.to ?? 0)))
  return { claims, excused: [...excused, ...left.filter(isFree)] }
}

/** The unit that stands before a number: “Rác hữu cơ (tấn): 57,2”. In a row of a table it holds for every number after it. */
function unitBefore(text: string, at: number, previous: number): Measure | undefined {
  const near = Math.max(0, at - 200)
  if (text.includes(' | ')) return measureNamedIn(text.slice(near, at))
  const before = text.slice(Math.max(previous, near), at)
  return measureNamedIn(before.slice(Math.max(...['. ', '; '].map((stop) => before.lastIndexOf(stop) + 1))))
}

function claimOf(text: string, raw: Raw, named: Measure | undefined): Claim {
  const { isVague, ...amount } = raw
  const before = qualifierBefore(text.slice(0, raw.from))
  const counted = countedAt(text.slice(raw.to))
  const after = text.slice(raw.to, raw.to + 50).replace(/^[\s(]{1,5}/u, '')
  const isRatio = !raw.isPercent && ratioAtStartOf(after)
  const isFree = !raw.isPercent && !isRatio && counted === undefined
  const measure = raw.isPercent ? undefined : (measureAtStartOf(after) ?? (isFree ? named : undefined))
  const from = raw.from - (before?.length ?? 0)
  return {
    ...amount,
    from,
    text: text.slice(from, raw.to).trim(),
    said: isVague ? 'about' : (before?.said ?? saidAfter(text.slice(raw.to)) ?? 'exact'),
    ...(counted === undefined ? {} : { counted }),
    ...(measure === undefined ? {} : { measure }),
    ...(isRatio ? { isRatio } : {}),
  }
}

/** The longest first: “không quá” is not “quá”. */
const qualifierPatterns = (Object.entries(wordsBefore) as [Said, readonly string[]][])
  .flatMap(([said, words]) => words.map((word) => ({ said, word })))
  .sort((one, other) => other.word.length - one.word.length)
  .map(({ said, word }) => ({ said, pattern: new RegExp(`(?<![\\p{L}\\d])${word}\\s+$`, 'iu') }))

const signs = (Object.entries(signsBefore) as [Said, readonly string[]][])
  .flatMap(([said, all]) => all.map((sign) => ({ said, sign })))
  .sort((one, other) => other.sign.length - one.sign.length)

function qualifierBefore(before: string): { said: Said; length: number } | undefined {
  const near = before.slice(-40)
  for (const { said, pattern } of qualifierPatterns) {
    const match = pattern.exec(near)
    if (match) return { said, length: match[0].length }
  }
  const line = near.trimEnd()
  const found = signs.find(({ sign }) => line.endsWith(sign))
  return found && { said: found.said, length: found.sign.length + near.length - line.length }
}

/** What is said behind a number or behind what it counts: “300 người trở lên”. */
function saidAfter(after: string): Said | undefined {
  const [near = ''] = /^[^.,;:|()\d\t\n]{0,40}/u.exec(after) ?? []
  return wordsAfter.find(([word]) =>
    /\p{L}/u.test(word)
      ? near.toLowerCase().includes(` ${word}`)
      : near.startsWith(word) && !/^\d/.test(after.slice(word.length)),
  )?.[1]
}

/** Words before which a number is a day, a rank, a year. */
const ordering =
  /(?:phần|tháng|thứ|lần|quý|quí|khóa|khoá|mùng|mồng|ngày|rằm|tuổi|năm|số|hạng|cấp|loại|kỳ|lớp)\s+$/iu
/** Words after which “năm” is a number and not the year. */
const amountAhead =
  /(?:có|được|thêm|gồm|với|cả|là|đủ|trao|tặng|lập|mở|hơn|trên|gần|khoảng|xây|tổ chức|ra|duy trì)\s+$/iu

/** The amounts that a text says in words. `left`: numbers of several words that are times, ranks, or no number. */
function wordsIn(text: string): { amounts: Raw[]; left: Excused[] } {
  const amounts: Raw[] = []
  const left: Excused[] = []
  const tokens = [...text.matchAll(/\p{L}+/gu)].map((match) => ({
    word: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))
  for (let first = 0; first < tokens.length; first += 1) {
    const run = runFrom(text, tokens, first)
    if (run.length === 0) continue
    const raw = rawOf(text, run)
    if (raw) amounts.push(raw)
    else if (run.length > 1) left.push({ from: run[0]?.from ?? 0, to: run.at(-1)?.to ?? 0, why: 'words' })
    first += run.length - 1
  }
  return { amounts, left }
}

type Token = { word: string; from: number; to: number }

/** The longest run of number words from a token on that stand side by side. */
function runFrom(text: string, tokens: readonly Token[], first: number): Token[] {
  const start = tokens[first]
  if (!start || !beginsNumber(start.word.toLowerCase())) return []
  const run = [start]
  for (let at = first + 1; at < tokens.length; at += 1) {
    const [before, token] = [run.at(-1), tokens[at]]
    if (!before || !token || !goesOn(token.word.toLowerCase())) break
    if (!/^[^\S\t\n]+$/u.test(text.slice(before.to, token.from))) break
    run.push(token)
  }
  return run
}

function rawOf(text: string, run: readonly Token[]): Raw | undefined {
  const [start] = run
  let end = run.at(-1)
  if (!start || !end) return undefined
  let words = run.map(({ word }) => word.toLowerCase())
  // “… mười năm”, “… ba mươi trăm”: what does not belong is let go from the end.
  let read = valueOfWords(words)
  while (!read && words.length > 1) {
    words = words.slice(0, -1)
    end = run[words.length - 1]
    read = valueOfWords(words)
  }
  if (!read || !end || !isAmount(text, words, start, end.to)) return undefined
  const raw = { from: start.from, to: end.to, value: read.value, step: stepOf(words), isPercent: false }
  return percentOf(text, read.isVague ? { ...raw, isVague: true } : raw)
}

/** “hai mươi” and “hai trăm” are said to the unit, as 20 and 200 are; “hai chục”, “hai nghìn” may be rounded. */
const stepOf = (words: readonly string[]): number => {
  const last = words.at(-1) ?? ''
  return scales[last] ?? (last === 'chục' ? 10 : 1)
}

function isAmount(text: string, words: readonly string[], start: Token, end: number): boolean {
  const before = text.slice(0, start.from)
  const after = text.slice(end)
  const isPercent = /^\s*(?:%|phần trăm)/u.test(after)
  // “hai mươi năm” is a time.
  if (/^\s+(?:năm|tháng|tuần|ngày(?!\s+công)|tuổi)(?!\p{L})/iu.test(after)) return false
  if (ordering.test(before) && !amountAhead.test(before)) return false
  if (words.length > 1)
    return words[0] !== 'không' && (words.length > 2 || words[1] !== 'năm' || countedAt(after) !== undefined)
  const [word] = words
  // In the south people are called Ba, Tư, Năm, Bảy …
  const isName = start.word !== start.word.toLowerCase() && !/(?:^|[.!?:;]\s*)$/u.test(before)
  if (word === undefined || word === 'một' || word === 'không' || isName) return false
  if (word === 'năm' && !amountAhead.test(before)) return false
  return isPercent || countedAt(after) !== undefined
}
