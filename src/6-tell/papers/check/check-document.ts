import { type Measure, measureNamedIn } from '#platform/measures'
import { type KnownDocuments, otherDaysIn } from './cited.ts'
import { type Claim, readClaims } from './claims.ts'
import { type CopySign, carriedOver, otherPeriods, otherUnits, type ReportSpan } from './copies.ts'
import type { Stretch } from './excused.ts'
import { judge, type KnownFigure, type Prepared, prepared, type Verdict } from './match-claims.ts'
import { type Passed, passedBy } from './passed-by.ts'
import { otherSumsIn } from './sums.ts'

/** What a text is held against. */
export type Against = {
  figures: readonly KnownFigure[]
  /** The months of the report; without them no date is called old. */
  span?: ReportSpan | undefined
  /** The paragraphs of the report before it. */
  before?: readonly string[]
  /** Names of units that this report is not about. */
  otherUnits?: readonly string[]
  /** Documents of the registers, to hold cited days against. */
  documents?: KnownDocuments
}

export type CheckedClaim = { claim: Claim; verdict: Verdict }
export type CheckedParagraph = {
  /** Which paragraph of the text it is, from 1. */
  number: number
  text: string
  claims: CheckedClaim[]
  signs: CopySign[]
  /** Numbers that are held against nothing, each with its reason. */
  passed: Passed[]
}

/** The sentence of a paragraph in which a claim stands: its neighbours count something else. */
export function sentenceAround(text: string, { from, to }: Claim): string {
  const begin = Math.max(...['. ', '; ', '! ', '? '].map((stop) => text.lastIndexOf(stop, from) + 1))
  const ends = ['. ', '; ', '! ', '? '].map((stop) => text.indexOf(stop, to)).filter((at) => at >= 0)
  return text.slice(begin, Math.min(text.length, ...ends))
}

/** Where the names of figures stand in a text: the 30 of “Lượt chờ quá 30 phút” is no claim. */
function namesIn(text: string, figures: readonly Prepared[]): Stretch[] {
  const small = text.toLowerCase()
  return figures.flatMap(({ name }) => {
    const from = /\d/.test(name) ? small.indexOf(name) : -1
    return from < 0 ? [] : [{ from, to: from + name.length }]
  })
}

/**
 * A claim with the unit that the heading of its table names: “Kết quả (tấn)” over it, or “ĐVT: tấn” before the table.
 * Empty cells are left out of a row, so only a row as long as its heading is held against it cell by cell.
 */
function withUnitOfTable(claim: Claim, text: string, heading: Heading): Claim {
  if (claim.measure || claim.isPercent || claim.isRatio || claim.counted !== undefined) return claim
  const at = text.slice(0, claim.from).split(' | ').length - 1
  const isWhole = text.split(' | ').length === heading.cells.length
  const measure = (isWhole ? measureNamedIn(heading.cells[at] ?? '') : undefined) ?? heading.measure
  return measure ? { ...claim, measure } : claim
}

/** The first row of a table, and the unit that the line before it names for all of it. */
type Heading = { cells: readonly string[]; measure?: Measure | undefined }

/** For each paragraph the heading of the table in which it stands. */
function headingsOf(paragraphs: readonly string[]): (Heading | undefined)[] {
  let last: Heading | undefined
  return paragraphs.map((text, index) => {
    const before = paragraphs[index - 1] ?? ''
    if (!isRow(text)) last = undefined
    else if (!isRow(before))
      last = {
        cells: text.split(' | '),
        measure: /đvt|đơn vị tính/iu.test(before) ? measureNamedIn(before) : undefined,
      }
    return last
  })
}

const sinceNewYear = /(?<!\p{L})(?:từ đầu năm|lũy kế|luỹ kế|cộng dồn)(?!\p{L})/iu
const inPeriod = /(?<!\p{L})trong (?:tháng|quý|quí|kỳ)(?!\p{L})/iu

/**
 * The figures of the period of which a sentence speaks: of an earlier one none is known, “từ đầu năm” is of the year so far, and
 * “trong quý” is not.
 */
function ofPeriodSaid(
  sentence: string,
  figures: readonly Prepared[],
  span: ReportSpan | undefined,
): readonly Prepared[] {
  if (span && otherPeriods(sentence, span).length > 0) return []
  const [isYear, isPeriod] = [sinceNewYear.test(sentence), inPeriod.test(sentence)]
  if (isYear === isPeriod || !figures.some(({ figure }) => figure.isYearSoFar)) return figures
  return figures.filter(({ figure }) => (figure.isYearSoFar ?? false) === isYear)
}

const isRow = (text: string): boolean => text.includes(' | ')

/**
 * Holds every amount and every paragraph of a text against what is known. Gives the paragraphs in which something stands
 * to be looked at, supported amounts and what is passed by among them.
 */
export function checkDocument(paragraphs: readonly string[], against: Against): CheckedParagraph[] {
  const carried = carriedOver(paragraphs, against.before ?? [])
  const figures = prepared(against.figures)
  const headings = headingsOf(paragraphs)
  const judgeIn = (sentence: string, claim: Claim) =>
    judge(claim, sentence, ofPeriodSaid(sentence, figures, against.span))
  return paragraphs
    .map((text, index): CheckedParagraph => {
      const [alike, heading] = [carried[index], headings[index]]
      const names = namesIn(text, figures)
      const { claims, excused } = readClaims(text)
      const unnamed = claims.filter(
        ({ from, to }) => !names.some((name) => name.from <= from && to <= name.to),
      )
      return {
        number: index + 1,
        text,
        claims: unnamed
          .map((claim) => (heading ? withUnitOfTable(claim, text, heading) : claim))
          .map((claim) => ({ claim, verdict: judgeIn(sentenceAround(text, claim), claim) })),
        signs: [
          ...(alike === undefined ? [] : [{ kind: 'carried_over' as const, alike }]),
          ...(against.span ? otherPeriods(text, against.span) : []).map((said) => ({
            kind: 'other_period' as const,
            said,
          })),
          ...otherSumsIn(text, claims).map((one) => ({ kind: 'other_sum' as const, ...one })),
          ...otherDaysIn(text, against.documents ?? new Map()).map((one) => ({
            kind: 'other_day' as const,
            ...one,
          })),
          ...otherUnits(text, against.otherUnits ?? []).map((name) => ({
            kind: 'other_unit' as const,
            name,
          })),
        ],
        passed: passedBy(text, unnamed, { excused, names }),
      }
    })
    .filter(({ claims, signs, passed }) => claims.length > 0 || signs.length > 0 || passed.length > 0)
}
