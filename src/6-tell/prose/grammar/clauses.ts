/** From figures to clauses: each begins with a verb and carries what leans on its figure. */

import type { BoundFigure, Piece } from '#papers'
import type { Known } from './material.ts'
import { type NumberStyle, numberInProse, standsWithNumber } from './numbers.ts'
import { type Telling, usualWeight } from './telling.ts'

/** How to tell: the ways of the office over those that come with the software. */
export type Voice = {
  tellings: ReadonlyMap<string, Telling>
  style: NumberStyle
  /** `so với cùng kỳ năm trước`; undefined where nothing is compared. */
  comparedWith?: string | undefined
}

/** A stretch that begins with a verb: `trao 1.272 thùng ủ rác`. */
export type Clause = {
  pieces: Piece[]
  /** The figures that stand in it, the one that it is about first. */
  codes: string[]
  weight: number
  /** Of a state at the end of the period: it takes no “đã”. */
  isState: boolean
}

/** Bodies and abbreviations, which keep their capital; what begins alike and is no body does not: hội viên, đoàn thể. */
const proper =
  /^(?:\p{Lu}{2}|(?:Bác|Mặt trận|Nhân dân|Quốc hội|Chính phủ|Trung ương)(?!\p{L})|Đảng(?! viên| bộ| ủy|\p{L})|Đoàn(?! viên| thể| kết| công tác|\p{L})|Đội(?! viên| hình| ngũ|\p{L})|Hội(?! viên| nghị| thi| thảo| trường|\p{L}))/u

/** People who are named by what they are: of them one says no “người”. */
const people =
  /^(?:hội viên|đoàn viên|đảng viên|đội viên|cán bộ|công chức|thành viên|trẻ|học sinh|sinh viên|phụ nữ|nông dân|thanh niên|mẹ|cá nhân|nạn nhân|bệnh nhân|cựu chiến binh)(?!\p{L})/u

/** A name within a sentence: it begins small unless it is one of a body. */
export const withinSentence = (name: string): string =>
  proper.test(name) || /^\p{Lu}\p{Ll}+ \p{Lu}/u.test(name) || /^(?:Facebook|Zalo|Tết)/.test(name)
    ? name
    : name.charAt(0).toLowerCase() + name.slice(1)

/** How an indicator is told that no office has said anything about: by its number, its unit and its name. */
export function plainlyTold({ name, unit }: Pick<Known, 'name' | 'unit'>): string {
  const noun = withinSentence(name)
  if (unit === '%') return `${/^tỷ lệ/iu.test(noun) ? '' : 'tỷ lệ '}${noun} đạt {n}`
  if (standsWithNumber(unit)) return unit.includes('/') ? `${noun} đạt {n}` : `có {n} ${noun}`
  const isNamed = `${noun} `.startsWith(`${unit.toLowerCase()} `) || (unit === 'người' && people.test(noun))
  return isNamed ? `có {n} ${noun}` : `có {n} ${unit} ${noun}`
}

/** Decimals of what is worked out: rates one, averages of money whole thousands. */
function decimalsOf({ rule, unit, figure }: Known, told: Telling | undefined): number | undefined {
  if (told?.decimals !== undefined) return told.decimals
  if (rule !== 'derived') return undefined
  return unit.startsWith('đồng') && figure.amount >= 10_000 ? -3 : 1
}

/** The figure with its number as running text writes it. The exact amount stays behind it and opens. */
export const inProse = (known: Known, voice: Voice): BoundFigure => ({
  ...known.figure,
  shown: numberInProse(
    {
      amount: known.figure.amount,
      qualifier: known.figure.qualifier ?? 'exact',
      unit: known.unit,
      decimals: decimalsOf(known, voice.tellings.get(known.code)),
    },
    voice.style,
  ),
})

function filled(told: string, number: BoundFigure): Piece[] {
  const [before = '', after = ''] = told.split('{n}')
  return [before, number, after].filter((piece) => piece !== '')
}

const isLetter = (text: string) => /^[\p{L}\p{N}“]/u.test(text)
const behind = (pieces: Piece[]): Piece[] =>
  typeof pieces[0] === 'string' && !isLetter(pieces[0]) ? pieces : [' ', ...pieces]

/** Pieces one after the other: `a, b và c`. */
export function enumerated(items: readonly Piece[][], comma = ', ', and = ' và '): Piece[] {
  return items.flatMap((item, index) => {
    if (index === 0) return item
    return [index === items.length - 1 ? and : comma, ...item]
  })
}

const holdsBrackets = (piece: Piece): boolean =>
  (typeof piece === 'string' ? piece : 'words' in piece ? piece.words : '').includes('(')

/**
 * What stands in brackets behind a name. Brackets stand neither in nor behind brackets: where the name or what follows holds some,
 * `instead` parts them (Hội Phụ nữ xã Đông (cũ): …).
 */
export const bracketed = (name: string, pieces: readonly Piece[], instead: string): Piece[] =>
  [name, ...pieces].some(holdsBrackets) ? [instead, ...pieces] : [' (', ...pieces, ')']

/** On what a figure leans of which no office has said anything: a rate where both of its parts are told, a part of a whole. */
function ownHeadOf({ rate, partOf }: Known, all: readonly Known[]): string | undefined {
  const isThere = (code: string) => all.some((one) => one.code === code)
  if (rate && isThere(rate.part) && isThere(rate.whole)) return rate.part
  return partOf ?? undefined
}

/** Whether what leans on others comes back to itself. */
export function leansInACircle(code: string, headOf: (code: string) => string | undefined): boolean {
  const seen = new Set<string>()
  for (let at = headOf(code); at !== undefined && !seen.has(at); at = headOf(at)) {
    if (at === code) return true
    seen.add(at)
  }
  return false
}

/** How the figures of one stretch of text lean on one another. */
class Leaning {
  readonly of = new Map<string, { known: Known; as: NonNullable<Telling['as']> }[]>()
  readonly heads: Known[] = []

  constructor(all: readonly Known[], voice: Voice) {
    const headOf = new Map<string, string>()
    for (const known of all) {
      const told = voice.tellings.get(known.code)
      const head = told?.of ?? (told?.told === undefined ? ownHeadOf(known, all) : undefined)
      if (head !== undefined && all.some(({ code }) => code === head)) headOf.set(known.code, head)
    }
    for (const known of all) {
      const told = voice.tellings.get(known.code)
      const head = headOf.get(known.code)
      // Rows of several offices together may make a circle; whoever is in it stands alone.
      if (head === undefined || leansInACircle(known.code, (code) => headOf.get(code))) this.heads.push(known)
      else {
        const leaning = this.of.get(head) ?? []
        leaning.push({ known, as: told?.as ?? (known.rate ? 'rate' : 'part') })
        this.of.set(head, leaning)
      }
    }
  }
}

/** Words that say how a figure stands beside what was promised or what it was, where that says something. */
function besides(known: Known, voice: Voice): Piece[] {
  const { figure, before, target, rule } = known
  const number = (amount: number, unit: string, href: string): BoundFigure => ({
    shown: numberInProse({ amount, unit, qualifier: 'exact', decimals: 1 }, voice.style),
    amount,
    href,
    scope: null,
  })
  if (target && (figure.qualifier ?? 'exact') === 'exact') {
    const percent = number(target.percent, '%', target.href)
    return target.percent > 100 ? ['vượt chỉ tiêu năm, đạt ', percent] : ['đạt ', percent, ' chỉ tiêu năm']
  }
  if (!before || before.amount <= 0 || voice.comparedWith === undefined || rule === 'derived') return []
  if ((figure.qualifier ?? 'exact') !== 'exact' || (before.qualifier ?? 'exact') !== 'exact') return []
  const change = (figure.amount - before.amount) / before.amount
  if (Math.abs(change) < 0.05 || figure.amount < 10 || before.amount < 10) return []
  return change >= 1
    ? ['gấp ', number(figure.amount / before.amount, 'lần', before.href), ` lần ${voice.comparedWith}`]
    : [
        change > 0 ? 'tăng ' : 'giảm ',
        number(Math.abs(change) * 100, '%', before.href),
        ` so với ${voice.comparedWith}`,
      ]
}

/** The weight of what is told first, and compared. */
const heaviest = 3

const most = 6

/** What leans on a figure, behind it: the rate and the parts in brackets, then phrases. */
function leaningOn(
  { known, told }: { known: Known; told: string },
  leaning: Leaning,
  voice: Voice,
  room: number,
  isHead = false,
): { pieces: Piece[]; codes: string[] } {
  const all = leaning.of.get(known.code) ?? []
  const codes: string[] = []
  const take = (one: Known) => codes.push(one.code)
  const rates = all
    .filter(({ as }) => as === 'rate')
    .map(({ known: rate }) => {
      take(rate)
      return [inProse(rate, voice)] as Piece[]
    })
  const parts = all
    .filter(({ as, known: part }) => as === 'part' && part.figure.amount < known.figure.amount)
    .toSorted((one, other) => other.known.figure.amount - one.known.figure.amount)
    .slice(0, most)
    .map(({ known: part }) => {
      take(part)
      const words = voice.tellings.get(part.code)?.told ?? `{n} ${withinSentence(part.name)}`
      return filled(words, inProse(part, voice))
    })
  const beside = isHead && weightOf(known, voice) === heaviest ? besides(known, voice) : []
  const hasPhrases = all.some(({ as, known: one }) => as === 'with' && weightOf(one, voice) >= room)
  const inBrackets = [
    ...rates,
    ...(parts.length > 0 ? [enumerated(parts)] : []),
    // Behind a phrase it would seem to speak of the phrase.
    ...(beside.length > 0 && hasPhrases ? [beside] : []),
  ]
  const brackets = inBrackets.length > 0 ? bracketed(told, enumerated(inBrackets, '; ', '; '), ' – ') : []
  const phrases = all
    .filter(({ as, known: one }) => as === 'with' && weightOf(one, voice) >= room)
    .flatMap(({ known: one }) => {
      take(one)
      const words = voice.tellings.get(one.code)?.told ?? `, ${plainlyTold(one)}`
      const below = leaningOn({ known: one, told: words }, leaning, voice, room)
      codes.push(...below.codes)
      return [...behind(filled(words, inProse(one, voice))), ...below.pieces]
    })
  const after: Piece[] = beside.length > 0 && !hasPhrases ? [', ', ...beside] : []
  return { pieces: [...brackets, ...phrases, ...after], codes }
}

const weightOf = (known: Known, voice: Voice): number => voice.tellings.get(known.code)?.weight ?? usualWeight

/** So many are told of what is not weighty, where nothing weightier is there. */
const fewest = 2

/**
 * Whether a rate says more than all: its part and its whole were not counted of the same things (tasks accepted in the period, of
 * tasks handed down in it). It stands in the annex. An office whose rate may exceed all (of a plan) gives it words of its own.
 */
const isMoreThanAll = ({ code, rate, figure }: Known, { tellings }: Voice): boolean => {
  const own = tellings.get(code)
  return figure.amount > 100 && own?.told === undefined && (rate !== undefined || own?.as === 'rate')
}

/** The clauses that there is room for; where all are lighter, the first few of them. */
export function clausesFor(all: readonly Known[], voice: Voice, room: number): Clause[] {
  const told = clausesOf(all, voice, room)
  return told.length > 0 ? told : clausesOf(all, voice, 1).slice(0, fewest)
}

/**
 * The clauses of some figures, the weightiest first, in their order among equals. A figure of nothing is not told, nor a rate of more
 * than all.
 * @param room the least weight that is told
 */
export function clausesOf(all: readonly Known[], voice: Voice, room: number): Clause[] {
  const worth = all.filter((known) => known.figure.amount > 0 && !isMoreThanAll(known, voice))
  const leaning = new Leaning(worth, voice)
  return leaning.heads
    .filter((known) => weightOf(known, voice) >= room)
    .map((known): Clause => {
      const own = voice.tellings.get(known.code)
      const told = own?.told !== undefined && own.of === undefined ? own.told : plainlyTold(known)
      const below = leaningOn({ known, told }, leaning, voice, room, true)
      return {
        pieces: [...filled(told, inProse(known, voice)), ...below.pieces],
        codes: [known.code, ...below.codes],
        weight: weightOf(known, voice),
        isState: known.rule === 'stock' || known.rule === 'derived' || /^(?:có|còn|hiện) /u.test(told),
      }
    })
    .toSorted((one, other) => other.weight - one.weight)
}
