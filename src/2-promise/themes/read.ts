import { type Actor, look, mayAnywhere, mayIn, unitsToAct } from '#access'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { changesOf } from './changes-store.ts'
import { decidingDocuments } from './deciding.ts'
import { servingTheme } from './standing.ts'
import { findTheme, materialsOf, type Theme, themesIn } from './store.ts'

/** One theme that the person may read. @throws Problem `not_found_or_not_allowed` */
export async function themeToRead(actor: Actor, id: string): Promise<Theme> {
  const found = isId(id) ? await look(actor, 'theme.read', null, (db) => findTheme(db, id)) : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** Themes of a year, or all, and whether the person may word one. */
export const themeList = (actor: Actor, year: number | undefined) =>
  look(actor, 'theme.read', null, async (db) => {
    const themes = await themesIn(db, { limit: 200 })
    const years = [
      ...new Set(
        themes.flatMap(({ fromYear, toYear }) =>
          Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index),
        ),
      ),
    ].sort((one, other) => other - one)
    return {
      years,
      themes: themes.filter((one) => year === undefined || (one.fromYear <= year && year <= one.toYear)),
      mayWord: await mayAnywhere(db, 'theme.manage'),
    }
  })

/** A theme with all that its page shows. @throws Problem `not_found_or_not_allowed` */
export const themePage = async (actor: Actor, id: string) => {
  const theme = await themeToRead(actor, id)
  return look(actor, 'theme.read', null, async (db) => ({
    theme,
    document: theme.documentId ? await decidingDocuments().find(db, theme.documentId) : undefined,
    materials: await materialsOf(db, id),
    serving: await servingTheme(db, id),
    changes: await changesOf(db, 'theme', id),
    mayManage: await mayIn(db, 'theme.manage', theme.unitId),
  }))
}

/** The units for which a person may word themes. @throws Problem `not_found_or_not_allowed` */
export const formForWording = (actor: Actor) =>
  look(actor, 'theme.manage', null, async (db) => {
    const units = await unitsToAct(db, 'theme.manage')
    if (units.length === 0) throw new Problem('not_found_or_not_allowed')
    return units
  })
