import { sql } from 'kysely'
import { asSystem, note } from '#access'
import type { Tx } from '#platform/database'
import type { Answers } from './entry.ts'
import { sealedReason, sealedWording, sealingOf } from './sealed.ts'

const atOnce = 500

type Row = { id: string; initiativeId: string; formId: string; summary: string; answers: Answers }

/**
 * Seals the words of records that are there in clear, and protects their files: those from before words were sealed, those loaded in bulk, and those
 * whose kind has begun to protect people since. A second time changes nothing. @returns how many records were sealed
 */
export async function sealProtected(): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await asSystem('activities.seal', async (tx) => {
      await sql`select evidence.protect_files()`.execute(tx)
      const rows = await inClear(tx)
      for (const row of rows) await sealOne(tx, row)
      note(tx, { records: rows.length })
      return rows.length
    })
    sealed += count
    if (count < atOnce) return sealed
  }
}

async function inClear(tx: Tx): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select activity.id, activity.initiative_id as "initiativeId", activity.form_id as "formId", activity.summary, activity.answers
      from activities.activity
      join initiatives.initiative on initiative.id = activity.initiative_id
      join initiatives.kind on kind.code = initiative.kind and kind.protects_people
     where activity.summary not like 'sealed:%' limit ${atOnce}`.execute(tx)
  return rows
}

/** Versions and reviews are never changed, but what they say stays the same here: only how it is kept changes. */
async function sealOne(tx: Tx, row: Row): Promise<void> {
  const sealing = await sealingOf(tx, row)
  const { rows: versions } = await sql<{
    number: number
    summary: string
    answers: Answers
    reason: string | null
  }>`
    select number, summary, answers, reason from activities.version where activity_id = ${row.id} limit 10000`.execute(
    tx,
  )
  const { rows: reviews } = await sql<{ id: string; reason: string | null }>`
    select id, reason from activities.review where activity_id = ${row.id} limit 10000`.execute(tx)
  await sql`alter table activities.version disable trigger version_is_append_only`.execute(tx)
  await sql`alter table activities.review disable trigger review_is_append_only`.execute(tx)
  for (const version of versions) {
    const { summary, answers } = sealedWording(sealing, version)
    await sql`update activities.version
      set summary = ${summary}, answers = ${JSON.stringify(answers)}::jsonb, reason = ${sealedReason(sealing, version.reason)}
      where activity_id = ${row.id} and number = ${version.number}`.execute(tx)
  }
  for (const { id, reason } of reviews)
    await sql`update activities.review set reason = ${sealedReason(sealing, reason)} where id = ${id}`.execute(
      tx,
    )
  await sql`alter table activities.version enable trigger version_is_append_only`.execute(tx)
  await sql`alter table activities.review enable trigger review_is_append_only`.execute(tx)
  const { summary, answers } = sealedWording(sealing, row)
  await sql`update activities.activity set summary = ${summary}, answers = ${JSON.stringify(answers)}::jsonb
    where id = ${row.id}`.execute(tx)
}
