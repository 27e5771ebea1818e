import type { Named } from '#org'
import type { Reader } from '#platform/database'
import { byName } from '#platform/names'

/** The themes by which figures are added up, the newest first; the code of each is its id. */
export const themesOf = (db: Reader): Promise<Named[]> =>
  db
    .selectFrom('figures.theme')
    .select(['id as code', 'name_vi as nameVi', 'name_en as nameEn'])
    .orderBy('valid_from', 'desc')
    .orderBy(byName('name_vi'))
    .limit(200)
    .execute()
