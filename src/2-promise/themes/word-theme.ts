import { type Actor, note, perform } from '#access'
import { insertFiles, type KeptFile } from '#evidence'
import { Problem } from '#platform/problem'
import { dayField } from '#platform/submit'
import { addDays, type Day, today } from '#platform/time'
import { insertChange } from './changes-store.ts'
import { idOfDeciding } from './deciding.ts'
import type { ThemeEntry, ThemeWording } from './entry.ts'
import { themeToRead } from './read.ts'
import { objectionToEnd, objectionToYears } from './rules.ts'
import { findTheme, insertMaterials, insertThemes, removeMaterial, updateEnd, updateTheme } from './store.ts'

/**
 * Words a theme for a term or a year. Wording the same one again changes nothing.
 * @throws Problem `not_found_or_not_allowed`, `theme_years_are_out_of_range`, `theme_of_a_year_has_one_year`,
 *   `theme_ends_before_it_begins`, `theme_overlaps_another`, and those of `idOfDeciding`
 */
export function wordTheme(actor: Actor, entry: ThemeEntry): Promise<void> {
  const theme = { ...entry, toYear: entry.toYear ?? entry.fromYear }
  const objection = objectionToYears(theme)
  if (objection) throw new Problem(objection.code, {}, { field: objection.field })
  return perform(actor, 'theme.manage', entry.unitId, async (tx) => {
    const there = await findTheme(tx, entry.id)
    if (there?.unitId === entry.unitId) return
    const { id, unitId, span, fromYear, toYear, title, shortTitle } = theme
    const row = { id, unitId, span, fromYear, toYear, title, shortTitle }
    await insertThemes(
      tx,
      [
        {
          ...row,
          beginsOn: `${fromYear}-01-01`,
          endsOn: `${toYear + 1}-01-01`,
          documentId: await idOfDeciding(tx, entry.document),
        },
      ],
      actor.personId,
    )
    note(tx, { theme: id, span, fromYear })
  })
}

/** Words a theme anew; what stood there before is kept with the reason. @throws Problem `not_found_or_not_allowed` */
export async function rewordTheme(actor: Actor, id: string, wording: ThemeWording): Promise<void> {
  const { unitId } = await themeToRead(actor, id)
  await perform(actor, 'theme.manage', unitId, async (tx) => {
    const before = await findTheme(tx, id)
    if (!before) throw new Problem('not_found_or_not_allowed')
    const { title, shortTitle } = wording
    const documentId = await idOfDeciding(tx, wording.document)
    await updateTheme(tx, id, { title, shortTitle, documentId })
    const personId = actor.personId
    const change = { subject: 'theme', subjectId: id, unitId, personId } as const
    await insertChange(tx, { ...change, event: 'reworded', why: wording.why, before })
    note(tx, { theme: id })
  })
}

/**
 * Lets a theme end before its time, so that its issuer may word another for the days after.
 * @throws Problem `not_found_or_not_allowed`, `theme_is_over_before_it_began`, `theme_end_is_past`, `theme_ends_sooner_anyway`
 */
export async function endTheme(
  actor: Actor,
  id: string,
  ending: { lastDay: string; why: string },
  day: Day = today(),
): Promise<void> {
  const lastDay = dayField().safeParse(ending.lastDay)
  if (!lastDay.success) throw new Problem('field_is_no_day', {}, { field: 'lastDay' })
  const { unitId } = await themeToRead(actor, id)
  await perform(actor, 'theme.manage', unitId, async (tx) => {
    const before = await findTheme(tx, id)
    if (!before) throw new Problem('not_found_or_not_allowed')
    const objection = objectionToEnd(lastDay.data, before, day)
    if (objection) throw new Problem(objection, {}, { field: 'lastDay' })
    await updateEnd(tx, id, addDays(lastDay.data, 1))
    const change = { subject: 'theme', subjectId: id, unitId, personId: actor.personId } as const
    await insertChange(tx, { ...change, event: 'ended', why: ending.why, before })
    note(tx, { theme: id })
  })
}

/**
 * Adds what people study for a theme: a file that has been kept, or a link.
 * @throws Problem `not_found_or_not_allowed`, `theme_material_is_nothing`, `theme_material_address_is_no_link`
 */
export async function addMaterial(
  actor: Actor,
  id: string,
  material: { title: string; address: string },
  file: KeptFile | undefined,
): Promise<void> {
  const { unitId } = await themeToRead(actor, id)
  if ((file === undefined) === (material.address === ''))
    throw new Problem('theme_material_is_nothing', {}, { field: 'address' })
  await perform(actor, 'theme.manage', unitId, async (tx) => {
    if (file) await insertFiles(tx, [file], actor.personId)
    const row = { themeId: id, title: material.title, address: material.address || null }
    await insertMaterials(tx, [{ ...row, sha256: file?.sha256 ?? null }], actor.personId)
    note(tx, { theme: id })
  })
}

/** Takes a material away. @throws Problem `not_found_or_not_allowed` */
export async function takeMaterialAway(actor: Actor, id: string, materialId: string): Promise<void> {
  const { unitId } = await themeToRead(actor, id)
  await perform(actor, 'theme.manage', unitId, async (tx) => {
    if (!(await removeMaterial(tx, id, materialId, actor.personId)))
      throw new Problem('not_found_or_not_allowed')
    note(tx, { theme: id, material: materialId })
  })
}
