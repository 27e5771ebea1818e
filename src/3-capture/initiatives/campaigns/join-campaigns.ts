import { type Actor, look, note, perform } from '#access'
import { campaignsToChoose, campaignToRead } from '#campaigns'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { initiativeOf } from '../read.ts'
import { initiativesMatching, type Search } from '../store.ts'
import { campaignsOf, deleteLinks, initiativesInCampaign, insertLinks, thoseInCampaign } from './store.ts'

/** The campaigns of an initiative, and those to which it could belong. */
export async function campaignsOfInitiative(actor: Actor, id: string) {
  await initiativeOf(actor, id)
  return look(actor, 'initiative.read', null, async (db) => {
    const joined = await campaignsOf(db, id)
    return {
      joined,
      possible: await campaignsToChoose(
        db,
        joined.map((one) => one.id),
      ),
    }
  })
}

/**
 * Says to which campaigns an initiative belongs, of those that the person may see.
 * @throws Problem `not_found_or_not_allowed`, `field_is_no_choice`
 */
export async function joinCampaigns(actor: Actor, id: string, campaignIds: readonly string[]): Promise<void> {
  const { unitId } = await initiativeOf(actor, id)
  await perform(actor, 'initiative.propose', unitId, async (tx) => {
    const before = (await campaignsOf(tx, id)).map((one) => one.id)
    const possible = new Set((await campaignsToChoose(tx, [...before, ...campaignIds])).map((one) => one.id))
    if (campaignIds.some((one) => !possible.has(one)))
      throw new Problem('field_is_no_choice', {}, { field: 'campaigns' })
    const linkTo = (campaignId: string) => ({ campaignId, initiativeId: id })
    const begun = campaignIds.filter((one) => !before.includes(one))
    // One that was not on the list was not taken out by leaving it unticked.
    const ended = before.filter((one) => possible.has(one) && !campaignIds.includes(one))
    await deleteLinks(tx, ended.map(linkTo))
    await insertLinks(tx, begun.map(linkTo), actor.personId)
    note(tx, { initiative: id, campaignsBegun: begun.join(' '), campaignsEnded: ended.join(' ') })
  })
}

/** Initiatives that may be put into a campaign by whoever leads it, and which of them are in it. */
export async function initiativesToChoose(actor: Actor, campaignId: string, search: Omit<Search, 'may'>) {
  const campaign = await campaignToRead(actor, campaignId)
  return look(actor, 'campaign.manage', campaign.unitId, async (db) => {
    const page = await readPage(
      search.limit,
      (limit) => initiativesMatching(db, { ...search, may: 'campaign.manage', limit }),
      ({ name, id }) => ({ name, id }),
    )
    const ids = page.rows.map(({ id }) => id)
    return { ...page, campaign, chosen: await thoseInCampaign(db, campaignId, ids) }
  })
}

/**
 * Puts initiatives into a campaign, or takes them out, of those that were shown.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function chooseForCampaign(
  actor: Actor,
  campaignId: string,
  { shown, chosen }: { shown: readonly string[]; chosen: readonly string[] },
): Promise<void> {
  const { unitId } = await campaignToRead(actor, campaignId)
  await perform(actor, 'campaign.manage', unitId, async (tx) => {
    const before = await thoseInCampaign(tx, campaignId, shown)
    const linkTo = (initiativeId: string) => ({ campaignId, initiativeId })
    const begun = chosen.filter((one) => !before.has(one))
    const ended = shown.filter((one) => before.has(one) && !chosen.includes(one))
    await insertLinks(tx, begun.map(linkTo), actor.personId)
    await deleteLinks(tx, ended.map(linkTo))
    note(tx, { campaign: campaignId, begun: begun.length, ended: ended.length })
  })
}

/** Initiatives, as the page of a campaign lists them. */
export const initiativesOfCampaign = {
  title: () => t('themes.serving.initiatives'),
  find: async (db: Reader, campaignId: string) =>
    (await initiativesInCampaign(db, campaignId)).map(({ id, name, unitName }) => ({
      id,
      title: name,
      href: `/quan-ly/mo-hinh/${id}`,
      unitName,
    })),
  findPublic: async (db: Reader, campaignId: string) =>
    (await initiativesInCampaign(db, campaignId)).map(({ id, name, slug, unitName }) => ({
      id,
      title: name,
      href: `/mo-hinh/${slug}`,
      unitName,
    })),
}
