import { type Actor, note, perform } from '#access'
import { documentsNamed } from '#documents'
import type { Tx } from '#platform/database'
import { Problem } from '#platform/problem'
import type { CampaignEntry, CampaignWording } from './entry.ts'
import { campaignToRead } from './read.ts'
import { findCampaign, insertCampaign, updateCampaign } from './store.ts'

async function idOfLaunching(tx: Tx, text: string): Promise<string | null> {
  const [document, another] = await documentsNamed(tx, text, 'document')
  if (another) throw new Problem('campaign_has_two_documents', {}, { field: 'document' })
  return document?.id ?? null
}

/**
 * Launches a campaign. Launching the same one again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `campaign_name_is_taken_here`, `campaign_has_two_documents`, and those of `documentsNamed`
 */
export function launchCampaign(actor: Actor, entry: CampaignEntry): Promise<void> {
  return perform(actor, 'campaign.manage', entry.unitId, async (tx) => {
    if ((await findCampaign(tx, entry.id))?.unitId === entry.unitId) return
    const documentId = await idOfLaunching(tx, entry.document)
    await insertCampaign(tx, { ...entry, documentId, personId: actor.personId })
    note(tx, { campaign: entry.id, sort: entry.sort, fromDay: entry.fromDay })
  })
}

/** Words a campaign anew: its figures follow its days. @throws Problem as `launchCampaign` */
export async function rewordCampaign(actor: Actor, id: string, wording: CampaignWording): Promise<void> {
  const { unitId } = await campaignToRead(actor, id)
  await perform(actor, 'campaign.manage', unitId, async (tx) => {
    await updateCampaign(tx, id, { ...wording, documentId: await idOfLaunching(tx, wording.document) })
    note(tx, { campaign: id, fromDay: wording.fromDay, lastDay: wording.lastDay })
  })
}
