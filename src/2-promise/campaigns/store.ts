import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import { byName } from '#platform/names'
import type { Day } from '#platform/time'
import type { CampaignWording, Sort } from './entry.ts'

/** A campaign as the unit that launched it words it. */
export type Campaign = {
  id: string
  unitId: string
  unitName: string
  sort: Sort
  name: string
  summary: string
  fromDay: Day
  lastDay: Day | null
  documentId: string | null
  isPublic: boolean
}

const campaigns = (db: Reader) =>
  db
    .selectFrom('programme.campaign as campaign')
    .innerJoin('org.unit as unit', 'unit.id', 'campaign.unit_id')
    .select([
      'campaign.id',
      'campaign.unit_id as unitId',
      'unit.name as unitName',
      'campaign.sort',
      'campaign.name',
      'campaign.summary',
      'campaign.from_day as fromDay',
      'campaign.last_day as lastDay',
      'campaign.document_id as documentId',
      'campaign.is_public as isPublic',
    ])
    .$castTo<Campaign>()

/** One campaign by its id, where the reader may see it. */
export const findCampaign = (db: Reader, id: string): Promise<Campaign | undefined> =>
  campaigns(db).where('campaign.id', '=', id).executeTakeFirst()

/** Campaigns that the reader may see, the latest first; of one sort where it is given. */
export const campaignsIn = (
  db: Reader,
  search: { sort?: Sort | undefined; after?: { day: Day; id: string } | undefined; limit: number },
): Promise<Campaign[]> =>
  campaigns(db)
    .$if(search.sort !== undefined, (query) => query.where('campaign.sort', '=', search.sort ?? ''))
    .$if(search.after !== undefined, (query) =>
      query.where(
        sql<boolean>`(campaign.from_day, campaign.id) < (${search.after?.day}::date, ${search.after?.id}::uuid)`,
      ),
    )
    .orderBy('campaign.from_day', 'desc')
    .orderBy('campaign.id', 'desc')
    .limit(search.limit)
    .execute()

/** Campaigns to choose from, by name: those that the reader may see. */
export const campaignsToChoose = (
  db: Reader,
  chosen: readonly string[] = [],
): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('programme.campaign as campaign')
    .innerJoin('org.unit as unit', 'unit.id', 'campaign.unit_id')
    .select(['campaign.id', sql<string>`campaign.name || ' (' || unit.short_name || ')'`.as('name')])
    // What is chosen already stands first: else the limit would take it off the list, and saving would end it.
    .orderBy(sql`campaign.id = any (${[...chosen]}::uuid[])`, 'desc')
    .orderBy(byName('campaign.name'))
    .orderBy('campaign.id')
    .limit(200)
    .execute()

/** The initiatives and occasions of a campaign, as series of facts, whoever asks. */
export async function seriesOf(db: Reader, id: string): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`select programme.series_of_campaign(${id}) as ids`.execute(db)
  return rows[0]?.ids ?? []
}

const columnsOf = ({ sort, name, summary, fromDay, lastDay, isPublic }: CampaignWording) => ({
  sort,
  name,
  summary,
  from_day: fromDay,
  last_day: lastDay,
  is_public: isPublic,
})

/** Enters a campaign. */
export async function insertCampaign(
  tx: Tx,
  row: CampaignWording & { id: string; unitId: string; documentId: string | null; personId: string | null },
): Promise<void> {
  await tx
    .insertInto('programme.campaign')
    .values({
      id: row.id,
      unit_id: row.unitId,
      document_id: row.documentId,
      worded_by: row.personId,
      ...columnsOf(row),
    })
    .execute()
}

/** Words a campaign anew. */
export async function updateCampaign(
  tx: Tx,
  id: string,
  row: CampaignWording & { documentId: string | null },
): Promise<void> {
  await tx
    .updateTable('programme.campaign')
    .set({ document_id: row.documentId, ...columnsOf(row) })
    .where('id', '=', id)
    .execute()
}
