/**
 * One task handed down to all 3,321 communes of a nation of 55,000 units: the use case as a page calls it, with permission,
 * row-level security, notices, events, facts and the audit line in one transaction. Then the same press twice at once and
 * once more. The peer gives the tasks one by one, each with its notice, as a loop over units would. One JSON line a figure.
 *
 *     vite build --ssr bench/handing-down.ts --outDir dist/bench && node dist/bench/handing-down.js
 */

import { newId } from '#platform/ids'
import { addDays, today } from '#platform/time'
import { formForHandingDown, handDown } from '../src/2-promise/tasks/hand-down.ts'
import { addTask, issuePlan, writePlan } from '../src/2-promise/tasks/plans/write-plan.ts'
import { aNation, percentile, time } from './nation-with-tasks.ts'

const say = (line: string): void => console.error(line)
const { pool, country, actorAt, tell, stop } = await aNation('handing-down', say)
const leader = await actorAt('Văn phòng', 'leader', country)
const rounds = 5
const rule = { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] }

const plan = newId()
await writePlan(leader, {
  id: plan,
  unitId: country,
  kind: 'plan',
  title: 'Kế hoạch toàn quốc',
  documentId: null,
  carriesOutId: null,
  aboveId: null,
  themeId: null,
  fromDay: addDays(today(), -10),
  toDay: addDays(today(), 300),
})
const task = () => ({
  id: newId(),
  title: 'Mỗi xã xây dựng một mô hình học tập và làm theo Bác',
  product: 'Một mô hình được công nhận, có minh chứng',
  clause: 'mục II.1',
  unitId: country,
  dueOn: addDays(today(), 200),
  indicator: '',
  amount: null,
})
const first = task()
await addTask(leader, plan, first)
await issuePlan(leader, plan, 1)
await pool.query('vacuum analyze')

const counts = async () =>
  (
    await pool.query<{ tasks: number; notices: number; events: number; facts: number }>(
      `select (select count(*) from programme.task where handing_id is not null)::int as tasks,
              (select count(*) from notices.notice where kind = 'tasks.notice.handed_down')::int as notices,
              (select count(*) from programme.task_event where event = 'handed_down')::int as events,
              (select count(*) from figures.fact where source_kind = 'task')::int as facts`,
    )
  ).rows[0]

const before = (await counts()) ?? { tasks: 0, notices: 0, events: 0, facts: 0 }
const previews: number[] = []
const handings: number[] = []
for (let round = 0; round < rounds; round += 1) {
  const one = round === 0 ? first : task()
  if (round > 0) await addTask(leader, plan, one)
  const [seeing, form] = await time(() => formForHandingDown(leader, one.id, rule))
  if (form.chosen?.count !== 3321) throw new Error(`The preview chose ${form.chosen?.count} units.`)
  const handing = { id: newId(), dueOn: addDays(today(), 100), title: '', product: '', rule, expected: 3321 }
  // The second press comes while the first is still at work.
  const [took, results] = await time(() =>
    round === 0
      ? handDown(leader, one.id, handing).then((done) => [done])
      : Promise.all([handDown(leader, one.id, handing), handDown(leader, one.id, handing)]),
  )
  const again = await handDown(leader, one.id, handing)
  if (results.filter(({ isNew }) => isNew).length !== 1 || again.isNew)
    throw new Error('It was handed down twice.')
  const found = await counts()
  const wanted = 3321 * (round + 1)
  const isRight =
    found !== undefined &&
    found.tasks - before.tasks === wanted &&
    found.notices - before.notices === wanted &&
    // Each further round adds a task of its own to the plan.
    found.events - before.events === wanted + round &&
    found.facts - before.facts === 2 * wanted
  if (!isRight) throw new Error(`After ${round + 1} rounds: ${JSON.stringify(found)}`)
  say(`round ${round + 1}: preview ${seeing.toFixed(0)} ms, handed down in ${took.toFixed(0)} ms`)
  previews.push(seeing)
  handings.push(took)
}

// What a loop over the communes would do: the same rows, one unit at a time, in one transaction.
const { rows: communes } = await pool.query<{ id: string }>(`select id from org.unit where kind = 'commune'`)
const client = await pool.connect()
const [looped] = await time(async () => {
  await client.query('begin')
  for (const { id } of communes) {
    const { rows } = await client.query<{ id: string }>(
      `insert into programme.task (plan_id, parent_id, handing_id, unit_id, giver_id, title, product, clause, due_on, state, handed_on)
       select plan_id, parent_id, handing_id, $1, giver_id, title || ' (vòng lặp)', product, clause, due_on, 'recalled', handed_on
         from programme.task where handing_id is not null limit 1 returning id`,
      [id],
    )
    await client.query(`insert into programme.task_event (task_id, event) values ($1, 'handed_down')`, [
      rows[0]?.id,
    ])
    await client.query(
      `insert into notices.notice (key, unit_id, roles, kind, href) values ($1, $2, '{recorder}', 'tasks.notice.handed_down', '/nhiem-vu')`,
      [`loop:${rows[0]?.id}`, id],
    )
    await client.query(
      `insert into figures.fact (unit_id, indicator, day, amount, assurance, series_id, source_kind, source_id)
       values ($1, 'tasks_handed_down', $3, 1, 'declared', $2, 'task', $2)`,
      [id, rows[0]?.id, today()],
    )
  }
  await client.query('rollback')
})
client.release()

const loop = 'a loop of single statements over the same tables, without permissions'
tell('one task to 3,321 communes, ms (median)', percentile(handings, 0.5), looped, loop)
tell('one task to 3,321 communes, ms (slowest)', percentile(handings, 1), looped, loop)
tell('preview of 3,321 communes with names, ms (median)', percentile(previews, 0.5))
tell(
  'notices of a handing down, of 5 × 3,321, each pressed twice and once more',
  ((await counts())?.notices ?? 0) - before.notices,
)
await stop()
