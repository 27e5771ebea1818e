import { insertAttachments, insertFiles, type KeptPhoto, noteOccasions } from '#evidence'
import { insertFacts } from '#figures'
import type { Field } from '#kinds'
import type { Tx } from '#platform/database'
import type { Day } from '#platform/time'
import type { Answers, Decided } from './entry.ts'
import { amountsOf } from './rules.ts'
import { insertMany, type LoadedActivity } from './store.ts'
import { subjectKey } from './subject-key.ts'

/** A record as it is loaded in bulk: what was typed, by whom, and what became of it. */
export type ActivityRow = {
  id: string
  initiativeId: string
  unitId: string
  formId: string
  /** The kind of its initiative. */
  kind: string
  fields: readonly Field[]
  day: Day
  summary: string
  answers: Answers
  recordedBy: string
  recordedAt: Date
  photos: readonly KeptPhoto[]
  photosArePublic: boolean
  /** The theme for which it counts. */
  themeId?: string | null
  /** Compare its photos with earlier ones, as those of one record would be. */
  comparePhotos?: boolean
  check?: { verdict: Decided; by: string; at: Date; reason: string | null }
}

/**
 * Loads many records with their versions, checks, photos and facts, by the same rules as one record: accepted with
 * photos is evidenced, accepted without is declared, returned or rejected counts nowhere.
 */
export async function loadActivities(tx: Tx, rows: readonly ActivityRow[]): Promise<void> {
  const atOnce = 1000
  for (let first = 0; first < rows.length; first += atOnce)
    await loadSome(tx, rows.slice(first, first + atOnce))
}

async function loadSome(tx: Tx, rows: readonly ActivityRow[]): Promise<void> {
  await insertMany(
    tx,
    rows.map((row): LoadedActivity => ({ ...row, state: row.check?.verdict ?? 'recorded' })),
  )
  const photos = new Map(rows.flatMap((row) => row.photos.map((photo) => [photo.sha256, photo] as const)))
  await insertFiles(tx, [...photos.values()], null)
  await insertAttachments(
    tx,
    rows.flatMap((row) =>
      row.photos.map(({ sha256 }, position) => ({
        proven: { kind: 'activity' as const, id: row.id, unitId: row.unitId },
        sha256,
        position,
        isPublic: row.photosArePublic && row.check?.verdict === 'accepted',
        personId: row.recordedBy,
      })),
    ),
  )
  await noteOccasions(
    tx,
    rows
      .filter((row) => row.photos.length > 0)
      .map((row) => ({ kind: 'activity', id: row.id, unitId: row.unitId, day: row.day, topic: row.kind })),
    new Set(rows.filter((row) => row.comparePhotos).map((row) => row.id)),
  )
  await insertFacts(
    tx,
    rows
      .filter((row) => row.check === undefined || row.check.verdict === 'accepted')
      .flatMap((row) => {
        const isEvidenced = row.check?.verdict === 'accepted' && row.photos.length > 0
        return amountsOf(row.fields, row.answers, subjectKey).map((amount) => ({
          ...amount,
          kind: 'activity' as const,
          id: row.id,
          unitId: row.unitId,
          day: row.day,
          seriesId: row.initiativeId,
          themeId: row.themeId ?? null,
          assurance: isEvidenced ? ('evidenced' as const) : ('declared' as const),
        }))
      }),
  )
}
