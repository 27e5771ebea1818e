import type { Tx } from '#platform/database'
import { insertMaterials, insertThemes, type ThemeRow } from './store.ts'

/** Loads themes in bulk, with what is studied for them. */
export async function loadThemes(
  tx: Tx,
  rows: readonly (ThemeRow & { materials?: readonly { title: string; address: string }[] })[],
): Promise<void> {
  await insertThemes(tx, rows, null)
  await insertMaterials(
    tx,
    rows.flatMap(({ id, materials = [] }) =>
      materials.map(({ title, address }) => ({ themeId: id, title, address, sha256: null })),
    ),
    null,
  )
}
