import { sql } from 'kysely'
import type { Answers } from '#activities'
import { openedAbout, openedRows, sealedAbout } from '#activities'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Outcome } from './entry.ts'
import { mostRecords } from './store.ts'

/** The whole list with what was found of those that were drawn, as the estimate wants it. */
export async function listWithFindings(
  db: Reader,
  checkId: string,
): Promise<{ id: string; amount: number; stratum: number; isDrawn: boolean; found: number | null }[]> {
  const { rows } = await sql<{
    id: string
    amount: number
    stratum: number
    isDrawn: boolean
    found: number | null
  }>`
    select candidate.activity_id as id, candidate.counted as amount, candidate.stratum, candidate.is_drawn as "isDrawn",
           -- Compared as they were written: what was found right counts to the last digit as it was declared.
           case when finding.found_amount = candidate.amount then candidate.counted
                else finding.found_amount * candidate.counted / candidate.amount end as found
      from verification.candidate
      left join lateral (
        select found_amount from verification.finding
         where finding.check_id = candidate.check_id and finding.activity_id = candidate.activity_id
         order by finding.found_at desc, finding.id desc limit 1) as finding on candidate.is_drawn
     where candidate.check_id = ${checkId}
     order by candidate.stratum, candidate.activity_id
     limit ${mostRecords}`.execute(db)
  return rows
}

/** A drawn record as an inspector meets it on the way: where, what, and what was found. */
export type Visit = {
  activityId: string
  version: number
  amount: number
  stratum: number
  communeName: string | null
  unitName: string
  unitId: string
  initiativeName: string
  summary: string
  protectsPeople: boolean
  day: Day
  outcome: Outcome | null
  foundAmount: number | null
  answers: Answers | null
  note: string | null
  findingId: string | null
  finderName: string | null
  foundAt: Date | null
}

/** The drawn records by commune and unit: the way an inspector goes. */
export async function visitsOf(db: Reader, checkId: string, activityId?: string): Promise<Visit[]> {
  const { rows } = await sql<Visit>`
    select candidate.activity_id as "activityId", candidate.version, candidate.amount, candidate.stratum,
           commune.name as "communeName", unit.name as "unitName", unit.id as "unitId", initiative.name as "initiativeName",
           activity.summary, activity.day, kind.protects_people as "protectsPeople", finding.outcome, finding.found_amount as "foundAmount", finding.answers, finding.note,
           finding.id as "findingId", finder.name as "finderName", finding.found_at as "foundAt"
      from verification.candidate
      join activities.activity on activity.id = candidate.activity_id
      join initiatives.initiative on initiative.id = activity.initiative_id
      join initiatives.kind on kind.code = initiative.kind
      join org.unit on unit.id = activity.unit_id
      left join lateral (
        select area.name from org.beneath join org.unit as area on area.id = beneath.ancestor_id
          join org.kind on kind.code = area.kind and kind.level = 'commune' and kind.is_area
         where beneath.unit_id = unit.id and beneath.tree = 'area'
         order by upper_inf(beneath.valid) desc, upper(beneath.valid) desc, beneath.distance limit 1) as commune on true
      left join lateral (
        select id, outcome, found_amount, answers, note, found_by, found_at from verification.finding
         where finding.check_id = candidate.check_id and finding.activity_id = candidate.activity_id
         order by finding.found_at desc, finding.id desc limit 1) as finding on true
      left join access.person as finder on finder.id = finding.found_by
     where candidate.check_id = ${checkId} and candidate.is_drawn
       and (${activityId ?? null}::uuid is null or candidate.activity_id = ${activityId ?? null}::uuid)
     order by commune.name collate org.names nulls last, unit.name collate org.names, activity.day, candidate.activity_id
     limit ${mostRecords}`.execute(db)
  // The words about people who need protection are for those who may read them.
  const opened = await openedRows(
    db,
    rows.map((row) => ({ ...row, answers: {} })),
  )
  const notes = await openedAbout(
    db,
    rows.map(({ activityId, unitId, note }) => ({ recordId: activityId, unitId, words: note })),
  )
  return rows.map((row, index) => ({
    ...row,
    summary: opened[index]?.summary ?? '',
    note: notes[index] ?? null,
  }))
}

/** What was found of a record, as it is kept. */
export type Finding = {
  id: string
  checkId: string
  activityId: string
  outcome: Outcome
  foundAmount: number
  answers: Answers
  note: string
  foundBy: string
}

/** Writes down what was found. An earlier finding of the same record stays beneath it. */
export async function insertFinding(tx: Tx, finding: Finding): Promise<void> {
  await tx
    .insertInto('verification.finding')
    .values({
      id: finding.id,
      check_id: finding.checkId,
      activity_id: finding.activityId,
      outcome: finding.outcome,
      found_amount: finding.foundAmount,
      answers: JSON.stringify(finding.answers),
      note: await sealedAbout(tx, finding.activityId, finding.note),
      found_by: finding.foundBy,
    })
    .execute()
}

/** Says which version of a record a check has proven. */
export async function insertProof(
  tx: Tx,
  proof: { checkId: string; activityId: string; version: number },
): Promise<void> {
  await tx
    .insertInto('verification.proof')
    .values({ check_id: proof.checkId, activity_id: proof.activityId, version: proof.version })
    .execute()
}

/** Whether a check has proven what a record says now: figures and day; its words may have been put better since. */
export async function isProven(db: Reader, activityId: string): Promise<boolean> {
  const { rows } = await sql<{ is_proven: boolean }>`
    select exists (
      select from verification.proof
        join activities.activity on activity.id = proof.activity_id
        join activities.version as checked on checked.activity_id = proof.activity_id and checked.number = proof.version
       where proof.activity_id = ${activityId} and checked.answers = activity.answers and checked.day = activity.day
    ) as is_proven`.execute(db)
  return rows[0]?.is_proven ?? false
}

/** Whether a record still says what it said in an earlier version: figures and day. */
export async function saysAsIn(db: Reader, activityId: string, version: number): Promise<boolean> {
  const { rows } = await sql<{ is_same: boolean }>`
    select exists (
      select from activities.activity
        join activities.version as earlier on earlier.activity_id = activity.id and earlier.number = ${version}
       where activity.id = ${activityId} and earlier.answers = activity.answers and earlier.day = activity.day
    ) as is_same`.execute(db)
  return rows[0]?.is_same ?? false
}
