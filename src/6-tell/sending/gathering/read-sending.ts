import { type Actor, look, mayIn } from '#access'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { atReport, type ReportAddress, type ReportThere } from '#reports'
import { changedFigures, toldChanges } from './differ.ts'
import { possibleVerdicts } from './rules.ts'
import { owedBy } from './send-report.ts'
import {
  findSending,
  namedGaps,
  type Sending,
  type SendingStep,
  type Sent,
  sendingSteps,
  sendingsOf,
  versionInForce,
} from './store.ts'

/** A report that was sent, with what became of it, and what this person may say of it. */
export const sendingAt = (actor: Actor, id: string) =>
  look(actor, 'report.read', null, async (db) => {
    const sending = isId(id) ? await findSending(db, id) : undefined
    if (!sending) throw new Problem('not_found_or_not_allowed')
    const mayReceive = await mayIn(db, 'report.receive', sending.toUnitId)
    return {
      sending,
      steps: await sendingSteps(db, [id]),
      changed: (await changedFigures(db, [sending.frozenId])).length,
      verdicts: mayReceive && sending.sentBy !== actor.personId ? possibleVerdicts(sending.state) : [],
    }
  })

type Named = Parameters<typeof versionInForce>[1]

/** Looks at a report of an address with the version of it that is in force. */
const withInForce = <T>(
  actor: Actor,
  address: ReportAddress,
  day: Day,
  read: (db: Reader, there: ReportThere & { named: Named; inForce: Sent | undefined }) => Promise<T>,
): Promise<T> =>
  atReport(actor, 'report.read', address, day, async (db, there) => {
    const named = { unitId: there.unit.id, outline: there.reported.outline.code, period: address.period }
    return read(db, { ...there, named, inForce: await versionInForce(db, named) })
  })

/**
 * The version of a report that is in force.
 * @throws Problem `not_found_or_not_allowed`, `sending_needs_an_issued_report`, those of the period
 */
export const versionToSendAt = (actor: Actor, address: ReportAddress, day: Day = today()): Promise<Sent> =>
  withInForce(actor, address, day, async (_, { inForce }) => {
    if (!inForce) throw new Problem('sending_needs_an_issued_report')
    return inForce
  })

/** What was sent of a report, with its steps. */
export type SentWithSteps = Sending & { steps: SendingStep[] }

/**
 * A report as whoever sends it sees it: to whom it is owed by when, what was sent, what came back; which gaps it names; how
 * many of its figures are others today.
 * @throws Problem `not_found_or_not_allowed`, those of the period
 */
export const sendingsAt = (actor: Actor, address: ReportAddress, day: Day = today()) =>
  withInForce(actor, address, day, async (db, { unit, reported, draft, named, inForce }) => {
    const sendings = draft ? await sendingsOf(db, draft.id) : []
    const steps =
      sendings.length > 0
        ? await sendingSteps(
            db,
            sendings.map(({ id }) => id),
          )
        : []
    return {
      unit,
      outline: reported.outline,
      period: address.period,
      isOver: reported.span.until <= day,
      state: draft?.state ?? 'draft',
      inForce,
      owed: await owedBy(db, named, day),
      sendings: sendings.map(
        (one): SentWithSteps => ({ ...one, steps: steps.filter(({ sendingId }) => sendingId === one.id) }),
      ),
      gaps: inForce ? await namedGaps(db, inForce.frozenId) : [],
      changed: inForce ? (await changedFigures(db, [inForce.frozenId])).length : 0,
      maySend: await mayIn(db, 'report.send', unit.id),
      mayCompose: await mayIn(db, 'report.compose', unit.id),
      day,
    }
  })
export type Sendings = Awaited<ReturnType<typeof sendingsAt>>

/**
 * Where an issued report differs from today's figures, and why.
 * @throws Problem `not_found_or_not_allowed`, those of the period
 */
export const differencesAt = (actor: Actor, address: ReportAddress, day: Day = today()) =>
  withInForce(actor, address, day, async (db, { unit, reported, draft, inForce }) => {
    return {
      unit,
      outline: reported.outline,
      period: address.period,
      inForce,
      changes: inForce ? await toldChanges(db, inForce.frozenId) : [],
      mayAmend:
        inForce !== undefined &&
        (draft?.state === 'issued' || draft?.state === 'draft') &&
        (await mayIn(db, 'report.compose', unit.id)),
    }
  })
