import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Level, RecognitionEntry } from './entry.ts'

/** A recognition that stands. */
export type Recognition = {
  id: string
  initiativeId: string
  level: Level
  document: string
  decidedOn: Day
  issuer: string
}

/** The recognitions of some initiatives that stand, the newest first. */
export const recognitionsOf = (db: Reader, initiativeIds: readonly string[]): Promise<Recognition[]> =>
  initiativeIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('initiatives.recognition')
        .select([
          'id',
          'initiative_id as initiativeId',
          'level',
          'document',
          'decided_on as decidedOn',
          'issuer',
        ])
        .where('initiative_id', 'in', [...initiativeIds])
        .where('withdrawn_at', 'is', null)
        .orderBy('decided_on', 'desc')
        .orderBy('id')
        .limit(2000)
        .$castTo<Recognition>()
        .execute()

/** Enters recognitions, each of one initiative. */
export async function loadRecognitions(
  tx: Tx,
  rows: readonly (RecognitionEntry & { id: string; initiativeId: string })[],
  personId: string | null = null,
): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('initiatives.recognition')
    .values(
      rows.map((row) => ({
        id: row.id,
        initiative_id: row.initiativeId,
        level: row.level,
        document: row.document,
        decided_on: row.day,
        issuer: row.issuer,
        recorded_by: personId,
      })),
    )
    .execute()
}

/** One recognition with the unit of its initiative. */
export const findRecognition = (db: Reader, id: string) =>
  db
    .selectFrom('initiatives.recognition as recognition')
    .innerJoin('initiatives.initiative as initiative', 'initiative.id', 'recognition.initiative_id')
    .select([
      'recognition.id',
      'recognition.initiative_id as initiativeId',
      'recognition.withdrawn_at as withdrawnAt',
      'initiative.unit_id as unitId',
    ])
    .where('recognition.id', '=', id)
    .executeTakeFirst()
