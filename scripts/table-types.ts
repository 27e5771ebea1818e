// Writes src/platform/database-types.ts anew from the migrations, in a database made for it: `node scripts/table-types.ts`.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../src/platform/migrate.ts'
import { startPostgres } from '../src/platform/postgres.ts'

const project = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'lantoa-types-'))
chmodSync(folder, 0o755)
const server = await startPostgres({ dataFolder: join(folder, 'pg'), fast: true, say: () => {} })
try {
  await migrate(server.url)
  const generator = join(project, 'node_modules/kysely-codegen/dist/cli/bin.js')
  const words = [generator, '--config-file', '.kysely-codegenrc.json', '--url', server.url]
  process.exitCode = spawnSync(process.execPath, words, { cwd: project, stdio: 'inherit' }).status ?? 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
