/** What a report admits by itself, and what follows from it: a report that hides its gaps proves nothing. */

import { figureAt } from '#exploring'
import { provenPercent } from '#figures'
import { isFigure, type PaperBlock, type Piece } from '#papers'
import { nextInWords } from '#regimes'
import type { Standing } from '#targets'
import {
  bracketed,
  enumerated,
  officialStyle,
  padded,
  paragraphOf,
  withinSentence,
} from '../grammar/index.ts'
import type { Results } from '../results/gather-results.ts'
import type { RunInitiative } from '../results/results-store.ts'
import { sentences } from '../results/sentences.ts'
import { apart, inside, listOf, paragraph, scopeOf } from '../results/tell-results.ts'
import { bind, count, fill, isKnown } from '../results/wording.ts'
import { countOf, handedBehindIn, inState, targetsBehindIn, targetsHref, tellCount } from './tell-counts.ts'
import type { Telling } from './tell-text.ts'

/** Something with a name and an address. */
type Named = { name: string; href: string }

/** As many names as one reads in a sentence, each with what is said of it, and how many more there are. */
function names(
  all: readonly Named[],
  rest: string,
  others: string,
  most = 6,
  comma = '; ',
  details: readonly Piece[][] = [],
): Piece[] {
  const shown = all
    .slice(0, most)
    .map(({ name, href }, index): Piece[] => [{ words: name, href }, ...(details[index] ?? [])])
  const left = all.length - shown.length
  const told = enumerated(shown, comma, comma)
  return left > 0 ? [...told, ' và ', padded(count(left, rest), officialStyle), ` ${others}`] : told
}

async function counted(telling: Telling, name: string): Promise<Piece> {
  const found = await tellCount(telling, name)
  return isFigure(found) ? padded(found, officialStyle) : found
}

/** Units that recorded nothing. Of a commune's hamlets and organisations many have no initiative: they are not named. */
function silentUnits({ unit, parts }: Results): Named[] {
  if (!unit.isArea || unit.level === 'commune') return []
  return parts.rows
    .filter(({ entries }) => entries === 0)
    .map(({ unit: { name, slug } }) => ({ name, href: `/so-lieu-chi-tiet/${slug}` }))
}

function silentInitiatives({ records, initiatives }: Results): RunInitiative[] {
  const recorded = new Set(records.map(({ initiativeId }) => initiativeId))
  return initiatives.filter(({ id, isRunning }) => isRunning && !recorded.has(id))
}

/** So little proof is worth a word, and of so many figures at most. */
const littleProven = 40
const mostUnproven = 3

/** Leading figures of which little is proven, the worst first. */
function unproven(results: Results): Piece[][] {
  const found = new Map(results.figures.map(({ indicator, figure }) => [indicator.code, figure]))
  return results.leading
    .flatMap((indicator) => {
      const figure = found.get(indicator.code)
      const percent = figure && isKnown(figure) ? provenPercent(figure) : undefined
      return percent === undefined || percent >= littleProven ? [] : [{ indicator, percent }]
    })
    .toSorted((one, other) => one.percent - other.percent)
    .slice(0, mostUnproven)
    .map(({ indicator, percent }): Piece[] => {
      const bound = bind(found.get(indicator.code), scopeOf(results, indicator.code))
      const href = typeof bound === 'object' && 'href' in bound ? bound.href : listOf(results)
      return [
        { words: withinSentence(indicator.nameVi), href },
        ' (',
        { shown: `${percent}\u00a0%`, amount: percent, href, scope: null },
        ')',
      ]
    })
}

const asNamed = ({ name, id }: RunInitiative): Named => ({
  name: `“${name}”`,
  href: `/quan-ly/mo-hinh/${id}`,
})

/** Targets that are behind, by the names of their indicators. */
const behindOf = (behind: readonly Standing[], { results }: Telling): Named[] =>
  behind.map(({ indicator }) => ({
    name: withinSentence(indicator.nameVi),
    href: figureAt(results.unit.slug, { period: results.reported.period }, indicator.code),
  }))

/** So many units are named that are behind with what was handed down to them. */
const mostBehind = 3

/** How far a target was reached, and which units are furthest behind with it. */
function detailOf({ indicator, outlook }: Standing, handed: readonly Standing[], telling: Telling): Piece[] {
  const here = targetsHref(telling)
  const { percent, state } = outlook
  const reached: Piece[] =
    state === 'no_data'
      ? [sentences.noDataOfTarget]
      : percent === undefined
        ? []
        : fill(sentences.reached, {
            percent: { shown: `${percent}\u00a0%`, amount: percent, href: here, scope: null },
          })
  const units = handed
    .filter(({ target }) => target.indicator === indicator.code)
    .toSorted((one, other) => (one.outlook.percent ?? 0) - (other.outlook.percent ?? 0))
    .map(({ target }) => ({ name: target.unitName, href: targetsHref(telling, target.unitSlug) }))
  const there =
    units.length === 0
      ? []
      : fill(state === 'missed' ? sentences.missedThere : sentences.behindThere, {
          units: names(units, here, 'đơn vị khác', mostBehind, ', '),
        })
  const told = [reached, there].filter(({ length }) => length > 0)
  return told.length === 0
    ? []
    : bracketed(withinSentence(indicator.nameVi), enumerated(told, '; ', '; '), ' – ')
}

/** Targets that were missed, and those that are behind while their year goes on, each in a sentence. */
async function tellTargets(telling: Telling): Promise<Piece[][]> {
  const here = listOf(telling.results)
  const all = await targetsBehindIn(telling)
  const handed = all.length === 0 ? [] : await handedBehindIn(telling)
  const isMissed = ({ outlook: { state } }: Standing) => state === 'missed'
  return (
    [
      [sentences.targetsMissed, all.filter(isMissed)],
      [sentences.targetsBehind, all.filter((one) => !isMissed(one))],
    ] as const
  ).flatMap(([sentence, some]) => {
    if (some.length === 0) return []
    const details = some.map((one) => detailOf(one, handed, telling))
    return [
      fill(sentence, {
        count: padded(count(some.length, targetsHref(telling)), officialStyle),
        names: names(behindOf(some, telling), here, 'chỉ tiêu khác', 6, '; ', details),
      }),
    ]
  })
}

/** Late tasks, targets that are behind, who has recorded nothing, what waits, what is hardly proven: in sentences. */
export async function tellGaps(telling: Telling): Promise<PaperBlock[]> {
  const { results } = telling
  const here = listOf(results)
  const led: Piece[][] = []
  if (((await countOf(telling, 'late_tasks')) ?? 0) > 0)
    led.push(fill(sentences.lateTasks, { count: await counted(telling, 'late_tasks') }))
  led.push(...(await tellTargets(telling)))
  const kept: Piece[][] = []
  const say = (sentence: string, amount: number, named: readonly Named[] = [], others = 'mô hình khác') => {
    if (amount > 0)
      kept.push(
        fill(sentence, {
          count: padded(count(amount, here), officialStyle),
          names: names(named, here, others),
        }),
      )
  }
  const quiet = silentUnits(results)
  say(sentences.silentParts, quiet.length, quiet, 'đơn vị khác')
  const { open, closed } = apart(silentInitiatives(results))
  say(sentences.silentInitiatives, open.length, open.map(asNamed))
  say(sentences.returned, inState(results, 'returned'))
  say(sentences.waiting, inState(results, 'recorded'))
  const poor = unproven(results)
  const proof: Piece[][] =
    poor.length === 0 ? [] : [[sentences.hardlyProvenYet, ...enumerated(poor, '; ', '; '), '.']]
  const shut: PaperBlock[] =
    closed.length === 0
      ? []
      : [
          {
            ...paragraph(
              fill(sentences.silentClosed, {
                count: padded(count(closed.length, here), officialStyle),
                names: names(closed.map(asNamed), here, 'mô hình khác'),
              }),
            ),
            ...inside,
          } as PaperBlock,
        ]
  const told = [led, kept, proof]
    .filter((some) => some.length > 0)
    .map((some) => paragraph(paragraphOf(some)))
  if (told.length + shut.length > 0) return [...told, ...shut]
  return results.initiatives.length > 0 ? [paragraph([sentences.noGaps])] : []
}

/** What is due in the period that follows, and what has to catch up. */
export async function tellNext(telling: Telling): Promise<PaperBlock[]> {
  const { results } = telling
  const told: Piece[][] = []
  if (((await countOf(telling, 'tasks_due_next')) ?? 0) > 0)
    told.push(
      fill(sentences.dueNext, {
        count: await counted(telling, 'tasks_due_next'),
        next: nextInWords(results.reported),
      }),
    )
  const behind = await targetsBehindIn(telling)
  const isMissed = ({ outlook }: Standing) => outlook.state === 'missed'
  for (const [sentence, some] of [
    [sentences.goOn, behind.filter(isMissed)],
    [sentences.catchUp, behind.filter((one) => !isMissed(one))],
  ] as const)
    if (some.length > 0)
      told.push(fill(sentence, { names: names(behindOf(some, telling), listOf(results), 'chỉ tiêu khác') }))
  if (((await countOf(telling, 'late_tasks')) ?? 0) > 0) told.push([sentences.finishLate])
  const { open } = apart(silentInitiatives(results))
  if (open.length > 0) told.push([sentences.wakeUp])
  return told.length === 0 ? [] : [paragraph(paragraphOf(told))]
}
