import { spanFor } from '#figures'
import {
  type BoundFigure,
  type ContentSection,
  type FigureScope,
  figuresIn,
  isFigure,
  type PaperBlock,
  type Piece,
  sentencesIn,
} from '#papers'
import { addDays, type Day } from '#platform/time'
import { periodInWords } from '#regimes'
import { type ReportPackage, schemaAddress } from './package-schema.ts'
import type { Exported } from './read-exported.ts'

const notice =
  'Tên các gói lấy theo QCVN 125:2021/BTTTT; tên phần tử bên trong là của Lan Tỏa để ánh xạ, không phải là công bố hợp quy.'

type Table = Extract<PaperBlock, { kind: 'table' }>
type Bound = BoundFigure & { scope: FigureScope }

const wordsOf = (piece: Piece): string =>
  typeof piece === 'string'
    ? piece
    : isFigure(piece)
      ? piece.shown
      : 'words' in piece
        ? piece.words
        : `[${piece.gone}]`
const lineOf = (pieces: readonly Piece[]): string => pieces.map(wordsOf).join('')

/** The text of a section, a line for each heading, paragraph and item. What stands in tables goes with the tables. */
const textOf = ({ blocks }: ContentSection): string => sentencesIn(blocks).map(lineOf).join('\n')

/** The tables of a report, each with a code of its own: its section, and its place there. */
function tablesOf(sections: readonly ContentSection[]): { code: string; table: Table }[] {
  const taken = new Map<string, number>()
  return sections.flatMap(({ key, blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind !== 'table') return []
      const name = `${key}/${block.id}`
      const count = (taken.get(name) ?? 0) + 1
      taken.set(name, count)
      return [{ code: count === 1 ? name : `${name}-${count}`, table: block }]
    }),
  )
}

/** What tells one printed figure from another. */
const keyOf = ({ scope }: Bound): string =>
  [
    scope.unitId,
    scope.indicator,
    scope.period,
    scope.line ?? '',
    scope.themeId ?? '',
    scope.reach ?? '',
  ].join(' ')

/** Every figure of a report that was read from the data, each once, however often it is printed. */
export function boundFigures(sections: readonly ContentSection[]): Bound[] {
  const found = new Map<string, Bound>()
  for (const figure of figuresIn(sections.flatMap(({ blocks }) => blocks)))
    if (figure.scope) {
      const bound = { ...figure, scope: figure.scope }
      found.set(keyOf(bound), found.get(keyOf(bound)) ?? bound)
    }
  return [...found.values()]
}

const cellOf = (piece: Piece) =>
  typeof piece === 'object' && isFigure(piece)
    ? { text: piece.shown, value: piece.amount, ...(piece.qualifier ? { qualifier: piece.qualifier } : {}) }
    : { text: wordsOf(piece) }

function statusOf({ frozen, content }: Exported): ReportPackage['ReportStatus'] {
  return {
    state: frozen ? 'issued' : 'draft',
    version: frozen?.version ?? null,
    reason: frozen?.reason ?? null,
    hash: frozen?.hash ?? null,
    checkCode: frozen?.code ?? null,
    number: content.number,
    symbol: frozen?.symbol ?? null,
    issuedOn: frozen ? content.issuedOn : null,
  }
}

function periodsOf({ content }: Exported, figures: readonly Bound[]) {
  const codes = new Set([content.period, ...figures.map(({ scope }) => scope.period)])
  return [...codes].map((code) => {
    const { from, until }: { from: Day; until: Day } = spanFor(code)
    return { code, name: periodInWords(code), firstDay: from, lastDay: addDays(until, -1) }
  })
}

/** A report as JSON for other systems: what it says, its figures, and what every code in it means. */
export function toPackage(
  exported: Exported,
  { origin, isDemonstration, now }: { origin: string; isDemonstration: boolean; now: Date },
): ReportPackage {
  const { content, outline, unit, indicators, lines, regimes } = exported
  const tables = tablesOf(content.sections)
  const figures = boundFigures(content.sections)
  const isUsed = new Set(figures.map(({ scope }) => scope.line))
  return {
    $schema: `${origin}${schemaAddress}`,
    format: 'lan-toa-report-package',
    formatVersion: 1,
    notice,
    madeAt: now.toISOString(),
    isDemonstration,
    unit: { ...content.unit, officialCode: unit.officialCode },
    ReportingRegime: regimes,
    ReportForm: tables.map(({ code, table }) => ({
      code,
      title: table.caption,
      columns: table.columns.map(({ title }) => ({ title })),
    })),
    ReportOutlineForm: {
      code: outline.code,
      version: outline.version,
      name: outline.name,
      title: outline.title,
      periodKinds: outline.periods,
      sections: outline.sections.map(({ key, heading, isRequired, isRestricted }) => ({
        key,
        heading,
        isRequired,
        isRestricted,
      })),
      source: outline.source,
    },
    ReportDataset: {
      period: content.period,
      observations: figures.map(({ scope, amount, qualifier, proven, shown, href, reading }) => ({
        indicator: scope.indicator,
        unitId: scope.unitId,
        unitSlug: scope.unitSlug,
        period: scope.period,
        line: scope.line ?? null,
        theme: scope.themeId ?? null,
        reach: scope.reach ?? 'all',
        value: amount,
        qualifier: qualifier ?? 'exact',
        provenPercent: proven ?? null,
        printed: shown,
        href: `${origin}${href}`,
        reading: reading ?? null,
      })),
    },
    ReportListDataset: tables.map(({ code, table }) => ({
      form: code,
      rows: [...table.rows, ...(table.total ? [table.total] : [])].map((row) => row.map(cellOf)),
    })),
    OutlineSubmission: {
      subject: content.subject,
      addressees: content.addressees ?? [],
      opening: content.opening,
      issuer: content.body.issuer,
      recipients: content.body.recipients,
      signer: {
        authority: content.body.authority,
        position: content.signer.position || content.body.position,
        name: content.signer.name ?? '',
      },
      sections: content.sections.map((section) => ({
        key: section.key,
        heading: section.heading,
        isRestricted: section.isRestricted,
        ...(section.isAnnex ? { isAnnex: true } : {}),
        text: textOf(section),
      })),
    },
    ReportStatus: statusOf(exported),
    ReportingPeriodCatalog: periodsOf(exported, figures),
    IndicatorCatalog: indicators.map(({ code, nameVi, unitVi, rule, definitionVi, formula, source }) => ({
      code,
      name: nameVi,
      unitOfMeasure: unitVi,
      rule,
      definition: definitionVi,
      formula,
      source,
    })),
    Disaggregation: lines
      .filter(({ code }) => isUsed.has(code))
      .map(({ code, nameVi }) => ({ code, name: nameVi })),
  }
}
