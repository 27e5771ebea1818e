/** The section on results, told from what was gathered. No number is made here: each is bound to where it opens. */

import { type Figure, type Indicator, isEntered, isTold, leftOverWords, provenPercent } from '#figures'
import type { FigureScope, PaperBlock, PaperColumn, Piece } from '#papers'
import { qualifierOfCounts } from '#platform/precision'
import { nameInAddress, periodInWords } from '#regimes'
import type { Counts } from '../grammar/index.ts'
import { initiativesListed, type Results, sourcesNamed } from './gather-results.ts'
import type { RunInitiative } from './results-store.ts'
import { columnsOf, sentences } from './sentences.ts'
import { beyondFigure, bind, count, fill, shownAs, shownOf } from './wording.ts'

const column = (title: string, weight: number, align: PaperColumn['align'] = 'left'): PaperColumn => ({
  title,
  weight,
  align,
})

const heading = (level: 2 | 3, text: string): PaperBlock => ({ kind: 'heading', level, text })
/** A paragraph of a paper. */
export const paragraph = (pieces: Piece[]): PaperBlock => ({ kind: 'paragraph', pieces })

/** The place on the report's own page where initiatives and their records are listed, each with its way on. */
export const listOf = ({ unit, reported }: Results): string =>
  `/bao-cao/${unit.slug}/${nameInAddress(reported.period, reported.outline.code)}#mo-hinh`

/** Of which unit and period a figure of this report speaks. */
export const scopeOf = (results: Results, indicator: string, line?: string): FigureScope => ({
  unitId: results.unit.id,
  unitSlug: results.unit.slug,
  indicator,
  period: results.reported.period,
  ...(line === undefined ? results.slice : { line }),
})

/** How many of some initiatives run, began, were recognised or ended, and how many of some records were accepted. */
export function countsOfInitiatives(
  results: Results,
  initiatives: readonly RunInitiative[],
  line?: string | null,
): Counts {
  const here = listOf(results)
  const of = (is: (initiative: RunInitiative) => boolean) => count(initiatives.filter(is).length, here)
  const accepted = results.records
    .filter((record) => record.state === 'accepted' && (line === undefined || record.line === line))
    .reduce((sum, record) => sum + record.count, 0)
  return {
    running: of(({ isRunning }) => isRunning),
    fresh: of(({ isFresh }) => isFresh),
    recognised: of(({ isRecognised }) => isRecognised),
    ended: of(({ hasEnded }) => hasEnded),
    accepted: count(accepted, here),
  }
}

const percentOf = (figure: Figure | undefined): string => {
  const percent = figure && provenPercent(figure)
  return percent === undefined ? sentences.noEntry : `${percent}\u00a0%`
}

/** A line for each indicator, or each of some, of which something was counted for longer than the period. */
export const beyondNotes = ({ figures, reported }: Results, some?: readonly Indicator[]): PaperBlock[] =>
  figures.flatMap(({ indicator, figure }): PaperBlock[] => {
    if (some && !some.some(({ code }) => code === indicator.code)) return []
    const beyond = beyondFigure(indicator, figure, reported.period)
    return beyond === undefined ? [] : [{ kind: 'note', pieces: [`${indicator.nameVi}: ${beyond}`] }]
  })

/** A table of every indicator with how far it is proven. */
export function tellIndicators(results: Results): PaperBlock[] {
  if (results.sinceNewYear.length === 0) return []
  const { sinceNewYear, period } = results.reported
  const isLong = sinceNewYear === period
  const codes = new Set(results.sinceNewYear.map(({ indicator }) => indicator.code))
  const now = new Map(results.figures.map(({ indicator, figure }) => [indicator.code, figure]))
  const [number, name, unit, inPeriod, yearToDate, proven] = columnsOf.byIndicator
  return [
    heading(2, sentences.byIndicator),
    {
      kind: 'table',
      id: 'chi-tieu',
      caption: sentences.tableByIndicator.replace('{period}', periodInWords(period)),
      columns: [
        column(number, 0.7, 'center'),
        column(name, 4),
        column(unit, 1.3, 'center'),
        column(inPeriod, 1.7, 'right'),
        ...(isLong ? [] : [column(yearToDate, 1.8, 'right')]),
        column(proven, 1.4, 'right'),
      ],
      rows: results.sinceNewYear.map(({ indicator, figure }, index) => {
        const scope = scopeOf(results, indicator.code)
        // A stock stands at the end of the period; adding it up over months would count the same things again.
        const soFar =
          indicator.rule === 'stock' ? sentences.noEntry : bind(figure, { ...scope, period: sinceNewYear })
        return [
          String(index + 1),
          `${codes.has(indicator.partOf ?? '') ? `– ${sentences.ofWhich}: ` : ''}${indicator.nameVi}${indicator.rule === 'stock' ? ' (đến cuối kỳ)' : ''}`,
          indicator.unitVi,
          bind(now.get(indicator.code), scope),
          ...(isLong ? [] : [soFar]),
          percentOf(now.get(indicator.code)),
        ]
      }),
    },
    { kind: 'note', pieces: [sentences.legend] },
    ...beyondNotes(results),
  ]
}

/** A table of the units beneath, with the indicators that say most or those that are asked for. */
export function tellUnits(results: Results, leading: readonly Indicator[] = results.leading): PaperBlock[] {
  const { figures, reported } = results
  const { own, twice, rows } = results.parts
  const parts = rows.filter(
    (row) => row.entries > 0 || leading.some(({ code }) => isTold(row.figures.get(code))),
  )
  const words = leftOverWords(results.unit.isArea, results.parts)
  const isIn = (left: ReadonlyMap<string, Figure>) => leading.some(({ code }) => isEntered(left.get(code)))
  if (parts.length === 0 || leading.length === 0) return []
  const total = new Map(figures.map(({ indicator, figure }) => [indicator.code, figure]))
  return [
    heading(2, sentences.byUnit),
    {
      kind: 'table',
      id: 'don-vi',
      caption: sentences.tableByUnit.replace('{period}', periodInWords(reported.period)),
      columns: [
        column(columnsOf.unit, 3),
        ...leading.map(({ nameVi, unitVi }) => column(`${nameVi} (${unitVi})`, 2, 'right')),
      ],
      rows: [
        ...parts.map(({ unit, shortened, figures: found }) => [
          unit.name,
          ...leading.map(({ code }) =>
            bind(found.get(code), {
              ...scopeOf(results, code),
              unitId: unit.id,
              unitSlug: unit.slug,
              period: shortened ?? reported.period,
            }),
          ),
        ]),
        ...(isIn(own)
          ? [[sentences[words], ...leading.map(({ code }) => bindOwn(results, words, code))]]
          : []),
        ...(isIn(twice) ? [[sentences.twice, ...leading.map(({ code }) => shownOf(twice.get(code)))]] : []),
      ],
      total: [sentences.total, ...leading.map(({ code }) => bind(total.get(code), scopeOf(results, code)))],
    },
  ]
}

/** What the units beneath leave of the whole: the unit's own, or by organisations what is outside them. */
function bindOwn(results: Results, words: ReturnType<typeof leftOverWords>, code: string): Piece {
  const figure = results.parts.own.get(code)
  return words === 'others' ? shownOf(figure) : bind(figure, { ...scopeOf(results, code), reach: 'own' })
}

/** What an initiative came to in the period: its first two measures, in the order in which people read them. */
function resultOf(results: Results, { id }: RunInitiative): string {
  const indicators = new Map(results.sinceNewYear.map(({ indicator }) => [indicator.code, indicator]))
  const sums = results.sums.filter((sum) => sum.initiativeId === id && indicators.has(sum.indicator))
  if (sums.length === 0) return sentences.noEntry
  const said = sums
    .filter(({ amount }) => amount > 0)
    .slice(0, 2)
    .map((sum) => {
      const indicator = indicators.get(sum.indicator)
      return `${indicator?.nameVi}: ${shownAs(sum.amount, qualifierOfCounts(sum))} ${indicator?.unitVi}`
    })
  return said.join('; ') || sentences.nilReturn
}

/** Marks a block that names what the public is not told of: it stays inside when the report is published. */
export const inside = { isRestricted: true } as const

/** Some initiatives apart: those of which everybody may know, and those of kinds that are closed to the public. */
export const apart = (initiatives: readonly RunInitiative[]) => ({
  open: initiatives.filter(({ isPublic }) => isPublic),
  closed: initiatives.filter(({ isPublic }) => !isPublic),
})

/** The initiatives of the period with what each came to; those of closed kinds in a table that stays inside. */
export function tellInitiatives(results: Results): PaperBlock[] {
  const shown = results.initiatives.slice(0, initiativesListed)
  const left = results.initiatives.length - shown.length
  const [number, name, unit, records, result] = columnsOf.initiatives
  if (shown.length === 0) return [heading(2, sentences.list), paragraph([sentences.noInitiatives])]
  const recordsOf = (id: string) =>
    results.records
      .filter(({ initiativeId, state }) => initiativeId === id && state === 'accepted')
      .reduce((sum, record) => sum + record.count, 0)
  const table = (id: string, caption: string, named: readonly RunInitiative[], before: number) => ({
    kind: 'table' as const,
    id,
    caption: caption.replace('{period}', periodInWords(results.reported.period)),
    columns: [
      column(number, 0.7, 'center'),
      column(name, 3),
      column(unit, 2.4),
      column(records, 1.1, 'right'),
      column(result, 3.4),
    ],
    rows: named.map((initiative, index): Piece[] => [
      String(before + index + 1),
      { words: initiative.name, href: `/quan-ly/mo-hinh/${initiative.id}` },
      initiative.unitName,
      count(recordsOf(initiative.id), `/hoat-dong?mo-hinh=${initiative.id}`),
      resultOf(results, initiative),
    ]),
  })
  const isOpen = ({ isPublic, protectsPeople }: RunInitiative) => isPublic && !protectsPeople
  const [open, closed] = [shown.filter(isOpen), shown.filter((one) => !isOpen(one))]
  // Counts lead to the first table, whichever it is.
  const [first, second] = ['mo-hinh', 'mo-hinh-noi-bo']
  const told: PaperBlock[] =
    open.length === 0
      ? [
          { kind: 'heading', level: 2, text: sentences.list, ...inside },
          { ...table(first, sentences.tableOfInitiatives, closed, 0), ...inside },
        ]
      : [
          heading(2, sentences.list),
          table(first, sentences.tableOfInitiatives, open, 0),
          ...(closed.length === 0
            ? []
            : [{ ...table(second, sentences.tableOfClosed, closed, open.length), ...inside }]),
        ]
  return [...told, ...(left > 0 ? [paragraph(fill(sentences.moreInitiatives, { count: left }))] : [])]
}

/** The tables of a report: by indicator with how far each is proven, by unit, by initiative; and from what all was counted. */
export const tellTables = (results: Results): PaperBlock[] => [
  ...tellIndicators(results),
  ...tellUnits(results),
  ...tellInitiatives(results),
  ...tellSources(results),
]

/** From what the figures were counted: which of them somebody declared, who counted, and from which paper. */
export function tellSources({ byHand, indicators }: Results): PaperBlock[] {
  if (byHand.length === 0) return [{ kind: 'note', pieces: [sentences.counted] }]
  const names = new Map(indicators.map(({ code, nameVi }) => [code, nameVi]))
  const said = ({ codes, words }: Results['byHand'][number]): Piece[] => [
    `${codes.map((code) => names.get(code) ?? code).join('; ')}: `,
    words ? { words: words.title, href: words.href } : sentences.declaredUnseen,
  ]
  const shown = byHand.slice(0, sourcesNamed)
  const open = shown.filter(({ isInside }) => !isInside).map(said)
  const closed = shown.filter(({ isInside }) => isInside).map(said)
  if (byHand.length > shown.length) open.push([sentences.declaredMore])
  return [
    { kind: 'note', pieces: [sentences.countedWithDeclared] },
    ...(open.length === 0 ? [] : [{ kind: 'list' as const, items: open }]),
    ...(closed.length === 0 ? [] : [{ kind: 'list' as const, items: closed, ...inside }]),
  ]
}
