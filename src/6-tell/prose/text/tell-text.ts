import { type Figure, familyIn, figureReached, noFigure, scopeFor, spanFor, unitAt } from '#figures'
import type { FigureScope, PaperBlock, Piece } from '#papers'
import type { Reader } from '#platform/database'
import { type Inline, inlineNames, type Live, parseText, type TextNode } from '#platform/live-text'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { type Results, resultsOf } from '../results/gather-results.ts'
import { sentences } from '../results/sentences.ts'
import {
  beyondNotes,
  scopeOf,
  tellIndicators,
  tellInitiatives,
  tellSources,
  tellTables,
  tellUnits,
} from '../results/tell-results.ts'
import { bind, figureInWords, fill, hrefOf, proofInWords } from '../results/wording.ts'
import { tellChart } from './tell-chart.ts'
import { tellCount } from './tell-counts.ts'
import { tellLines } from './tell-lines.ts'
import { type Narrating, tellTopicOf } from './tell-narrative.ts'
import { tellPhoto } from './tell-photo.ts'
import { tellRecognised } from './tell-recognised.ts'
import { tellGaps, tellNext } from './tell-shortcomings.ts'
import { sliceInWords, sliceOf, themeInWords, themeNamed } from './themes.ts'

/** Where a text speaks: its unit and period with all that is known of them, who speaks, and what was told so far. */
export type Telling = { db: Reader; results: Results; today: Day; speaker: string; narrating: Narrating }

type Teller = (telling: Telling, live: Live) => PaperBlock[] | Promise<PaperBlock[]>

/** A code, unit or period that is not there any more is said where it stood; any other fault is one. */
async function orGone(name: string, read: () => Promise<Piece>): Promise<Piece> {
  try {
    return await read()
  } catch (fault) {
    if (fault instanceof Problem) return { gone: name }
    throw fault
  }
}

const gone = (name: string): PaperBlock[] => [{ kind: 'paragraph', pieces: [{ gone: name }] }]

/** Tells something with the figures of the line or theme that it names, with all where it names none. */
const sliced =
  (tell: Teller): Teller =>
  async (telling, live) => {
    const slice = await sliceOf(telling, live)
    if (!slice) return gone(sliceInWords(live.options))
    if (Object.keys(slice).length === 0) return tell(telling, live)
    return tell({ ...telling, results: await resultsOf(telling, slice) }, live)
  }

/** What a figure in a text is of: its own unit and period unless it says another. */
async function readFigure(telling: Telling, live: Live) {
  const { db, results } = telling
  const { given, options } = live
  const code = given[0] ?? ''
  if (Object.keys(options).length === 0 && results.indicators.some((one) => one.code === code)) {
    const own = results.figures.find(({ indicator }) => indicator.code === code)
    return { figure: own?.figure ?? noFigure(), scope: scopeOf(results, code) }
  }
  const slice = await sliceOf(telling, live)
  if (!slice) return undefined
  const unit = options.unit ? await unitAt(db, options.unit) : results.unit
  const period = options.period ?? results.reported.period
  const scope: FigureScope = { unitId: unit.id, unitSlug: unit.slug, indicator: code, period, ...slice }
  const asked = { ...scopeFor(unit, slice), reach: slice.reach }
  const figure: Figure = await figureReached(db, asked, code, spanFor(period))
  return { figure, scope }
}

/** The figure that a text names. */
const figureNamed = (telling: Telling, live: Live): Promise<Piece> =>
  orGone(live.given[0] ?? '', async () => {
    const read = await readFigure(telling, live)
    return read ? bind(read.figure, read.scope) : { gone: sliceInWords(live.options) }
  })

/** How far the figure that a text names is proven, in words that open it. */
const proofNamed = (telling: Telling, live: Live): Promise<Piece> =>
  orGone(live.given[0] ?? '', async () => {
    const read = await readFigure(telling, live)
    if (!read) return { gone: sliceInWords(live.options) }
    return { words: proofInWords(read.figure) ?? sentences.noEntry, href: hrefOf(read.scope) }
  })

/** What is alive within words. */
export async function tellInline(telling: Telling, live: Live): Promise<Piece> {
  if (live.name === 'figure') return figureNamed(telling, live)
  if (live.name === 'proof') return proofNamed(telling, live)
  return live.name === 'count' ? tellCount(telling, live.given[0] ?? '') : { gone: live.name }
}

/** Figures on a topic, of a line or of a theme in sentences; of indicators that are named, one by one, as a list with their proof. */
function indicators(telling: Telling, live: Live): PaperBlock[] | Promise<PaperBlock[]> {
  const { results } = telling
  if (live.given.length === 0) return tellTopicOf(telling, live)
  const known = new Map(results.indicators.map((one) => [one.code, one]))
  const found = new Map(results.figures.map((one) => [one.indicator.code, one.figure]))
  const named = new Set(live.given.filter((code) => found.has(code)))
  // What is part of another that is named is told under it.
  const alone = live.given.filter((code) => !named.has(known.get(code)?.partOf ?? ''))
  const items = alone.map((code): Piece[] => {
    const [indicator, figure] = [known.get(code), found.get(code)]
    if (!indicator) return [{ gone: code }]
    return figure
      ? figureInWords(indicator, figure, scopeOf(results, code), familyIn(results.figures, code))
      : [`${indicator.nameVi}: ${sentences.noEntry}`]
  })
  return [{ kind: 'list', items }]
}

function units({ results }: Telling, { given }: Live): PaperBlock[] {
  if (given.length === 0) return [...tellUnits(results), ...beyondNotes(results, results.leading)]
  const known = new Map(results.indicators.map((one) => [one.code, one]))
  const asked = given.flatMap((code) => known.get(code) ?? [])
  const lost = given.filter((code) => !known.has(code)).map((code): Piece => ({ gone: code }))
  return [
    ...(lost.length > 0 ? [{ kind: 'paragraph' as const, pieces: lost }] : []),
    ...tellUnits(results, asked),
    ...beyondNotes(results, asked),
  ]
}

/** Which theme the unit served in the period: that of the year, or (`{{theme term}}`) of the term. */
async function theme(telling: Telling, { given }: Live): Promise<PaperBlock[]> {
  const found = await themeNamed(telling, given[0] ?? 'year')
  if (!found) return gone(themeInWords(given[0]))
  const words = { words: found.title, href: `/chuyen-de/${found.id}` }
  const said = found.toYear > found.fromYear ? sentences.themeOfTerm : sentences.themeOfYear
  const years = { from: String(found.fromYear), until: String(found.toYear) }
  return [{ kind: 'paragraph', pieces: fill(said, { theme: words, ...years }) }]
}

/** What can be alive on a line of its own, by the name that a text gives it, in the order of the editor's menu. */
const tellers: Record<string, Teller> = {
  results: async (telling, live) => [...(await tellLines(telling, live)), ...tellTables(telling.results)],
  indicators: sliced(indicators),
  units: sliced(units),
  lines: tellLines,
  table: sliced(({ results }) => {
    const table = tellIndicators(results)
    return table.length === 0 ? [] : [...table, ...tellSources(results)]
  }),
  chart: tellChart,
  theme,
  initiatives: ({ results }) => tellInitiatives(results),
  recognised: tellRecognised,
  gaps: tellGaps,
  next: tellNext,
  photo: tellPhoto,
}

/** The names of what stands on a line of its own. */
export const blockNames: readonly string[] = Object.keys(tellers)

/** What can be alive in a text, by its name. */
export const places: ReadonlySet<string> = new Set([...inlineNames, ...blockNames])

const piecesOf = (telling: Telling, pieces: readonly Inline[]): Promise<Piece[]> =>
  Promise.all(
    pieces.map(
      async (piece): Promise<Piece> => ('text' in piece ? piece.text : tellInline(telling, piece.live)),
    ),
  )

async function blocksOf(telling: Telling, node: TextNode): Promise<PaperBlock[]> {
  switch (node.kind) {
    case 'heading':
      return [node]
    case 'paragraph':
      return [{ kind: 'paragraph', pieces: await piecesOf(telling, node.pieces) }]
    case 'item':
      return [{ kind: 'list', items: [await piecesOf(telling, node.pieces)] }]
    case 'live': {
      const tell = Object.hasOwn(tellers, node.live.name) ? tellers[node.live.name] : undefined
      return tell ? tell(telling, node.live) : gone(node.live.name)
    }
  }
}

/** A text with all that is alive in it filled in from the data. Items that follow each other are one list. */
export async function tellText(telling: Telling, text: string): Promise<PaperBlock[]> {
  const blocks: PaperBlock[] = []
  let isItem = false
  for (const node of parseText(text)) {
    const told = await blocksOf(telling, node)
    const last = blocks.at(-1)
    const [list] = told
    if (node.kind === 'item' && isItem && last?.kind === 'list' && list?.kind === 'list')
      last.items.push(...list.items)
    else blocks.push(...told)
    isItem = node.kind === 'item'
  }
  return blocks
}
