import { type Action, type Actor, look } from '#access'
import { unitBySlug } from '#org'
import type { Reader } from '#platform/database'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { usualOutlineOf } from '#regimes'
import { type AskedReport, askedReport } from './compose-report.ts'
import { findDraft } from './store.ts'

/** A report by its address: the unit's slug, the period, an outline where it is not the usual one. */
export type ReportAddress = { slug: string; period: string; outline?: string | undefined }

/** The unit of an address, for those who may do something somewhere. @throws Problem `not_found_or_not_allowed` */
export async function unitAt(actor: Actor, slug: string, action: Action = 'report.read') {
  const unit = await look(actor, action, null, (db) => unitBySlug(db, slug))
  if (!unit) throw new Problem('not_found_or_not_allowed')
  return unit
}

/** What is known of a report before it is read: its unit, how it is asked for, what it reports on and what is kept of it. */
export type ReportThere = Awaited<ReturnType<typeof askedReport>> & {
  unit: Awaited<ReturnType<typeof unitAt>>
  asked: AskedReport
}

/**
 * Looks at the report of an address, for those who may do something in its unit.
 * @throws Problem `not_found_or_not_allowed`, those of `askedReport`
 */
export async function atReport<T>(
  actor: Actor,
  action: Action,
  { slug, period, outline }: ReportAddress,
  day: Day,
  read: (db: Reader, there: ReportThere) => Promise<T>,
): Promise<T> {
  const unit = await unitAt(actor, slug)
  return look(actor, action, unit.id, async (db) => {
    const asked = { unitId: unit.id, period, outline }
    return read(db, { unit, asked, ...(await askedReport(db, asked, day)) })
  })
}

/**
 * The id of a report that somebody has begun.
 * @throws Problem `not_found_or_not_allowed`, those of `periodOf`
 */
export async function begunReport(actor: Actor, { slug, period, outline }: ReportAddress): Promise<string> {
  const unit = await unitAt(actor, slug)
  const code = outline ?? usualOutlineOf(period, today())
  const draft = await look(actor, 'report.read', unit.id, (db) => findDraft(db, unit.id, code, period))
  if (!draft) throw new Problem('not_found_or_not_allowed')
  return draft.id
}
