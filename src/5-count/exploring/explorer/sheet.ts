import { type Actor, look } from '#access'
import type { Indicator } from '#figures'
import { type Figure, isEntered, periodInWords, provenPercent, shownTotal } from '#figures'
import { nameOf } from '#org'
import { t, worded } from '#platform/i18n'
import { type Sheet, type Cell as SheetCell, writeCsv, writeXlsx } from '#platform/spreadsheet'
import type { Day } from '#platform/time'
import { type Explored, type ExplorerQuestion, exploreIn } from './read-explorer.ts'
import type { Row } from './rows.ts'
import { reachedPercent } from './rules.ts'
import { beforeOf, besideOf, monthInShort, nowOf, qualifierOf, rowName, rowNote, withUnit } from './words.ts'

/**
 * The table of the explorer as a file, for those who go on working with it: numbers as numbers, each level of proof in
 * a column of its own. A blank cell is a figure that nobody has entered; a 0 was entered. `address` says where the
 * page stands.
 * @throws Problem as `explore`
 */
export function exportExplored(
  actor: Actor,
  question: ExplorerQuestion,
  form: 'xlsx' | 'csv',
  address: string,
): Promise<Uint8Array<ArrayBuffer> | string> {
  return look(actor, 'figure.read', null, async (db) => {
    const explored = await exploreIn(db, question)
    if (form === 'csv') return writeCsv(figureRows(explored))
    return writeXlsx(sheetsOf(explored, address))
  })
}

function sheetsOf(explored: Explored, address: string): Sheet[] {
  const { indicators, drawn, alone } = explored
  const width = 2 + indicators.length * columnsOf(explored, indicators[0]).length
  return [
    {
      name: t('explorer.export.sheet'),
      rows: figureRows(explored),
      widths: [34, 22, ...Array.from({ length: width }, () => 16)],
    },
    ...(drawn && alone
      ? [{ name: t('explorer.export.sheet_months'), rows: monthRows(explored, alone), widths: [34] }]
      : []),
    { name: t('explorer.export.sheet_about'), rows: about(explored, address), widths: [24, 80] },
  ]
}

const leftRowsOf = ({ rest, twice }: Explored): Row[] => [rest, twice].filter((row) => row !== undefined)

type Head = { head: string; cell: (row: Row) => SheetCell }

/** One row for each part, then what is left over and the whole; a set of columns for each indicator. */
function figureRows(explored: Explored): SheetCell[][] {
  const { rows, whole, indicators } = explored
  const columns: Head[] = [
    { head: t(`explorer.column.${explored.by}`), cell: (row) => rowName(row, explored.by) },
    { head: t('explorer.column.code'), cell: ({ unit }) => unit?.officialCode ?? null },
    {
      head: t('explorer.column.period'),
      cell: (row) => (row.isShortened || row.kind === 'month' ? periodInWords(row.period) : nowOf(explored)),
    },
    ...indicators.flatMap((indicator) =>
      columnsOf(explored, indicator).map(({ head, cell }) => ({
        head: `${withUnit(indicator)} – ${head}`,
        cell,
      })),
    ),
  ]
  return [
    columns.map(({ head }) => head),
    ...[...rows, ...leftRowsOf(explored), whole].map((row) => columns.map(({ cell }) => cell(row))),
  ]
}

function columnsOf(explored: Explored, indicator: Indicator | undefined): Head[] {
  if (!indicator) return []
  const cellIn = (row: Row) => row.cells.get(indicator.code) ?? {}
  const ofFigure = (of: (figure: Figure) => number | string | undefined) => (row: Row) => {
    const { figure } = cellIn(row)
    return isEntered(figure) ? (of(figure) ?? null) : null
  }
  const isDerived = indicator.rule === 'derived'
  const levels = (['declared', 'evidenced', 'confirmed', 'verified'] as const).map((level) => ({
    head: t(`figures.assurance.${level}`),
    cell: ofFigure((figure) => figure[level]),
  }))
  const parts = [
    { head: t('explorer.column.numerator'), cell: ofFigure(({ derived }) => derived?.numerator) },
    { head: t('explorer.column.denominator'), cell: ofFigure(({ derived }) => derived?.denominator) },
  ]
  const targets: Head[] = [
    { head: t('explorer.column.target'), cell: (row) => cellIn(row).target?.amount ?? null },
    {
      head: t('explorer.column.reached'),
      cell: (row) => {
        const { figure, target } = cellIn(row)
        return target ? (reachedPercent(figure, target.amount) ?? null) : null
      },
    },
  ]
  return [
    {
      head: t(isDerived ? 'explorer.column.value' : 'explorer.column.total'),
      cell: (row) => shownTotal(cellIn(row).figure) ?? null,
    },
    { head: t('explorer.column.qualifier'), cell: ofFigure(qualifierOf) },
    ...(isDerived ? parts : levels),
    { head: t('explorer.column.proven_percent'), cell: ofFigure(provenPercent) },
    { head: t('explorer.column.entries'), cell: ofFigure(({ entries }) => entries) },
    {
      head: t('explorer.column.before', { period: beforeOf(explored) }),
      cell: (row) => shownTotal(cellIn(row).before) ?? null,
    },
    { head: t('explorer.column.difference'), cell: (row) => cellIn(row).change?.difference ?? null },
    { head: t('explorer.column.percent'), cell: (row) => cellIn(row).change?.percent ?? null },
    ...(explored.hasTargets ? targets : []),
    ...([...explored.rows, explored.whole].some((row) => besideOf(row, indicator))
      ? [{ head: t('figures.beyond.title'), cell: (row: Row) => besideOf(row, indicator) ?? null }]
      : []),
  ]
}

function monthRows({ drawn, rows, whole, by }: Explored, indicator: Indicator): SheetCell[][] {
  const { months, byUnit } = drawn ?? { months: [], byUnit: new Map() }
  const parts = rows.filter((row, at) => rows.findIndex(({ key }) => key === row.key) === at)
  return [
    [`${t(`explorer.column.${by}`)} – ${withUnit(indicator)}`, ...months.map(monthInShort)],
    ...[...parts, whole].map((row) => [
      rowName(row),
      ...months.map((_, at) => shownTotal(byUnit.get(row.key)?.[at]) ?? null),
    ]),
  ]
}

/** What must be known to read the table once it has left the system. */
function about(explored: Explored, address: string): SheetCell[][] {
  const { question, unit, lines, themes, today } = explored
  const slice = [...lines, ...themes].find(({ code }) => code === (question.line ?? question.themeId))
  const basis = question.basis === 'then' ? 'then' : 'today'
  const notes = [...explored.rows, ...leftRowsOf(explored)].flatMap((row) => {
    const note = rowNote(row, explored.by)
    return note ? [[rowName(row, explored.by), note]] : []
  })
  return [
    [t('explorer.export.sheet_about'), ''],
    [t('explorer.export.unit'), unit.name],
    [t('explorer.field.period'), nowOf(explored)],
    [t('explorer.export.compared_with'), beforeOf(explored)],
    [t('explorer.field.by'), t(`explorer.by.${explored.by}`)],
    [t('explorer.field.slice'), slice ? nameOf(slice) : t('explorer.field.all_slices')],
    [t('explorer.field.basis'), t(`explorer.basis.${basis}`)],
    ...explored.indicators.map((one) => [withUnit(one), worded(one.definitionVi, one.definitionEn)]),
    ...notes,
    [t('explorer.export.made_on'), { day: today as Day }],
    [t('explorer.export.address'), address],
  ]
}
