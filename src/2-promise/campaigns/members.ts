import type { Reader } from '#platform/database'
import { broughtTo } from '#platform/module'

/** Something that belongs to a campaign: an initiative, an occasion. `id` is the series of its facts. */
export type Member = { id: string; title: string; href: string; unitName: string }
/** The same for everybody: where it has a page of its own on the portal, and what else is said of it. */
export type PublicMember = Omit<Member, 'href'> & { href?: string; note?: string }

declare module '#platform/module' {
  interface Module {
    /**
     * What belongs to a campaign. `title` heads it; `find` gives only what the reader may see, with a limit, `findPublic` what everybody may.
     */
    inCampaigns?: readonly Readonly<{
      title: () => string
      find: (db: Reader, campaignId: string) => Promise<Member[]>
      findPublic: (db: Reader, campaignId: string) => Promise<PublicMember[]>
    }>[]
  }
}

/** All that belongs to a campaign, as far as the reader may see it, by who brought it. */
export async function membersOf(
  db: Reader,
  campaignId: string,
): Promise<{ title: string; rows: Member[] }[]> {
  const groups: { title: string; rows: Member[] }[] = []
  for (const { title, find } of broughtTo('inCampaigns').flat())
    groups.push({ title: title(), rows: await find(db, campaignId) })
  return groups.filter(({ rows }) => rows.length > 0)
}

/** The same for everybody. */
export async function publicMembersOf(
  db: Reader,
  campaignId: string,
): Promise<{ title: string; rows: PublicMember[] }[]> {
  const groups: { title: string; rows: PublicMember[] }[] = []
  for (const { title, findPublic } of broughtTo('inCampaigns').flat())
    groups.push({ title: title(), rows: await findPublic(db, campaignId) })
  return groups.filter(({ rows }) => rows.length > 0)
}
