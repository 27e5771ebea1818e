import { isFigure, type PaperBlock, type Piece } from '#papers'
import { inlineOf, type Live } from '#platform/live-text'
import { isAbout, topics } from '#regimes'
import { type Doer, type Known, roomOf, type Turn, tellProof, tellTopic } from '../grammar/index.ts'
import type { Results } from '../results/gather-results.ts'
import { sentences } from '../results/sentences.ts'
import { listOf, paragraph, scopeOf } from '../results/tell-results.ts'
import { fill } from '../results/wording.ts'
import { kindOf, knownOf, materialOf } from './material.ts'
import type { Telling } from './tell-text.ts'

/** What a report has told so far: a figure is told once, and sentences do not all begin alike. */
export type Narrating = {
  /** The figures that were told, by indicator and part, each with its amount. */
  told: Map<string, number | null>
  turn: Turn
  proofs: number
  /** Topics that have parts of their own in this report. */
  topics: ReadonlySet<string>
  /** Whether a table says how far each figure is proven. */
  hasTable: boolean
}

/** Begins a report: figures that its author names in any of its texts are told by its author. */
export function beginNarrating(texts: readonly string[]): Narrating {
  const live = texts
    .flatMap((text) => text.split('\n').flatMap(inlineOf))
    .flatMap((piece) => ('live' in piece ? [piece.live] : []))
  return {
    told: new Map(
      live
        .filter(({ name, options }) => name === 'figure' && Object.keys(options).length === 0)
        .map(({ given }) => [given[0] ?? '', null]),
    ),
    turn: { at: 0, lines: 0 },
    proofs: 0,
    topics: new Set(live.flatMap(({ options }) => options.topic ?? [])),
    hasTable: live.some(({ name }) => name === 'table' || name === 'results'),
  }
}

/** Where how far each figure is proven can be read. */
const whereProven = 'tỷ lệ của từng số liệu ở phụ lục'

/** Says that the period goes on. */
export function stillOpen(today: string): PaperBlock {
  const day = today.split('-').reverse().join('/')
  return { kind: 'note', pieces: fill(sentences.stillOpen, { day }) }
}

/** How far figures that were told are proven, in a sentence. */
export function proofOf(
  told: readonly Piece[][],
  { options }: Live,
  { narrating, results }: Telling,
): PaperBlock[] {
  if (options.proof === 'none') return []
  const figures = told
    .flat()
    .filter(isFigure)
    .filter(({ scope }) => scope !== null)
  const sentence = tellProof(
    figures,
    narrating.proofs,
    listOf(results).replace('#mo-hinh', '#chi-tieu'),
    narrating.proofs === 0 && narrating.hasTable ? whereProven : undefined,
  )
  if (sentence.length === 0) return []
  narrating.proofs += 1
  return [paragraph(sentence)]
}

/**
 * The figures on a topic that nothing before has told, as a paragraph; of one line or theme all of it. `proof=none` leaves out how
 * far they are proven.
 */
export async function tellTopicOf(telling: Telling, live: Live): Promise<PaperBlock[]> {
  const { results, speaker } = telling
  const material = await materialOf(telling)
  const topic = topics.find((one) => one === live.options.topic)
  const known = untold(
    knownOf(results.figures, (code) => scopeOf(results, code), material),
    telling,
  ).filter(({ code }) => topic === undefined || isAbout(topic, code))
  const told = tellTopic(topic, known, doerOf(results, speaker), material.voice, roomOf[kindOf(results)])
  remember(telling, known, told.codes)
  return [...told.paragraphs.map(paragraph), ...proofOf(told.paragraphs, live, telling)]
}

/** A figure of a line, theme or reach is another than that of the whole. */
const keyOf = ({ code, figure: { scope } }: Known): string =>
  [scope?.line, scope?.themeId, scope?.reach, code].filter(Boolean).join(' ')

/** What was not told yet: neither itself nor, where a part did all of it, the whole. What the author named is the author's. */
export const untold = (known: readonly Known[], { narrating: { told } }: Telling): Known[] =>
  known.filter((one) => {
    const ofWhole = told.get(one.code)
    return !told.has(keyOf(one)) && ofWhole !== null && ofWhole !== one.figure.amount
  })

/** Keeps in mind which figures were told. */
export function remember({ narrating }: Telling, known: readonly Known[], codes: readonly string[]): void {
  const of = new Map(known.map((one) => [one.code, one]))
  for (const code of codes) {
    const one = of.get(code)
    if (one) narrating.told.set(keyOf(one), one.figure.amount)
  }
}

/** Who is said to have done what a part of a report tells: of a slice of the figures, whose they are. */
function doerOf({ slice, lines, unit }: Results, speaker: string): Doer {
  if (slice?.reach === 'own') return { speaker: unit.name, of: [unit.name] }
  if (slice?.reach === 'below') return { speaker, of: ['Các đơn vị trực thuộc', ''] }
  const line = lines.find(({ code }) => code === slice?.line)?.name
  if (line !== undefined) return { speaker, of: [line, ''] }
  return slice?.themeId === undefined ? { speaker } : { speaker, of: ['Thực hiện chuyên đề, các đơn vị', ''] }
}
