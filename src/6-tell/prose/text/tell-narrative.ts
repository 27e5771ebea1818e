import { type BoundFigure, type FigureScope, isFigure, type PaperBlock, type Piece } from '#papers'
import { inlineOf, type Live } from '#platform/live-text'
import { qualifierOfCounts } from '#platform/precision'
import { isAbout, periodInWords, topics } from '#regimes'
import {
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
import { countsOfInitiatives, listOf, scopeOf } from '../results/tell-results.ts'
import { count, fill } from '../results/wording.ts'
import { kindOf, knownOf, type Material, materialOf } from './material.ts'
import type { Telling } from './tell-text.ts'

/** What a report has told so far: a figure is told once, and sentences do not all begin alike. */
export type Narrating = { told: Set<string>; turn: Turn; proofs: number }

/** Begins a report: figures that its author names in any of its texts are told by its author. */
export const beginNarrating = (texts: readonly string[]): Narrating => ({
  told: new Set(
    texts
      .flatMap((text) => text.split('\n').flatMap(inlineOf))
      .flatMap((piece) =>
        'live' in piece && piece.live.name === 'figure' && Object.keys(piece.live.options).length === 0
          ? piece.live.given.slice(0, 1)
          : [],
      ),
  ),
  turn: { at: 0, lines: 0 },
  proofs: 0,
})

const paragraph = (pieces: Piece[]): PaperBlock => ({ kind: 'paragraph', pieces })

/** Where how far each figure is proven can be read. */
const whereProven = 'tỷ lệ của từng số liệu ở phụ lục'

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
    narrating.proofs === 0 ? whereProven : undefined,
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
  const told = tellTopic(topic, known, speaker, material.voice, roomOf[kindOf(results)])
  remember(telling, told.codes)
  return [...told.paragraphs.map(paragraph), ...proofOf(told.paragraphs, live, telling)]
}

/** A figure of a part is another than that of the whole. */
const keyOf = (code: string, { slice }: Results): string =>
  slice === undefined ? code : `${JSON.stringify(slice)} ${code}`

const untold = (known: readonly Known[], { results, narrating }: Telling): Known[] =>
  known.filter(({ code }) => !narrating.told.has(keyOf(code, results)))

function remember({ results, narrating }: Telling, codes: readonly string[]): void {
  for (const code of codes) narrating.told.add(keyOf(code, results))
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
  if (overall.length > 0) blocks.push(paragraph(overall))
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
        groups: groupsOf(results, known, own, material),
        examples: examplesOf(results, own, room),
      },
      narrating.turn,
      material.voice,
      room,
    )
    if (told.paragraphs.length === 0) continue
    remember(telling, told.codes)
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
    .filter(({ code }) => running(code) > 0)
    .toSorted((one, other) => running(other.code) - running(one.code))
}

/** Figures by the kind of initiatives that feeds them, kinds that run most first; what no kind feeds alone comes last. */
function groupsOf(
  results: Results,
  known: readonly Known[],
  own: readonly RunInitiative[],
  { kinds }: Material,
): Group[] {
  const byKind = Map.groupBy(known, ({ code }) => kinds.get(code) ?? '')
  const named = new Map(own.map(({ kind, kindName }) => [kind, kindName]))
  const running = (code: string) => own.filter(({ kind, isRunning }) => kind === code && isRunning).length
  const found = [...named]
    .map(([code, name]) => ({
      kind: { name, running: count(running(code), listOf(results)) },
      known: byKind.get(code) ?? [],
    }))
    .toSorted((one, other) => other.kind.running.amount - one.kind.running.amount)
  const rest = known.filter(({ code }) => !named.has(kinds.get(code) ?? '') && !isToldElsewhere(code))
  return rest.length === 0 ? found : [...found, { known: rest }]
}

/** Leadership, study and the like have parts of their own. */
const isToldElsewhere = (code: string): boolean => topics.some((topic) => isAbout(topic, code))

/**
 * Initiatives that are worth a look: recognised ones first, then those whose figures are best proven, of different kinds. What
 * is closed to the public, or serves people who need protection, is no example.
 */
function examplesOf(results: Results, own: readonly RunInitiative[], room: Room): Example[] {
  const indicators = new Map(results.indicators.map((indicator) => [indicator.code, indicator]))
  const running = new Map<string, number>()
  for (const { kind, isRunning } of own) if (isRunning) running.set(kind, (running.get(kind) ?? 0) + 1)
  const worth = own
    .filter(({ isPublic, isRunning, protectsPeople }) => isPublic && isRunning && !protectsPeople)
    .map((initiative) => ({
      initiative,
      sums: results.sums.filter(
        ({ initiativeId, indicator, amount }) =>
          initiativeId === initiative.id && amount > 0 && indicators.has(indicator),
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
      isInside: false,
      known: sums.flatMap((sum): Known[] => {
        const indicator = indicators.get(sum.indicator)
        if (!indicator || indicator.rule === 'derived') return []
        const qualifier = qualifierOfCounts(sum)
        const figure: BoundFigure = {
          shown: '',
          amount: sum.amount,
          href: `/quan-ly/mo-hinh/${initiative.id}`,
          scope: null,
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
