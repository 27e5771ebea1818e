/** The door of themes: what is counted under a theme, and for which days it serves. */

export { changesOf, insertChange } from './changes-store.ts'
export { themesToChoose } from './choices-store.ts'
export type { DecidingDocument } from './deciding.ts'
export { loadThemes } from './load-themes.ts'
export { themes } from './module.ts'
export type { Theme } from './store.ts'
export { deleteDocumentThemes, insertDocumentThemes, themesFor, themesIn, themesOfDocument } from './store.ts'
export { themeOfDay, themesOfDays } from './theme-of-day.ts'
