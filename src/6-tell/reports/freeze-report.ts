import { type Actor, look, perform } from '#access'
import {
  bindFigures,
  type ContentSection,
  type Frozen,
  type FrozenReason,
  freezePaper,
  frozenBefore,
  type PaperContent,
  refuseUnfinished,
} from '#papers'
import type { Reader, Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { arrangementOf } from './approval/store.ts'
import { type AskedReport, askedReport, composedFrom, gathered } from './compose-report.ts'
import { unsupportedIn } from './editor/checks.ts'
import type { ReportHead } from './report.ts'
import { beginReport, findDraft } from './store.ts'

/** How a report is frozen. */
export type Freezing = {
  /** Why there is a version of it: the report itself, that there was nothing, a correction of one that was issued. */
  reason?: FrozenReason
  /** Adds what belongs into the content and is not composed: gaps by name, old and new figures of an amendment. */
  complete?: (db: Reader, content: PaperContent) => Promise<PaperContent>
  /** Keeps what belongs to the frozen report, in the transaction in which it is frozen. */
  kept?: (tx: Tx, frozenId: string) => Promise<void>
}

/**
 * Freezes a report: composes it in one snapshot of the data, keeps its content with its hash and a reading of each of its
 * figures, and lets nobody write in it any more until it comes back. Freezing again what one has frozen changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `report_has_unwritten_sections`, `report_names_what_is_gone`,
 *   `report_has_unsupported_numbers` (typed, with neither a figure nor a source),
 *   `report_unit_has_ended`, `report_is_frozen_already`, `report_is_issued_already`, `seen_is_outdated` where
 *   somebody wrote meanwhile, and those of composing
 */
export async function freezeReport(
  actor: Actor,
  asked: AskedReport,
  { reason = 'report', complete, kept: keep }: Freezing = {},
  day: Day = today(),
): Promise<Frozen> {
  const made = await look(actor, 'report.compose', asked.unitId, async (db) => {
    const found = await askedReport(db, asked, day)
    if (found.draft?.state === 'frozen') return { id: found.draft.id }
    const composing = await gathered(db, asked.unitId, found, day)
    const composed = await composedFrom(composing)
    const { unit } = composing
    if (unit.validTo !== null && unit.validTo <= day)
      throw new Problem('report_unit_has_ended', { unit: unit.name, day: unit.validTo })
    refuseUnfinished(composed, { isNil: reason === 'nil' })
    const typed = await unsupportedIn(db, composed)
    if (typed.length > 0)
      throw new Problem('report_has_unsupported_numbers', {
        numbers: typed.map(({ number }) => `“${number}”`).join(', '),
      })
    const told = contentOf(composed, composed.sections)
    return { report: composed, ...(await bindFigures(db, complete ? await complete(db, told) : told)) }
  })
  return perform(actor, 'report.compose', asked.unitId, async (tx) => {
    const id = 'report' in made ? await reportToFreeze(tx, made.report, actor.personId) : made.id
    const before = await frozenBefore(tx, actor, { dossierId: id, reason })
    if (before) return before
    if (!('report' in made) || !(await isSeen(tx, made.report))) throw new Problem('seen_is_outdated')
    const { content, readings } = made
    const arrangement = await arrangementOf(tx, asked.unitId)
    const paper = { kind: 'report', dossierId: id, reason, content, readings, arrangement } as const
    const frozen = await freezePaper(tx, actor, paper)
    await keep?.(tx, frozen.id)
    return frozen
  })
}

/** What is kept of a report with some sections. */
export function contentOf(head: ReportHead, sections: readonly ContentSection[]): PaperContent {
  const { unit, outline, period, number, issuedOn, signer, body, addressees, subject, opening } = head
  return {
    unit,
    outline: { code: outline.code, version: outline.version, title: outline.title },
    period,
    number,
    issuedOn,
    signer,
    body,
    ...(addressees ? { addressees } : {}),
    subject,
    opening,
    sections: sections.map(({ key, isRestricted, isAnnex, heading, blocks }) => ({
      key,
      isRestricted,
      ...(isAnnex ? { isAnnex } : {}),
      heading,
      blocks,
    })),
  }
}

/** The id of the report that is frozen; one that nobody has begun begins with it. */
export async function reportToFreeze(tx: Tx, head: ReportHead, by: string): Promise<string> {
  if (head.draft) return head.draft.id
  const { unit, outline, period, number, issuedOn, signer } = head
  return beginReport(tx, { unitId: unit.id, outline, period, number, issuedOn, signer, head: {}, by })
}

/** Whether what was composed is what its author has kept to this moment. */
async function isSeen(tx: Tx, { draft, unit, outline, period }: ReportHead): Promise<boolean> {
  if (!draft) return true
  const now = await findDraft(tx, unit.id, outline.code, period)
  const seen = ({ seen: head, sections }: typeof draft) =>
    [head, ...[...sections.values()].map(({ key, seen: each }) => `${key} ${each}`).sort()].join('\n')
  return now !== undefined && seen(now) === seen(draft)
}
