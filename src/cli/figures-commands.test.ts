import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { figureOf, foldFigures, insertFacts } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useDatabase } from '../../test/support/database.ts'
import { aDistrict } from '../../test/support/district.ts'
import { archiveFiguresCommand, rebuildFiguresCommand, verifyFiguresCommand } from './figures-commands.ts'

useDatabase('owner')

const spring = { from: '2026-01-01', until: '2026-07-01' }

const post = (unitId: string, amount: number, day = '2026-03-08') =>
  asSystem('test.post', (tx) =>
    insertFacts(tx, [
      {
        kind: 'activity',
        id: newId(),
        unitId,
        day,
        seriesId: newId(),
        indicator: 'test_waste_kg',
        amount,
        assurance: 'declared',
      },
    ]),
  )

const wasteIn = (unitId: string) =>
  lookAsSystem((db) => figureOf(db, { unitId }, 'test_waste_kg', spring)).then(({ declared }) => declared)

/** Runs a command and gives what it said. */
async function told<T>(command: (say: (line: string) => void) => Promise<T>) {
  const lines: string[] = []
  return { answer: await command((line) => lines.push(line)), text: lines.join('\n') }
}

test('a total that somebody changed by hand is named, healed by a rebuild, and right from then on', async () => {
  const { province, union } = await aDistrict()
  await post(union, 12.5)
  await foldFigures()
  const clean = await told(verifyFiguresCommand)
  await sql`update figures.roll_up set total[3] = 999 where unit_id = ${province} and slice = ''`.execute(
    database(),
  )

  const broken = await told(verifyFiguresCommand)
  await told(rebuildFiguresCommand)
  const healed = await told(verifyFiguresCommand)

  expect(clean.answer).toBe(true)
  expect(clean.text).toMatch(/đã tính lại \d+ ô theo tháng.*\n.*\d+ monthly totals/)
  expect(broken.answer).toBe(false)
  expect(broken.text).toContain('Số tổng hợp khác với số liệu gốc: Tỉnh Thử, test_waste_kg, năm 2026')
  expect(broken.text).toContain('A total differs from its facts: Tỉnh Thử, test_waste_kg, year 2026')
  expect(broken.text).toContain('Có 1 sai khác')
  expect(healed.answer).toBe(true)
  expect(await wasteIn(province)).toBe(12.5)
})

test('figures stay exact while it rebuilds and verifies under those who post, fold and read', async () => {
  const { province, union } = await aDistrict()
  await post(union, 1)
  await foldFigures()
  let posted = 1
  let isOver = false
  const posting = [1, 2].map(async () => {
    while (!isOver) {
      await post(union, 1)
      posted += 1
    }
  })
  const folding = (async () => {
    while (!isOver) await foldFigures()
  })()

  const verdicts: boolean[] = []
  for (let round = 0; round < 5; round += 1) {
    const atLeast = posted
    expect(await wasteIn(province)).toBeGreaterThanOrEqual(atLeast)
    await told(rebuildFiguresCommand)
    verdicts.push((await told(verifyFiguresCommand)).answer)
  }
  isOver = true
  await Promise.all([...posting, folding])

  expect(verdicts).toEqual([true, true, true, true, true])
  expect(posted).toBeGreaterThan(10)
  expect(await wasteIn(province)).toBe(posted)
})

test('a year is archived, listed and taken back, each said in both languages', async () => {
  const { union } = await aDistrict()
  await post(union, 1_234, '2021-03-08')
  const folder = mkdtempSync(join(tmpdir(), 'lantoa-archive-'))
  const out = join(folder, '2021.jsonl.gz')
  const run = (words: Parameters<typeof archiveFiguresCommand>[0]) =>
    told((say) => archiveFiguresCommand(words, { openYears: 2, today: '2026-11-25' }, say))

  const archived = await run({ year: '2021', out })
  const listed = await run({})
  const restored = await run({ restore: out })
  const empty = await run({})
  const half = await run({ year: '2021' }).catch((fault: Error) => fault.message)

  expect(archived.text).toMatch(/Đã chuyển 1 số liệu năm 2021 vào .*\n.*1 facts of 2021 were moved/)
  expect(listed.text).toMatch(/Năm 2021: 1 số liệu trong tệp 2021\.jsonl\.gz, mã băm [0-9a-f]{64}/)
  expect(restored.text).toMatch(/Đã lấy lại 1 số liệu năm 2021.*\n.*came back/)
  expect(empty.text).toContain('Chưa có năm nào được lưu trữ.')
  expect(half).toBe('Say both: lantoa archive figures --year 2021 --out FILE')
  expect(existsSync(out), 'the file stays, also when its facts are back').toBe(true)
  rmSync(folder, { recursive: true })
})
