import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { projectFolder } from '#platform/project-folder'

type Line = { bench: string; metric: string; ours: number; peer: number; peerName: string }

test('the program that measures reused evidence runs, and finds what it should in a few photographs', async () => {
  const program = join(projectFolder, 'bench/reused-evidence.ts')

  const { stdout } = await promisify(execFile)(process.execPath, [program, '--small'])
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line))
  const figure = (metric: string) => lines.find((line) => line.metric === metric)?.ours

  expect(new Set(lines.map(({ bench }) => bench))).toEqual(new Set(['reused-evidence']))
  for (const copy of ['recompressed, q40', 'half size', 'one and a half size'])
    expect(figure(`recall by hash: ${copy}, %`), copy).toBe(100)
  for (const altered of ['crop to 70 %', 'mirrored', 'rotated 90°', 'rotated 5°', 'photo of a screen'])
    expect(figure(`recall in all: ${altered}, %`), altered).toBeGreaterThan(80)
  expect(figure('honest photos of a new place asked about, among 6 candidates, %')).toBe(0)
  expect(figure('copies that the search found, %')).toBe(100)
}, 240_000)
