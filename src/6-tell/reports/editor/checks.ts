import type { CopySign, KnownFigure } from '#papers'
import { type Against, checkDocument, knownOf, sentenceAround, valueInWords } from '#papers'
import type { Reader } from '#platform/database'
import { inlineOf, linesOf, wordsOf } from '#platform/live-text'
import { today } from '#platform/time'

import { type Reported, reportedOf } from '#regimes'
import type { ComposedReport } from '../report.ts'
import type { Offer, TypedNumber } from './entry.ts'
import { type KeptNumber, keptNumbers, textsBefore } from './store.ts'

/** A paragraph that looks as if it was written for another report. */
export type CopiedLine = { line: number; signs: CopySign[] }

export type CheckedSection = { numbers: TypedNumber[]; copies: CopiedLine[] }

/** What the texts of a report are held against. */
export type Checking = { against: Against; sinceNewYear: string; kept: KeptNumber[] }

/** Stands for what is alive, letter by letter, so that places in a line stay what they are. */
const filler = '\u{fffc}'

const masked = (line: string): string =>
  inlineOf(line)
    .map((piece) => ('text' in piece ? piece.text : filler.repeat(piece.raw.length)))
    .join('')

/** A sentence as it is kept: a change of blanks or of a live figure makes no other sentence of it. */
const plainly = (sentence: string): string =>
  sentence
    .replace(/\u{fffc}+/gu, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 2000)

/**
 * What the sections of a report are held against: figures of its unit and period, the last report's text, names of other
 * units, and the numbers that are kept with a source.
 */
export async function checkingOf(
  db: Reader,
  {
    unit,
    reported,
    draftId,
  }: { unit: { id: string; slug: string }; reported: Reported; draftId?: string | undefined },
): Promise<Checking> {
  const { outline, period, sinceNewYear } = reported
  const before = await textsBefore(db, { unitId: unit.id, outline: outline.code, period })
  return {
    against: {
      ...(await knownOf(db, unit.slug, period)),
      before: before.flatMap((text) => wordsOf(text).split('\n')),
    },
    sinceNewYear,
    kept: draftId ? await keptNumbers(db, draftId) : [],
  }
}

/** Checks the text of a section as it is being written: typed numbers, and what looks copied. */
export function checkSection(
  { against, sinceNewYear, kept }: Checking,
  key: string,
  text: string,
): CheckedSection {
  const found = checkDocument(linesOf(text).map(masked), against)
  return {
    numbers: found.flatMap(({ number, text: line, claims }) =>
      claims.map(({ claim, verdict }): TypedNumber => {
        const sentence = plainly(sentenceAround(line, claim))
        const source = kept.find(
          (one) => one.key === key && one.sentence === sentence && one.number === claim.text,
        )?.source
        const meant =
          verdict.kind === 'unsupported'
            ? []
            : verdict.kind === 'supported'
              ? [verdict.figure]
              : verdict.figures
        return {
          line: number - 1,
          from: claim.from,
          to: claim.to,
          number: claim.text,
          sentence,
          kind: verdict.kind,
          offers: meant.flatMap((figure) => offerOf(figure, sinceNewYear, claim.isPercent)),
          ...(source ? { source } : {}),
        }
      }),
    ),
    copies: found.flatMap(({ number, signs }) => (signs.length > 0 ? [{ line: number - 1, signs }] : [])),
  }
}

function offerOf(figure: KnownFigure, sinceNewYear: string, isPercent: boolean): Offer[] {
  if (Number.isNaN(figure.value)) return []
  // “95%” of a figure that is no rate says how far it is proven.
  const isProof = isPercent && !figure.isRate
  const period = figure.isYearSoFar ? ` period=${sinceNewYear}` : ''
  const { name, unit, proven, isYearSoFar = false } = figure
  const live = `{{${isProof ? 'proof' : 'figure'} ${figure.code}${period}}}`
  return [
    {
      notation: figure.isRate ? `${live}%` : live,
      shown: isProof ? `${proven}%` : `${valueInWords(figure)}${figure.isRate ? '%' : ''}`,
      name,
      unit: figure.isRate || isProof ? '' : unit,
      proven,
      isYearSoFar,
    },
  ]
}

/** A typed number of a report that no figure says and for which nobody has named a source. */
export type UnsupportedNumber = TypedNumber & { key: string; heading: string }

/**
 * The typed numbers of a report that neither a figure nor a source supports, in reading order: a report that is frozen with one
 * of them would say what nobody can prove.
 */
export async function unsupportedIn(
  db: Reader,
  report: Pick<ComposedReport, 'unit' | 'outline' | 'period' | 'draft' | 'sections'>,
): Promise<UnsupportedNumber[]> {
  const checking: Checking = {
    against: await knownOf(db, report.unit.slug, report.period),
    sinceNewYear: reportedOf(report.outline, report.period, today()).sinceNewYear,
    kept: report.draft ? await keptNumbers(db, report.draft.id) : [],
  }
  return report.sections.flatMap(({ key, heading, text }) =>
    checkSection(checking, key, text)
      .numbers.filter(({ kind, source }) => kind !== 'supported' && source === undefined)
      .map((number) => ({ ...number, key, heading })),
  )
}
