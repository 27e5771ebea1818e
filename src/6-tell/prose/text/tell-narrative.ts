import { type BoundFigure, type FigureScope, isFigure, type PaperBlock, type Piece } from '#papers'
import { inlineOf, type Live } from '#platform/live-text'
import { qualifierOfCounts } from '#platform/precision'
import { isAbout, periodInWords, topics } from '#regimes'
import {
  type Doer,
  type Example,
  type Group,
  type Known,
  type Room,
  roomOf,
  type Turn,
  tellCounts,
  tellLine,
  tellProof,
  tellTopic,
} from '../grammar/index.ts'
import type { Results } from '../results/gather-results.ts'
import type { RunInitiative } from '../results/results-store.ts'
import { sentences } from '../results/sentences.ts'
import { countsOfInitiatives, listOf, paragraph, scopeOf } from '../results/tell-results.ts'
import { count, fill } from '../results/wording.ts'
import { kindOf, knownOf, type Material, materialOf } from './material.ts'
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

function stillOpen(today: string): PaperBlock {
  const day = today.split('-').reverse().join('/')
  return { kind: 'note', pieces: fill(sentences.stillOpen, { day }) }
}

function proofOf(told: readonly Piece[][], { options }: Live, { narrating, results }: Telling): PaperBlock[] {
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
const untold = (known: readonly Known[], { narrating: { told } }: Telling): Known[] =>
  known.filter((one) => {
    const ofWhole = told.get(one.code)
    return !told.has(keyOf(one)) && ofWhole !== null && ofWhole !== one.figure.amount
  })

function remember({ narrating }: Telling, known: readonly Known[], codes: readonly string[]): void {
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

/** How a line is called after it was named once. A line that is not here keeps its name. */
const short: Readonly<Record<string, string>> = {
  front: 'Mặt trận',
  women: 'Hội',
  farmers: 'Hội',
  youth: 'Đoàn',
  veterans: 'Hội',
  police: 'lực lượng công an',
  radio: 'đài',
  party: 'các cấp ủy',
  government: 'các cơ quan',
}

/** What each line of organisations did, in paragraphs: its initiatives, what came of them, examples. */
export async function tellLines(telling: Telling, live: Live): Promise<PaperBlock[]> {
  const { results, narrating } = telling
  const material = await materialOf(telling)
  const room = roomOf[kindOf(results)]
  const period = periodInWords(results.reported.period)
  const blocks: PaperBlock[] = []
  const overall = tellCounts(
    `Đến cuối ${period}, ${results.unit.isArea ? 'toàn địa bàn' : results.unit.name}`,
    countsOfInitiatives(results, results.initiatives),
    material.voice,
    narrating.turn,
  )
  // A unit that is no area is its only line, and would say the same twice.
  if (overall.length > 0 && results.unit.isArea) blocks.push(paragraph(overall))
  if (results.reported.span.until > telling.today) blocks.push(stillOpen(telling.today))
  const all: Piece[][] = []
  for (const line of linesToTell(results)) {
    const figures = results.lines.find(({ code }) => code === line.code)?.figures ?? results.figures
    const scope = (code: string): FigureScope => scopeOf(results, code, line.code)
    const known = untold(knownOf(figures, scope, material), telling)
    const own = results.initiatives.filter(
      (initiative) => line.code === undefined || initiative.line === line.code,
    )
    const told = tellLine(
      {
        teller: { name: line.name, shortly: (line.code && short[line.code]) ?? line.name },
        counts: countsOfInitiatives(results, own, line.code),
        groups: groupsOf(results, known, own, material, narrating),
        examples: examplesOf(results, own, room),
      },
      narrating.turn,
      material.voice,
      room,
    )
    if (told.paragraphs.length === 0) continue
    remember(telling, known, told.codes)
    all.push(...told.paragraphs)
    if (room.hasHeadings && line.code !== undefined)
      blocks.push({ kind: 'heading', level: 2, text: line.name })
    blocks.push(...told.paragraphs.map(paragraph))
  }
  if (results.figures.length === 0) blocks.push(paragraph(fill(sentences.nothing, { period })))
  return [...blocks, ...proofOf(all, live, telling)]
}

/** The lines that ran initiatives, the busiest first. A unit that is no area tells all of its own as one. */
function linesToTell({ lines, initiatives, unit }: Results): { code?: string; name: string }[] {
  if (!unit.isArea) return [{ name: unit.name }]
  const running = (code: string) => initiatives.filter(({ line }) => line === code).length
  return lines
    .filter(({ code, figures }) => running(code) > 0 || figures.length > 0)
    .toSorted((one, other) => running(other.code) - running(one.code))
}

/** Figures by the kind of initiatives that feeds them, kinds that run most first; what no kind feeds alone comes last. */
function groupsOf(
  results: Results,
  known: readonly Known[],
  own: readonly RunInitiative[],
  { kinds }: Material,
  narrating: Narrating,
): Group[] {
  // What is closed to the public is told in the tables that stay inside.
  const closed = new Set(own.flatMap(({ kind, isPublic }) => (isPublic ? [] : [kind])))
  const byKind = Map.groupBy(known, ({ code }) => kinds.get(code) ?? '')
  const named = new Map(own.map(({ kind, kindName }) => [kind, kindName]))
  const running = (code: string) => own.filter(({ kind, isRunning }) => kind === code && isRunning).length
  const found = [...named]
    .filter(([code]) => !closed.has(code))
    .map(([code, name]) => ({
      kind: { name, running: count(running(code), listOf(results)) },
      known: byKind.get(code) ?? [],
    }))
    .toSorted((one, other) => other.kind.running.amount - one.kind.running.amount)
  const rest = known.filter(
    ({ code }) => !named.has(kinds.get(code) ?? '') && !isToldElsewhere(code, narrating),
  )
  return rest.length === 0 ? found : [...found, { known: rest }]
}

/** Leadership, study and the like, where they have parts of their own. */
const isToldElsewhere = (code: string, { topics: own }: Narrating): boolean =>
  [...own].some((topic) => isAbout(topic, code))

/**
 * Initiatives that are worth a look: recognised ones first, then those whose figures are best proven, of different kinds. What
 * is closed to the public, or serves people who need protection, is no example.
 */
function examplesOf(results: Results, own: readonly RunInitiative[], room: Room): Example[] {
  const indicators = new Map(results.indicators.map((indicator) => [indicator.code, indicator]))
  const sumsOf = Map.groupBy(results.sums, ({ initiativeId }) => initiativeId)
  const running = new Map<string, number>()
  for (const { kind, isRunning } of own) if (isRunning) running.set(kind, (running.get(kind) ?? 0) + 1)
  const worth = own
    .filter(({ isPublic, isRunning, protectsPeople }) => isPublic && isRunning && !protectsPeople)
    .map((initiative) => ({
      initiative,
      sums: (sumsOf.get(initiative.id) ?? []).filter(
        ({ indicator, amount }) => amount > 0 && indicators.has(indicator),
      ),
    }))
    .filter(({ initiative: { kind }, sums }) => sums.length > 0 && (running.get(kind) ?? 0) > 1)
  const rank = ({ initiative, sums }: (typeof worth)[number]) =>
    (initiative.isRecognised ? 2 : 0) +
    sums.reduce((sum, { amount, proven }) => sum + proven / amount, 0) / sums.length
  const seen = new Set<string>()
  return worth
    .toSorted((one, other) => rank(other) - rank(one))
    .filter(({ initiative: { kind } }) => !seen.has(kind) && seen.add(kind))
    .slice(0, room.examples)
    .map(({ initiative, sums }) => ({
      name: initiative.name,
      unitName: initiative.unitName,
      href: `/quan-ly/mo-hinh/${initiative.id}`,
      known: sums.flatMap((sum): Known[] => {
        const indicator = indicators.get(sum.indicator)
        if (!indicator || indicator.rule === 'derived') return []
        const qualifier = qualifierOfCounts(sum)
        const figure: BoundFigure = {
          ...count(sum.amount, `/quan-ly/mo-hinh/${initiative.id}`),
          ...(qualifier === 'exact' ? {} : { qualifier }),
        }
        return [
          {
            code: sum.indicator,
            name: indicator.nameVi,
            unit: indicator.unitVi,
            rule: indicator.rule,
            figure,
          },
        ]
      }),
    }))
}
