import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { keepFilesIn } from '#platform/files'
import { useDatabase } from '../../../test/support/database.ts'
import { isEmpty, loadDemonstration } from './index.ts'

useDatabase()
const today = '2026-11-20'

beforeAll(() => keepFilesIn(mkdtempSync(join(tmpdir(), 'lantoa-demo-'))))

test('it loads in less than forty seconds, and only once', async () => {
  const began = performance.now()
  const { counts, signIns } = await loadDemonstration({ today, say: () => {} })
  const seconds = (performance.now() - began) / 1000
  console.info(`demonstration district: ${seconds.toFixed(1)} s, ${JSON.stringify(counts)}`)

  expect(counts.people).toBe(30)
  expect(counts.activities).toBeGreaterThan(5700)
  expect(signIns.length).toBeGreaterThanOrEqual(8)
  expect(seconds).toBeLessThan(40)
  expect(await isEmpty()).toBe(false)
  await expect(loadDemonstration({ today, say: () => {} })).rejects.toThrow('empty database')
}, 120_000)
