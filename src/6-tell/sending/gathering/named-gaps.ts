import type { Actor } from '#access'
import type { Frozen, PaperContent } from '#papers'
import type { Reader, Tx } from '#platform/database'
import { formatDay, inLanguage } from '#platform/i18n'
import { addDays, type Day, today } from '#platform/time'
import { isThere, periodOf, periodsOf, regimesFor, unitsOwing } from '#regimes'
import type { AskedReport } from '#reports'
import { type Freezing, freezeReport } from '#reports'
import { insertGaps, lastSendings } from './store.ts'

/** A unit whose report has not come. */
export type Gap = { regimeId: string; unitId: string; unitName: string }

/**
 * Whose reports on a period have not come to a unit, under the regimes of the same outline: those who owe one and of whom
 * nothing lies with the unit.
 * @throws Problem those of the period
 */
export async function gapsOf(
  db: Reader,
  { unitId, outline, period }: { unitId: string; outline: string; period: string },
  day: Day,
): Promise<Gap[]> {
  const { span } = periodOf(period, day)
  const gaps: Gap[] = []
  for (const regime of await regimesFor(db, { outline, toUnitId: unitId, day: addDays(span.until, -1) })) {
    const own = periodsOf(regime, span.until, 3).find((one) => one.period === period)
    if (!own) continue
    const sent = await lastSendings(db, regime.id, period)
    const come = new Set(sent.filter(isThere).map((one) => one.unitId))
    for (const unit of await unitsOwing(db, regime, own))
      if (!come.has(unit.id)) gaps.push({ regimeId: regime.id, unitId: unit.id, unitName: unit.name })
  }
  return gaps
}

/** So many units are named; of more than that a report says how many. */
const mostNamed = 150

/** The sentence that names them: “Chưa nhận báo cáo của: …, tính đến ngày …”. */
export function gapsInWords(gaps: readonly Gap[], day: Day): string {
  const names = [...new Set(gaps.map(({ unitName }) => unitName))]
  const left = names.length - mostNamed
  const named = names.slice(0, mostNamed).join('; ') + (left > 0 ? `; và ${left} đơn vị khác` : '')
  return `Chưa nhận báo cáo của: ${named}, tính đến ngày ${inLanguage('vi', () => formatDay(day))}.`
}

/** The content with its gaps named: where it tells of shortcomings, else at its end. */
export function withGaps(content: PaperContent, gaps: readonly Gap[], day: Day): PaperContent {
  if (gaps.length === 0) return content
  const said = { kind: 'paragraph' as const, pieces: [gapsInWords(gaps, day)] }
  const at = content.sections.findIndex(({ key }) => key === 'shortcomings')
  const place = at === -1 ? content.sections.length - 1 : at
  return {
    ...content,
    sections: content.sections.map((section, index) =>
      index === place ? { ...section, blocks: [...section.blocks, said] } : section,
    ),
  }
}

/**
 * Freezes a report although reports of others are missing: they are named in what is frozen and kept as rows, so that one
 * that is late does not hold up everybody.
 * @throws Problem those of `freezeReport`
 */
export function freezeNamingGaps(
  actor: Actor,
  asked: AskedReport,
  freezing: Freezing = {},
  day: Day = today(),
): Promise<Frozen> {
  let gaps: Gap[] = []
  return freezeReport(
    actor,
    asked,
    {
      ...freezing,
      complete: async (db, content) => {
        const { outline, period } = content
        gaps = await gapsOf(db, { unitId: asked.unitId, outline: outline.code, period }, day)
        const named = withGaps(content, gaps, day)
        return freezing.complete ? freezing.complete(db, named) : named
      },
      kept: async (tx: Tx, frozenId: string) => {
        await insertGaps(tx, frozenId, gaps, day)
        await freezing.kept?.(tx, frozenId)
      },
    },
    day,
  )
}
