import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { asSystem, look } from '#access'
import { figureOf, totalOf } from '#figures'
import { database } from '#platform/database'
import { newId } from '#platform/ids'
import { useSecret } from '#platform/secret'
import { addDays, today } from '#platform/time'
import { useDatabase } from '../../../../test/support/database.ts'
import { pagesFor } from '../../../../test/support/signed-in.ts'
import { chanceFrom } from '../../../demo/chance.ts'
import { holdSession } from '../count-attendance.ts'
import { inviteUnits } from '../invite-units.ts'
import { planSession } from '../plan-session.ts'
import { ratingEntry } from '../ratings/entry.ts'
import { rateSession } from '../ratings/rate-session.ts'
import { sessionPage } from '../read.ts'
import { aSession, aStudyingDistrict } from '../session.fixture.ts'
import { checkIn, comeBefore, insideAt } from './check-in.ts'
import { codeOf, isGoodPass, isOnScreen, newDevice, passFor, typedCode } from './codes.ts'
import { forgetArrivals } from './doubts-store.ts'
import { doorToLookAt, lookAtDoor } from './look-at-door.ts'
import { closeDoor, openDoor, screenOf, tapIn } from './open-door.ts'
import { type Asks, instantOf, stepAt, stepSeconds } from './rules.ts'

useDatabase()
useSecret('một bí mật của lần thử, đủ dài để dùng', '')

const eight = instantOf(today(), '08:00')
const step = stepSeconds * 1000

const hall = '203.0.113.40'
let ownPhones = 0
/** A phone somewhere, which is like no other. */
const ownPhone = () => {
  ownPhones += 1
  return { address: `198.51.${ownPhones >> 8}.${ownPhones & 255}`, browser: `Máy ${ownPhones}` }
}

/** A session of today at 7:30 whose door is open, and how people come in. */
async function anOpenDoor(asks: Asks = 'nothing', most: number | null = null) {
  const district = await aStudyingDistrict()
  const id = await planSession(district.checker, district.commune, aSession({ day: today() }))
  await inviteUnits(district.checker, id, [{ unitId: district.union, expectedMembers: 20 }])
  await openDoor(district.checker, id, { asks, most })
  const { door } = await screenOf(district.checker, id, eight)
  const word = door?.word ?? ''
  const key = { gatheringId: id, key: door?.key ?? '' }
  const codeAt = (at: number) => codeOf(key, stepAt(at))
  const scan = (code: string, at = eight, device?: string) =>
    comeBefore(word, code, { device, address: '' }, at)
  const enter = async (at = eight, who: { unitId?: string; member?: boolean } = {}, device?: string) => {
    const before = await scan(codeAt(at), at, device)
    await checkIn(
      word,
      { pass: before.pass, unitId: who.unitId ?? null, member: who.member ?? null },
      before.device,
      ownPhone(),
      at,
    )
    return before.device
  }
  const inside = async () => (await screenOf(district.checker, id, eight)).inside
  return { district, id, word, codeAt, scan, enter, inside }
}

test('a code lets in while it is on the screen and one step longer, and at no other time, at whatever instant', () => {
  const chance = chanceFrom('codes of a door')
  for (let round = 0; round < 3000; round += 1) {
    const door = { gatheringId: newId(), key: newId() }
    const shownAt = eight + chance.between(0, 10_000_000)
    const code = codeOf(door, stepAt(shownAt))
    const later = chance.between(-3 * step, 3 * step)
    const passed = stepAt(shownAt + later) - stepAt(shownAt)

    expect(isOnScreen(door, code, shownAt + later)).toBe(passed === 0 || passed === 1)
    expect(isOnScreen({ ...door, key: newId() }, code, shownAt)).toBe(false)
    expect(isOnScreen({ ...door, gatheringId: newId() }, code, shownAt)).toBe(false)
    expect(typedCode(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`)).toBe(code)
  }
})

test('a code holds for 25 to 50 seconds', () => {
  const door = { gatheringId: newId(), key: newId() }
  const start = stepAt(eight) * step
  const code = codeOf(door, stepAt(start))

  expect([start, start + 2 * step - 1].map((at) => isOnScreen(door, code, at))).toEqual([true, true])
  expect([start - 1, start + 2 * step].map((at) => isOnScreen(door, code, at))).toEqual([false, false])
})

test('a pass is good for one phone, at one door, for ten minutes', () => {
  const [id, device] = [newId(), newDevice()]
  const pass = passFor(id, device, eight)

  expect(isGoodPass(pass, id, device, eight + 599_000)).toBe(true)
  expect(isGoodPass(pass, id, device, eight + 601_000)).toBe(false)
  expect(isGoodPass(pass, id, device, eight - 1)).toBe(false)
  expect(isGoodPass(pass, id, newDevice(), eight)).toBe(false)
  expect(isGoodPass(pass, newId(), device, eight)).toBe(false)
  for (const wrong of ['', '.', 'x', `${pass}x`, pass.replace('.', '..'), '0.', `${pass.split('.')[0]}.`])
    expect(isGoodPass(wrong, id, device, eight)).toBe(false)
})

test('a code that was photographed and sent to a friend is refused in words once it has changed', async () => {
  const { scan, codeAt, inside } = await anOpenDoor()
  const photographed = codeAt(eight)

  await expect(scan(photographed, eight + 2 * step)).rejects.toMatchObject({ code: 'door_code_has_changed' })
  await expect(scan('ABCDEFGH')).rejects.toMatchObject({ code: 'door_code_has_changed' })
  await expect(scan('')).rejects.toMatchObject({ code: 'door_code_has_changed' })

  expect(await inside()).toBe(0)
})

test('a page that is only fetched lets nobody in; the button does, once for each phone however often it is pressed', async () => {
  const { scan, codeAt, word, inside } = await anOpenDoor()
  const before = await scan(codeAt(eight))
  expect(await inside()).toBe(0)

  const entry = { pass: before.pass, unitId: null, member: null }
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => checkIn(word, entry, before.device, ownPhone(), eight)),
  )
  const again = await scan(codeAt(eight + 5 * step), eight + 5 * step, before.device)

  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(again.isIn).toBe(true)
  expect(await inside()).toBe(1)
})

test('a pass that another phone sends, an old one, and none at all let nobody in', async () => {
  const { scan, codeAt, word, inside } = await anOpenDoor()
  const { pass, device } = await scan(codeAt(eight))
  const send = (given: string, phone: string | undefined, at = eight) =>
    checkIn(word, { pass: given, unitId: null, member: null }, phone, ownPhone(), at)

  await expect(send(pass, newDevice())).rejects.toMatchObject({ code: 'door_pass_is_over' })
  await expect(send(pass, device, eight + 11 * 60_000)).rejects.toMatchObject({ code: 'door_pass_is_over' })
  await expect(send('', device)).rejects.toMatchObject({ code: 'door_pass_is_over' })
  await expect(send(pass, undefined)).rejects.toMatchObject({ code: 'phone_keeps_no_number' })
  expect(await inside()).toBe(0)
})

test('before its time, once it is closed, and where there is none, the door says so', async () => {
  const { district, id, scan, codeAt, enter } = await anOpenDoor()
  await enter()

  await expect(scan(codeAt(eight), eight - 5 * 3_600_000)).rejects.toMatchObject({
    code: 'door_is_not_open_yet',
  })
  await closeDoor(district.checker, id)
  await expect(scan(codeAt(eight))).rejects.toMatchObject({ code: 'door_is_closed' })
  await expect(comeBefore('ABCDEFGH', 'X', { device: undefined, address: '' })).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
  // Opened anew it has another key: what was on the screen before opens nothing.
  await openDoor(district.checker, id, { asks: 'nothing', most: null })
  await expect(scan(codeAt(eight))).rejects.toMatchObject({ code: 'door_code_has_changed' })
})

test('a door with a limit lets in as many and no more, also where all press at once', async () => {
  const { scan, codeAt, word, inside } = await anOpenDoor('nothing', 5)
  const phones = await Promise.all(Array.from({ length: 12 }, () => scan(codeAt(eight))))

  const answers = await Promise.allSettled(
    phones.map(({ pass, device }) =>
      checkIn(word, { pass, unitId: null, member: null }, device, ownPhone(), eight),
    ),
  )

  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  expect(await inside()).toBe(5)
})

test('what the door asks is counted by unit; who has no phone is tapped in; nothing tells whose phone it was', async () => {
  const { district, id, enter, inside, scan, codeAt, word } = await anOpenDoor('unit')
  await enter(eight, { unitId: district.union, member: true })
  await enter(eight, { unitId: district.union, member: false })
  await enter(eight, { member: true })
  const { pass, device } = await scan(codeAt(eight))
  const send = (entry: { unitId: string | null; member: boolean | null }) =>
    checkIn(word, { pass, ...entry }, device, ownPhone(), eight)
  await expect(send({ unitId: district.union, member: null })).rejects.toMatchObject({
    code: 'field_is_required',
  })
  await expect(send({ unitId: district.neighbour, member: true })).rejects.toMatchObject({
    code: 'field_is_no_choice',
  })
  await tapIn(district.checker, id, { act: 'add', unitId: district.union, member: true })
  await tapIn(district.checker, id, { act: 'add', unitId: null, member: null })
  await tapIn(district.checker, id, { act: 'take', unitId: null, member: null })
  await expect(
    tapIn(district.checker, id, { act: 'take', unitId: null, member: null }),
  ).rejects.toMatchObject({
    code: 'nobody_was_tapped',
  })
  await expect(
    tapIn(district.stranger, id, { act: 'add', unitId: null, member: null }),
  ).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })

  expect(await inside()).toBe(4)
  const { rows } = await sessionPage(district.checker, id)
  expect(rows.find(({ unitId }) => unitId === district.union)?.said.door).toMatchObject({
    members: 2,
    others: 1,
  })
  const { rows: columns } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = 'gatherings.check_in'::regclass and attnum > 0 order by 1`.execute(
    database(),
  )
  expect(columns.map(({ name }) => name)).toEqual([
    'by_officer',
    'device',
    'gathering_id',
    'has_rated',
    'is_member',
    'unit_id',
  ])
})

test('once it is held nobody comes in behind the count, and those who came say once how it was', async () => {
  const { district, id, word, enter, scan, codeAt } = await anOpenDoor()
  const phones = [await enter(), await enter(), await enter(), await enter(), await enter()]
  const late = await scan(codeAt(eight))
  const seen = (await sessionPage(district.checker, id)).gathering.version
  await holdSession(district.checker, id, { seen })
  const answer = (clear: string, remark = '') =>
    ratingEntry.parse({ clear, useful: '4', timely: '3', remark })

  await expect(
    checkIn(word, { pass: late.pass, unitId: null, member: null }, late.device, ownPhone(), eight),
  ).rejects.toMatchObject({ code: 'door_is_closed' })
  for (const [index, phone] of phones.slice(0, 4).entries())
    await rateSession(word, answer('5', index === 0 ? 'Nên ngắn hơn' : ''), phone, eight)
  const before = (await sessionPage(district.checker, id)).ratings
  await rateSession(word, answer('2'), phones[4], eight)
  await expect(rateSession(word, answer('5'), phones[0], eight)).rejects.toMatchObject({
    code: 'rating_is_given_already',
  })
  await expect(rateSession(word, answer('5'), newDevice(), eight)).rejects.toMatchObject({
    code: 'rating_is_not_for_this_phone',
  })

  expect(before).toEqual({ answers: 4, clear: null, useful: null, timely: null, remarks: [] })
  const { ratings } = await sessionPage(district.checker, id)
  expect([ratings.answers, Number(ratings.clear), ratings.remarks]).toEqual([5, 4.4, ['Nên ngắn hơn']])
  expect((await sessionPage(district.leader, id)).ratings.remarks).toEqual([])
  expect((await insideAt(word, phones[0], eight))?.hasRated).toBe(true)
  const attendances = await look(district.leader, 'figure.read', null, (db) =>
    figureOf(db, { unitId: district.province }, 'study_attendances', {
      from: '2020-01-01',
      until: '2030-01-01',
    }),
  )
  expect([totalOf(attendances), attendances.evidenced]).toEqual([5, 5])
})

/** People who come in one after the other within so many seconds, from where `from` says. */
async function comeIn(
  door: Awaited<ReturnType<typeof anOpenDoor>>,
  people: number,
  seconds: number,
  from: (number: number) => { address: string; browser: string },
) {
  for (let number = 0; number < people; number += 1) {
    const at = eight + Math.round((number * seconds * 1000) / people)
    const { pass, device } = await door.scan(door.codeAt(at), at)
    await checkIn(door.word, { pass, unitId: null, member: null }, device, from(number), at)
  }
}
const waitingAt = async ({ district, id }: Awaited<ReturnType<typeof anOpenDoor>>) =>
  (await screenOf(district.checker, id, eight)).waiting

test('two hundred phones of one kind behind one address within two minutes all count at once', async () => {
  const door = await anOpenDoor()

  await comeIn(door, 200, 120, () => ({ address: hall, browser: 'Chrome trên Android' }))

  expect([await door.inside(), await waitingAt(door)]).toEqual([200, 0])
})

test.each([
  ['fresh cookies', () => ({ address: hall, browser: 'curl/8' })],
  ['a browser of another name each time', (n: number) => ({ address: hall, browser: `Máy ${n}` })],
  [
    'an address of its network each time',
    (n: number) => ({ address: `2001:db8:1:2::${n + 1}`, browser: 'curl/8' }),
  ],
])(
  'ninety check-ins in 3.4 seconds from one machine with %s wait, the first of them included',
  async (_, from) => {
    const door = await anOpenDoor()

    await comeIn(door, 90, 3.4, from)

    expect([await door.inside(), await waitingAt(door)]).toEqual([0, 90])
  },
)

test('what waits counts in no row and no figure until somebody else has looked, and then it does', async () => {
  const door = await anOpenDoor()
  const { district, id } = door
  await door.enter()
  await comeIn(door, 40, 3, () => ({ address: hall, browser: 'curl/8' }))
  const counted = async () => {
    const { rows } = await sessionPage(district.checker, id)
    return rows.reduce((sum, { said }) => sum + (said.door?.unsaid ?? 0), 0)
  }
  const before = [await counted(), await door.inside(), (await sessionPage(district.checker, id)).doubted]

  await lookAtDoor(district.inspector, id, { seen: 40, counts: true, settlement: 'Đã đếm ở hội trường' })

  expect(before).toEqual([1, 1, 40])
  expect([await counted(), await door.inside(), await waitingAt(door)]).toEqual([41, 41, 0])
})

test('only who does not hold the session looks, at as many as they saw; refused check-ins never count', async () => {
  const door = await anOpenDoor()
  const { district, id } = door
  await comeIn(door, 40, 3, () => ({ address: hall, browser: 'curl/8' }))
  const decision = { seen: 40, counts: false, settlement: 'Hội trường chỉ có 12 người' }

  // The checker planned it and opened its door.
  await expect(lookAtDoor(district.checker, id, decision)).rejects.toMatchObject({
    code: 'door_is_for_another_to_look_at',
  })
  for (const other of [district.recorder, district.printer, district.stranger])
    await expect(lookAtDoor(other, id, decision)).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  await expect(lookAtDoor(district.inspector, id, { ...decision, seen: 39 })).rejects.toMatchObject({
    code: 'seen_is_outdated',
  })
  await lookAtDoor(district.leader, id, decision)
  await expect(lookAtDoor(district.leader, id, decision)).rejects.toMatchObject({ code: 'seen_is_outdated' })

  expect([await door.inside(), await waitingAt(door)]).toEqual([0, 0])
  const { looks } = await doorToLookAt(district.leader, id)
  expect(looks).toMatchObject([{ checkIns: 40, counts: false, settlement: decision.settlement }])
})

test('from where phones came is forgotten the day after, and what waits goes on waiting', async () => {
  const door = await anOpenDoor()
  await comeIn(door, 40, 3, () => ({ address: hall, browser: 'curl/8' }))
  const kept = async () =>
    (await sql`select from gatherings.arrival where gathering_id = ${door.id}`.execute(database())).rows
      .length

  await asSystem('test.morning', (tx) => forgetArrivals(tx, today()))
  const sameDay = await kept()
  await asSystem('test.morning', (tx) => forgetArrivals(tx, addDays(today(), 1)))

  expect([sameDay, await kept(), await waitingAt(door)]).toEqual([40, 0, 40])
})

test('the pages: the session says what waits, and somebody else decides', async () => {
  // The door is open from before the session until an hour after it, whatever time it is when tests run.
  vi.useFakeTimers({ toFake: ['Date'], now: eight })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const door = await anOpenDoor()
  const { district, id } = door
  await comeIn(door, 40, 3, () => ({ address: hall, browser: 'curl/8' }))
  const pages = pagesFor()
  const at = `/hoc-tap/${id}/cua/xem`

  const session = await pages.open(district.inspector, `/hoc-tap/${id}`)
  const forHolder = await pages.open(district.checker, at)
  const screen = await pages.open(district.checker, `/hoc-tap/${id}/man-hinh/ma`)
  await pages.refused(district.inspector, at, { seen: '40', settlement: 'Đã hỏi' })
  await pages.send(district.inspector, at, { seen: '40', counts: 'no', settlement: 'Một máy' })

  for (const text of [session, forHolder, screen])
    expect(text).toContain('40 lượt điểm danh chờ người khác xem')
  expect(session).toContain(at)
  expect(forHolder).toContain('Anh/chị giữ buổi học này')
  expect(await pages.open(district.inspector, at)).toContain('40 lượt không tính')
})
