import { type Actor, look, lookAsSystem } from '#access'
import { daysOfSymbols } from '#documents'
import { figuresOf, type IndicatorFigure, provenPercent, spanFor, totalOf, unitAt } from '#figures'
import { findUnits } from '#org'
import type { Reader } from '#platform/database'
import type { ReadNotice } from '#platform/documents/read-docx'
import { inThread } from '#platform/in-thread'
import { qualifierOfCounts } from '#platform/precision'
import { saidInWords } from '#platform/precision-words'
import { addDays } from '#platform/time'
import type { Against, CheckedParagraph } from './check-document.ts'
import type { KnownFigure } from './match-claims.ts'

/** What is known of a Word file: its paragraphs with their amounts, and what of the file has to be said. */
export type CheckedFile = { paragraphs: CheckedParagraph[]; notices: ReadNotice[]; read: number }

/** For whom and when a file speaks, as far as that was said. */
export type SpeaksFor = { unit?: string | undefined; period?: string | undefined }

/**
 * Checks a Word file from anywhere: each amount that was typed against the figures of a unit and a period, each paragraph
 * against the report before it. Without a unit and a period the amounts are listed, none of them supported.
 * @throws Problem those of `readDocx`, `file_is_too_heavy`, `files_are_waiting`, `not_found_or_not_allowed`, `period_is_malformed`
 */
export async function checkFile(
  bytes: Uint8Array,
  { unit, period }: SpeaksFor,
  before?: Uint8Array,
): Promise<CheckedFile> {
  const against =
    unit !== undefined && period !== undefined
      ? await lookAsSystem((db) => knownOf(db, unit, period))
      : { figures: [] }
  return checked(bytes, against, before)
}

/** What the thread is asked that reads and checks. */
export type CheckAsked = { bytes: Uint8Array; before: Uint8Array | undefined; against: Against }

const askThread = inThread<CheckAsked, CheckedFile>('src/6-tell/papers/check/check-worker.ts', {
  seconds: 20,
})

const checked = (bytes: Uint8Array, against: Against, before: Uint8Array | undefined): Promise<CheckedFile> =>
  askThread({ bytes, against, before })

/**
 * The unit for which somebody checks a file, if they may read its reports.
 * @throws Problem `not_found_or_not_allowed`, `period_is_malformed`
 */
export async function unitToCheckFor(actor: Actor, slug: string, period: string) {
  spanFor(period)
  const unit = await look(actor, 'report.read', null, (db) => unitAt(db, slug))
  return look(actor, 'report.read', unit.id, async () => unit)
}

/**
 * The same for somebody who may read the reports of the unit.
 * @throws Problem those of `checkFile`
 */
export async function checkFileFor(
  actor: Actor,
  { unit, period }: { unit: string; period: string },
  files: { file: Uint8Array; before?: Uint8Array | undefined },
): Promise<CheckedFile> {
  const { id } = await unitToCheckFor(actor, unit, period)
  const against = await look(actor, 'report.read', id, (db) => knownOf(db, unit, period))
  return checked(files.file, against, files.before)
}

/** The figures of a unit in a period and since the year began, and the names of units of its kind that it is not. */
export async function knownOf(db: Reader, slug: string, period: string): Promise<Against> {
  const [unit, span] = [await unitAt(db, slug), spanFor(period)]
  const year = { from: `${addDays(span.until, -1).slice(0, 4)}-01-01`, until: span.until }
  const figures = [
    ...(await figuresOf(db, { unitId: unit.id }, span)).map(known),
    ...(year.from === span.from
      ? []
      : (await figuresOf(db, { unitId: unit.id }, year)).map((one) => ({
          ...known(one),
          isYearSoFar: true,
        }))),
  ]
  const peers = await findUnits(db, { kind: unit.kind, onDay: span.from, limit: 200 })
  return {
    figures,
    span: { from: span.from.slice(0, 7), until: addDays(span.until, -1).slice(0, 7) },
    documents: await daysOfSymbols(db),
    otherUnits: peers.filter(({ id }) => id !== unit.id).map(({ name }) => name),
  }
}

/** The value of a figure as people read it, with its precision: “trên 4.171”; a dash where there is none. */
export const valueInWords = ({ value, qualifier = 'exact' }: KnownFigure): string =>
  Number.isNaN(value) ? '–' : saidInWords(value, qualifier)

function known({ indicator, figure }: IndicatorFigure): KnownFigure {
  const { code, nameVi: name, unitVi: unit } = indicator
  const { derived } = figure
  const said = qualifierOfCounts(figure)
  const precision = said === 'exact' ? {} : { qualifier: said }
  if (!derived)
    return { code, name, unit, value: totalOf(figure), ...precision, proven: provenPercent(figure) ?? 0 }
  return {
    code,
    name,
    unit,
    value: derived.value ?? Number.NaN,
    ...precision,
    // Rounded down, never up, as everywhere.
    proven: Math.floor(derived.provenPercent ?? 0),
    isRate: unit === '%',
    ...(derived.numerator === undefined ? {} : { part: derived.numerator }),
    ...(derived.denominator === undefined ? {} : { whole: derived.denominator }),
  }
}
