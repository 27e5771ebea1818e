import type { Reader, Tx } from '#platform/database'

/** Writes down what became of a document or a theme, with what stood there before. */
export async function insertChange(
  tx: Tx,
  change: {
    subject: 'document' | 'theme'
    subjectId: string
    unitId: string
    event: string
    why?: string
    before?: object
    personId: string | null
  },
): Promise<void> {
  await tx
    .insertInto('programme.change')
    .values({
      subject: change.subject,
      subject_id: change.subjectId,
      unit_id: change.unitId,
      event: change.event,
      why: change.why ?? '',
      before: JSON.stringify(change.before ?? {}),
      changed_by: change.personId,
    })
    .execute()
}

/** What became of a document or a theme. */
export type Change = {
  event: string
  why: string
  before: Record<string, unknown>
  at: Date
  who: string | null
}

/** What became of a document or a theme, the newest first. */
export const changesOf = (db: Reader, subject: 'document' | 'theme', id: string): Promise<Change[]> =>
  db
    .selectFrom('programme.change as change')
    .leftJoin('access.person as person', 'person.id', 'change.changed_by')
    .select(['change.event', 'change.why', 'change.before', 'change.changed_at as at', 'person.name as who'])
    .where('change.subject', '=', subject)
    .where('change.subject_id', '=', id)
    .orderBy('change.changed_at', 'desc')
    .orderBy('change.id', 'desc')
    .limit(200)
    .$castTo<Change>()
    .execute()
