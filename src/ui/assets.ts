// Where the built style sheet, script and fonts are. Their names carry a hash, so browsers may keep them for ever.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#platform/project-folder'

type Manifest = Record<string, { file: string; css?: string[]; assets?: string[]; imports?: string[] }>

const manifestFile = join(projectFolder, 'dist/client/.vite/manifest.json')

/** Read once: a new build comes with a new start. Empty when nothing was built (tests, a fresh clone). */
const manifest: Manifest = existsSync(manifestFile)
  ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest)
  : {}

/** The address of a browser entry or font by its path in the repository; the plain path when it was not built. */
export function assetUrl(source: string): string {
  return `/${manifest[source]?.file ?? source}`
}

/** The addresses of the style sheets that come with a browser entry. */
export const stylesOf = (source: string): string[] => (manifest[source]?.css ?? []).map((file) => `/${file}`)

/** Every file that a page with these entries loads: what must be on a phone for the page to open without a network. */
export function filesOf(...sources: string[]): string[] {
  const files = new Set<string>()
  const add = (source: string): void => {
    const built = manifest[source]
    if (!built || files.has(`/${built.file}`)) return
    for (const file of [built.file, ...(built.css ?? []), ...(built.assets ?? [])]) files.add(`/${file}`)
    for (const one of built.imports ?? []) add(one)
  }
  for (const source of sources) add(source)
  return [...files]
}

let worker: string | undefined

/**
 * The script that runs behind the app for recording, with the files of the app written in front of it. Its version is a
 * hash of all of them and of `page`, the app's own page: whatever changes, browsers fetch anew.
 */
export function workerScript(page: string, files: readonly string[]): string {
  const built = join(projectFolder, 'dist/worker/worker.js')
  worker ??= existsSync(built) ? readFileSync(built, 'utf8') : ''
  const version = createHash('sha256')
    .update(JSON.stringify([page, files, worker]))
    .digest('hex')
    .slice(0, 16)
  return `self.lanToaShell=${JSON.stringify({ version, files })};\n${worker}`
}
