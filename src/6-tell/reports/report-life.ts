import type { Child } from 'hono/jsx'
import { type Actor, look, mayIn } from '#access'
import { type FrozenPaper, inForce, lifeIn, signersFor, standingOf, strangerOn } from '#papers'
import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'
import { type Day, today } from '#platform/time'
import { arrangementOf } from './approval/store.ts'
import { atReport, type ReportAddress } from './at-report.ts'
import { composeReport } from './compose-report.ts'
import { unsupportedIn } from './editor/checks.ts'
import type { Draft } from './store.ts'

declare module '#platform/module' {
  interface Module {
    /** What somebody has to know before they freeze a report. */
    beforeFreezing?(
      db: Reader,
      report: { unitId: string; outline: string; period: string },
      day: Day,
    ): Promise<Child>
  }
}

/** Where a report stands, for the page on which it is written. */
export const standingOfReport = (actor: Actor, unitId: string, draft: Draft | undefined) =>
  look(actor, 'report.read', unitId, (db) => standingOf(db, draft))

/**
 * The life of a report as its page shows it: where it stands, what became of it, what this person may do next, and what is
 * missing where they could freeze it.
 * @throws Problem `not_found_or_not_allowed`, and those of composing
 */
export const lifeOf = (actor: Actor, address: ReportAddress) =>
  atReport(actor, 'report.read', address, today(), async (db, { unit, asked, reported, draft }) => {
    const { outline, period } = reported
    const arrangement = await arrangementOf(db, unit.id)
    const life = await lifeIn(db, actor, { kind: 'report', unit, dossier: draft, arrangement })
    const mayFreeze = life.state === 'draft' && life.may.compose
    const composed = mayFreeze ? await composeReport(db, asked, today()) : undefined
    const asksWho = mayFreeze || life.stranger !== undefined
    const signers = asksWho ? await signersFor(db, 'report', unit.id) : { all: [], nearest: [] }
    const named = { unitId: unit.id, outline: outline.code, period }
    return {
      life,
      outline,
      period,
      mayArrange: await mayIn(db, 'report.arrange', unit.id),
      /** Who could sign, and the printed name that is none of theirs. */
      signers: signers.nearest,
      /** As what this person signed last; blank where they never have. */
      ownPosition: signers.all.find(({ id }) => id === actor.personId)?.position ?? '',
      stranger:
        composed && signers.all.length > 0
          ? strangerOn(
              composed,
              signers.all.map(({ name }) => name),
            )
          : undefined,
      toKnow: composed
        ? await Promise.all(broughtTo('beforeFreezing').map((tell) => tell(db, named, today())))
        : [],
      unwritten:
        composed?.sections
          .filter(({ key }) => composed.unwritten.includes(key))
          .map(({ heading }) => heading) ?? [],
      unsupported: composed ? await unsupportedIn(db, composed) : [],
    }
  })
export type ReportLife = Awaited<ReturnType<typeof lifeOf>>

/** The version of a report that is in force. @throws Problem those of `atReport` */
export const reportInForce = (actor: Actor, address: ReportAddress): Promise<FrozenPaper | undefined> =>
  atReport(actor, 'report.read', address, today(), async (db, { draft }) => draft && inForce(db, draft.id))
