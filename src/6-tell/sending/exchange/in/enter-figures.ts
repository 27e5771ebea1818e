import { z } from 'zod'
import { type Actor, look, mayIn, note, perform } from '#access'
import {
  codesCountedOn,
  faultsBeside,
  keepWithinWholes,
  problemOfRows,
  rowsAtFault,
  standingFor,
} from '#declared'
import { insertFiles, keepPaper } from '#evidence'
import { type Amount, type Indicator, indicatorsOf, postFacts, reverseFacts } from '#figures'
import { defineImport } from '#imports'
import { type UnitDetails, unitBySlug, unitOf } from '#org'
import { type Reader, takeTurn } from '#platform/database'
import { isId, newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { textField } from '#platform/submit'
import { addDays, type Day, dayOf, type Span, today as todayInVietnam } from '#platform/time'
import { periodOf, refuseUnlessStanding } from '#regimes'
import { type ReportAddress, unitAt } from '#reports'
import { countingTwice, hashOfPlan, type Plan, planFigures } from './rules.ts'
import { type FigureRow, figuresIn, figuresTemplate } from './sheet.ts'
import {
  countedTwin,
  earlierImports,
  importsOf,
  importWithId,
  insertImport,
  type KeptImport,
  markTakenBack,
} from './store.ts'

type Into = { slug: string; period: string }
type Where = { unit: UnitDetails; period: string; span: Span }

/**
 * The unit and period for which figures are entered.
 * @throws Problem `not_found_or_not_allowed`, those of `periodOf`, `figures_are_entered_too_early`,
 *   `report_unit_did_not_exist_then`
 */
async function placeFor(db: Reader, { slug, period }: Into, today: Day): Promise<Where> {
  const unit = await unitOf(db, await idOf(db, slug))
  const { span } = periodOf(period, today)
  // They count on the last day of the period, and a day that has not come has no facts.
  if (span.until > today) throw new Problem('figures_are_entered_too_early', { day: addDays(span.until, -1) })
  refuseUnlessStanding(unit, span)
  return { unit, period, span }
}

async function idOf(db: Reader, slug: string): Promise<string> {
  const unit = await unitBySlug(db, slug)
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return unit.id
}

/** Looks at the unit and period of an address. @throws Problem as `placeFor` */
async function atPlace<T>(
  actor: Actor,
  { slug, period }: ReportAddress,
  today: Day,
  read: (db: Reader, where: Where) => Promise<T>,
): Promise<T> {
  const { id } = await unitAt(actor, slug, 'figure.enter_for')
  return look(actor, 'figure.enter_for', id, async (db) =>
    read(db, await placeFor(db, { slug, period }, today)),
  )
}

const mayBeEntered = ({ rule }: Indicator): boolean => rule === 'sum' || rule === 'stock'

async function planFor(
  db: Reader,
  { unitId, span }: { unitId: string; span: Span },
  rows: readonly FigureRow[],
): Promise<Plan> {
  const indicators = await indicatorsOf(db)
  const codes = indicators.map(({ code }) => code)
  const plan = planFigures(rows, {
    indicators,
    counted: await codesCountedOn(db, addDays(span.until, -1)),
    standing: await standingFor(db, unitId, codes, span, { ownKind: 'import' }),
    earlier: await earlierImports(db, unitId, codes, span),
  })
  const [fault] = await faultsBeside(db, indicators, [{ unitId, span, amounts: amountsOf(plan) }])
  if (fault)
    for (const row of rowsAtFault(rowsNamed(plan), fault))
      plan.problems.push({ row, column: 'amount', code: fault.code, params: fault.params })
  return plan
}

const amountsOf = ({ planned }: Pick<Plan, 'planned'>): Amount[] =>
  planned.map(({ indicator, amount, qualifier }) => ({ indicator: indicator.code, amount, qualifier }))

const rowsNamed = ({ planned }: Pick<Plan, 'planned'>) =>
  planned.map(({ row, indicator: { code } }) => ({ row, code }))

/** What the page needs on which a file is chosen. @throws Problem as `placeFor` */
export const formForEntering = (actor: Actor, address: ReportAddress, today: Day = todayInVietnam()) =>
  atPlace(actor, address, today, async (db, where) => ({
    ...where,
    imports: await importsOf(db, where.unit.id),
  }))

/** The file to be filled in for a unit and period. @throws Problem as `placeFor` */
export const templateFor = (
  actor: Actor,
  address: ReportAddress,
  today: Day = todayInVietnam(),
): Promise<Buffer<ArrayBuffer>> =>
  atPlace(actor, address, today, async (db, { unit, period, span }) => {
    const counted = await codesCountedOn(db, addDays(span.until, -1))
    const indicators = (await indicatorsOf(db)).filter((one) => mayBeEntered(one) && counted.has(one.code))
    return figuresTemplate(unit, period, indicators)
  })

/** What is asked where figures would count beside what the unit has recorded by itself. */
const besidesEntry = z.object({ countsBesides: z.string().optional(), besides: textField(1000).default('') })

/** Those who enter figures for one unit take turns: what one has counted, the next must see. */
const turnOf = (unitId: string): string => `figure_import ${unitId}`

/**
 * Figures of a unit and a period from a file: every row becomes a declared fact of the whole period, a
 * stock one of its last day. Figures that
 * the unit has recorded by itself are counted beside only where somebody says why.
 */
export const figureImport = defineImport({
  name: 'figures',
  action: 'figure.enter_for',
  unitOf: async (actor, { slug }: Into) => (await unitAt(actor, slug, 'figure.enter_for')).id,
  read: figuresIn,
  async judge(db, into, rows, { day, fileHash }) {
    const { unit, span } = await placeFor(db, into, day)
    refuseTwin(await countedTwin(db, unit.id, fileHash))
    return { unitId: unit.id, span, rows, ...(await planFor(db, { unitId: unit.id, span }, rows)) }
  },
  count: ({ planned }) => planned.length,
  seen: (plan) => hashOfPlan(plan),
  says: besidesEntry,
  lock: async (tx, { slug }) => {
    await takeTurn(tx, turnOf(await idOf(tx, slug)))
  },
  async keepFile({ name, bytes }) {
    const kept = await keepPaper(bytes, name)
    return (tx, actor) => insertFiles(tx, [kept], actor.personId)
  },
  async write(tx, { period }, { unitId, span, rows, planned }, { actor, said, fileName, fileHash }) {
    const twice = countingTwice(planned)
    if (twice.length > 0 && said.countsBesides !== 'yes')
      throw new Problem('figures_would_count_twice', { count: twice.length }, { field: 'countsBesides' })
    if (twice.length > 0 && said.besides.length < 3)
      throw new Problem('figures_count_twice_without_reason', {}, { field: 'besides' })
    const id = newId()
    await insertImport(tx, {
      id,
      unitId,
      period,
      since: span.from,
      until: span.until,
      sha256: fileHash,
      fileName: fileName || 'so-lieu.xlsx',
      rows,
      besides: twice.length > 0 ? said.besides : '',
      sentBy: actor.personId,
    })
    // The levels of a unit that come month by month follow one another: its series is the unit itself.
    const origin = { kind: 'import', id, unitId, day: addDays(span.until, -1), seriesId: unitId } as const
    const those = (isStock: boolean) =>
      amountsOf({ planned: planned.filter(({ indicator }) => (indicator.rule === 'stock') === isStock) })
    const place = { unitId, span, amounts: amountsOf({ planned }) }
    const post = async () => {
      await postFacts(tx, origin, 'declared', those(true))
      // What came in during a longer period came in on none of its days and months alone.
      await postFacts(tx, { ...origin, since: span.from }, 'declared', those(false))
    }
    await keepWithinWholes(tx, await indicatorsOf(tx), [place], post, (fault) =>
      problemOfRows(rowsNamed({ planned }), fault),
    )
    note(tx, { import: id, twice: twice.length })
    return id
  },
})

function refuseTwin(twin: KeptImport | undefined): void {
  if (twin)
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

const lastDay = ({ until }: KeptImport): Day => addDays(until, -1)

/** An import as it stands in its file: what else counts today is another matter. */
const planAsKept = async (db: Reader, kept: KeptImport): Promise<Plan> =>
  planFigures(kept.rows, {
    indicators: await indicatorsOf(db),
    counted: await codesCountedOn(db, lastDay(kept)),
    standing: new Map(),
    earlier: new Map(),
  })

async function importToRead(db: Reader, id: string): Promise<KeptImport> {
  const kept = await importNamed(db, id)
  if (!(await mayIn(db, 'report.read', kept.unitId))) throw new Problem('not_found_or_not_allowed')
  return kept
}

/** An import as it is kept, without what it would do. @throws Problem `not_found_or_not_allowed` */
export const keptImport = (actor: Actor, id: string): Promise<KeptImport> =>
  look(actor, 'report.read', null, (db) => importToRead(db, id))

/** An import as its page shows it, and whether this person may take it back. @throws Problem `not_found_or_not_allowed` */
export const importPage = (actor: Actor, id: string) =>
  look(actor, 'report.read', null, async (db) => {
    const kept = await importToRead(db, id)
    return {
      kept,
      plan: await planAsKept(db, kept),
      mayEnter: await mayIn(db, 'figure.enter_for', kept.unitId),
    }
  })
/**
 * Takes back what a file has counted: its facts are reversed on their own day. The file, who sent it and why it was taken
 * back stay. Taking back again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `figure_import_is_over`, `fact_year_is_archived`
 */
export async function takeBackFigures(actor: Actor, id: string, why: string): Promise<void> {
  const { unitId } = await look(actor, 'figure.enter_for', null, (db) => importNamed(db, id))
  await perform(actor, 'figure.enter_for', unitId, async (tx) => {
    await takeTurn(tx, turnOf(unitId))
    const kept = await importNamed(tx, id)
    if (kept.state === 'taken_back') return
    if (!(await markTakenBack(tx, id, actor.personId, why))) throw new Problem('figure_import_is_over')
    const { planned } = await planAsKept(tx, kept)
    const hasLevels = planned.some(({ indicator }) => indicator.rule === 'stock')
    await reverseFacts(tx, { kind: 'import', id, day: lastDay(kept), hasLevels })
    note(tx, { import: id, period: kept.period })
  })
}
