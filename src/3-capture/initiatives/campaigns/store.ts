import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'

/** A campaign to which an initiative belongs. */
type OfInitiative = { id: string; name: string; unitName: string }

/** The campaigns to which an initiative belongs and that the reader may see, by name. */
export const campaignsOf = (db: Reader, initiativeId: string): Promise<OfInitiative[]> =>
  db
    .selectFrom('initiatives.in_campaign as link')
    .innerJoin('programme.campaign as campaign', 'campaign.id', 'link.campaign_id')
    .innerJoin('org.unit as unit', 'unit.id', 'campaign.unit_id')
    .select(['campaign.id', 'campaign.name', 'unit.name as unitName'])
    .where('link.initiative_id', '=', initiativeId)
    .orderBy(byName('campaign.name'))
    .orderBy('campaign.id')
    .limit(200)
    .execute()

/** The initiatives of a campaign that the reader may see, by name. */
export const initiativesInCampaign = (db: Reader, campaignId: string) =>
  db
    .selectFrom('initiatives.in_campaign as link')
    .innerJoin('initiatives.initiative as initiative', 'initiative.id', 'link.initiative_id')
    .innerJoin('org.unit as unit', 'unit.id', 'initiative.unit_id')
    .select(['initiative.id', 'initiative.name', 'initiative.slug', 'unit.name as unitName'])
    .where('link.campaign_id', '=', campaignId)
    .orderBy(byName('initiative.name'))
    .orderBy('initiative.id')
    .limit(1000)
    .execute()

/** Of some initiatives those that belong to a campaign. */
export async function thoseInCampaign(
  db: Reader,
  campaignId: string,
  initiativeIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select initiative_id as id from initiatives.in_campaign
     where campaign_id = ${campaignId} and initiative_id = any (${[...initiativeIds]}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

type Link = { campaignId: string; initiativeId: string }
const asRows = (links: readonly Link[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as given ("campaignId" uuid, "initiativeId" uuid)`

/** Says that initiatives belong to campaigns. */
export async function insertLinks(tx: Tx, links: readonly Link[], personId: string | null): Promise<void> {
  await sql`
    insert into initiatives.in_campaign (campaign_id, initiative_id, linked_by)
    select "campaignId", "initiativeId", ${personId}::uuid from ${asRows(links)}`.execute(tx)
}

/** Says that initiatives no longer belong to campaigns. */
export async function deleteLinks(tx: Tx, links: readonly Link[]): Promise<void> {
  await sql`
    delete from initiatives.in_campaign using ${asRows(links)}
     where campaign_id = "campaignId" and initiative_id = "initiativeId"`.execute(tx)
}
