import { beforeAll, expect, test } from 'vitest'
import { type Actor, asSystem, look } from '#access'
import { database } from '#platform/database'
import { useDatabase } from '../../../test/support/database.ts'
import { aPerson } from '../../../test/support/district.ts'
import { useFiles } from '../../4-prove/evidence/evidence.fixture.ts'
import { arrangeApproval } from '../reports/approval/arrange-approval.ts'
import { freezeReport } from '../reports/freeze-report.ts'
import {
  aFrozenReport,
  aReportingUnit,
  askedOf,
  day,
  password,
  printing,
  type ReportingUnit,
  written,
} from '../reports/frozen.fixture.ts'
import { reportOf } from '../reports/read.ts'
import { standingOfReport } from '../reports/report-life.ts'
import { saveReport } from '../reports/save-report.ts'
import { approvePaper, returnPaper } from './approve-paper.ts'
import { signPaper } from './sign-paper.ts'
import { type FrozenPaper, frozenWithId } from './store.ts'

useDatabase()
useFiles()
let unit: ReportingUnit
let chief: Actor

const arrange = (over: Partial<Parameters<typeof arrangeApproval>[2]> = {}) =>
  arrangeApproval(unit.administrator, unit.communeSlug, {
    levels: ['checker', 'leader'],
    signers: 1,
    mayBeAlone: false,
    ...over,
  })

beforeAll(async () => {
  unit = await aReportingUnit()
  chief = await asSystem('test.people', (tx) =>
    aPerson(
      tx,
      'Phó Bí thư',
      { role: 'leader', unitId: unit.commune },
      { role: 'checker', unitId: unit.commune },
    ),
  )
  await arrange()
})

const stateOf = async (id: string): Promise<FrozenPaper['state'] | undefined> =>
  (await look(unit.leader, 'report.read', unit.commune, (db) => frozenWithId(db, id)))?.state
const noticesOf = async (id: string) =>
  (
    await database()
      .selectFrom('notices.notice')
      .select(['key', 'roles', 'words'])
      .where('key', 'like', `%${id}`)
      .orderBy('raised_at')
      .execute()
  ).map(({ key, roles, words }) => ({ kind: key.split(':')[0], roles, words }))
const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (fault) => fault.code,
  )

test('level by level, each by its role, and not by who froze it nor twice by one', async () => {
  const { id } = await aFrozenReport(unit)

  expect(await stateOf(id)).toBe('waiting')
  expect(await code(approvePaper(unit.checker, id, { level: 0 }))).toBe('report_is_approved_by_who_froze_it')
  expect(await code(approvePaper(unit.secretary, id, { level: 0 }))).toBe('report_is_not_yours_to_approve')
  await approvePaper(chief, id, { level: 0, words: 'Đồng ý' })
  expect(await code(approvePaper(chief, id, { level: 1 }))).toBe('report_is_approved_twice_by_one')
  expect(await code(approvePaper(unit.officer, id, { level: 1 }))).toBe('report_is_not_yours_to_approve')
  expect(await stateOf(id)).toBe('waiting')
  await approvePaper(unit.secretary, id, { level: 1 })

  expect(await stateOf(id)).toBe('approved')
  expect(await noticesOf(id)).toMatchObject([
    { kind: 'report.to_approve.0', roles: ['checker'] },
    { kind: 'report.to_approve.1', roles: ['leader'] },
    { kind: 'report.to_sign.0', roles: ['leader'], words: { unit: 'Xã Một', period: 'tháng 3 năm 2026' } },
  ])
})

test('pressing twice approves one level once; of two people one approves and the other hears that it is done', async () => {
  const { id } = await aFrozenReport(unit, '2026-04')

  const both = await Promise.all(
    [unit.officer, chief].map((one) => code(approvePaper(one, id, { level: 0 }))),
  )
  const winner = both[0] === 'done' ? unit.officer : chief

  expect(both.sort()).toEqual(['done', 'report_is_approved_already'])
  expect(await code(approvePaper(winner, id, { level: 0 }))).toBe('done')
  expect(await stateOf(id)).toBe('waiting')
})

test.each(['recorder', 'stranger', 'inspector', 'administrator'] as const)(
  'the %s neither approves nor returns',
  async (who) => {
    const { id } = await aFrozenReport(unit, '2026-05')

    expect(await code(approvePaper(unit[who], id, { level: 0 }))).toBe('not_found_or_not_allowed')
    expect(await code(returnPaper(unit[who], id, { words: 'Sai', remarks: [] }))).toBe(
      'not_found_or_not_allowed',
    )
    expect(await stateOf(id)).toBe('waiting')
    await returnPaper(unit.officer, id, { words: 'Cho lần thử sau', remarks: [] })
  },
  60_000,
)

test('it comes back with remarks on passages, which stand at their sections until it is frozen anew', async () => {
  const { id } = await aFrozenReport(unit, '2026-06')
  const remark = { section: 'leadership', passage: 'đã thu  12,5 kg', words: 'Nêu rõ nơi thu' }
  const address = { slug: unit.communeSlug, period: '2026-06' }

  await expect(
    returnPaper(unit.secretary, id, {
      words: 'Xem lại',
      remarks: [{ ...remark, passage: 'không có chữ này' }],
    }),
  ).rejects.toMatchObject({ code: 'passage_is_not_in_section', field: 'passage.0' })
  await expect(
    returnPaper(unit.secretary, id, { words: 'Xem lại', remarks: [{ ...remark, section: 'nowhere' }] }),
  ).rejects.toMatchObject({ code: 'section_is_not_in_outline' })
  expect(await stateOf(id)).toBe('waiting')
  const passage = 'rác hữu cơ trong tháng'
  await returnPaper(unit.secretary, id, { words: 'Xem lại', remarks: [{ ...remark, passage }] })
  // A second press says the same and does nothing.
  await returnPaper(unit.secretary, id, { words: 'Xem lại', remarks: [] })

  const { draft } = await reportOf(unit.checker, address)
  const before = await standingOfReport(unit.checker, unit.commune, draft)
  expect(await stateOf(id)).toBe('returned')
  expect(before.returned).toMatchObject({
    words: 'Xem lại',
    personName: 'Bí thư xã',
    remarks: [{ section: 'leadership', passage }],
  })
  expect(await noticesOf(id)).toContainEqual({
    kind: 'report.returned',
    roles: ['checker', 'leader'],
    words: { unit: 'Xã Một', period: 'tháng 6 năm 2026', words: 'Xem lại' },
  })
  expect(await code(approvePaper(unit.officer, id, { level: 0 }))).toBe('report_was_returned')

  await saveReport(
    unit.checker,
    address,
    written({ seen: 1, sections: [{ key: 'next', text: 'Đã sửa.', seen: 1 }] }),
  )
  const again = await freezeReport(unit.checker, askedOf(unit, '2026-06'), {}, day)
  const after = await standingOfReport(
    unit.checker,
    unit.commune,
    (await reportOf(unit.checker, address)).draft,
  )
  expect(again.version).toBe(2)
  expect(again.code).not.toBe(
    (await look(unit.leader, 'report.read', null, (db) => frozenWithId(db, id)))?.code,
  )
  expect(after).toMatchObject({ state: 'frozen', returned: undefined, frozen: { version: 2 } })
})

test('an administrator arranges it, nobody else, and what is frozen already goes the way of before', async () => {
  const { id } = await aFrozenReport(unit, '2026-07')

  for (const who of ['checker', 'secretary', 'recorder', 'stranger'] as const)
    expect(
      await code(arrangeApproval(unit[who], unit.communeSlug, { levels: [], signers: 1, mayBeAlone: true })),
    ).toBe('not_found_or_not_allowed')
  expect(await code(arrange({ signers: 2, mayBeAlone: true }))).toBe('approval_is_alone_with_others')
  await arrange({ levels: [], mayBeAlone: true })

  expect(await stateOf(id)).toBe('waiting')
  const next = await aFrozenReport(unit, '2026-08')
  expect(await stateOf(next.id)).toBe('approved')
})

test('who froze a report is not the only one who sees it, unless the unit has said so', async () => {
  const sign = (id: string) =>
    signPaper(unit.secretary, id, { proof: { password }, number: 3, printing }, day)
  const freeze = async (period: string) => {
    await saveReport(unit.secretary, { slug: unit.communeSlug, period }, written())
    return freezeReport(unit.secretary, askedOf(unit, period), {}, day)
  }

  await arrange({ levels: [] })
  const withOthers = await freeze('2026-09')
  await arrange({ levels: ['checker'] })
  const approved = await freeze('2026-10')

  expect(await code(sign(withOthers.id))).toBe('report_needs_another_person')
  expect(await code(sign(approved.id))).toBe('report_waits_for_approval')
  await approvePaper(unit.officer, approved.id, { level: 0 })
  await sign(approved.id)
  expect(await stateOf(approved.id)).toBe('issued')
}, 60_000)
