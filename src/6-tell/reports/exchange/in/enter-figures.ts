import { type Actor, look, mayIn, note, perform } from '#access'
import { insertFiles, keepPaper } from '#evidence'
import { type Indicator, indicatorsOf, postFacts, reverseFacts } from '#figures'
import { type UnitDetails, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { sha256 } from '#platform/files'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import type { Notice } from '#platform/spreadsheet'
import { addDays, type Day, dayOf, type Span, today as todayInVietnam } from '#platform/time'
import { periodOf, refuseUnlessStanding } from '#regimes'
import { type ReportAddress, unitAt } from '../../at-report.ts'
import { countingTwice, faultsOfLabels, hashOfPlan, type Plan, planFigures } from './rules.ts'
import { type FigureRow, figuresTemplate, readFigures } from './sheet.ts'
import {
  codesCountedOn,
  countedTwin,
  earlierImports,
  importsOf,
  importWithId,
  insertImport,
  type KeptImport,
  markCounted,
  markTakenBack,
  standingFor,
  takeTurn,
} from './store.ts'

type Where = { unit: UnitDetails; period: string; span: Span }

/**
 * The unit and period for which figures are entered.
 * @throws Problem `not_found_or_not_allowed`, those of `periodOf`, `figures_are_entered_too_early`,
 *   `report_unit_did_not_exist_then`
 */
async function placeFor(actor: Actor, { slug, period }: ReportAddress, today: Day): Promise<Where> {
  const named = await unitAt(actor, slug, 'figure.enter_for')
  const unit = await look(actor, 'figure.enter_for', named.id, (db) => unitOf(db, named.id))
  const { span } = periodOf(period, today)
  // They count on the last day of the period, and a day that has not come has no facts.
  if (span.until > today) throw new Problem('figures_are_entered_too_early', { day: addDays(span.until, -1) })
  refuseUnlessStanding(unit, span)
  return { unit, period, span }
}

const mayBeEntered = ({ rule }: Indicator): boolean => rule === 'sum' || rule === 'stock'

async function planFor(
  db: Reader,
  { unitId, span }: { unitId: string; span: Span },
  rows: readonly FigureRow[],
): Promise<Plan> {
  const indicators = await indicatorsOf(db)
  const codes = indicators.map(({ code }) => code)
  return planFigures(rows, {
    indicators,
    counted: await codesCountedOn(db, addDays(span.until, -1)),
    standing: await standingFor(db, unitId, codes, span),
    earlier: await earlierImports(db, unitId, codes, span),
  })
}

/** What the page needs on which a file is chosen. @throws Problem as `previewFigures` */
export async function formForEntering(actor: Actor, address: ReportAddress, today: Day = todayInVietnam()) {
  const where = await placeFor(actor, address, today)
  return look(actor, 'figure.enter_for', where.unit.id, async (db) => ({
    ...where,
    imports: await importsOf(db, where.unit.id),
  }))
}

/** The file to be filled in for a unit and period. @throws Problem as `previewFigures` */
export async function templateFor(
  actor: Actor,
  address: ReportAddress,
  today: Day = todayInVietnam(),
): Promise<Buffer<ArrayBuffer>> {
  const { unit, period, span } = await placeFor(actor, address, today)
  return look(actor, 'figure.enter_for', unit.id, async (db) => {
    const counted = await codesCountedOn(db, addDays(span.until, -1))
    const indicators = (await indicatorsOf(db)).filter((one) => mayBeEntered(one) && counted.has(one.code))
    return figuresTemplate(unit, period, indicators)
  })
}

/** What a file would do. It waits under `id` to be confirmed; one with problems is not kept. */
export type Preview = Plan & { id: string | undefined; fileName: string; notices: Notice[] }

/**
 * Reads a file of figures and says row by row what it would do. Counts nothing.
 * @throws Problem `not_found_or_not_allowed`, `figure_file_is_counted_already_by`, `figures_are_entered_too_early`, those of
 *   `readSpreadsheet` and of keeping a paper
 */
export async function previewFigures(
  actor: Actor,
  address: ReportAddress,
  file: { name: string; bytes: Uint8Array },
  today: Day = todayInVietnam(),
): Promise<Preview> {
  const { unit, period, span } = await placeFor(actor, address, today)
  const read = await readFigures(file)
  const of = { unitId: unit.id, span }
  const plan = await look(actor, 'figure.enter_for', unit.id, async (db) => {
    refuseTwin(await countedTwin(db, unit.id, sha256(file.bytes)))
    return planFor(db, of, read.rows)
  })
  const here = { unit: unit.slug, period }
  const problems = [...read.problems, ...faultsOfLabels(read.labels, here), ...plan.problems]
  const seen = { planned: plan.planned, problems, notices: read.notices }
  if (problems.length > 0) return { ...seen, id: undefined, fileName: file.name.toWellFormed().slice(-200) }
  const kept = await keepPaper(file.bytes, file.name)
  const fileName = kept.name || 'so-lieu.xlsx'
  const id = newId()
  await perform(actor, 'figure.enter_for', unit.id, async (tx) => {
    note(tx, { import: id, period, previewed: read.rows.length })
    await insertFiles(tx, [kept], actor.personId)
    await insertImport(tx, {
      id,
      unitId: unit.id,
      period,
      since: span.from,
      until: span.until,
      sha256: kept.sha256,
      fileName,
      rows: read.rows,
      sentBy: actor.personId,
    })
  })
  return { ...seen, id, fileName }
}

function refuseTwin(twin: KeptImport | undefined): void {
  if (twin?.countedAt)
    throw new Problem(
      'figure_file_is_counted_already_by',
      { who: twin.who, at: dayOf(twin.countedAt), period: twin.period },
      { field: 'file' },
    )
}

async function importNamed(db: Reader, id: string): Promise<KeptImport> {
  const kept = isId(id) ? await importWithId(db, id) : undefined
  if (!kept) throw new Problem('not_found_or_not_allowed')
  return kept
}

const spanOfImport = ({ since, until }: KeptImport): Span => ({ from: since, until })
const lastDay = ({ until }: KeptImport): Day => addDays(until, -1)

async function importToRead(db: Reader, id: string): Promise<KeptImport> {
  const kept = await importNamed(db, id)
  if (!(await mayIn(db, 'report.read', kept.unitId))) throw new Problem('not_found_or_not_allowed')
  return kept
}

/** An import as it is kept, without what it would do. @throws Problem `not_found_or_not_allowed` */
export const keptImport = (actor: Actor, id: string): Promise<KeptImport> =>
  look(actor, 'report.read', null, (db) => importToRead(db, id))

/**
 * An import as its page shows it: what it would do while it waits, and whether this person may take it back after that.
 * @throws Problem `not_found_or_not_allowed`
 */
export const importPage = (actor: Actor, id: string) =>
  look(actor, 'report.read', null, async (db) => {
    const kept = await importToRead(db, id)
    const { unitId } = kept
    const of = { unitId, span: spanOfImport(kept) }
    const plan =
      kept.state === 'waiting'
        ? await planFor(db, of, kept.rows)
        : // What was counted is told as it stands in the file: what else counts today is another matter.
          planFigures(kept.rows, {
            indicators: await indicatorsOf(db),
            counted: await codesCountedOn(db, lastDay(kept)),
            standing: new Map(),
            earlier: new Map(),
          })
    return { kept, plan, seen: hashOfPlan(plan), mayEnter: await mayIn(db, 'figure.enter_for', unitId) }
  })
export type ImportShown = Awaited<ReturnType<typeof importPage>>

/**
 * Counts a file that was previewed: every row as a declared fact on the last day of its period, or none of them. Pressing
 * twice counts once. Figures that the unit has recorded by itself are counted beside only where somebody says why.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `figures_would_count_twice`,
 *   `figure_file_is_counted_already_by`, and what the database refuses
 */
export async function countFigures(
  actor: Actor,
  id: string,
  { seen, countsBesides, besides }: { seen: string; countsBesides: boolean; besides: string },
): Promise<void> {
  const { unitId } = await look(actor, 'figure.enter_for', null, (db) => importNamed(db, id))
  await perform(actor, 'figure.enter_for', unitId, async (tx) => {
    await takeTurn(tx, unitId)
    const kept = await importNamed(tx, id)
    if (kept.state === 'counted' && kept.sentBy === actor.personId) return
    if (kept.state !== 'waiting') throw new Problem('figure_import_is_over')
    refuseTwin(await countedTwin(tx, unitId, kept.sha256))
    const plan = await planFor(tx, { unitId, span: spanOfImport(kept) }, kept.rows)
    if (plan.problems.length > 0 || hashOfPlan(plan) !== seen) throw new Problem('seen_is_outdated')
    const twice = countingTwice(plan.planned)
    if (twice.length > 0 && !countsBesides)
      throw new Problem('figures_would_count_twice', { count: twice.length }, { field: 'countsBesides' })
    if (twice.length > 0 && besides.length < 3)
      throw new Problem('figures_count_twice_without_reason', {}, { field: 'besides' })
    await markCounted(tx, id, twice.length > 0 ? besides : '')
    const origin = { kind: 'import', id, unitId, day: lastDay(kept) } as const
    await postFacts(
      tx,
      // The levels of a unit that come month by month follow one another: its series is the unit itself.
      { ...origin, seriesId: unitId },
      'declared',
      plan.planned.map(({ indicator, amount }) => ({ indicator: indicator.code, amount })),
    )
    note(tx, { import: id, period: kept.period, counted: plan.planned.length, twice: twice.length })
  })
}

/**
 * Takes back what a file has counted: its facts are reversed on their own day. The file, who sent it and why it was taken
 * back stay. Taking back again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `figure_import_is_over`, `fact_year_is_archived`
 */
export async function takeBackFigures(actor: Actor, id: string, why: string): Promise<void> {
  const { unitId } = await look(actor, 'figure.enter_for', null, (db) => importNamed(db, id))
  await perform(actor, 'figure.enter_for', unitId, async (tx) => {
    await takeTurn(tx, unitId)
    const kept = await importNamed(tx, id)
    if (kept.state === 'taken_back') return
    if (!(await markTakenBack(tx, id, actor.personId, why))) throw new Problem('figure_import_is_over')
    await reverseFacts(tx, { kind: 'import', id, day: lastDay(kept) })
    note(tx, { import: id, period: kept.period })
  })
}
