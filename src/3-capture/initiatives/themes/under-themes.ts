import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { initiativesServing } from './store.ts'

/** Initiatives, as the page of the theme lists them that they serve. */
export const initiativesUnderTheme = {
  title: () => t('themes.serving.initiatives'),
  find: async (db: Reader, themeId: string) =>
    (await initiativesServing(db, themeId)).map(({ id, name, unitName }) => ({
      title: name,
      href: `/quan-ly/mo-hinh/${id}`,
      unitName,
    })),
}
