import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../project-folder.ts'
import { type DocumentLayout, documentLayout } from './layout.ts'

/** A layout as it is shipped. Read as a file: the platform does not know the module that keeps it. */
export function shippedLayout(code: 'HD36_2018' | 'HD05_2026' | 'ND30_2020' | 'MASS_2020'): DocumentLayout {
  const file = join(projectFolder, 'src/1-ground/parameters/layouts', `${code}.json`)
  return documentLayout.parse(JSON.parse(readFileSync(file, 'utf8')))
}
