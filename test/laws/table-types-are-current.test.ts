import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'
import { databaseAddress, useDatabase } from '../support/database.ts'

useDatabase()

test('the table types are those of the migrated database', () => {
  const command = join(projectFolder, 'node_modules/kysely-codegen/dist/cli/bin.js')
  const words = [command, '--verify', '--config-file', '.kysely-codegenrc.json', '--url', databaseAddress()]

  const said = () =>
    execFileSync(process.execPath, words, { cwd: projectFolder, encoding: 'utf8', stdio: 'pipe' })

  expect(said).not.toThrow()
})
