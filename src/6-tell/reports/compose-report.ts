import {
  type Figure,
  figureOf,
  figuresOf,
  type Indicator,
  type IndicatorFigure,
  partsOf,
  scopeFor,
  spanFor,
  totalOf,
} from '#figures'
import { linesOf, pathOf, type Unit, type UnitDetails, unitOf } from '#org'
import type { Reader } from '#platform/database'
import { type Block, paragraphsOf, type Run } from '#platform/documents'
import { formatNumber, inLanguage, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { addDays, type Day, type Span } from '#platform/time'
import { provenPercent } from '#ui'
import { type Authored, authored, type Outline, outlineOf, type Part } from './outlines.ts'
import { type Issuer, issuerOf, periodInWords, reportObjection } from './rules.ts'
import { type Counts, countsOf, type Draft, findDraft } from './store.ts'

/** A report as it is composed: whose it is, and its sections, each figure with the address that opens it. */
export type ComposedReport = {
  unit: UnitDetails
  period: string
  outline: Outline
  issuer: Issuer
  subject: string
  draft: Draft | undefined
  sections: { heading: string; blocks: Block[]; authored: Authored | undefined }[]
}

type Known = {
  unit: UnitDetails
  period: string
  span: Span
  counts: Counts
  figures: IndicatorFigure[]
  sinceJanuary: Map<string, Figure>
  byLine: { name: string; line: string; figures: IndicatorFigure[] }[]
  parts: { unit: Unit; counts: Counts; figures: Map<string, Figure> }[]
}

/** How many indicators the table by unit shows: the paper is only so wide. */
const leadingIndicators = 3

/**
 * Composes the report of a unit on a period from what is recorded. Everything is read through one `Reader`, in one
 * state of the data, so that no two figures of a report contradict each other.
 * @throws Problem `not_found_or_not_allowed`, `report_period_is_malformed`, `report_period_has_not_begun`,
 *   `report_period_is_before_programme`, `report_unit_did_not_exist_then`
 */
export async function composeReport(
  db: Reader,
  unitId: string,
  period: string,
  today: Day,
): Promise<ComposedReport> {
  const outline = outlineOf(period)
  if (!outline) throw new Problem('report_period_is_malformed')
  const unit = await unitOf(db, unitId)
  const objection = reportObjection(period, unit, today)
  if (objection) throw new Problem(objection)
  const span = spanFor(period)
  const known = await gather(db, unit, period, span)
  const draft = await findDraft(db, unit.id, outline.code, period)
  // A report is a Vietnamese document, in whatever language its author reads the pages.
  return inLanguage('vi', async () => ({
    unit,
    period,
    outline,
    issuer: issuerOf({ ...unit, ...(await placesOf(db, unit, addDays(span.until, -1))) }),
    subject: `${outline.subject} ${periodInWords(period)}`,
    draft,
    sections: outline.sections.map(({ heading, parts }) => ({
      heading,
      authored: authored.find((key) => parts.includes(key)),
      blocks: parts.flatMap((part) => blocksOf(part, known, draft)),
    })),
  }))
}

async function placesOf(db: Reader, unit: UnitDetails, day: Day) {
  const last = unit.validTo !== null && unit.validTo <= day ? addDays(unit.validTo, -1) : day
  const areas = await pathOf(db, unit.id, 'area', last)
  const line = await pathOf(db, unit.id, 'line', last)
  const area = unit.isArea ? null : (areas.at(-2) ?? null)
  return { area, above: (unit.isArea ? areas.at(-2) : line.at(-2)) ?? null }
}

async function gather(db: Reader, unit: UnitDetails, period: string, span: Span): Promise<Known> {
  const year: Span = { from: `${span.from.slice(0, 4)}-01-01`, until: span.until }
  const figures = await figuresOf(db, scopeFor(unit), span)
  const sinceJanuary = new Map(
    (await figuresOf(db, scopeFor(unit), year)).map((row) => [row.indicator.code, row.figure]),
  )
  const byLine = []
  if (unit.isArea)
    for (const line of await linesOf(db)) {
      const own = await figuresOf(db, scopeFor(unit, line.code), span)
      if (own.length > 0) byLine.push({ name: line.nameVi, line: line.code, figures: own })
    }
  const parts = []
  for (const part of (await partsOf(db, unit, span)).filter((one) => !unit.isArea || one.line === null)) {
    const own = new Map<string, Figure>()
    for (const { indicator } of figures.slice(0, leadingIndicators))
      own.set(indicator.code, await figureOf(db, scopeFor(part), indicator.code, span))
    parts.push({ unit: part, counts: await countsOf(db, part.id, span), figures: own })
  }
  return {
    unit,
    period,
    span,
    counts: await countsOf(db, unit.id, span),
    figures,
    sinceJanuary,
    byLine,
    parts,
  }
}

function blocksOf(part: Part, known: Known, draft: Draft | undefined): Block[] {
  switch (part) {
    case 'overview':
      return overview(known)
    case 'by_line':
      return known.byLine.flatMap((line) => ofLine(line, known))
    case 'by_indicator':
      return tableByIndicator(known)
    case 'by_unit':
      return tableByUnit(known)
    case 'gaps':
      return gaps(known)
    default:
      return paragraphsOf(draft?.words[part] ?? '')
  }
}

/** A figure in the text, with the address at which it opens to the records behind it. */
const shown = (figure: Figure, indicator: Indicator, { unit, period }: Known, line?: string): Run => ({
  figure: formatNumber(totalOf(figure)),
  url: `/so-lieu-chi-tiet/${unit.slug}/${indicator.code}?${new URLSearchParams({ ky: period, ...(line ? { nganh: line } : {}) })}`,
})

function overview({ counts, period, unit }: Known): Block[] {
  const when = periodInWords(period)
  if (counts.running + counts.records === 0)
    return [{ kind: 'paragraph', runs: [t('reports.text.nothing', { when, unit: unit.name })] }]
  return [
    { kind: 'heading', level: 2, text: t('reports.text.overview') },
    { kind: 'paragraph', runs: [t('reports.text.initiatives', { ...counts, when, unit: unit.name })] },
    { kind: 'paragraph', runs: [t('reports.text.records', { ...counts, when })] },
  ]
}

/** How far a figure is proven, as a report says it. */
function proofOf(figure: Figure): string {
  if (totalOf(figure) === 0) return t('reports.text.nil')
  return t('reports.text.proven', { percent: provenPercent(figure) })
}

function ofLine(line: Known['byLine'][number], known: Known): Block[] {
  return [
    { kind: 'heading', level: 2, text: line.name },
    {
      kind: 'list',
      items: line.figures.map(({ indicator, figure }) => [
        `${indicator.nameVi}: `,
        shown(figure, indicator, known, line.line),
        ` ${indicator.unitVi} (${proofOf(figure)})`,
      ]),
    },
  ]
}

function tableByIndicator(known: Known): Block[] {
  if (known.figures.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: t('reports.text.by_indicator') },
    {
      kind: 'table',
      columns: [
        { title: t('reports.text.indicator'), weight: 4 },
        { title: t('reports.text.unit'), weight: 1.4, align: 'center' },
        { title: t('reports.text.in_period'), weight: 1.7, align: 'right' },
        { title: t('reports.text.since_january'), weight: 1.8, align: 'right' },
        { title: t('reports.text.evidenced'), weight: 1.4, align: 'right' },
      ],
      rows: known.figures.map(({ indicator, figure }) => [
        indicator.nameVi,
        indicator.unitVi,
        shown(figure, indicator, known),
        formatNumber(totalOf(known.sinceJanuary.get(indicator.code) ?? figure)),
        totalOf(figure) === 0 ? '–' : `${provenPercent(figure)} %`,
      ]),
    },
    { kind: 'note', runs: [t('reports.text.proof_note')] },
  ]
}

function tableByUnit(known: Known): Block[] {
  const leading = known.figures.slice(0, leadingIndicators)
  if (known.parts.length === 0 || leading.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: t('reports.text.by_unit') },
    {
      kind: 'table',
      columns: [
        { title: t('reports.text.unit_name'), weight: 3 },
        { title: t('reports.text.activities'), weight: 1.3, align: 'right' },
        ...leading.map(({ indicator }) => ({
          title: `${indicator.nameVi} (${indicator.unitVi})`,
          weight: 2,
          align: 'right' as const,
        })),
      ],
      rows: known.parts.map((part) => [
        part.unit.name,
        formatNumber(part.counts.records),
        ...leading.map(({ indicator }) => {
          const figure = part.figures.get(indicator.code)
          return figure && figure.entries > 0 ? formatNumber(totalOf(figure)) : '–'
        }),
      ]),
    },
  ]
}

/** What the system itself sees missing. Said plainly: a report that hides its gaps proves nothing. */
function gaps({ counts, parts, figures }: Known): Block[] {
  const silent = parts.filter((part) => part.counts.records === 0).map((part) => part.unit.name)
  const unproven = figures.filter(({ figure }) => totalOf(figure) > 0 && provenPercent(figure) < 50)
  const items = [
    ...(silent.length > 0
      ? [t('reports.text.silent', { count: silent.length, units: silent.join(', ') })]
      : []),
    ...(counts.waiting > 0 ? [t('reports.text.waiting', { count: counts.waiting })] : []),
    ...(unproven.length > 0
      ? [
          t('reports.text.unproven', {
            count: unproven.length,
            names: unproven
              .slice(0, 5)
              .map(({ indicator }) => indicator.nameVi)
              .join('; '),
          }),
        ]
      : []),
  ]
  if (items.length === 0) return []
  return [
    { kind: 'paragraph', runs: [t('reports.text.gaps')] },
    { kind: 'list', items: items.map((item) => [item]) },
  ]
}
