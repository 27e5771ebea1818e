import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepFederationApart } from './host-rules.ts'

test('who receives figures gets into their database alone, from elsewhere only over TLS; what an administrator wrote stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-host-rules-'))
  const file = join(folder, 'pg_hba.conf')
  const own = '# own\nhost all all 10.0.0.0/8 scram-sha-256\n'
  writeFileSync(file, own)

  keepFederationApart(folder)
  keepFederationApart(folder)

  const written = readFileSync(file, 'utf8')
  const rules = written
    .slice(0, -own.length)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/).join(' '))
  expect(rules).toEqual([
    'host lantoa_federation lantoa_federation 127.0.0.1/32 scram-sha-256',
    'host lantoa_federation lantoa_federation ::1/128 scram-sha-256',
    'hostssl lantoa_federation lantoa_federation all scram-sha-256',
    'host all lantoa_federation all reject',
    'host replication lantoa_federation all reject',
  ])
  expect(written.endsWith(own)).toBe(true)
  rmSync(folder, { recursive: true })
})
