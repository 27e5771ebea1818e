import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asSystem, look } from '#access'
import { checkActivity, correctActivity, recordActivity } from '#activities'
import { figureOf } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { addDays, spanOf, today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { aDistrict, anEntry, aPerson, sponsorship } from '../../../../test/support/district.ts'
import { pagesFor } from '../../../../test/support/signed-in.ts'
import { web } from '../../../web.ts'
import { answerCode, openCode } from './answer-code.ts'
import { inGroups } from './codes.ts'
import type { Answer } from './entry.ts'
import { forgetArrivals } from './holds-store.ts'
import { issueCodes, printCodes, revokeCodes, sheetToPrint } from './issue-codes.ts'
import { holdsToLookAt, lookAtAnswers } from './look-at-answers.ts'
import { confirmationsById, doubtsToSettle } from './read.ts'
import { settleDoubt } from './settle-doubt.ts'

useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')

type District = Awaited<ReturnType<typeof aDistrict>>
const march = spanOf('2026-03') ?? { from: '', until: '' }
const yes: Answer = { happened: 'yes', received: 'yes', quality: 5, remark: '' }
const no: Answer = { happened: 'no', received: 'no', quality: null, remark: 'Không ai tới cả' }
const faults: unknown[] = []
const app = web({ site: { name: 'Thử' }, log: (fault) => faults.push(fault) })
const page = (path: string, init: RequestInit = {}) =>
  app.request(`http://localhost${path}`, { headers: { origin: 'http://localhost' }, ...init })

const figure = async (district: District) => {
  const { entries: _, ...levels } = await look(district.leader, 'figure.read', null, (db) =>
    figureOf(db, { unitId: district.province }, 'test_waste_kg', march),
  )
  return levels
}
const at = (level: string, amount = 12.5) => ({
  declared: 0,
  evidenced: 0,
  confirmed: 0,
  verified: 0,
  [level]: amount,
})

const accept = (district: District, id: string, seen = 1) =>
  checkActivity(district.checker, id, {
    seen,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: false,
  })

/** A record that was accepted, with codes for some people. */
async function anAskedRecord(size: number, initiativeId?: string) {
  const district = await aDistrict()
  const entry = anEntry(initiativeId ?? district.initiativeId)
  await recordActivity(district.recorder, entry)
  await accept(district, entry.id)
  const batchId = await issueCodes(district.printer, entry.id, { size, days: 30 })
  const { codes } = await printCodes(district.printer, batchId, byTheHead)
  const say = async (answer: Answer, some: readonly string[]) => {
    for (const code of some) await sayAtHome(code, answer)
  }
  return { district, entry, batchId, codes, say }
}

/** Slips are handed out by somebody of the hamlet. */
const byTheHead = { seen: 0, handedOutBy: 'Nguyễn Văn An, trưởng ấp 1' }
let homes = 0
/** Somebody answers at home, at some time of the day, by their own phone. */
const sayAtHome = (code: string, answer: Answer) => {
  homes += 1
  return answerCode(
    code,
    answer,
    { address: `198.51.${homes >> 8}.${homes & 255}` },
    new Date(Date.now() + homes * 3_600_000),
  )
}

test('enough people say yes: the figure is confirmed at once; when too many say otherwise it no longer is', async () => {
  const { district, codes, say } = await anAskedRecord(10)
  expect(await figure(district)).toEqual(at('declared'))

  await say(yes, codes.slice(0, 2))
  expect(await figure(district)).toEqual(at('declared'))
  await say(yes, codes.slice(2, 4))
  expect(await figure(district)).toEqual(at('confirmed'))
  await say(no, codes.slice(4, 5))
  expect(await figure(district)).toEqual(at('confirmed'))
  await say(no, codes.slice(5, 6))
  expect(await figure(district)).toEqual(at('declared'))
  await say(yes, codes.slice(6))
  expect(await figure(district)).toEqual(at('confirmed'))
})

test('a “no” changes no amount and is one question to the checker, who settles it in words', async () => {
  const { district, entry, codes, say } = await anAskedRecord(10)

  await say(no, codes.slice(0, 2))

  expect(await figure(district)).toEqual(at('declared'))
  const [doubt, ...more] = await doubtsToSettle(district.checker)
  expect([doubt?.activityId, more]).toEqual([entry.id, []])
  expect(await doubtsToSettle(district.recorder)).toEqual([])
  const seen = await confirmationsById(district.checker, entry.id)
  expect(seen.remarks).toEqual([no.remark, no.remark])
  expect((await confirmationsById(district.recorder, entry.id)).remarks).toEqual([])
  await settleDoubt(district.checker, doubt?.id ?? '', 'Đã hỏi trưởng ấp, đúng là hoãn')
  expect(await doubtsToSettle(district.checker)).toEqual([])
  await expect(settleDoubt(district.checker, doubt?.id ?? '', 'Lần nữa')).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
  await say(no, codes.slice(2, 3))
  expect(await doubtsToSettle(district.checker)).toHaveLength(1)
})

test('a code is used once, also by two who press at the same moment', async () => {
  const { district, entry, codes } = await anAskedRecord(10)
  const [code = ''] = codes

  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(() => answerCode(inGroups(code), yes, { address: '' })),
  )

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await confirmationsById(district.checker, entry.id)).tally.answered).toBe(1)
})

test('a code that was guessed, used, taken back or is over gets one and the same page, which tells nothing', async () => {
  const used = await anAskedRecord(3)
  const revoked = await anAskedRecord(3)
  const over = await anAskedRecord(3)
  await used.say(yes, used.codes.slice(0, 1))
  await revokeCodes(revoked.district.printer, revoked.batchId)
  await sql`update verification.batch set issued_at = now() - interval '40 days', expires_on = org.today() - 3
             where id = ${over.batchId}`.execute(database())

  const codes = ['ABCDE12345ABCDE12345', 'khong-phai-ma-nao', used.codes[0], revoked.codes[0], over.codes[0]]
  const pages = await Promise.all(
    codes.map(async (code) => {
      const answer = await page(`/xn/${code}`)
      return [answer.status, (await answer.text()).replaceAll(String(code), '…')]
    }),
  )
  const sent = await Promise.all(
    codes.map(async (code) => {
      const body = new URLSearchParams({ happened: 'yes', received: 'yes' })
      return (await page(`/xn/${code}`, { method: 'POST', body })).status
    }),
  )

  expect(new Set(pages.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(pages[0]?.[0]).toBe(404)
  expect(pages[0]?.[1]).not.toContain('Rác thành phân')
  expect(sent).toEqual([404, 404, 404, 404, 404])
  expect((await page(`/xn/${used.codes[1]}`)).status).toBe(200)
  expect(faults).toEqual([])
})

test('the page asks three questions without a script, gives a wrong answer back, and thanks', async () => {
  const { district, entry, codes } = await anAskedRecord(3)
  const [code = ''] = codes
  const send = (fields: Record<string, string>) =>
    page(`/xn/${code}`, { method: 'POST', body: new URLSearchParams(fields) })

  const asked = await (await page(`/xn/${code.toLowerCase()}`)).text()
  const refused = await send({ happened: 'yes', remark: 'Lời nói thêm' })
  const taken = await send({ happened: 'yes', received: 'partly', quality: '4', remark: 'Lời nói thêm' })

  expect(asked).toContain('Rác thành phân')
  expect(asked).not.toContain(entry.summary)
  expect(asked).not.toContain('<script')
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Lời nói thêm')
  expect([taken.status, taken.headers.get('location')]).toEqual([303, '/xn/cam-on'])
  const { tally } = await confirmationsById(district.checker, entry.id)
  expect(tally).toMatchObject({
    sent: 3,
    answered: 1,
    happened: 1,
    partly: 1,
    bothYes: 0,
    rated: 1,
    quality: 4,
  })
})

test('of an initiative that protects people the page names the unit and the day, and not the initiative', async () => {
  const initiativeId = newId()
  const district = await aDistrict()
  await asSystem('test.initiative', (tx) =>
    tx
      .insertInto('initiatives.initiative')
      .values({
        id: initiativeId,
        kind: sponsorship.code,
        unit_id: district.union,
        name: 'Mẹ đỡ đầu thử',
        slug: `thu-${initiativeId.slice(-8)}`,
        state: 'active',
        started_on: '2021-05-01',
      })
      .execute(),
  )
  const entry = anEntry(initiativeId, {
    summary: 'Thăm em Bí Mật',
    answers: { children: { female: 1, male: 0 } },
  })
  await recordActivity(district.recorder, entry)
  const batchId = await issueCodes(district.printer, entry.id, { size: 1, days: 7 })
  const [code = ''] = (await printCodes(district.printer, batchId, byTheHead)).codes

  const text = await (await page(`/xn/${code}`)).text()

  expect(text).toContain('Hội Nông dân xã Một')
  expect(text).not.toContain('Mẹ đỡ đầu')
  expect(text).not.toContain('Bí Mật')
})

test('nothing that is kept leads from an answer to its code, and no code is kept as it is', async () => {
  const { codes, say } = await anAskedRecord(5)
  await say({ ...yes, remark: 'Tốt lắm' }, codes.slice(0, 1))

  const columns = await sql<{ name: string; type: string }>`
    select table_name || '.' || column_name as name, data_type as type from information_schema.columns
     where table_schema = 'verification' and table_name in ('code', 'answer') order by 1`.execute(database())
  const { rows } = await sql<{ row: string }>`
    select (code.*)::text as row from verification.code union all select (answer.*)::text from verification.answer
    union all select (audit.*)::text from access.audit`.execute(database())

  expect(columns.rows.map(({ name }) => name)).toEqual([
    'answer.answered_on',
    'answer.batch_id',
    'answer.happened',
    'answer.id',
    'answer.quality',
    'answer.received',
    'answer.remark',
    'code.batch_id',
    'code.hash',
    'code.is_used',
  ])
  expect(columns.rows.filter(({ type }) => type.startsWith('timestamp'))).toEqual([])
  for (const code of codes) expect(rows.some(({ row }) => row.includes(code))).toBe(false)
})

test('a correction of the figures begins anew, one of the words keeps what people said', async () => {
  const { district, entry, codes, say } = await anAskedRecord(5)
  await say(yes, codes.slice(0, 3))
  expect(await figure(district)).toEqual(at('confirmed'))
  const correct = (seen: number, waste: number) =>
    correctActivity(district.recorder, entry.id, {
      seen,
      day: entry.day,
      summary: 'Viết lại cho rõ',
      answers: { waste, households: 12 },
      reason: 'Sửa lời kể',
      photos: { kept: [], sentAhead: [] },
      removed: [],
    })

  await correct(1, 12.5)
  expect(await figure(district)).toEqual(at('declared'))
  await accept(district, entry.id, 2)
  expect(await figure(district)).toEqual(at('confirmed'))
  await correct(2, 125)
  await accept(district, entry.id, 3)

  expect(await figure(district)).toEqual(at('declared', 125))
  await say(yes, codes.slice(3))
  expect(await figure(district)).toEqual(at('declared', 125))
})

test('taking a batch back lets neither what was said nor the codes that nobody used disappear', async () => {
  const { district, entry, batchId, codes, say } = await anAskedRecord(20)
  await say(yes, codes.slice(0, 3))
  await revokeCodes(district.recorder, batchId)

  expect(await figure(district)).toEqual(at('declared'))
  const unused = await issueCodes(district.printer, entry.id, { size: 50, days: 7 })
  await revokeCodes(district.recorder, unused)
  expect((await confirmationsById(district.checker, entry.id)).tally).toMatchObject({ sent: 20, answered: 3 })
})

test('only those of the unit make, print and take back codes, and not for what counts nowhere', async () => {
  const { district, entry, batchId } = await anAskedRecord(3)
  const missing = { code: 'not_found_or_not_allowed' }

  await expect(issueCodes(district.stranger, entry.id, { size: 3, days: 7 })).rejects.toMatchObject(missing)
  await expect(issueCodes(district.leader, entry.id, { size: 3, days: 7 })).rejects.toMatchObject(missing)
  await expect(sheetToPrint(district.stranger, batchId)).rejects.toMatchObject(missing)
  await expect(printCodes(district.stranger, batchId, { ...byTheHead, seen: 1 })).rejects.toMatchObject(
    missing,
  )
  await expect(revokeCodes(district.leader, batchId)).rejects.toMatchObject(missing)

  const returned = anEntry(district.initiativeId)
  await recordActivity(district.recorder, returned)
  await checkActivity(district.checker, returned.id, {
    seen: 1,
    verdict: 'rejected',
    reason: 'Không có thật',
    field: '',
    publishPhotos: false,
  })
  await expect(issueCodes(district.printer, returned.id, { size: 3, days: 7 })).rejects.toMatchObject({
    code: 'batch_of_what_counts_nowhere',
  })
})

test('the public reads how people answered about an initiative from five answers on', async () => {
  const { district, codes, say } = await anAskedRecord(6)
  const slug = `rac-thanh-phan-${district.initiativeId.slice(-6)}`
  const read = async () => (await page(`/mo-hinh/${slug}`)).text()

  await say(yes, codes.slice(0, 4))
  expect(await read()).not.toContain('Người dân nói gì')
  await say({ ...no, remark: 'Chỉ để người duyệt đọc' }, codes.slice(4, 5))

  const text = await read()
  expect(text).toContain('Người dân nói gì')
  expect(text).toContain('80 %')
  expect(text).not.toContain('Chỉ để người duyệt đọc')
})

test('who guesses too often is told to wait, without learning whether a code is right', async () => {
  const { codes } = await anAskedRecord(3)
  const address = '203.0.113.99'
  for (let tries = 0; tries < 30; tries += 1)
    await expect(openCode('ABCDE12345ABCDE12345', address)).rejects.toMatchObject({
      code: 'code_opens_nothing',
    })

  await expect(openCode('ABCDE12345ABCDE12345', address)).rejects.toMatchObject({ code: 'too_many_tries' })
  await expect(openCode(codes[0] ?? '', address)).rejects.toMatchObject({ code: 'too_many_tries' })
  expect((await openCode(codes[0] ?? '', '203.0.113.100')).unitName).toBe('Hội Nông dân xã Một')
})

test('wrong codes are seen in the audit, and do not fill it', async () => {
  const wrongLines = async () =>
    (
      await sql<{ count: number | null }>`
        select (subject ->> 'count')::integer as count from access.audit
         where action in ('confirmation.wrong_code', 'confirmation.answer') order by at, entry`.execute(
        database(),
      )
    ).rows.map(({ count }) => count)
  const before = (await wrongLines()).length
  // A day of its own: what other tests mistyped does not count here.
  const at = new Date('2031-01-05T03:00:00Z')

  for (let index = 0; index < 20; index += 1)
    await expect(
      answerCode('ABCDE12345ABCDE12345', yes, { address: '203.0.113.150' }, at),
    ).rejects.toMatchObject({ code: 'code_opens_nothing' })

  expect((await wrongLines()).slice(before)).toEqual([1, 2, 4, 8, 16])
})

const fromOne = { address: '203.0.113.7' }
const passedAround = (hours: number) => new Date(Date.now() + hours * 3_600_000)
/** What an inspector has to look at of one record. */
const holdOf = async (actor: Awaited<ReturnType<typeof aDistrict>>['inspector'], activityId: string) =>
  (await holdsToLookAt(actor)).find((hold) => hold.activityId === activityId)

test('who wrote or checked a record makes and prints no codes of it, and hands none out', async () => {
  const { district, entry, batchId } = await anAskedRecord(5)
  const refused = { code: 'codes_are_for_another_to_hold' }
  const again = { ...byTheHead, seen: 1 }

  for (const party of [district.checker, district.recorder]) {
    await expect(issueCodes(party, entry.id, { size: 5, days: 7 })).rejects.toMatchObject(refused)
    await expect(sheetToPrint(party, batchId)).rejects.toMatchObject(refused)
    await expect(printCodes(party, batchId, again)).rejects.toMatchObject(refused)
    await expect(
      printCodes(district.printer, batchId, { seen: 1, handedOutBy: `đ/c ${party.name}, cán bộ xã` }),
    ).rejects.toMatchObject({ code: 'handed_out_by_a_party' })
  }
})

test('the checker issues five codes before accepting, and answers all of them in a second: the figure stays where it was', async () => {
  const district = await aDistrict()
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)
  const batchId = await issueCodes(district.checker, entry.id, { size: 5, days: 7 })
  const { codes } = await printCodes(district.checker, batchId, byTheHead)
  await accept(district, entry.id)

  await Promise.all(codes.map((code) => answerCode(code, yes, fromOne)))

  expect(await figure(district)).toEqual(at('declared'))
  const hold = await holdOf(district.inspector, entry.id)
  await lookAtAnswers(district.inspector, hold?.id ?? '', { counts: true, settlement: 'Bị lừa mà tin' })
  expect(await figure(district)).toEqual(at('declared'))
})

test('answers from one machine wait for an inspector, also the first of them, and count when one has looked', async () => {
  const { district, entry, codes } = await anAskedRecord(5)
  for (const [index, code] of codes.entries()) await answerCode(code, yes, fromOne, passedAround(index * 20))

  const waiting = await figure(district)
  const hold = await holdOf(district.inspector, entry.id)

  expect(waiting).toEqual(at('declared'))
  expect(hold).toMatchObject({ answers: 5, places: 1 })
  expect((await confirmationsById(district.checker, entry.id)).tally).toMatchObject({
    answered: 0,
    waiting: 5,
  })
  await lookAtAnswers(district.inspector, hold?.id ?? '', {
    counts: true,
    settlement: 'Quét mã ở nhà văn hóa',
  })
  expect(await figure(district)).toEqual(at('confirmed'))
  expect((await confirmationsById(district.checker, entry.id)).tally).toMatchObject({
    answered: 5,
    waiting: 0,
  })
})

test.each([
  ['within a minute from five addresses', (index: number) => ({ address: `198.18.0.${index}` }), 0.003],
  [
    'over days, by one device under five addresses',
    (index: number) => ({ address: `198.18.1.${index}`, device: 'd' }),
    20,
  ],
  [
    'over days, by one machine with all addresses of a network',
    (index: number) => ({ address: `2001:db8:0:1::${index}` }),
    20,
  ],
])('%s: five answers wait, and refused they never count', async (_, from, hours) => {
  const { district, entry, codes } = await anAskedRecord(5)
  for (const [index, code] of codes.entries())
    await answerCode(code, yes, from(index), passedAround(index * hours))

  const hold = await holdOf(district.inspector, entry.id)
  expect(hold?.answers).toBe(5)
  await lookAtAnswers(district.inspector, hold?.id ?? '', {
    counts: false,
    settlement: 'Một người trả lời thay',
  })

  expect(await figure(district)).toEqual(at('declared'))
  expect((await confirmationsById(district.checker, entry.id)).tally).toMatchObject({
    answered: 0,
    waiting: 0,
  })
  expect(await holdOf(district.inspector, entry.id)).toBeUndefined()
})

test('two of one household count at once; a “no” counts at once, however many come together', async () => {
  const { district, entry, codes, say } = await anAskedRecord(10)

  await answerCode(codes[0] ?? '', yes, fromOne, passedAround(0))
  await answerCode(codes[1] ?? '', yes, fromOne, passedAround(1))
  await say(yes, codes.slice(2, 4))
  expect(await figure(district)).toEqual(at('confirmed'))

  for (const code of codes.slice(4, 8))
    await answerCode(code, no, { address: '198.18.7.7' }, passedAround(1000))

  expect(await figure(district)).toEqual(at('declared'))
  expect((await confirmationsById(district.checker, entry.id)).tally).toMatchObject({
    answered: 8,
    notHappened: 4,
  })
})

test('only an inspector of the unit who held none of the codes looks at answers, once', async () => {
  const { district, entry, codes } = await anAskedRecord(5)
  const missing = { code: 'not_found_or_not_allowed' }
  const decision = { counts: true, settlement: 'Đã hỏi từng người' }
  for (const code of codes) await answerCode(code, yes, fromOne)
  const { id = '' } = (await holdOf(district.inspector, entry.id)) ?? {}
  const second = await issueCodes(district.inspector, entry.id, { size: 3, days: 7 })

  for (const other of [
    district.checker,
    district.recorder,
    district.leader,
    district.stranger,
    district.printer,
  ])
    await expect(lookAtAnswers(other, id, decision)).rejects.toMatchObject(missing)
  expect(await holdsToLookAt(district.checker)).toEqual([])
  await expect(lookAtAnswers(district.inspector, id, decision)).rejects.toMatchObject({
    code: 'hold_is_for_another_inspector',
  })
  const another = await asSystem('test.inspector', (tx) =>
    aPerson(tx, 'Thanh Tra Khác', { role: 'inspector', unitId: district.province }),
  )
  await lookAtAnswers(another, id, decision)
  await expect(lookAtAnswers(another, id, decision)).rejects.toMatchObject({ code: 'seen_is_outdated' })
  expect(second).not.toBe('')
})

test('slips are printed once: a reprint makes the unused codes of before void, and an old page prints nothing', async () => {
  const { district, entry, batchId, codes, say } = await anAskedRecord(5)
  await say(yes, codes.slice(0, 2))

  const again = await printCodes(district.printer, batchId, { ...byTheHead, seen: 1 })

  expect(again.codes).toHaveLength(3)
  await expect(sayAtHome(codes[2] ?? '', yes)).rejects.toMatchObject({ code: 'code_opens_nothing' })
  await say(yes, again.codes)
  expect((await confirmationsById(district.checker, entry.id)).tally).toMatchObject({ sent: 5, answered: 5 })
  await expect(printCodes(district.printer, batchId, { ...byTheHead, seen: 1 })).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
  const { batches } = await confirmationsById(district.checker, entry.id)
  expect(batches[0]).toMatchObject({
    printing: 2,
    printerName: district.printer.name,
    handedOutBy: byTheHead.handedOutBy,
  })
})

test('the figure, the record, the report and the public page say how many answers wait', async () => {
  const { district, entry, codes, say } = await anAskedRecord(12)
  await say(yes, codes.slice(0, 5))
  for (const code of codes.slice(5, 9)) await answerCode(code, yes, fromOne)

  const pages = pagesFor()
  const beside = await pages.open(
    district.leader,
    `/so-lieu-chi-tiet/${district.communeSlug}/test_waste_kg?ky=2026-03`,
  )
  const record = await pages.open(district.checker, `/hoat-dong/${entry.id}`)
  const open = await (await page(`/mo-hinh/rac-thanh-phan-${district.initiativeId.slice(-6)}`)).text()

  const report = await pages.open(district.checker, `/bao-cao/${district.communeSlug}/2026-03`)
  for (const text of [beside, record, report, open]) expect(text).toContain('4 câu trả lời chờ thanh tra xem')
})

test('from where an answer came is forgotten when the codes are over, unless an inspector has still to look', async () => {
  const [quiet, crowded] = [await anAskedRecord(3), await anAskedRecord(5)]
  await quiet.say(yes, quiet.codes.slice(0, 2))
  for (const code of crowded.codes) await answerCode(code, yes, fromOne)
  const kept = async () => {
    const { rows } = await sql<{ id: string }>`select distinct activity_id as id from verification.arrival
      where activity_id in (${quiet.entry.id}, ${crowded.entry.id})`.execute(database())
    return rows.map(({ id }) => id)
  }

  await asSystem('test.morning', (tx) => forgetArrivals(tx, addDays(today(), 20)))
  const early = await kept()
  await asSystem('test.morning', (tx) => forgetArrivals(tx, addDays(today(), 40)))

  expect(early).toHaveLength(2)
  expect(await kept()).toEqual([crowded.entry.id])
})

test('the pages: codes are shown once, to who may hold them; the inspector decides', async () => {
  const { district, entry } = await anAskedRecord(3)
  const pages = pagesFor()
  const at = await pages.send(district.printer, `/hoat-dong/${entry.id}/xac-nhan`, { size: '5', days: '30' })
  const listed = await pages.open(district.printer, at)
  const sheet = /\/xac-nhan\/[0-9a-f-]+\/in/.exec(listed)?.[0] ?? ''
  const codesIn = (text: string) =>
    [...text.matchAll(/slip-code">([0-9A-Z ]+)</g)].map(([, code = '']) => code)

  const asked = await pages.open(district.printer, sheet)
  const unnamed = await pages.refused(district.printer, sheet, { seen: '0', handedOutBy: '' })
  const printed = await pages.answer(district.printer, sheet, { seen: '0', handedOutBy: 'Chị Ba, trưởng ấp' })
  const codes = codesIn(await printed.text())
  for (const code of codes) await answerCode(code, yes, fromOne)
  const forChecker = await pages.open(district.checker, `/hoat-dong/${entry.id}/xac-nhan`)
  const refused = await pages.ask(district.checker, sheet)
  const work = await pages.open(district.inspector, '/cau-tra-loi-cho-xem')
  const { id = '' } = (await holdOf(district.inspector, entry.id)) ?? {}
  await pages.refused(district.inspector, `/cau-tra-loi-cho-xem/${id}`, { counts: 'yes', settlement: '' })
  await pages.send(district.inspector, `/cau-tra-loi-cho-xem/${id}`, { counts: 'no', settlement: 'Một máy' })

  expect([codesIn(asked), codesIn(unnamed), codes.length]).toEqual([[], [], 5])
  expect(forChecker).toContain('Anh/chị đã ghi hoặc duyệt lần này')
  expect(forChecker).toContain('Chị Ba, trưởng ấp')
  expect(forChecker).not.toContain(sheet)
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(work).toContain('5 câu trả lời đến từ 1 nơi')
  expect(await pages.open(district.inspector, `/hoat-dong/${entry.id}`)).toContain(
    'Người Thanh Tra: không tính',
  )
})
