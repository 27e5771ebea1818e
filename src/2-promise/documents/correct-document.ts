import type { Actor } from '#access'
import { takeStep } from '#life'
import { type Day, today } from '#platform/time'
import { deleteDocumentThemes, insertChange, insertDocumentThemes, themesOfDocument } from '#themes'
import { countDocument, uncountDocument } from './count.ts'
import type { DocumentCorrection } from './entry.ts'
import { filesStanding } from './files/store.ts'
import { documentLife } from './life.ts'
import { dayAfter, rowFor } from './register-document.ts'
import { asColumns } from './store.ts'

/**
 * Puts a registration right: what stood there before is kept with the reason, its facts are reversed and posted anew on the
 * day that it now has.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `document_is_withdrawn`, and those of registering
 */
export const correctDocument = (
  actor: Actor,
  id: string,
  correction: DocumentCorrection,
  { themeIds }: { themeIds: readonly string[] },
  day: Day = today(),
): Promise<void> =>
  takeStep(actor, documentLife, id, 'correct', {
    version: correction.seen,
    change: async (tx, before) => {
      const { direction, unitId } = before
      const themesBefore = await themesOfDocument(tx, id)
      const wanted = { ...correction, validTo: dayAfter(correction.validTo), id, unitId, direction }
      const row = await rowFor(tx, { ...wanted, replacing: before }, day)
      const after = async () => {
        await deleteDocumentThemes(tx, id)
        await insertDocumentThemes(
          tx,
          themeIds.map((themeId) => ({ documentId: id, themeId })),
        )
        await insertChange(tx, {
          subject: 'document',
          subjectId: id,
          unitId,
          event: 'corrected',
          why: correction.why,
          before: { ...before, themes: themesBefore.map((theme) => theme.id) },
          personId: actor.personId,
        })
        await uncountDocument(tx, before)
        const hasFile = (await filesStanding(tx, id)) > 0
        await countDocument(tx, row, { themeIds, hasFile })
      }
      return { sets: asColumns(row), noted: { version: before.version + 1 }, after }
    },
  })

/**
 * Takes a registration back: it was entered by mistake. It stays with the reason, counts nowhere, and gives its number back.
 * @throws Problem `not_found_or_not_allowed`, `document_is_withdrawn`
 */
export const withdrawDocument = (actor: Actor, id: string, why: string): Promise<void> =>
  takeStep(actor, documentLife, id, 'withdraw', {
    words: why,
    after: async (tx, document) => {
      await uncountDocument(tx, document)
      await insertChange(tx, {
        subject: 'document',
        subjectId: id,
        unitId: document.unitId,
        event: 'withdrawn',
        why,
        personId: actor.personId,
      })
    },
  })
