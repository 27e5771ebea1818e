import { type Actor, look, note, perform } from '#access'
import { emitEvent, type NewNotice, raiseNotices } from '#notices'
import type { OnIssued } from '#papers'
import type { Reader, Tx } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { addDays, type Day, today } from '#platform/time'
import {
  findRegime,
  type ListedRegime,
  obligationsOn,
  periodInWords,
  periodOf,
  periodsOf,
  type RegimePeriod,
  regimesFor,
} from '#regimes'
import {
  fillGaps,
  insertSending,
  insertSendingStep,
  replaceSending,
  type Sent,
  versionToSend,
  wasReturned,
} from './store.ts'

/** Who is told of reports, on both sides. */
export const toldRoles = ['checker', 'leader']

/** A regime by which a unit owes a report, with the period and the day by which it is due. */
export type Owed = { regime: ListedRegime; period: RegimePeriod; dueOn: Day }

/**
 * To whom a unit owes its report by an outline on a period.
 * @throws Problem those of the period
 */
export async function owedBy(
  db: Reader,
  { unitId, outline, period }: { unitId: string; outline: string; period: string },
  day: Day,
): Promise<Owed[]> {
  const { span } = periodOf(period, day)
  const regimes = await regimesFor(db, { outline, beneathUnitId: unitId, day: addDays(span.until, -1) })
  const owed: Owed[] = []
  for (const regime of regimes) {
    const own = periodsOf(regime, span.until, 3).find((one) => one.period === period)
    if (!own) continue
    const { dueOn, units } = await obligationsOn(db, regime, own)
    if (units.some(({ id }) => id === unitId)) owed.push({ regime, period: own, dueOn })
  }
  return owed
}

/** The page on which a regime's reports on a period are gathered. */
export const pathOfGathering = (regimeId: string, period: string): string =>
  `/bao-cao-cap-duoi/${regimeId}/${period}`

function noticeOf(id: string, sent: Sent, { regime, dueOn }: Owed, filled: number, day: Day): NewNotice {
  const what = sent.reason === 'report' ? 'sent' : sent.reason === 'nil' ? 'sent_nil' : 'sent_amendment'
  return {
    key: `report.sent:${id}`,
    unitId: regime.unitId,
    roles: toldRoles,
    kind: `report_gathering.notice.${filled > 0 ? 'sent_missing' : what}`,
    words: {
      unit: sent.unitName,
      period: periodInWords(sent.period),
      late: dueOn < day ? 'yes' : 'no',
    },
    href: `/bao-cao-da-gui/${id}`,
  }
}

/**
 * Sends an issued version up, in the transaction of whoever has asked for permission. A version that was sent before under
 * the same regime is replaced by it; the same one is sent once.
 * @returns the id of the sending; undefined where the same version lies with those above already
 * @throws Problem `sending_needs_an_issued_report`, `sending_was_returned`
 */
export async function sendWithin(
  tx: Tx,
  sent: Sent,
  owed: Owed,
  { by, day }: { by: string | null; day: Day },
): Promise<string | undefined> {
  if (sent.frozenState !== 'issued') throw new Problem('sending_needs_an_issued_report')
  const { regime, dueOn } = owed
  const { reportId, frozenId } = sent
  if (await wasReturned(tx, frozenId, regime.id)) throw new Problem('sending_was_returned')
  const before = await replaceSending(tx, { reportId, regimeId: regime.id, frozenId })
  if (before) await insertSendingStep(tx, { sendingId: before, kind: 'replaced', personId: by })
  const row = {
    reportId,
    frozenId,
    regimeId: regime.id,
    toUnitId: regime.unitId,
    dueOn,
    sentOn: day,
    sentBy: by,
  }
  const id = await insertSending(tx, row)
  if (!id) return undefined
  await insertSendingStep(tx, { sendingId: id, kind: 'sent', personId: by })
  const filled = await fillGaps(tx, id)
  await raiseNotices(tx, [noticeOf(id, sent, owed, filled, day)])
  await emitEvent(tx, 'report.sent', sent.unitId, { reportId, version: sent.version, sendingId: id })
  note(tx, { sending: id, regime: regime.id, version: sent.version, filled })
  return id
}

/**
 * Sends a version to everybody to whom its unit owes it, in the transaction in which it is issued.
 * @returns to how many it was sent
 */
export async function sendToAll(
  tx: Tx,
  frozenId: string,
  by: string | null,
  day: Day = today(),
): Promise<number> {
  const sent = await versionToSend(tx, frozenId)
  if (!sent) throw new Problem('not_found_or_not_allowed')
  let count = 0
  for (const owed of await owedBy(tx, sent, day))
    if (await sendWithin(tx, sent, owed, { by, day })) count += 1
  return count
}

/** What happens with the last signature, unless whoever signs leaves it: the report goes up. */
export const sendWhenIssued: OnIssued = {
  offer: { label: 'report_gathering.send_at_issue', hint: 'report_gathering.send_at_issue_hint' },
  run: async (tx, { id }, { isWanted, by, day }) => ({
    sent: isWanted ? await sendToAll(tx, id, by, day) : 0,
  }),
}

/**
 * Sends an issued version of a report to the unit to which a regime reports; its people are told. A second press changes
 * nothing.
 * @throws Problem `not_found_or_not_allowed`, `sending_needs_an_issued_report`, `sending_is_not_owed`,
 *   `sending_was_returned`, those of the period
 */
export async function sendReport(
  actor: Actor,
  { frozenId, regimeId }: { frozenId: string; regimeId: string },
  day: Day = today(),
): Promise<void> {
  const sent = await look(actor, 'report.read', null, async (db) =>
    isId(frozenId) && isId(regimeId) && (await findRegime(db, regimeId))
      ? versionToSend(db, frozenId)
      : undefined,
  )
  if (!sent) throw new Problem('not_found_or_not_allowed')
  await perform(actor, 'report.send', sent.unitId, async (tx) => {
    const now = await versionToSend(tx, frozenId)
    if (!now) throw new Problem('not_found_or_not_allowed')
    if (now.frozenState !== 'issued') throw new Problem('sending_needs_an_issued_report')
    const owed = (await owedBy(tx, now, day)).find(({ regime }) => regime.id === regimeId)
    if (!owed) throw new Problem('sending_is_not_owed', { unit: now.unitName })
    await sendWithin(tx, now, owed, { by: actor.personId, day })
  })
}
