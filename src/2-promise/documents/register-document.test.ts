import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem, lookPublic } from '#access'
import { figureOf, totalOf } from '#figures'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../test/support/database.ts'
import { aDocument, aProgramme, registered } from '../tasks/programme.fixture.ts'
import { correctDocument, withdrawDocument } from './correct-document.ts'
import {
  numberingOf,
  releaseNumber,
  reserveNumber,
  setTerm,
  setUpIssuing,
} from './numbering/set-up-numbering.ts'
import { documentPage, documentsFound } from './read.ts'
import { registerDocument } from './register-document.ts'

useDatabase()
let all: Awaited<ReturnType<typeof aProgramme>>
beforeAll(async () => {
  all = await aProgramme()
})

const nothing = { themeIds: [], papers: [] }
const issuedIn = async (
  unitId: string,
  span = { from: '2020-01-01', until: '2027-01-01' },
  code = 'documents_issued',
) => totalOf(await lookPublic((db) => figureOf(db, { unitId }, code, span)))

describe('numbers', () => {
  test('run by type through a term and begin anew the day after the congress closed', async () => {
    const { clerk, union } = all
    await setUpIssuing(all.chief, union, { system: 'party', symbol: 'CB', numbering: 'term' })
    await setTerm(all.chief, union, { id: null, name: 'Khóa I', closedOn: '2020-06-30' })
    await setTerm(all.chief, union, { id: null, name: 'Khóa II', closedOn: '2025-08-20' })
    const on = (issuedOn: string, type = 'plan') => registered(clerk, union, { issuedOn, type })

    const symbols = [
      (await on('2024-12-31')).symbol,
      (await on('2025-01-02')).symbol,
      (await on('2025-01-02', 'report')).symbol,
      (await on('2025-08-20')).symbol,
      (await on('2025-08-21')).symbol,
    ]

    expect(symbols).toEqual(['01-KH/CB', '02-KH/CB', '01-BC/CB', '03-KH/CB', '01-KH/CB'])
  })

  test('of a State body begin anew on 1 January', async () => {
    const { next, neighbour } = all
    await setUpIssuing(next, neighbour, { system: 'state', symbol: 'UBND', numbering: 'year' })
    const on = (issuedOn: string) => registered(next, neighbour, { issuedOn, type: 'decision' })

    expect([
      (await on('2025-12-30')).symbol,
      (await on('2025-12-31')).symbol,
      (await on('2026-01-01')).symbol,
    ]).toEqual(['01/QĐ-UBND', '02/QĐ-UBND', '01/QĐ-UBND'])
  })

  test('are never given twice, though twelve officers register at once', async () => {
    const { clerk, chief, commune } = all
    const officers = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? clerk : chief))

    const symbols = await Promise.all(
      officers.map(async (officer) => (await registered(officer, commune, { type: 'notice' })).symbol),
    )

    expect([...symbols].sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `${String(index + 1).padStart(2, '0')}-TB/ĐU`),
    )
  })

  test('asked for by two at once go to one of them; the other is told the next', async () => {
    const { clerk, chief, commune } = all
    const asked = [clerk, chief].map((officer) =>
      registered(officer, commune, { type: 'guidance', number: 4 }),
    )

    const outcomes = await Promise.allSettled(asked)

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'document_number_is_gone', params: { number: 4, next: 5 } },
    })
  })

  test('that are kept are passed over, seen, taken by who asks for them, and can be given back', async () => {
    const { clerk, commune } = all
    const kept = await reserveNumber(
      clerk,
      commune,
      { type: 'scheme', number: null, note: 'Đề án chờ ký' },
      '2026-03-10',
    )
    const other = await registered(clerk, commune, { type: 'scheme' })
    const run = (await numberingOf(clerk, commune, '2026-03-10')).runs.find(({ type }) => type === 'scheme')

    expect([kept, other.symbol]).toEqual([1, '02-ĐA/ĐU'])
    expect(run).toMatchObject({
      taken: [2],
      reserved: [{ number: 1, note: 'Đề án chờ ký', who: 'Văn thư xã' }],
    })
    expect((await registered(clerk, commune, { type: 'scheme', number: 1 })).symbol).toBe('01-ĐA/ĐU')
    const again = await reserveNumber(
      clerk,
      commune,
      { type: 'scheme', number: 9, note: 'Để dành' },
      '2026-03-10',
    )
    const held = (await numberingOf(clerk, commune, '2026-03-10')).runs.find(({ type }) => type === 'scheme')
    await releaseNumber(clerk, commune, held?.reserved[0]?.id ?? '')
    expect(again).toBe(9)
    expect((await registered(clerk, commune, { type: 'scheme' })).symbol).toBe('03-ĐA/ĐU')
  })

  test('find their run when a term is put right, and one that is then there twice is said', async () => {
    const { clerk, chief, hamlet } = all
    await setUpIssuing(chief, hamlet, { system: 'party', symbol: 'CB', numbering: 'term' })
    await setTerm(chief, hamlet, { id: null, name: 'Khóa cũ', closedOn: '2021-01-31' })
    await registered(clerk, hamlet, { issuedOn: '2022-05-05' })
    await setTerm(chief, hamlet, { id: null, name: 'Khóa mới', closedOn: '2023-01-31' })
    expect((await registered(clerk, hamlet, { issuedOn: '2024-05-05' })).symbol).toBe('01-KH/CB')
    const newer = (await numberingOf(chief, hamlet)).terms[0]

    const moved = setTerm(chief, hamlet, { id: newer?.id ?? '', name: 'Khóa mới', closedOn: '2025-01-31' })

    await expect(moved).rejects.toMatchObject({ code: 'document_number_is_taken' })
  })
})

describe('registering', () => {
  test('the same document again changes nothing', async () => {
    const { clerk, commune } = all
    const entry = aDocument(commune, { type: 'conclusion' })

    const symbols = [
      await registerDocument(clerk, entry, nothing),
      await registerDocument(clerk, entry, nothing),
    ]

    expect(symbols).toEqual(['01-KL/ĐU', '01-KL/ĐU'])
  })

  test.each([
    ['in the future', { issuedOn: '2026-12-31' }, 'document_day_is_in_future'],
    ['by a unit before it was there', { issuedOn: '1999-12-31' }, 'fact_unit_did_not_exist_then'],
    [
      'under a symbol of another number',
      { number: 7, symbol: '08-KH/ĐU' },
      'document_symbol_has_another_number',
    ],
    ['for a document that nobody knows', { carries: '99-CT/TW' }, 'document_is_not_found'],
    [
      'received, of nobody',
      { direction: 'received' as const, symbol: '1-CT/TW', issuer: '' },
      'field_is_required',
    ],
    [
      'received, before it was issued',
      { direction: 'received' as const, symbol: '1-CT/TW', receivedOn: '2026-03-09' },
      'document_came_before_it_was_issued',
    ],
    ['of a type that the layout does not know', { type: 'telegram' }, 'document_type_has_no_symbol'],
  ])('one issued %s is refused', async (_, over, code) => {
    const { clerk, commune } = all
    const refused = registerDocument(clerk, aDocument(commune, over), nothing, '2026-11-20')

    await expect(refused).rejects.toMatchObject({ code })
  })

  test('a received document twice is refused', async () => {
    const { clerk, commune } = all
    const over = { direction: 'received' as const, symbol: '07-CT/TW', issuedOn: '2025-02-02' }
    await registered(clerk, commune, over)

    await expect(registered(clerk, commune, { ...over, symbol: '07-ct/tw' })).rejects.toMatchObject({
      code: 'document_was_received_already',
    })
  })

  test('is nobody’s but the unit’s: a neighbour, a citizen of another unit, and one who only reads are refused', async () => {
    const { next, leader, commune } = all

    for (const person of [next, leader])
      await expect(registerDocument(person, aDocument(commune), nothing)).rejects.toMatchObject({
        code: 'not_found_or_not_allowed',
      })
  })
})

describe('figures', () => {
  test('count what was issued on its day, by type; a correction moves it, a withdrawal takes it away', async () => {
    const { clerk, commune } = all
    const march = { from: '2024-03-01', until: '2024-04-01' }
    const april = { from: '2024-04-01', until: '2024-05-01' }
    const { id } = await registered(clerk, commune, { issuedOn: '2024-03-31', type: 'decision' })
    await registered(clerk, commune, { direction: 'received', issuedOn: '2024-03-31', symbol: '01-QĐ/TU' })
    expect(await issuedIn(commune, march)).toBe(1)
    expect(await issuedIn(commune, march, 'documents_issued_decision')).toBe(1)

    const correction = {
      ...aDocument(commune),
      type: 'plan',
      issuedOn: '2024-04-01',
      seen: 1,
      why: 'Ghi nhầm ngày',
    }
    await correctDocument(clerk, id, correction, { themeIds: [] })

    expect(await issuedIn(commune, march)).toBe(0)
    expect([await issuedIn(commune, april), await issuedIn(commune, april, 'documents_issued_plan')]).toEqual(
      [1, 1],
    )
    const { changes, document } = await documentPage(clerk, id)
    expect(changes[0]).toMatchObject({ event: 'corrected', why: 'Ghi nhầm ngày', who: 'Văn thư xã' })
    expect(changes[0]?.before).toMatchObject({ issuedOn: '2024-03-31', type: 'decision' })
    expect(document.version).toBe(2)
    await expect(correctDocument(clerk, id, correction, { themeIds: [] })).rejects.toMatchObject({
      code: 'seen_is_outdated',
    })

    await withdrawDocument(clerk, id, 'Vào sổ nhầm')

    expect(await issuedIn(commune, april)).toBe(0)
    expect((await documentPage(clerk, id)).document.withdrawnWhy).toBe('Vào sổ nhầm')
    await expect(withdrawDocument(clerk, id, 'lần nữa')).rejects.toMatchObject({
      code: 'document_is_withdrawn',
    })
    const list = await documentsFound(clerk, { unitId: commune, year: 2024, limit: 50 })
    expect(list.rows.map((row) => row.id)).not.toContain(id)
  })

  test('count in the year in which they were issued, however long ago', async () => {
    const { provincial, province } = all

    const { symbol } = await registered(provincial, province, {
      issuedOn: '2010-02-03',
      symbol: '07-CTr/TU',
      number: 7,
      type: 'action_programme',
    })

    expect(symbol).toBe('07-CTr/TU')
    expect(await issuedIn(province, { from: '2010-01-01', until: '2011-01-01' })).toBe(1)
  })
})

describe('searching', () => {
  test('finds by number, subject, issuer and text, without diacritics, the best first, with a piece of the text', async () => {
    const { clerk, commune } = all
    const wanted = await registered(clerk, commune, {
      direction: 'received',
      symbol: '21-KL/TW',
      issuer: 'Ban Chấp hành Trung ương',
      subject: 'Đẩy mạnh xây dựng, chỉnh đốn Đảng',
      issuedOn: '2021-10-25',
    })
    await asSystem('test.text', async (tx) => {
      await tx
        .updateTable('programme.document')
        .set({ file_text: `${'Lời nói đầu. '.repeat(200)} kiên quyết ngăn chặn những biểu hiện suy thoái` })
        .where('id', '=', wanted.id)
        .execute()
    })
    const find = async (text: string) => (await documentsFound(clerk, { text, limit: 20 })).rows

    for (const text of [
      '21-KL/TW',
      '21 kl tw',
      'chinh don dang',
      'chỉnh đốn',
      'ban chap hanh trung uong',
      'ngan chan suy thoai',
    ])
      expect((await find(text))[0]?.id, text).toBe(wanted.id)
    expect((await find('suy thoai'))[0]?.around).toContain('ngăn chặn những biểu hiện suy thoái')
    expect(await find('khong co gi nhu the')).toEqual([])
    for (const odd of ["' or 1=1 --", '!!! & |', ':*', '💥', '\\'])
      expect(Array.isArray(await find(odd)), odd).toBe(true)
  })

  test('goes page by page, each document once', async () => {
    const { next, neighbour } = all
    for (let day = 10; day < 17; day += 1)
      await registered(next, neighbour, { issuedOn: `2023-05-${day}`, type: 'minutes' })
    const seen: string[] = []
    let after: { day: string; id: string } | undefined

    do {
      const page = await documentsFound(next, { unitId: neighbour, type: 'minutes', limit: 3, after })
      seen.push(...page.rows.map((row) => row.issuedOn))
      after = page.next
    } while (after)

    expect(seen).toEqual([16, 15, 14, 13, 12, 11, 10].map((day) => `2023-05-${day}`))
  })
})

test('a commune reads its own documents and those of units above, never a neighbour’s; the province reads all', async () => {
  const { clerk, next, provincial, recorder, commune, neighbour, province } = all
  const mine = await registered(clerk, commune, { type: 'resolution' })
  const above = await registered(provincial, province, { type: 'resolution' })
  const theirs = await registered(next, neighbour, { type: 'resolution' })
  const reads = async (person: typeof clerk, { id }: { id: string }) =>
    documentPage(person, id).then(
      () => true,
      (fault: { code: string }) => fault.code,
    )

  for (const person of [clerk, recorder]) {
    expect(await reads(person, mine)).toBe(true)
    expect(await reads(person, above)).toBe(true)
    expect(await reads(person, theirs)).toBe('not_found_or_not_allowed')
  }
  for (const document of [mine, above, theirs]) expect(await reads(provincial, document)).toBe(true)
  expect(await reads(clerk, { id: newId() })).toBe('not_found_or_not_allowed')
  const found = await documentsFound(clerk, { type: 'resolution', limit: 50 })
  expect(found.rows.map(({ id }) => id).sort()).toEqual([mine.id, above.id].sort())
})
