import { type Actor, note, perform } from '#access'
import { documentsNamed } from '#documents'
import { insertFiles, type KeptFile } from '#evidence'
import { type Indicator, indicatorsOf, postEntry, reverseFacts } from '#figures'
import { takeStep } from '#life'
import { type Reader, type Tx, takeTurn } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addDays, type Day, today as todayInVietnam } from '#platform/time'
import type { DeclaredEntry } from './entry.ts'
import { declaredLife } from './life.ts'
import { keepWithinWholes, type Place } from './parts-beside.ts'
import {
  askedFor,
  canBeDeclared,
  type Days,
  daysSaid,
  objectionToDays,
  type Part,
  partsSaid,
} from './rules.ts'
import { standingFor } from './standing-store.ts'
import { type Declared, insertDeclared } from './store.ts'

/** A figure that is ready to be written. */
type Ready = Days & { indicator: Indicator; parts: Part[]; besides: string }

/** Those who declare figures for one unit take turns: what one has counted, the next must see. */
export const takeTurnOf = (tx: Tx, unitId: string): Promise<unknown> => takeTurn(tx, `declared ${unitId}`)

/**
 * What an entry says, checked against indicators, days and what counts already.
 * @throws Problem `form_has_faults`, `declared_indicator_is_unknown`, `declared_figure_tells_people_apart`, those of
 *   `objectionToDays`, `declared_figure_counts_twice`, `declared_figure_counts_twice_without_reason`
 */
async function readyFrom(db: Reader, entry: DeclaredEntry, today: Day, own?: Declared): Promise<Ready> {
  const all = await indicatorsOf(db)
  const indicator = all.find(({ code }) => code === entry.indicator)
  if (!indicator) throw new Problem('declared_indicator_is_unknown', {}, { field: 'indicator' })
  const asked = askedFor(indicator, all)
  if (!canBeDeclared(asked))
    throw new Problem(
      'declared_figure_tells_people_apart',
      { name: indicator.nameVi },
      { field: 'indicator' },
    )
  const days = daysSaid(entry)
  const objection = objectionToDays(days, indicator, today)
  if (objection) throw new Problem(objection.code, {}, { field: objection.field })
  const parts = partsSaid(asked, entry)
  const span = { from: days.since, until: addDays(days.day, 1) }
  const codes = parts.map((part) => part.indicator)
  const standing = await standingFor(db, entry.unitId, codes, span, own ? { sourceId: own.id } : {})
  if (standing.size > 0 && !entry.countsBesides)
    throw new Problem('declared_figure_counts_twice', twice(standing, all), { field: 'countsBesides' })
  if (standing.size > 0 && entry.besides.length < 3)
    throw new Problem('declared_figure_counts_twice_without_reason', {}, { field: 'besides' })
  return { ...days, indicator, parts, besides: standing.size > 0 ? entry.besides : '' }
}

function twice(standing: Awaited<ReturnType<typeof standingFor>>, all: readonly Indicator[]) {
  const [code = '', { amount, entries } = { amount: 0, entries: 0 }] = [...standing][0] ?? []
  return { name: all.find((one) => one.code === code)?.nameVi ?? code, amount, count: entries }
}

const isStockIn = (all: readonly Indicator[], code: string): boolean =>
  all.find((one) => one.code === code)?.rule === 'stock'

type Posting = { id: string; unitId: string; parts: readonly Part[] } & Days

/** Posts the amounts of a figure: sums of its whole span, levels of its last day, each series being the unit itself. */
export async function postDeclared(
  tx: Tx,
  { id, unitId, since, day, parts }: Posting,
  all: readonly Indicator[],
): Promise<void> {
  const origin = { kind: 'declared', id, unitId, day, seriesId: unitId } as const
  const of = (isStock: boolean) => parts.filter(({ indicator }) => isStockIn(all, indicator) === isStock)
  await postEntry(tx, origin, 'declared', of(true))
  await postEntry(tx, { ...origin, since }, 'declared', of(false))
}

/** Where the amounts of a figure are held against those of their whole. */
export const placeOf = ({ unitId, since, day, parts }: Omit<Posting, 'id'>): Place => ({
  unitId,
  span: { from: since, until: addDays(day, 1) },
  amounts: parts,
})

async function reverseDeclared(tx: Tx, { id, day, parts }: Posting): Promise<void> {
  const all = await indicatorsOf(tx)
  const hasLevels = parts.some(({ indicator }) => isStockIn(all, indicator))
  await reverseFacts(tx, { kind: 'declared', id, day, hasLevels })
}

const fileColumns = (file: KeptFile | undefined) =>
  file ? { fileSha256: file.sha256, fileName: file.name.slice(0, 200) } : {}

/**
 * The registered document that an entry names; null where it names none.
 * @throws Problem `declared_figure_has_two_documents`, and those of `documentsNamed`
 */
async function documentOf(db: Reader, { document = '' }: Pick<DeclaredEntry, 'document'>) {
  const [found, another] = await documentsNamed(db, document, 'document')
  if (another) throw new Problem('declared_figure_has_two_documents', {}, { field: 'document' })
  return found?.id ?? null
}

/**
 * Declares a figure for a unit: who counted, from which paper, for which days. The paper itself may come as a file.
 * @returns its id
 * @throws Problem `not_found_or_not_allowed` and as `readyFrom`, `fact_unit_did_not_exist_then`, `fact_year_is_archived`,
 *   `part_exceeds_whole` beside what was declared or recorded before, and those of `documentOf`
 */
export function declareFigure(
  actor: Actor,
  entry: DeclaredEntry,
  today: Day = todayInVietnam(),
  file?: KeptFile,
): Promise<string> {
  return perform(actor, 'figure.declare', entry.unitId, async (tx) => {
    await takeTurnOf(tx, entry.unitId)
    const { indicator, ...ready } = await readyFrom(tx, entry, today)
    const { unitId, countedBy, paper, note: words } = entry
    if (file) await insertFiles(tx, [file], actor.personId)
    const papers = { documentId: await documentOf(tx, entry), ...fileColumns(file) }
    const row = { id: newId(), unitId, countedBy, paper, note: words, ...papers, ...ready }
    await insertDeclared(tx, [{ ...row, indicator: indicator.code, writtenBy: actor.personId }])
    const all = await indicatorsOf(tx)
    await keepWithinWholes(tx, all, [placeOf(row)], () => postDeclared(tx, row, all))
    note(tx, { declared: row.id, indicator: indicator.code })
    return row.id
  })
}

/**
 * Corrects a declared figure: its facts are reversed and posted anew, what it was stays with the reason.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `declared_step_has_no_reason`,
 *   `declared_figure_is_withdrawn`, and as `declareFigure`
 */
export function correctFigure(
  actor: Actor,
  id: string,
  entry: Omit<DeclaredEntry, 'unitId' | 'indicator'> & { why: string; version: number },
  today: Day = todayInVietnam(),
  file?: KeptFile,
): Promise<void> {
  return takeStep(actor, declaredLife, id, 'correct', {
    version: entry.version,
    words: entry.why,
    said: entry.parts,
    async change(tx, row) {
      await takeTurnOf(tx, row.unitId)
      const { unitId, indicator } = row
      const ready = await readyFrom(tx, { ...entry, unitId, indicator }, today, row)
      const { since, day, parts, besides } = ready
      if (file) await insertFiles(tx, [file], actor.personId)
      return {
        sets: {
          since,
          day,
          parts: JSON.stringify(parts),
          besides,
          counted_by: entry.countedBy,
          paper: entry.paper,
          note: entry.note,
          ...(entry.document === undefined ? {} : { document_id: await documentOf(tx, entry) }),
          ...(file ? { file_sha256: file.sha256, file_name: file.name.slice(0, 200) } : {}),
          written_by: actor.personId,
          written_at: new Date(),
        },
        async after() {
          const all = await indicatorsOf(tx)
          const posting = { id, unitId, since, day, parts }
          // Days that it leaves are held against their wholes too: a part may stay there beside less than itself.
          await keepWithinWholes(tx, all, [placeOf(row), placeOf(posting)], async () => {
            await reverseDeclared(tx, row)
            await postDeclared(tx, posting, all)
          })
        },
      }
    },
  })
}

/**
 * Withdraws a declared figure: its facts are reversed on their own days, the declaration stays with the reason.
 * @throws Problem as `correctFigure`
 */
export const withdrawFigure = (
  actor: Actor,
  id: string,
  { why, version }: { why: string; version: number },
): Promise<void> =>
  takeStep(actor, declaredLife, id, 'withdraw', {
    version,
    words: why,
    after: (tx, row) => reverseDeclared(tx, row),
  })
