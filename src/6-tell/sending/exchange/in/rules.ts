import { createHash } from 'node:crypto'
import { type Indicator, numberRulesOf } from '#figures'
import { isSpeaking } from '#platform/number'
import { plainText } from '#platform/plain-text'
import type { Said } from '#platform/precision'
import { readSaid } from '#platform/said'
import type { FigureRow, Labels, RowProblem } from './sheet.ts'

/** What is counted already of an indicator where an import would count. */
export type Standing = { entries: number; amount: number }
/** An import that has counted this indicator for the same unit and days. */
export type Earlier = { period: string; fileName: string; who: string; countedAt: Date }

/** All that rows are held against. */
export type Known = {
  indicators: readonly Indicator[]
  /** Codes of indicators that are counted on the day of the import. */
  counted: ReadonlySet<string>
  standing: ReadonlyMap<string, Standing>
  earlier: ReadonlyMap<string, Earlier>
}

/** A row as it would be counted. `standing`: what the unit has recorded by itself, beside which it would count. */
export type PlannedFigure = {
  row: number
  indicator: Indicator
  amount: number
  qualifier: Said['qualifier']
  standing: Standing | undefined
}
export type Plan = { planned: PlannedFigure[]; problems: RowProblem[] }

const mostAmount = 1e14

/** Whether a file says that it is of another unit or period. */
export function faultsOfLabels(labels: Labels, here: { slug: string; period: string }): RowProblem[] {
  const fault = (code: string, text: string): RowProblem => ({
    row: 1,
    column: null,
    code,
    params: { text: text.slice(0, 80) },
  })
  return [
    ...(labels.unit !== undefined && labels.unit !== here.slug
      ? [fault('figure_file_is_of_another_unit', labels.unit)]
      : []),
    ...(labels.period !== undefined && labels.period !== here.period
      ? [fault('figure_file_is_of_another_period', labels.period)]
      : []),
  ]
}

/** Which indicators a row means: by its code, or its name in either language. A code comes before the same word as a name. */
function finder(all: readonly Indicator[]) {
  const named = (word: 'nameEn' | 'nameVi' | 'code') =>
    all.map((indicator) => [plainText(indicator[word]).trim(), indicator] as const)
  const known = new Map([...named('nameEn'), ...named('nameVi'), ...named('code')])
  return (text: string) => known.get(plainText(text).trim())
}

type ReadAmount = Said | { code: string; params: NonNullable<RowProblem['params']> }

function amountIn(text: string, indicator: Indicator): ReadAmount {
  const params = { text: text.slice(0, 40) }
  const said = readSaid(text, numberRulesOf(indicator))
  const { fault } = said
  if (fault && isSpeaking(fault)) return { code: fault.code, params: fault.params ?? {} }
  if (fault?.code === 'field_is_no_whole_number')
    return { code: 'figure_row_is_no_whole_number', params: { ...params, measure: indicator.unitVi } }
  if (fault) return { code: 'figure_row_has_no_number', params }
  const { amount, qualifier } = said
  if (amount < 0) return { code: 'figure_row_is_negative', params }
  if (amount > mostAmount) return { code: 'figure_row_is_absurd', params }
  return { amount, qualifier }
}

/** What the rows of a file would do, and all that is wrong with them, row by row. */
export function planFigures(
  rows: readonly FigureRow[],
  { indicators, counted, standing, earlier }: Known,
): Plan {
  const planned: PlannedFigure[] = []
  const problems: RowProblem[] = []
  const named = finder(indicators)
  const first = new Map<string, number>()
  for (const { number: row, cells } of rows) {
    const refuse = (
      column: RowProblem['column'],
      code: string,
      params: NonNullable<RowProblem['params']> = {},
    ) => problems.push({ row, column, code, params })
    const text = cells.amount ?? ''
    const indicator = named(cells.indicator ?? '')
    if (!indicator) {
      refuse('indicator', 'figure_row_names_no_indicator', { text: (cells.indicator ?? '').slice(0, 80) })
      continue
    }
    const name = indicator.nameVi
    if (indicator.rule === 'derived') refuse('indicator', 'figure_row_is_derived', { name })
    else if (indicator.rule === 'distinct') refuse('indicator', 'figure_row_tells_people_apart', { name })
    else if (!counted.has(indicator.code)) refuse('indicator', 'figure_row_is_not_counted_then', { name })
    const twice = first.get(indicator.code)
    if (twice !== undefined) refuse('indicator', 'figure_row_is_twice', { first: String(twice) })
    first.set(indicator.code, twice ?? row)
    const measure = plainText(cells.measure ?? '').trim()
    if (measure !== '' && ![indicator.unitVi, indicator.unitEn].some((unit) => plainText(unit) === measure))
      refuse('measure', 'figure_row_has_another_measure', {
        text: (cells.measure ?? '').slice(0, 40),
        measure: indicator.unitVi,
      })
    const read = amountIn(text, indicator)
    if ('code' in read) refuse('amount', read.code, read.params)
    const before = earlier.get(indicator.code)
    if (before)
      refuse('indicator', 'figure_is_imported_already', {
        file: before.fileName,
        who: before.who,
        period: before.period,
      })
    if ('amount' in read) planned.push({ row, indicator, ...read, standing: standing.get(indicator.code) })
  }
  return { planned, problems }
}

/** Those that would count beside what the unit has recorded by itself. */
export const countingTwice = (planned: readonly PlannedFigure[]): PlannedFigure[] =>
  planned.filter(({ standing }) => standing !== undefined)

/** Stands for all that somebody saw before confirming. */
export const hashOfPlan = ({ planned }: Pick<Plan, 'planned'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        planned.map(({ row, indicator, amount, qualifier, standing }) => [
          row,
          indicator.code,
          amount,
          qualifier,
          standing?.entries ?? 0,
          standing?.amount ?? 0,
        ]),
      ),
    )
    .digest('hex')
