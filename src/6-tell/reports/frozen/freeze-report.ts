import { type Actor, look, note, perform } from '#access'
import { keepReadings, takeReadings } from '#exploring'
import { emitEvent } from '#notices'
import type { Reader, Tx } from '#platform/database'
import { newId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { type AskedReport, askedReport, composedFrom, gathered } from '../compose-report.ts'
import { unsupportedIn } from '../editor/checks.ts'
import type { ContentSection, ReportContent, ReportHead } from '../report.ts'
import { beginReport, findDraft } from '../store.ts'
import { arrangementOf } from './approval-store.ts'
import { hashOf } from './canonical.ts'
import { tellNext } from './notify.ts'
import { readingsByScope, refuseUnfinished, scopesIn, withReadings } from './rules.ts'
import {
  type FrozenReason,
  findFrozen,
  holdReport,
  insertFrozen,
  insertStep,
  setReportState,
} from './store.ts'

/** How a report is frozen. */
export type Freezing = {
  /** Why there is a version of it: the report itself, that there was nothing, a correction of one that was issued. */
  reason?: FrozenReason
  /** Adds what belongs into the content and is not composed: gaps by name, old and new figures of an amendment. */
  complete?: (db: Reader, content: ReportContent) => Promise<ReportContent>
  /** Keeps what belongs to the frozen report, in the transaction in which it is frozen. */
  kept?: (tx: Tx, frozenId: string) => Promise<void>
}

/** What was frozen. */
export type Frozen = { id: string; version: number; code: string; hash: string }

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
    return { report: composed, ...(await bound(db, complete ? await complete(db, told) : told)) }
  })
  return perform(actor, 'report.compose', asked.unitId, async (tx) => {
    const id = 'report' in made ? await reportToFreeze(tx, made.report, actor.personId) : made.id
    const held = await holdReport(tx, id)
    if (held?.state === 'frozen') return frozenBefore(tx, id, actor)
    if (held?.state === 'issued' && reason !== 'amendment') throw new Problem('report_is_issued_already')
    if (held?.state === 'withdrawn') throw new Problem('report_is_withdrawn')
    if (!('report' in made) || !(await isSeen(tx, made.report))) throw new Problem('seen_is_outdated')
    const { content, readings } = made
    await keepReadings(tx, readings, actor.personId)
    const arrangement = await arrangementOf(tx, asked.unitId)
    const hash = hashOf(content)
    const state = arrangement.levels.length > 0 ? 'waiting' : 'approved'
    const frozen = { reportId: id, reason, content, hash, state, ...arrangement } as const
    const kept = await insertFrozen(tx, frozen, actor.personId)
    await insertStep(tx, kept.id, { kind: 'frozen', personId: actor.personId })
    await keep?.(tx, kept.id)
    await setReportState(tx, id, 'frozen')
    await tellNext(tx, { ...frozen, ...kept, unitId: asked.unitId }, 0)
    await emitEvent(tx, 'report.frozen', asked.unitId, { reportId: id, version: kept.version })
    note(tx, { report: id, version: kept.version, hash, reason, readings: readings.length })
    return { ...kept, hash }
  })
}

/** What is kept of a report with some sections. */
export function contentOf(head: ReportHead, sections: readonly ContentSection[]): ReportContent {
  const { unit, outline, period, number, issuedOn, signer, body, subject, opening } = head
  return {
    unit,
    outline: { code: outline.code, version: outline.version, title: outline.title },
    period,
    number,
    issuedOn,
    signer,
    body,
    subject,
    opening,
    sections: sections.map(({ key, isRestricted, heading, blocks }) => ({
      key,
      isRestricted,
      heading,
      blocks,
    })),
  }
}

/** The content with a reading of each of its figures, taken in the same snapshot. */
async function bound(db: Reader, content: ReportContent) {
  const scopes = scopesIn(content)
  const taken = await takeReadings(db, scopes)
  const readings = taken.map((reading) => ({ id: newId(), reading }))
  const idOf = readingsByScope(scopes.map((scope, index) => [scope, readings[index]?.id] as const))
  return { content: withReadings(content, idOf), readings }
}

/** The id of the report that is frozen; one that nobody has begun begins with it. */
export async function reportToFreeze(tx: Tx, head: ReportHead, by: string): Promise<string> {
  if (head.draft) return head.draft.id
  const { unit, outline, period, number, issuedOn, signer } = head
  return beginReport(tx, { unitId: unit.id, outline, period, number, issuedOn, signer, by })
}

/** Whether what was composed is what its author has kept to this moment. */
async function isSeen(tx: Tx, { draft, unit, outline, period }: ReportHead): Promise<boolean> {
  if (!draft) return true
  const now = await findDraft(tx, unit.id, outline.code, period)
  const seen = ({ seen: head, sections }: typeof draft) =>
    [head, ...[...sections.values()].map(({ key, seen: each }) => `${key} ${each}`).sort()].join('\n')
  return now !== undefined && seen(now) === seen(draft)
}

async function frozenBefore(tx: Tx, reportId: string, actor: Actor): Promise<Frozen> {
  const before = await findFrozen(tx, reportId)
  if (!before) throw new Problem('seen_is_outdated')
  if (before.frozenBy !== actor.personId)
    throw new Problem('report_is_frozen_already', { who: before.frozenByName ?? '–' })
  const { id, version, code, hash } = before
  return { id, version, code, hash }
}
