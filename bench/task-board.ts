/**
 * The leader's board over 200,000 open tasks of 3,321 communes, one in ten late, in a nation of 55,000 units: the page's own
 * function with permission, row-level security, counts by unit and plan and a page of late tasks; as the country, a province
 * and a commune see it. The peer is the same question in plain SQL over the same tables and indexes, without the tally and
 * without asking for permission. Every answer is compared; one that differs ends the run. One JSON line a figure.
 *
 *     vite build --ssr bench/task-board.ts --outDir dist/bench && node dist/bench/task-board.js [--folder FOLDER]
 */
import { today } from '#platform/time'
import { boardPage } from '../src/2-promise/tasks/board.ts'
import { aNation, percentile, time } from './nation-with-tasks.ts'
import { unitId } from './national-data.ts'

const say = (line: string): void => console.error(line)
const { pool, country, actorAt, tell, stop } = await aNation('task-board', say)
const tasks = 200_000
const plans = 12
const day = today()

const { rows: before } = await pool.query<{ count: string }>('select count(*) from programme.task')
await pool.query(
  `insert into programme.plan (id, unit_id, kind, title, from_day, to_day, state, issued_on)
   select md5('plan' || n)::uuid, $1, 'plan', 'Kế hoạch số ' || n, current_date - 100, current_date + 300, 'issued', current_date - 100
     from generate_series(1, ${plans}) as n on conflict (id) do nothing`,
  [country],
)
// A folder that was kept has its tasks already.
const [loading] = await time(async () => {
  if (Number(before[0]?.count) > 0) return
  await pool.query(
    `insert into programme.task (plan_id, unit_id, giver_id, title, due_on, state, handed_on)
     select md5('plan' || 1 + n % ${plans})::uuid, md5('commune' || 1 + (n / 7) % 3321)::uuid, $1, 'Nhiệm vụ số ' || n,
            case when n % 10 = 0 then current_date - 1 - (n / 10) % 60 else current_date + (n * 7919) % 250 end,
            (array['handed_down', 'received', 'working', 'returned', 'handed_in'])[1 + (n / 10) % 4 + case when n % 25 = 0 then 1 else 0 end], current_date - 90
       from generate_series(1, ${tasks}) as n`,
    [country],
  )
})
say(`${tasks} tasks in ${(loading / 1000).toFixed(1)} s`)
await pool.query('vacuum analyze programme.task; ')
await pool.query('vacuum analyze programme.tally')

const province = await unitId(pool, 'province', 5)
const commune = await unitId(pool, 'commune', 77)
const readers = [
  ['country', await actorAt('Trung ương', 'leader', country)],
  ['province', await actorAt('Tỉnh', 'leader', province)],
  ['commune', await actorAt('Xã', 'leader', commune)],
] as const
const roots = { country, province, commune }

const plain = {
  counts: `select child.unit_id, task.plan_id, task.state, count(*) as tasks, count(*) filter (where task.due_on < $2 and task.state <> 'handed_in') as late
             from programme.task join org.beneath as below on below.unit_id = task.unit_id and below.tree = 'area'
             join org.beneath as child on child.unit_id = below.ancestor_id and child.ancestor_id = $1 and child.distance = 1 and child.tree = 'area'
            where task.state in ('handed_down', 'received', 'working', 'returned', 'handed_in') group by 1, 2, 3`,
  page: `select task.id, task.title, unit.name, plan.title from programme.task join org.unit on unit.id = task.unit_id join programme.plan on plan.id = task.plan_id
          where task.state in ('handed_down', 'received', 'working', 'returned') and task.due_on < $2
            and task.unit_id in (select unit_id from org.beneath where ancestor_id = $1) order by task.due_on, task.id limit 51`,
}
for (const [name, actor] of readers) {
  const times: number[] = []
  const following: number[] = []
  const peers: number[] = []
  let sums = { open: 0, late: 0, toReceive: 0, toJudge: 0 }
  let beneath = { open: 0, late: 0 }
  for (let round = -3; round < 40; round += 1) {
    const [took, page] = await time(() => boardPage(actor, { view: 'late', planId: null }, day))
    if (round >= 0) times.push(took)
    // Plain SQL looks beneath; what the unit has itself is in no child.
    const own = page.own ?? { open: 0, late: 0 }
    sums = page.sums
    beneath = { open: sums.open - own.open, late: sums.late - own.late }
    const [next] = await time(() =>
      boardPage(actor, { view: 'open', planId: page.plans[0]?.id ?? null, after: page.next }, day),
    )
    if (round >= 0) following.push(next)
  }
  for (let round = -1; round < 7; round += 1) {
    const [took, found] = await time(async () => {
      const counted = await pool.query<{ tasks: string; late: string }>(plain.counts, [roots[name], day])
      const rows = await pool.query(plain.page, [roots[name], day])
      return { counted: counted.rows, rows: rows.rows }
    })
    if (round >= 0) peers.push(took)
    const open = found.counted.reduce((sum, row) => sum + Number(row.tasks), 0)
    const late = found.counted.reduce((sum, row) => sum + Number(row.late), 0)
    if (open !== beneath.open || late !== beneath.late)
      throw new Error(
        `The board of ${name} says ${JSON.stringify(sums)}, plain SQL ${open} open and ${late} late.`,
      )
  }
  say(`${name}: ${JSON.stringify(sums)}`)
  const peer = 'plain SQL over the same tables and indexes, without tally or permissions'
  tell(`board of the ${name}, p50 ms`, percentile(times, 0.5), percentile(peers, 0.5), peer)
  tell(`board of the ${name}, p95 ms`, percentile(times, 0.95), percentile(peers, 0.95), peer)
  tell(`board of the ${name}, next page of one plan, p95 ms`, percentile(following, 0.95))
}
await stop()
