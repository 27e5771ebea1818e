import { beforeAll, expect, test } from 'vitest'
import { type Actor, look } from '#access'
import { checkActivity, recordActivity } from '#activities'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../../test/support/district.ts'
import { pagesFor } from '../../../../test/support/signed-in.ts'
import { readyOutlines } from '../../regimes/outlines/ready-outlines.ts'
import { composeReport } from '../compose-report.ts'
import { unsupportedIn } from './checks.ts'

useDatabase()
let district: Awaited<ReturnType<typeof aDistrict>>
let here: string
const pages = pagesFor()

beforeAll(async () => {
  district = await aDistrict()
  here = `/bao-cao/${district.communeSlug}/2026-03`
  const entry = anEntry(district.initiativeId, { answers: { waste: '1284', households: 12 } })
  await recordActivity(district.recorder, entry)
  const verdict = { seen: 1, verdict: 'accepted' as const, reason: '', field: '', publishPhotos: false }
  await checkActivity(district.checker, entry.id, verdict)
})

/** Asks as the editor does: JSON there and back. */
async function ask(person: Actor, path: string, sent?: object) {
  const answer = await pages.json(person, `${here}/soan/${path}`, sent)
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}

const save = (fields: Record<string, string>, person: Actor = district.checker) =>
  pages.send(person, here, { seen: '0', issuedOn: '2026-04-05', ...fields })

const text = async (key: string) => {
  const page = await pages.open(district.checker, `${here}?sua=${key}`)
  return page.match(new RegExp(`<textarea[^>]*name="text.${key}"[^>]*>([^<]*)</textarea>`))?.[1]?.trim()
}

const unsupported = () =>
  look(district.checker, 'report.read', district.commune, async (db) =>
    unsupportedIn(db, await composeReport(db, { unitId: district.commune, period: '2026-03' }, '2026-11-20')),
  )

test('whoever composes gets the menu with values of now; others and strangers get nothing', async () => {
  const { status, body } = await ask(district.checker, 'muc-chon')

  expect(status).toBe(200)
  const { figures, periods, units, lines } = body as never as {
    figures: { code: string; shown: string; proof: string }[]
    periods: { value: string }[]
    units: { name: string }[]
    lines: { code: string }[]
  }
  expect(figures.find(({ code }) => code === 'test_waste_kg')).toMatchObject({ shown: '1.284' })
  expect(periods.map(({ value }) => value)).toEqual(['', '2026-02', '2026-01..2026-03', '2025-03'])
  expect(units.map(({ name }) => name)).toContain('Hội Nông dân xã Một')
  expect(lines.map(({ code }) => code)).toContain('farmers')
  for (const person of [district.stranger, district.recorder])
    for (const [path, sent] of [
      ['muc-chon', undefined],
      ['anh', undefined],
      ['song', { lives: ['{{results}}'] }],
      ['kiem-tra', { key: 'leadership', text: '5 hộ' }],
      ['nguon', { key: 'leadership', sentence: 'a', number: '5', source: 'Công an xã' }],
    ] as const)
      expect((await ask(person, path, sent)).status, path).toBe(404)
  expect((await pages.ask(district.stranger, `${here}/soan/so`)).status).toBe(404)
})

test('what is alive shows its value, what is gone says so, and what is no notation is left out', async () => {
  const lives = [
    '{{figure test_waste_kg}}',
    '{{figure test_waste_kg line=farmers period=2026-01..2026-03}}',
    '{{figure co_dau}}',
    '{{count accepted}}',
    '{{count constructor}}',
    '{{proof test_waste_kg}}',
    '{{chart test_waste_kg by=unit}}',
    '{{constructor}}',
    'chữ',
  ]
  const { body } = await ask(district.checker, 'song', { lives })

  const shown = (body as never as { lives: { label: string; isGone: boolean; href: string }[] }).lives
  expect(shown.map(({ label }) => label)).toEqual([
    '1.284',
    '1.284',
    'không còn “co_dau”',
    '1',
    'không còn “constructor”',
    'chưa có minh chứng',
    'Biểu đồ theo đơn vị: test_waste_kg',
    'không còn “constructor”',
  ])
  expect(shown[1]?.href).toContain('nganh=farmers')
  expect((await ask(district.checker, 'song', { lives: 'x' })).status).toBe(422)
})

test('whatever the shipped outlines place is alive in the editor, and its menu offers the theme', async () => {
  const placed = readyOutlines.flatMap(({ sections }) =>
    sections.flatMap(({ start }) => start.match(/\{\{[^}]*\}\}/g) ?? []),
  )
  const lives = [...new Set([...placed, '{{theme term}}'])]

  const { body } = await ask(district.checker, 'song', { lives })

  const { lives: shown } = body as never as { lives: { raw: string; label: string; isGone: boolean }[] }
  expect(shown.map(({ raw }) => raw)).toEqual(lives)
  expect(shown.filter(({ isGone }) => isGone)).toEqual([])
  expect(shown.find(({ raw }) => raw === '{{theme}}')?.label).toBe('Chuyên đề')
  expect(shown.find(({ raw }) => raw === '{{theme term}}')?.label).toBe('Chuyên đề toàn khóa')
  const { blocks } = (await ask(district.checker, 'muc-chon')).body as never as { blocks: { name: string }[] }
  expect(blocks.map(({ name }) => name)).toContain('theme')
})

test('a typed number is found beside what is alive, and a figure is offered in its place', async () => {
  const typed = 'Đã xử lý {{figure test_waste_kg}} kg.\n- Có 1.250 kg test_waste_kg. Mua 17 cái ghế.'
  const { body } = await ask(district.checker, 'kiem-tra', { key: 'leadership', text: typed })

  const { numbers } = body as never as {
    numbers: {
      line: number
      from: number
      number: string
      kind: string
      offers: { notation: string; shown: string }[]
    }[]
  }
  expect(numbers.map(({ line, number, kind }) => [line, number, kind])).toEqual([
    [1, '1.250', 'differs'],
    [1, '17', 'unsupported'],
  ])
  expect(numbers[0]?.from).toBe(typed.split('\n')[1]?.indexOf('1.250'))
  expect(numbers[0]?.offers[0]).toMatchObject({ notation: '{{figure test_waste_kg}}', shown: '1.284' })
})

test('without scripts a typed number is replaced or kept with its source; only then it is quiet', async () => {
  expect(
    await ask(district.checker, 'nguon', { key: 'next', sentence: 'a', number: '5', source: 'Công an xã' }),
  ).toMatchObject({
    status: 422,
    body: { code: 'report_is_not_begun' },
  })
  await save({ 'text.leadership': 'Đã xử lý 1.250 kg test_waste_kg.', 'text.next': 'Trồng 70 cây xanh.' })
  expect((await unsupported()).map(({ key, number }) => [key, number])).toEqual([
    ['leadership', '1.250'],
    ['next', '70'],
  ])

  const list = await pages.open(district.checker, `${here}/soan/so`)
  expect(list).toContain('1.250')
  const number = {
    key: 'leadership',
    line: '0',
    number: '1.250',
    notation: '{{figure test_waste_kg}}',
    do: 'replace',
  }
  await pages.refused(district.checker, `${here}/soan/so`, { ...number, from: '0', to: '5' })
  await pages.refused(district.checker, `${here}/soan/so`, {
    ...number,
    from: '9',
    to: '14',
    notation: '{{results}}',
  })
  const done = await pages.send(district.checker, `${here}/soan/so`, { ...number, from: '9', to: '14' })
  expect(await pages.open(district.checker, done)).toContain('Đã thay bằng số liệu.')
  const kept = { key: 'next', sentence: 'Trồng 70 cây xanh.', number: '70', do: 'keep', place: 'so-next-0-6' }
  expect(await pages.refused(district.checker, `${here}/soan/so`, { ...kept, source: '12 3' })).toContain(
    'Ghi rõ nguồn',
  )
  await pages.send(district.checker, `${here}/soan/so`, { ...kept, source: 'Báo cáo của Hội Nông dân' })

  expect(await text('leadership')).toBe('Đã xử lý {{figure test_waste_kg}} kg test_waste_kg.')
  expect(await unsupported()).toEqual([])
  expect(await pages.open(district.checker, `${here}/soan/so`)).toContain('Báo cáo của Hội Nông dân')
  await save({ 'text.next': 'Sẽ trồng 70 cây xanh.', 'seen.next': '1', seen: '1' })
  expect((await unsupported()).map(({ sentence }) => sentence)).toEqual(['Sẽ trồng 70 cây xanh.'])
})

test('a suggestion is inserted by a button of the form, together with what was typed', async () => {
  expect(await pages.open(district.checker, here)).not.toContain('data-suggestion=')
  const page = await pages.open(district.checker, `${here}?sua=results`)
  expect(page).toContain('data-suggestion=')
  expect(page).toContain('name="insert.results"')

  const where = await pages.send(district.checker, `${here}/soan/chen`, {
    seen: '1',
    issuedOn: '2026-04-05',
    'text.shortcomings': 'Còn chậm.',
    'insert.shortcomings': 'Còn {{count waiting}} hoạt động chờ.',
  })

  expect(where).toBe(`${here}?da=luu&sua=shortcomings#phan-shortcomings`)
  expect(await text('shortcomings')).toBe('Còn chậm.\nCòn {{count waiting}} hoạt động chờ.')
})

test('a rival is found again by whoever opens the page, and is taken, made one, or left', async () => {
  const other = district.leader
  const write = async (person: Actor, words: string, seen: string) =>
    pages.answer(person, here, {
      seen: '1',
      issuedOn: '2026-04-05',
      'text.results': words,
      'seen.results': seen,
    })
  expect((await write(district.checker, 'Bản thứ nhất.', '0')).status).toBe(303)
  expect((await write(other, 'Bản thứ hai.', '0')).status).toBe(409)

  expect(await pages.open(district.checker, here)).toContain('1 bản khác của người cùng soạn')
  const page = await pages.open(district.checker, `${here}?sua=results`)
  expect(page).toContain('Phần này có thêm bản của Lãnh Đạo.')
  expect(page).toContain('<mark>hai.</mark>')
  const id = page.match(/value="join:([0-9a-f-]{36})"/)?.[1] ?? ''
  expect(
    (await pages.answer(district.stranger, `${here}/soan/ban-khac`, { choice: `take:${id}` })).status,
  ).toBe(404)
  expect((await pages.answer(district.checker, `${here}/soan/ban-khac`, { choice: 'take:x' })).status).toBe(
    422,
  )
  await pages.send(district.checker, `${here}/soan/ban-khac`, { choice: `join:${id}` })

  expect(await text('results')).toBe('Bản thứ nhất.\nBản thứ hai.')
  expect(await pages.open(other, `${here}?sua=results`)).not.toContain('Phần này có thêm bản')
  expect(
    (await pages.answer(district.checker, `${here}/soan/ban-khac`, { choice: `take:${id}` })).status,
  ).toBe(404)

  expect((await write(other, 'Bản thứ ba.', '1')).status).toBe(409)
  expect(await pages.open(district.checker, `${here}?sua=results`)).toContain('Bản thứ <mark>ba.</mark>')
  expect((await write(other, 'Bản chung.', '2')).status).toBe(303)
  expect(await pages.open(district.checker, `${here}?sua=results`)).not.toContain('Phần này có thêm bản')
})

test('a report is not frozen while a typed number has neither a figure nor a source; the page lists it', async () => {
  const period = `/bao-cao/${district.communeSlug}/2026-02`
  await pages.send(district.checker, period, {
    seen: '0',
    issuedOn: '2026-04-05',
    'text.leadership': 'Đã họp.',
    'text.shortcomings': 'Còn chậm.',
    'text.next': 'Trồng 70 cây xanh.',
  })

  expect(await pages.open(district.checker, `${period}/trinh-ky`)).toContain('Trồng 70 cây xanh.')
  expect(await pages.refused(district.checker, `${period}/trinh-ky/chot`, {})).toContain(
    'chưa ghi nguồn: “70”',
  )
  const kept = {
    key: 'next',
    sentence: 'Trồng 70 cây xanh.',
    number: '70',
    do: 'keep',
    source: 'Hội Nông dân xã',
  }
  await pages.send(district.checker, `${period}/soan/so`, kept)
  await pages.send(district.checker, `${period}/trinh-ky/chot`, {})

  expect((await pages.answer(district.checker, `${period}/soan/so`, kept)).status).toBe(422)
})
