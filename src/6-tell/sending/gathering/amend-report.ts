import { type Actor, look } from '#access'
import type { Frozen } from '#papers'
import {
  type BoundFigure,
  type ContentSection,
  type FigureScope,
  type FrozenPaper,
  figuresIn,
  inForce,
  type PaperBlock,
  type PaperContent,
  type Piece,
} from '#papers'
import type { Reader } from '#platform/database'
import { formatNumber, inLanguage } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { sentences, shownAs } from '#prose'
import { periodInWords } from '#regimes'
import { type AskedReport, askedReport } from '#reports'
import { type ToldChange, toldChanges } from './differ.ts'
import { freezeNamingGaps } from './named-gaps.ts'

/** The sentences of an amendment. It is a Vietnamese document, whatever language its author reads. */
const words = {
  heading: 'Nội dung đính chính',
  headingInside: 'Nội dung đính chính không công khai',
  replaces: 'Báo cáo này thay thế {before}.',
  opening: 'Các số liệu sau đây đã thay đổi kể từ báo cáo đó:',
  before: 'báo cáo cùng kỳ đã ban hành',
  beforeNumbered: 'Báo cáo số {symbol}, ngày {day}',
  caption: 'Số liệu đã báo cáo và số liệu đính chính',
  columns: ['STT', 'Chỉ tiêu', 'Đơn vị', 'Kỳ', 'Đã báo cáo', 'Đính chính', 'Lý do'],
  later: 'ghi sau khi lập báo cáo',
  opens: 'mở số liệu để xem từng lần ghi',
  precision: 'số không đổi, mức chính xác thay đổi',
} as const

const hrefOf = ({ unitSlug, indicator, period, line }: ToldChange): string =>
  `/so-lieu-chi-tiet/${unitSlug}/${indicator}?${new URLSearchParams({ ky: period, ...(line ? { nganh: line } : {}) })}`

/** The figure as it is now, bound to where it opens. */
function nowOf(change: ToldChange): Piece {
  if (!change.isKnown) return sentences.noEntry
  const { unitId, unitSlug, indicator, period, line, now, qualifier } = change
  return {
    shown: shownAs(now, qualifier),
    amount: now,
    ...(qualifier === 'exact' ? {} : { qualifier }),
    href: hrefOf(change),
    scope: { unitId, unitSlug, indicator, period, ...(line ? { line } : {}) },
  } satisfies BoundFigure
}

const whyOf = ({ why, amount, now }: ToldChange): string =>
  why || (amount === null ? words.later : amount === now ? words.precision : words.opens)

/** What a report printed of figures that are not exact, by what they are of. */
type Printed = ReadonlyMap<string, string>

function tableOf(changes: readonly ToldChange[], id: string, printed: Printed): PaperBlock {
  const weights = [0.6, 2.6, 2, 1.6, 1.3, 1.3, 3]
  return {
    kind: 'table',
    id,
    caption: words.caption,
    columns: words.columns.map((title, index) => ({
      title,
      align: index === 0 ? 'center' : index === 4 || index === 5 ? 'right' : 'left',
      weight: weights[index] ?? 1,
    })),
    rows: changes.map((change, index): Piece[] => [
      String(index + 1),
      `${change.nameVi} (${change.unitVi})`,
      change.unitName,
      periodInWords(change.period),
      change.amount === null
        ? sentences.noEntry
        : (printed.get(keyOf(change)) ?? formatNumber(change.amount)),
      nowOf(change),
      whyOf(change),
    ]),
  }
}

type Told = Pick<FigureScope, 'unitId' | 'indicator' | 'period'> & { line?: string | null }
const keyOf = ({ unitId, indicator, period, line }: Told): string =>
  [unitId, indicator, period, line ?? ''].join(' ')

const printedIn = ({ sections }: Pick<PaperContent, 'sections'>): Printed =>
  new Map(
    figuresIn(sections.flatMap(({ blocks }) => blocks)).flatMap(({ scope, shown, qualifier }) =>
      scope && qualifier && !scope.themeId && !scope.reach ? [[keyOf(scope), shown] as const] : [],
    ),
  )

/** The figures that everybody reads in a report when it is published: none of a section or block that stays inside. */
function openIn({ sections }: Pick<PaperContent, 'sections'>): Set<string> {
  const blocks = sections
    .filter(({ isRestricted }) => !isRestricted)
    .flatMap((section) => section.blocks.filter((block) => !('isRestricted' in block && block.isRestricted)))
  return new Set(
    figuresIn(blocks).flatMap(({ scope }) => (scope && !scope.themeId && !scope.reach ? [keyOf(scope)] : [])),
  )
}

/**
 * The first sections of an amendment: what it replaces, and each figure as it was and as it is, with the reason. Figures of
 * parts that stay inside are told in a section that stays inside too.
 */
function amended(
  changes: readonly ToldChange[],
  before: string,
  isOpen: (change: ToldChange) => boolean,
  printed: Printed,
): ContentSection[] {
  const [open, inside] = [changes.filter(isOpen), changes.filter((change) => !isOpen(change))]
  const replaces = words.replaces.replace('{before}', () => before)
  const outside: PaperBlock[] =
    open.length === 0
      ? [{ kind: 'paragraph', pieces: [replaces] }]
      : [
          { kind: 'paragraph', pieces: [`${replaces} ${words.opening}`] },
          tableOf(open, 'dieu-chinh', printed),
        ]
  const first = { key: 'amendment', isRestricted: false, heading: words.heading, blocks: outside }
  if (inside.length === 0) return [first]
  return [
    first,
    {
      key: 'amendment_inside',
      isRestricted: true,
      heading: words.headingInside,
      blocks: [{ kind: 'paragraph', pieces: [words.opening] }, tableOf(inside, 'dieu-chinh-noi-bo', printed)],
    },
  ]
}

async function withChanges(
  db: Reader,
  content: PaperContent,
  frozen: Pick<FrozenPaper, 'id' | 'symbol' | 'issuedOn' | 'content'>,
  mustChange: boolean,
): Promise<PaperContent> {
  return inLanguage('vi', async () => {
    const changes = await toldChanges(db, frozen.id)
    if (changes.length === 0 && mustChange) throw new Problem('amendment_changes_nothing')
    const before =
      frozen.symbol && frozen.issuedOn
        ? words.beforeNumbered
            .replace('{symbol}', () => frozen.symbol ?? '')
            .replace('{day}', () => frozen.issuedOn?.split('-').reverse().join('/') ?? '')
        : words.before
    const [told, toldNow] = [openIn(frozen.content), openIn(content)]
    // What the former report did not tell at all is as open as the report that tells it now.
    const isOpen = (change: ToldChange) => (change.amount === null ? toldNow : told).has(keyOf(change))
    return {
      ...content,
      sections: [...amended(changes, before, isOpen, printedIn(frozen.content)), ...content.sections],
    }
  })
}

/**
 * Makes an amendment of an issued report of which figures have changed: the report with today's figures, before it a list of
 * each changed figure as it was and as it is, and why. It is approved, signed and issued like any version, takes the place of
 * the former, which stays readable, and is sent to those to whom that was sent.
 * @throws Problem `not_found_or_not_allowed`, `amendment_needs_an_issued_report`, `amendment_changes_nothing`, and those of
 *   `freezeReport`
 */
export async function amendReport(actor: Actor, asked: AskedReport, day: Day = today()): Promise<Frozen> {
  const before = await replacedBy(actor, asked, day)
  if (!before) throw new Problem('amendment_needs_an_issued_report')
  return amend(actor, asked, before, true, day)
}

/**
 * Freezes a report that somebody has written: as an amendment where a version of it is in force, which it will replace, so
 * that every reader learns what has changed.
 * @throws Problem those of `freezeReport`
 */
export async function freezeAsDue(actor: Actor, asked: AskedReport, day: Day = today()): Promise<Frozen> {
  const before = await replacedBy(actor, asked, day)
  return before ? amend(actor, asked, before, false, day) : freezeNamingGaps(actor, asked, {}, day)
}

const replacedBy = (actor: Actor, asked: AskedReport, day: Day) =>
  look(actor, 'report.compose', asked.unitId, async (db) => {
    const { draft } = await askedReport(db, asked, day)
    return draft && inForce(db, draft.id)
  })

const amend = (actor: Actor, asked: AskedReport, before: FrozenPaper, mustChange: boolean, day: Day) =>
  freezeNamingGaps(
    actor,
    asked,
    {
      reason: 'amendment',
      complete: (db, content) => withChanges(db, content, before, mustChange),
    },
    day,
  )
