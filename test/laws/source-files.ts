import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#platform/project-folder'

/** The program's own source files with their texts, tests left out. */
export const sourceFiles = (): { name: string; text: string }[] =>
  readdirSync(join(projectFolder, 'src'), { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixture)\.tsx?$|database-types/.test(name))
    .map((name) => ({ name, text: readFileSync(join(projectFolder, 'src', name), 'utf8') }))
