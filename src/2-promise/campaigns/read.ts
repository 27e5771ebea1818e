import { type Actor, look, lookPublic, mayAnywhere, mayIn, unitsToAct } from '#access'
import { findDocument } from '#documents'
import { archivesIn, figuresOfGroup, wholeMonths } from '#figures'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { type Day, periodOfDays, spanOf, today } from '#platform/time'
import type { Sort } from './entry.ts'
import { membersOf, publicMembersOf } from './members.ts'
import { type Campaign, campaignsIn, findCampaign, seriesOf } from './store.ts'

/** One campaign that the person may read. @throws Problem `not_found_or_not_allowed` */
export async function campaignToRead(actor: Actor, id: string): Promise<Campaign> {
  const found = isId(id) ? await look(actor, 'campaign.read', null, (db) => findCampaign(db, id)) : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** One page of campaigns, the latest first. */
export const campaignList = (
  actor: Actor,
  search: { sort?: Sort | undefined; after?: { day: Day; id: string } | undefined; limit: number },
) =>
  look(actor, 'campaign.read', null, async (db) => ({
    ...(await readPage(
      search.limit,
      (limit) => campaignsIn(db, { ...search, limit }),
      ({ fromDay, id }) => ({ day: fromDay, id }),
    )),
    mayLaunch: await mayAnywhere(db, 'campaign.manage'),
  }))

/** The days that count for a campaign. Of a year that lies in a file only whole months are known. */
async function periodOf(db: Reader, { fromDay, lastDay }: Campaign, day: Day): Promise<string | undefined> {
  const last = lastDay !== null && lastDay < day ? lastDay : day
  if (last < fromDay) return undefined
  const period = periodOfDays(fromDay, last)
  const span = spanOf(period)
  return span && (await archivesIn(db, span)).length > 0 ? wholeMonths(period) : period
}

/** What a campaign came to: in all, and for each of its members. */
async function resultsOf(db: Reader, campaign: Campaign, day: Day) {
  const period = await periodOf(db, campaign, day)
  const span = period === undefined ? undefined : spanOf(period)
  const series = await seriesOf(db, campaign.id)
  return {
    period,
    ...(span ? await figuresOfGroup(db, series, span) : { whole: [], members: new Map<string, never>() }),
  }
}

/** A campaign with all that its page shows. @throws Problem `not_found_or_not_allowed` */
export const campaignPage = async (actor: Actor, id: string, day: Day = today()) => {
  const campaign = await campaignToRead(actor, id)
  return look(actor, 'campaign.read', null, async (db) => ({
    campaign,
    document: campaign.documentId ? await findDocument(db, campaign.documentId) : undefined,
    members: await membersOf(db, id),
    results: await resultsOf(db, campaign, day),
    mayManage: await mayIn(db, 'campaign.manage', campaign.unitId),
  }))
}
export type CampaignPage = Awaited<ReturnType<typeof campaignPage>>

/** Campaigns that everybody may read, the latest first. */
export const publicCampaigns = (after: { day: Day; id: string } | undefined) =>
  lookPublic((db) =>
    readPage(
      30,
      (limit) => campaignsIn(db, { after, limit }),
      ({ fromDay, id }) => ({ day: fromDay, id }),
    ),
  )

/** A public campaign with what everybody may read of it. @throws Problem `not_found_or_not_allowed` */
export const publicCampaign = (id: string, day: Day = today()) =>
  lookPublic(async (db) => {
    const campaign = isId(id) ? await findCampaign(db, id) : undefined
    if (!campaign) throw new Problem('not_found_or_not_allowed')
    return {
      campaign,
      members: await publicMembersOf(db, id),
      results: await resultsOf(db, campaign, day),
    }
  })

/** The units for which a person may launch campaigns. @throws Problem `not_found_or_not_allowed` */
export const formForLaunching = (actor: Actor) =>
  look(actor, 'campaign.manage', null, async (db) => {
    const units = await unitsToAct(db, 'campaign.manage')
    if (units.length === 0) throw new Problem('not_found_or_not_allowed')
    return units
  })
