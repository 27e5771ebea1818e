import { isDeepStrictEqual } from 'node:util'
import { type Actor, note, perform } from '#access'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'
import { refuseEarlyIssue, refuseUnlessStanding, usualDayOfIssue } from '#regimes'
import { type ReportAddress, unitAt } from './at-report.ts'
import { askedReport, textOf, usualHeadOf } from './compose-report.ts'
import type { ReportEntry, SectionEntry } from './entry.ts'
import { changesOf } from './heads.ts'
import { beginReport, type Draft, type Head, keepHead, keepRival, keepSection } from './store.ts'

type UnitThere = Awaited<ReturnType<typeof unitAt>>

/**
 * Keeps what was typed into a report: its head and foot, and each section on its own, so that two people can write
 * in two sections. Figures are never kept: they are read each time.
 * @returns the keys of sections in which somebody else has written meanwhile: what was sent is kept beside theirs, and
 *   nothing is lost. `head` stands for head and foot.
 * @throws Problem `report_is_issued_before_its_period`, `report_is_frozen`, `section_is_not_in_outline`, those of the
 *   period, `not_found_or_not_allowed`
 */
export async function saveReport(
  actor: Actor,
  { slug, period, outline: code }: ReportAddress,
  entry: ReportEntry,
): Promise<string[]> {
  const unit = await unitAt(actor, slug)
  return perform(actor, 'report.compose', unit.id, async (tx) => {
    const asked = await askedReport(tx, { unitId: unit.id, period, outline: code }, today())
    const { reported, draft } = asked
    const { outline, span } = reported
    refuseUnlessStanding(unit, span)
    if (entry.issuedOn) refuseEarlyIssue(entry.issuedOn, span)
    if (draft && draft.state !== 'draft') throw new Problem('report_is_frozen')
    const head = await headToKeep(tx, unit, asked, entry)
    const by = actor.personId
    const conflicts: string[] = []
    const id = draft?.id ?? (await beginReport(tx, { unitId: unit.id, outline, period, by, ...head }))
    if (draft && !isSameHead(draft, head) && !(await keepHead(tx, id, { ...head, seen: entry.seen, by })))
      conflicts.push('head')
    for (const sent of entry.sections) {
      const section = outline.sections.find(({ key }) => key === sent.key)
      if (!section) throw new Problem('section_is_not_in_outline', { section: sent.key })
      if (sent.text === textOf(section, draft)) continue
      if (!(await keepSection(tx, id, sent, by))) conflicts.push(await asRival(tx, id, sent, by))
    }
    note(tx, { report: outline.code, period, conflicts: conflicts.join(' ') })
    return conflicts
  })
}

/** The head as it is to be kept: what was typed, else what stands. */
async function headToKeep(
  tx: Tx,
  unit: UnitThere,
  asked: Awaited<ReturnType<typeof askedReport>>,
  { number, issuedOn, signer, head }: ReportEntry,
): Promise<Head> {
  const { draft, reported } = asked
  const usualDay = usualDayOfIssue(reported.span, today(), unit.validTo)
  return {
    number: number === undefined ? (draft?.number ?? null) : number,
    issuedOn: issuedOn ?? draft?.issuedOn ?? usualDay,
    signer: signer ?? draft?.signer ?? {},
    head: head ? changesOf(head, await usualHeadOf(tx, unit.id, asked), draft?.head) : (draft?.head ?? {}),
  }
}

async function asRival(
  tx: Parameters<typeof keepRival>[0],
  reportId: string,
  sent: SectionEntry,
  by: string,
): Promise<string> {
  await keepRival(tx, reportId, sent, by)
  return sent.key
}

const isSameHead = (draft: Draft, head: Head): boolean =>
  draft.number === head.number &&
  draft.issuedOn === head.issuedOn &&
  (draft.signer.name ?? '') === (head.signer.name ?? '') &&
  (draft.signer.position ?? '') === (head.signer.position ?? '') &&
  isDeepStrictEqual(draft.head, head.head)
