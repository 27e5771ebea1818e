import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Action, type Actor, asSystem, look, perform, permissions, type Role, roles } from '#access'
import { database } from '#platform/database'
import { useDatabase } from '../support/database.ts'
import { aDistrict, aPerson } from '../support/district.ts'

useDatabase()

// Who may do what, written down once by hand and read by people: recorder, checker, leader, treasurer, controller, editor, announcer,
// inspector, administrator. A change here is a decision; the program and the database have to follow it.
const expected = `
                         re ch le tr co ed an in ad
  unit.read              x  x  x  x  x  x  x  x  x
  unit.manage            .  .  .  .  .  .  .  .  x
  person.manage          .  .  .  .  .  .  .  .  x
  audit.read             .  .  .  .  .  .  .  x  x
  parameter.read         x  x  x  x  x  x  x  x  x
  parameter.manage       .  .  .  .  .  .  .  .  x
  notice.read            x  x  x  x  x  x  x  x  x
  job.watch              .  .  .  .  .  .  .  .  x
  webhook.manage         .  .  .  .  .  .  .  .  x
  document.read          x  x  x  x  x  x  x  x  x
  document.register      x  x  .  .  .  .  .  .  .
  document.number        .  x  .  .  .  .  .  .  x
  theme.read             x  x  x  x  x  x  x  x  x
  theme.manage           .  x  x  .  .  .  .  .  .
  plan.read              x  x  x  x  x  x  x  x  x
  plan.write             .  x  x  .  .  .  .  .  .
  task.read              x  x  x  x  x  x  x  x  x
  task.hand_down         .  x  x  .  .  .  .  .  .
  task.work              x  x  .  .  .  .  .  .  .
  task.judge             .  x  x  .  .  .  .  .  .
  target.read            x  x  x  x  x  x  x  x  x
  target.set             .  x  x  .  .  .  .  .  .
  session.read           x  x  x  x  x  x  x  x  x
  session.hold           x  x  .  .  .  .  .  .  .
  pledge.make            x  x  x  x  x  x  x  x  x
  pledge.read            x  x  x  x  x  x  x  x  x
  pledge.enter           x  x  .  .  .  .  .  .  .
  pledge.confirm         .  x  x  .  .  .  .  .  .
  initiative.read        x  x  x  x  x  x  x  x  x
  initiative.propose     x  x  .  .  .  .  .  .  .
  initiative.decide      .  x  x  .  .  .  .  .  .
  kind.manage            .  x  .  .  .  .  .  .  x
  initiative.recognise   .  x  x  .  .  .  .  .  .
  initiative.contact     .  x  x  .  .  .  .  .  x
  activity.read          x  x  x  x  x  x  x  x  x
  activity.read_protected  x  x  .  .  .  .  .  x  .
  activity.record        x  x  .  .  .  .  .  .  .
  activity.check         .  x  .  .  .  .  .  .  .
  activity.reopen        .  x  x  .  .  .  .  .  .
  confirmation.issue     x  x  .  .  .  .  .  .  .
  confirmation.review    .  x  .  .  .  .  .  .  .
  spotcheck.read         .  x  x  .  .  .  .  x  x
  spotcheck.plan         .  .  .  .  .  .  .  x  .
  spotcheck.record       .  .  .  .  .  .  .  x  .
  consent.read           .  x  x  .  .  x  .  .  .
  consent.record         .  x  .  .  .  x  .  .  .
  consent.withdraw       .  x  x  .  .  x  .  .  .
  photo_question.read    .  x  x  .  .  .  .  x  .
  photo_question.answer  .  x  .  .  .  .  .  x  .
  figure.read            x  x  x  x  x  x  x  x  x
  figure.share           .  x  x  .  .  .  .  x  .
  figure.enter_for       .  x  .  .  .  .  .  .  x
  question.read          x  x  x  .  .  .  .  x  .
  question.answer        .  x  .  .  .  .  .  .  .
  federation.read        .  .  x  .  .  .  .  .  x
  report.read            .  x  x  .  .  x  .  x  x
  report.compose         .  x  x  .  .  .  .  .  .
  report.approve         .  x  x  .  .  .  .  .  .
  report.sign            .  .  x  .  .  .  .  .  .
  report.send            .  x  x  .  .  .  .  .  .
  report.receive         .  x  x  .  .  .  .  .  .
  report.publish         .  .  x  .  .  x  .  .  .
  report.arrange         .  .  .  .  .  .  .  .  x
  outline.manage         .  x  .  .  .  .  .  .  x
  regime.manage          .  x  .  .  .  .  .  .  x
`

/** The table above, as pairs of an action and a role. */
const pairs = expected
  .trim()
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [action, ...marks] = line.trim().split(/\s+/)
    return roles.filter((_, at) => marks[at] === 'x').map((role) => `${action} ${role}`)
  })
  .sort()
const isExpected = (action: string, role: Role): boolean => pairs.includes(`${action} ${role}`)

test('the program allows what is written down, and nothing else', () => {
  const allowed = Object.entries(permissions).flatMap(([action, held]) =>
    held.map((role) => `${action} ${role}`),
  )

  expect(allowed.sort()).toEqual(pairs)
})

test('the database asks the same table', async () => {
  const { rows } = await sql<{
    pair: string
  }>`select action || ' ' || role as pair from access.permission`.execute(database())

  expect(rows.map(({ pair }) => pair).sort()).toEqual(pairs)
})

let district: Awaited<ReturnType<typeof aDistrict>>
const people = new Map<Role, Actor>()
beforeAll(async () => {
  district = await aDistrict()
  await asSystem('test.people', async (tx) => {
    for (const role of roles) people.set(role, await aPerson(tx, role, { role, unitId: district.commune }))
  })
})

const answer = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'allowed',
    (fault: { code?: string }) => fault.code ?? 'fault',
  )
const refused = 'not_found_or_not_allowed'
const nothing = async () => undefined

test.each(roles)(
  'a %s does in the unit and beneath it what the table says, beside and above it nothing',
  async (role) => {
    const actor = people.get(role) as Actor
    const actions = Object.keys(permissions) as Action[]
    // One that the role has and others have not says more than one that everybody has.
    const telling = (may: boolean) =>
      actions
        .filter((action) => isExpected(action, role) === may)
        .toSorted((a, b) => permissions[a].length - permissions[b].length)
        .slice(0, 3)

    for (const action of [...telling(true), ...telling(false)]) {
      const there = isExpected(action, role) ? 'allowed' : refused
      expect(await answer(look(actor, action, district.commune, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, district.commune, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, district.hamlet, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, null, nothing)), action).toBe(there)
      expect(await answer(perform(actor, action, district.neighbour, nothing)), action).toBe(refused)
      expect(await answer(look(actor, action, district.province, nothing)), action).toBe(refused)
    }
  },
)

test('a role that has ended, and an account that is closed, count for nothing', async () => {
  const [ended, closed] = await asSystem('test.people', async (tx) => [
    await aPerson(tx, 'ended', { role: 'checker', unitId: district.commune }),
    await aPerson(tx, 'closed', { role: 'checker', unitId: district.commune }),
  ])
  await sql`update access.role_held set valid_to = org.today() where person_id = ${ended?.personId}`.execute(
    database(),
  )
  await sql`update access.person set disabled_at = now() where id = ${closed?.personId}`.execute(database())

  for (const actor of [ended, closed])
    expect(
      await answer(look(actor as Actor, 'activity.check', district.commune, async () => undefined)),
    ).toBe('not_found_or_not_allowed')
})
