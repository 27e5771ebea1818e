// Where sessions show beside what they serve: on the pages of their theme and campaign, under the documents that they study.
import type { Reader } from '#platform/database'
import { formatDay, t } from '#platform/i18n'
import { type Gathering, gatheringsMatching, gatheringsStudying, heldForCampaign } from './store.ts'

/** So many are listed; the list of sessions shows the rest. */
const most = 50

const rowOf = ({ id, title, unitName, day, state }: Gathering) => ({
  id,
  title,
  href: `/hoc-tap/${id}`,
  unitName,
  note: `${formatDay(day)} · ${t(`gatherings.state.${state}`)}`,
})

export const sessionsUnderTheme = {
  title: () => t('gatherings.title'),
  find: async (db: Reader, themeId: string) =>
    (await gatheringsMatching(db, { themeId, limit: most })).map(rowOf),
}

export const sessionsInCampaign = {
  title: () => t('gatherings.title'),
  find: async (db: Reader, campaignId: string) =>
    (await gatheringsMatching(db, { campaignId, limit: 1000 })).map(rowOf),
  findPublic: async (db: Reader, campaignId: string) =>
    (await heldForCampaign(db, campaignId)).map(({ day, ...row }) => ({ ...row, note: formatDay(day) })),
}

export const sessionsUnderDocuments = {
  title: () => t('gatherings.title'),
  find: async (db: Reader, documentIds: readonly string[]) => {
    const studied = await gatheringsStudying(db, documentIds, most)
    const found = new Map<string, ReturnType<typeof rowOf>[]>()
    for (const { documentId, ...gathering } of studied)
      found.set(documentId, [...(found.get(documentId) ?? []), rowOf(gathering)])
    return found
  },
}
