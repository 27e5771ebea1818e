/** What each line of organisations did, and what was done outside the lines. */

import { totalOf } from '#figures'
import type { FigureScope, PaperBlock, Piece } from '#papers'
import type { Live } from '#platform/live-text'
import { isAbout, periodInWords } from '#regimes'
import {
  type Group,
  type Known,
  type Room,
  roomOf,
  type Teller,
  tellCounts,
  tellLine,
  tellTopic,
} from '../grammar/index.ts'
import type { Results } from '../results/gather-results.ts'
import type { RunInitiative } from '../results/results-store.ts'
import { otherUnits, sentences } from '../results/sentences.ts'
import { countsOfInitiatives, listOf, paragraph, scopeOf } from '../results/tell-results.ts'
import { count, fill } from '../results/wording.ts'
import { kindOf, knownOf, type Material, materialOf } from './material.ts'
import { pickExamples } from './pick-examples.ts'
import { type Narrating, proofOf, remember, stillOpen, untold } from './tell-narrative.ts'
import type { Telling } from './tell-text.ts'

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

/** A line; `null` is what stands in none; without a code all of a unit that is no area. */
type Line = { code?: string | null; name: string; figures: Results['figures'] }

/** What every line did, and what was done outside them, in paragraphs: initiatives, what came of them, examples. */
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
    const told = await tellOne(telling, line, material, room)
    if (told.length === 0) continue
    const hasHeading = room.hasHeadings && line.code !== undefined && line.name !== ownUnits
    if (hasHeading) blocks.push({ kind: 'heading', level: 2, text: line.name })
    blocks.push(...told.map(paragraph))
    all.push(...told)
  }
  if (results.figures.length === 0) blocks.push(paragraph(fill(sentences.nothing, { period })))
  return [...blocks, ...proofOf(all, live, telling)]
}

async function tellOne(telling: Telling, line: Line, material: Material, room: Room): Promise<Piece[][]> {
  const { results, narrating } = telling
  const scope = (code: string): FigureScope => scopeOf(results, code, line.code ?? undefined)
  const known = untold(knownOf(line.figures, scope, material), telling)
  const own = results.initiatives.filter(
    (initiative) => line.code === undefined || initiative.line === line.code,
  )
  const told = tellLine(
    {
      teller: tellerOf(line, own),
      counts: countsOfInitiatives(results, own, line.code),
      groups: groupsOf(results, known, own, material, narrating),
      examples: await pickExamples(telling, own, room.examples),
    },
    narrating.turn,
    material.voice,
    room,
  )
  remember(telling, known, told.codes)
  return line.code === null ? [...told.paragraphs, ...tellTogether(telling, material, room)] : told.paragraphs
}

/** Where nothing stands in a line, what was done is all that was done there. */
const ownUnits = 'Các đơn vị trên địa bàn'

/**
 * The lines that ran initiatives, the busiest first, then what stands in no line: the area's own bodies, hamlets, groups. A unit that is
 * no area tells all of its own as one.
 */
function linesToTell(results: Results): Line[] {
  const { lines, initiatives, unit, figures } = results
  if (!unit.isArea) return [{ name: unit.name, figures }]
  const running = (code: string | null) => initiatives.filter(({ line }) => line === code).length
  const told: Line[] = lines
    .filter((line) => running(line.code) > 0 || line.figures.length > 0)
    .toSorted((one, other) => running(other.code) - running(one.code))
  const outside = outsideLines(results)
  const isThere = running(null) > 0 || outside.length > 0 || beyondLines(results).length > 0
  if (isThere) told.push({ code: null, name: told.length === 0 ? ownUnits : otherUnits, figures: outside })
  return told
}

/** What each line entered of an indicator. */
const inLines = ({ lines }: Results, code: string): number[] =>
  lines.flatMap(({ figures }) =>
    figures.filter(({ indicator }) => indicator.code === code).map(({ figure }) => totalOf(figure)),
  )

/** Figures of what no line has entered: they are the area's own. */
const outsideLines = (results: Results): Results['figures'] =>
  results.figures.filter(({ indicator }) => inLines(results, indicator.code).length === 0)

/** Figures of which the lines did a part, and others the rest. What is worked out and who is told apart are not added up. */
const beyondLines = (results: Results): Results['figures'] =>
  results.figures.filter(({ indicator, figure }) => {
    if (indicator.rule !== 'sum' && indicator.rule !== 'stock') return false
    const parts = inLines(results, indicator.code)
    const sum = parts.reduce((all, amount) => all + amount, 0)
    return parts.length > 0 && totalOf(figure) - sum > 0.0005
  })

/** What the lines and others did together: each line has told its part. */
function tellTogether(telling: Telling, material: Material, room: Room): Piece[][] {
  const { results, narrating, speaker } = telling
  const known = untold(
    knownOf(beyondLines(results), (code) => scopeOf(results, code), material),
    telling,
  ).filter(({ code }) => !isToldElsewhere(code, narrating))
  const of = ['Tính cả các đơn vị khác, toàn địa bàn', '']
  const told = tellTopic(undefined, known, { speaker, of }, material.voice, room)
  remember(telling, known, told.codes)
  return told.paragraphs
}

/** So many hosts are named behind the name of their line. */
const mostHosts = 3

/**
 * Who is said to have done it. Outside the great organisations a line is only a heading (schools, religious bodies, clubs), so the
 * hosts themselves are named, one alone instead of the line.
 */
function tellerOf({ code, name }: Line, own: readonly RunInitiative[]): Teller {
  if (code === undefined) return { name, shortly: name }
  const shortly = code === null ? undefined : short[code]
  if (shortly !== undefined) return { name, shortly }
  const hosts = [...new Set(own.filter(({ isPublic }) => isPublic).map(({ unitName }) => unitName))]
  const [only] = hosts
  if (only === undefined) return { name, shortly: 'các đơn vị' }
  if (hosts.length === 1) return { name: only, shortly: only }
  const named = hosts.slice(0, mostHosts)
  const more = hosts.length > mostHosts ? '…' : ''
  // Brackets do not stand in brackets: Trường Tiểu học Đông (cũ).
  const told = [name, ...named].some((one) => one.includes('('))
    ? `${name}, gồm ${named.join(', ')}${more},`
    : `${name} (${named.join('; ')}${more})`
  return { name: told, shortly: 'các đơn vị' }
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

/** Leadership, study and the like, where they have parts of their own. What a place is like is no doing of anybody. */
const isToldElsewhere = (code: string, { topics: own }: Narrating): boolean =>
  isAbout('situation', code) || [...own].some((topic) => isAbout(topic, code))
