import { type Actor, note, perform } from '#access'
import { emitEvent } from '#notices'
import { Problem } from '#platform/problem'
import { type Day, today } from '#platform/time'
import { deleteDocumentThemes, insertChange, insertDocumentThemes, themesOfDocument } from '#themes'
import { countDocument, uncountDocument } from './count.ts'
import type { DocumentCorrection } from './entry.ts'
import { filesStanding } from './files/store.ts'
import { documentToRead } from './read.ts'
import { dayAfter, rowFor } from './register-document.ts'
import { findDocument, updateDocument, withdrawRegistration } from './store.ts'

/**
 * Puts a registration right: what stood there before is kept with the reason, its facts are reversed and posted anew on the
 * day that it now has.
 * @throws Problem `not_found_or_not_allowed`, `seen_is_outdated`, `document_is_withdrawn`, and those of registering
 */
export async function correctDocument(
  actor: Actor,
  id: string,
  correction: DocumentCorrection,
  { themeIds }: { themeIds: readonly string[] },
  day: Day = today(),
): Promise<void> {
  const { unitId } = await documentToRead(actor, id)
  await perform(actor, 'document.register', unitId, async (tx) => {
    const before = await findDocument(tx, id)
    if (!before) throw new Problem('not_found_or_not_allowed')
    if (before.withdrawnAt) throw new Problem('document_is_withdrawn')
    if (before.version !== correction.seen) throw new Problem('seen_is_outdated')
    const themesBefore = await themesOfDocument(tx, id)
    const { direction } = before
    const wanted = { ...correction, validTo: dayAfter(correction.validTo), id, unitId, direction }
    const row = await rowFor(tx, { ...wanted, replacing: before }, day)
    if (!(await updateDocument(tx, id, correction.seen, row))) throw new Problem('seen_is_outdated')
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
    await emitEvent(tx, 'document.corrected', unitId, { documentId: id, version: correction.seen + 1 })
    note(tx, { document: id, version: correction.seen + 1 })
  })
}

/**
 * Takes a registration back: it was entered by mistake. It stays with the reason, counts nowhere, and gives its number back.
 * @throws Problem `not_found_or_not_allowed`, `document_is_withdrawn`
 */
export async function withdrawDocument(actor: Actor, id: string, why: string): Promise<void> {
  const { unitId } = await documentToRead(actor, id)
  await perform(actor, 'document.register', unitId, async (tx) => {
    const document = await findDocument(tx, id)
    if (!document) throw new Problem('not_found_or_not_allowed')
    if (!(await withdrawRegistration(tx, id, { why, personId: actor.personId })))
      throw new Problem('document_is_withdrawn')
    await uncountDocument(tx, document)
    await insertChange(tx, {
      subject: 'document',
      subjectId: id,
      unitId,
      event: 'withdrawn',
      why,
      personId: actor.personId,
    })
    note(tx, { document: id })
  })
}
