import { countTouched } from '#org'
import { t } from '#platform/i18n'
import { standUnderThemes } from '#programme'
import { countRunning } from './store.ts'
import { initiativesServing } from './themes/store.ts'

countTouched('initiatives.touched', countRunning)

standUnderThemes({
  title: () => t('themes.serving.initiatives'),
  find: async (db, themeId) =>
    (await initiativesServing(db, themeId)).map(({ id, name, unitName }) => ({
      title: name,
      href: `/quan-ly/mo-hinh/${id}`,
      unitName,
    })),
})
