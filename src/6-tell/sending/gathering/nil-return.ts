import { type Actor, look, note, perform } from '#access'
import { figuresOf, scopeFor, totalOf } from '#figures'
import { emitEvent } from '#notices'
import type { ContentSection } from '#papers'
import { findFrozen, holdDossier, issueUnsigned } from '#papers'
import type { Reader, Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, type Span, today } from '#platform/time'
import { recordsIn } from '#prose'
import { periodInWords, periodOf } from '#regimes'
import type { ReportHead } from '#reports'
import { composeHead, contentOf, type ReportAddress, reportToFreeze, unitAt } from '#reports'
import { sendToAll } from './send-report.ts'

/**
 * What there is in a period that a nil return would deny: records that were accepted, wait to be checked or were returned
 * to be put right, and indicators that came to something. What stands since long before (a stock) is not
 * of the period.
 */
export async function foundIn(
  db: Reader,
  unitId: string,
  span: Span,
): Promise<{ records: number; waiting: number; returned: number; figures: number }> {
  const records = await recordsIn(db, unitId, span)
  const figures = await figuresOf(db, scopeFor({ id: unitId }), span)
  const countOf = (asked: string) =>
    records.filter(({ state }) => state === asked).reduce((sum, { count }) => sum + count, 0)
  return {
    records: countOf('accepted'),
    waiting: countOf('recorded'),
    returned: countOf('returned'),
    figures: figures.filter(
      ({ indicator: { rule }, figure }) => (rule === 'sum' || rule === 'distinct') && totalOf(figure) !== 0,
    ).length,
  }
}

async function refuseWhatIsThere(db: Reader, unitId: string, span: Span): Promise<void> {
  const found = await foundIn(db, unitId, span)
  if (Object.values(found).some((count) => count > 0)) throw new Problem('nil_but_there_are_records', found)
}

/** What a nil return says: one sentence. */
const nothing = ({ unit, period }: ReportHead): ContentSection => ({
  key: 'nil',
  isRestricted: false,
  heading: 'Kết quả thực hiện',
  blocks: [
    {
      kind: 'paragraph',
      pieces: [
        `Trong ${periodInWords(period)}, ${unit.name} không phát sinh hoạt động và số liệu thuộc nội dung báo cáo.`,
      ],
    },
  ],
})

/**
 * Says that there was nothing to report in a period: makes a short report, issues it and sends it up, in one go. It has no
 * number and needs no signature: that there is nothing the system has seen for itself. A second press changes nothing.
 * @throws Problem `nil_but_there_are_records` with the counts, `nil_before_period_is_over`, `report_is_frozen`,
 *   `report_is_issued_already`, `report_is_withdrawn`, `not_found_or_not_allowed`, those of composing
 */
export async function reportNil(actor: Actor, address: ReportAddress, day: Day = today()): Promise<void> {
  const unit = await unitAt(actor, address.slug)
  const asked = { unitId: unit.id, period: address.period, outline: address.outline }
  const head = await look(actor, 'report.send', unit.id, async (db) => {
    const { span } = periodOf(address.period, day)
    if (span.until > day) throw new Problem('nil_before_period_is_over', { day: span.until })
    return composeHead(db, asked, day)
  })
  await perform(actor, 'report.send', unit.id, async (tx) => {
    const id = await reportToFreeze(tx, head, actor.personId)
    const held = await holdDossier(tx, id)
    if (await isNilAlready(tx, id, held?.state)) return
    if (held?.state === 'frozen') throw new Problem('report_is_frozen')
    if (held?.state === 'issued') throw new Problem('report_is_issued_already', { paper: 'report' })
    if (held?.state === 'withdrawn') throw new Problem('report_is_withdrawn', { paper: 'report' })
    await refuseWhatIsThere(tx, unit.id, periodOf(address.period, day).span)
    const content = contentOf({ ...head, number: null, issuedOn: day }, [nothing(head)])
    const paper = { kind: 'report', dossierId: id, reason: 'nil', content, readings: [] } as const
    const kept = await issueUnsigned(tx, actor, paper, day)
    const sent = await sendToAll(tx, kept.id, actor.personId, day)
    await emitEvent(tx, 'report.issued', unit.id, { reportId: id, version: kept.version, isNil: true })
    note(tx, { report: id, version: kept.version, reason: 'nil', sent })
  })
}

async function isNilAlready(tx: Tx, reportId: string, state: string | undefined): Promise<boolean> {
  return state === 'issued' && (await findFrozen(tx, reportId))?.reason === 'nil'
}
