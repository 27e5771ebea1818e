import { sql } from 'kysely'
import { findRows } from '#platform/finding'

/** Campaigns by their name, or what their summary mentions. */
export const campaignsByWords = findRows({
  from: sql`programme.campaign join org.unit on unit.id = campaign.unit_id`,
  title: sql`campaign.name`,
  plain: sql`org.plain(campaign.name)`,
  text: sql`org.plain(campaign.name || ' ' || campaign.summary)`,
  about: sql`unit.name`,
  href: sql`'/phong-trao/' || campaign.id`,
})
