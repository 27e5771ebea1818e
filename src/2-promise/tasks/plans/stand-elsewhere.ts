// Where plans show beside what they serve: on the pages of themes and documents.
import type { Reader } from '#platform/database'
import { formatDay, t } from '#platform/i18n'
import { type Plan, plansServing, plansUnder } from './store.ts'

/** So many are listed; the list of plans shows the rest. */
const most = 50

const rowOf = ({ id, title, unitName, fromDay, toDay, state }: Plan) => ({
  title,
  href: `/ke-hoach/${id}`,
  unitName,
  note: `${formatDay(fromDay)} – ${formatDay(toDay)} · ${t(`plans.state.${state}`)}`,
})

export const plansUnderTheme = {
  title: () => t('plans.title'),
  find: async (db: Reader, themeId: string) => (await plansServing(db, themeId, most)).map(rowOf),
}

export const plansUnderDocuments = {
  title: () => t('plans.title'),
  find: async (db: Reader, documentIds: readonly string[]) => {
    const found = new Map<string, ReturnType<typeof rowOf>[]>()
    for (const { underId, ...plan } of await plansUnder(db, documentIds, most))
      found.set(underId, [...(found.get(underId) ?? []), rowOf(plan)])
    return found
  },
}
