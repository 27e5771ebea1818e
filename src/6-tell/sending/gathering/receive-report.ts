import { type Actor, look, note, perform } from '#access'
import { emitEvent, raiseNotices } from '#notices'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { nameInAddress, periodInWords } from '#regimes'
import type { VerdictEntry } from './entry.ts'
import { possibleVerdicts } from './rules.ts'
import { toldRoles } from './send-report.ts'
import { findSending, insertSendingStep, judgeSending } from './store.ts'

/**
 * Receives, accepts or gives back a report that was sent up. Whoever reported is told of the last two. Whoever sent a report
 * does not judge it.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `sending_verdict_is_not_possible`,
 *   `sending_is_judged_by_its_own`, `sending_is_returned_without_reason`
 */
export async function receiveReport(actor: Actor, id: string, entry: VerdictEntry): Promise<void> {
  const known = await look(actor, 'report.read', null, async (db) =>
    isId(id) ? findSending(db, id) : undefined,
  )
  if (!known) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'report.receive', known.toUnitId, async (tx) => {
    const sending = await findSending(tx, id)
    if (!sending) throw new Problem('not_found_or_not_allowed')
    // A second press finds that it is so already.
    if (sending.state === entry.verdict) return
    if (sending.seen !== entry.seen) throw new Problem('seen_is_outdated')
    if (!possibleVerdicts(sending.state).includes(entry.verdict))
      throw new Problem('sending_verdict_is_not_possible')
    if (sending.sentBy === actor.personId) throw new Problem('sending_is_judged_by_its_own')
    if (!(await judgeSending(tx, id, entry.seen, entry.verdict))) throw new Problem('seen_is_outdated')
    const { verdict, reason } = entry
    await insertSendingStep(tx, { sendingId: id, kind: verdict, words: reason, personId: actor.personId })
    if (verdict !== 'received')
      await raiseNotices(tx, [
        {
          key: `report.${verdict}:${id}`,
          unitId: sending.unitId,
          roles: toldRoles,
          kind: `report_gathering.notice.${verdict}`,
          words: {
            above: sending.toUnitName,
            period: periodInWords(sending.period),
            reason: reason.slice(0, 300),
          },
          href: `/bao-cao/${sending.unitSlug}/${nameInAddress(sending.period, sending.outline)}/gui`,
        },
      ])
    await emitEvent(tx, 'report.judged', sending.unitId, { sendingId: id, verdict })
    note(tx, { sending: id, verdict })
  })
}
