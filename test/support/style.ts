import { isFigure, type PaperBlock, type PaperContent, type Piece } from '../../src/6-tell/papers/content.ts'

/** What is wrong with the text of a report, as an officer who has to sign it would say; nothing where it can be signed. */
export type Fault = string

const wordsOf = (piece: Piece): string =>
  typeof piece === 'string' ? piece : isFigure(piece) ? piece.shown : 'words' in piece ? piece.words : ''
const textOf = (pieces: readonly Piece[]): string => pieces.map(wordsOf).join('')

type Body = Pick<PaperContent, 'sections'>
const bodyOf = ({ sections }: Body) => sections.filter(({ isAnnex }) => !isAnnex)
const blocksOf = (report: Body): PaperBlock[] => bodyOf(report).flatMap(({ blocks }) => blocks)
const piecesOf = (block: PaperBlock): Piece[] =>
  block.kind === 'paragraph' ? block.pieces : block.kind === 'list' ? block.items.flat() : []

const sentencesOf = (report: Body): string[] =>
  blocksOf(report)
    .filter((block) => block.kind === 'paragraph')
    .flatMap((block) => textOf(piecesOf(block)).split(/(?<=[.!?])\s+(?=[\p{Lu}“])/u))

/** A figure is told once: the same indicator of the same unit, line and period. */
export const toldTwice = (report: Body): Fault[] => {
  const seen = new Set<string>()
  return blocksOf(report)
    .flatMap(piecesOf)
    .filter(isFigure)
    .flatMap(({ scope, shown }) => {
      if (!scope) return []
      const key = JSON.stringify(scope)
      if (seen.has(key)) return [`told twice: ${scope.indicator} ${shown}`]
      seen.add(key)
      return []
    })
}

/** Figures stand in sentences, not in lists or tables. */
export const listsOfFigures = (report: Body): Fault[] =>
  blocksOf(report).flatMap((block) =>
    block.kind === 'table' ||
    (block.kind === 'list' && block.items.flat().some((piece) => isFigure(piece) && piece.scope))
      ? [`a ${block.kind} of figures in the body`]
      : [],
  )

/** Not more than two sentences in a row begin with the same two words. */
export const openings = (report: Body): Fault[] => {
  const first = sentencesOf(report).map((sentence) => sentence.split(/\s+/).slice(0, 2).join(' '))
  return first.flatMap((opening, index) =>
    index > 1 && opening === first[index - 1] && opening === first[index - 2]
      ? [`three begin with “${opening}”`]
      : [],
  )
}

/** Amounts are cut: at most two decimals (2,94 tỷ đồng). */
export const decimals = (report: Body): Fault[] =>
  blocksOf(report)
    .flatMap(piecesOf)
    .filter(isFigure)
    .flatMap(({ shown }) => (/,\d{3}/.test(shown) ? [`too fine: ${shown}`] : []))

/** No section and no heading without words under it. */
export const emptyHeadings = (report: Body): Fault[] =>
  bodyOf(report).flatMap(({ heading, blocks }) =>
    blocks.flatMap((block, index) => {
      const next = blocks[index + 1]
      return block.kind === 'heading' && (next === undefined || next.kind === 'heading')
        ? [`nothing under ${heading}: ${block.text}`]
        : []
    }),
  )

/** Numbers that are part of a name, a day or a period, and open nothing. */
const named =
  /“[^”]*”|\d+ phút|số \d+-[\p{L}/-]+|(?:Hội|Chi hội|Ban|Đoàn|Ủy ban|Công an|Tổ|ấp|khu phố|thôn|xóm)[^;.()]*|(?:tháng|quý|năm|giai đoạn|ngày|từ|đến|–) *[\dIVX/]+/gu

/** Every number opens: in words between figures there is none, but in names and periods. */
export const typedNumbers = (report: Body): Fault[] =>
  blocksOf(report).flatMap((block) =>
    block.kind === 'paragraph'
      ? block.pieces.flatMap((piece) => {
          const words = typeof piece === 'string' ? piece.replaceAll(named, ' ') : ''
          return /\d/.test(words) ? [`a number that opens nothing: ${words.trim().slice(0, 120)}`] : []
        })
      : [],
  )

/** A phrase of six words that stands there more than three times is a template. */
export const phrases = (report: Body): Fault[] => {
  const count = new Map<string, number>()
  for (const sentence of sentencesOf(report)) {
    const words = sentence
      .replaceAll(named, '¤')
      .replaceAll(/[.,;:()]/g, '')
      .split(/\s+/)
      .filter(Boolean)
    for (let at = 0; at + 6 <= words.length; at += 1) {
      const phrase = words.slice(at, at + 6).join(' ')
      count.set(phrase, (count.get(phrase) ?? 0) + 1)
    }
  }
  // A name is not a phrase: what an initiative is called is said as often as it is meant.
  return [...count].flatMap(([phrase, times]) =>
    times > 3 && !phrase.includes('¤') ? [`${times} times “${phrase}”`] : [],
  )
}

/** All that is wrong with the text of a report. */
export const faultsOfStyle = (report: Body): Fault[] =>
  [toldTwice, listsOfFigures, openings, decimals, emptyHeadings, typedNumbers, phrases].flatMap((check) =>
    check(report),
  )
