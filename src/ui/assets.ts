// Where the built style sheet, script and fonts are. Their names carry a hash, so browsers may keep them for ever.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#platform/project-folder'

type Manifest = Record<string, { file: string }>

const manifestFile = join(projectFolder, 'dist/client/.vite/manifest.json')

/** Read once: a new build comes with a new start. Empty when nothing was built (tests, a fresh clone). */
const manifest: Manifest = existsSync(manifestFile)
  ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest)
  : {}

/** The address of a browser entry or font by its path in the repository; the plain path when it was not built. */
export function assetUrl(source: string): string {
  return `/${manifest[source]?.file ?? source}`
}
