import { type Actor, note, perform } from '#access'
import { type Attachment, attachmentsOf, hasConsent, setPublic, thingShownBy } from '#evidence'
import { Problem } from '#platform/problem'
import { activityToCheck } from './read.ts'
import { findActivity } from './store.ts'

/**
 * Opens one file of an accepted record to the public after somebody looked at it, or takes it away again. Where an initiative
 * protects people, only with the consent of somebody in it, and only for as long as that lasts.
 * @throws Problem `not_found_or_not_allowed`, `kind_is_not_public`, `only_accepted_is_published`, `photo_has_no_consent`, `attachment_was_not_looked_at`
 */
export async function publishFile(
  actor: Actor,
  { activityId, fileId, isPublic }: { activityId: string; fileId: string; isPublic: boolean },
): Promise<void> {
  const { unitId } = await activityToCheck(actor, activityId)
  await perform(actor, 'activity.check', unitId, async (tx) => {
    const activity = await findActivity(tx, activityId)
    const file = (await attachmentsOf(tx, 'activity', [activityId])).find(({ id }) => id === fileId)
    if (!activity || !file) throw new Problem('not_found_or_not_allowed')
    if (isPublic) {
      if (!activity.isPublic) throw new Problem('kind_is_not_public')
      if (activity.state !== 'accepted') throw new Problem('only_accepted_is_published')
      const consented = () =>
        hasConsent(
          tx,
          { kind: 'attachment', id: fileId },
          { thing: thingShownBy(file.mediaType), channel: 'portal' },
        )
      if (activity.protectsPeople && !(await consented())) throw new Problem('photo_has_no_consent')
    }
    await setPublic(tx, { kind: 'activity', id: activityId, unitId }, isPublic, fileId)
    note(tx, { activity: activityId, attachment: fileId, isPublic })
  })
}

/** Whether a file can be opened to the public as it stands. */
export const isReadyForPublic = (file: Attachment): boolean => file.publicSha256 !== null && !file.isPublic
