// Where the built style sheet, script and fonts are. Their names carry a hash, so browsers may keep them for ever.

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Manifest = Record<string, { file: string }>

/**
 * The manifest of the client build, or `{}` when nothing was built (tests, a fresh clone).
 * Looked for upwards, because the bundled server stands at another depth than this file.
 */
function readManifest(): Manifest {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'dist/client/.vite/manifest.json')
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Manifest
  }
  return {}
}

const manifest = readManifest()

/** The address of a browser entry or font by its path in the repository; the plain path when it was not built. */
export function assetUrl(source: string): string {
  return `/${manifest[source]?.file ?? source}`
}
