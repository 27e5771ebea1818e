import { type Role, roles } from '../../src/1-ground/access/permissions.ts'

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
  campaign.read          x  x  x  x  x  x  x  x  x
  campaign.manage        .  x  x  .  .  .  .  .  .
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
  session.look_at_door   .  x  x  .  .  .  .  x  .
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
  confirmation.issue     x  x  .  .  .  .  .  x  .
  confirmation.inspect   .  .  .  .  .  .  .  x  .
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
  figure.declare         x  x  .  .  .  .  .  .  x
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
export const pairs = expected
  .trim()
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [action, ...marks] = line.trim().split(/\s+/)
    return roles.filter((_, at) => marks[at] === 'x').map((role) => `${action} ${role}`)
  })
  .sort()
export const isExpected = (action: string, role: Role): boolean => pairs.includes(`${action} ${role}`)
