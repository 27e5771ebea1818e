import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function find(from: string): string {
  if (existsSync(join(from, 'migrations')) && existsSync(join(from, 'package.json'))) return from
  const above = dirname(from)
  if (above === from)
    throw new Error('The folder of the project (with package.json and migrations/) was not found.')
  return find(above)
}

/** The folder of the project, the same whether this runs from source or from the built bundle. */
export const projectFolder: string = find(dirname(fileURLToPath(import.meta.url)))
