import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { formatDay, t } from '#platform/i18n'
import type { Tile } from '#platform/module'
import type { Day } from '#platform/time'

type LateUnit = { name: string; slug: string; count: number; all: number; since: Day; oldest: string }

/** Tasks that were handed down and are late, and the three units that are furthest behind with theirs. */
export async function lateTasks(db: Reader): Promise<Tile> {
  const { rows } = await sql<LateUnit>`
    select unit.name, unit.slug, count(*) as count, sum(count(*)) over () as all, min(task.due_on) as since,
           (array_agg(task.id order by task.due_on, task.id))[1] as oldest
      from programme.task join org.unit on unit.id = task.unit_id
     where task.state in ('handed_down', 'received', 'working', 'returned') and task.due_on < org.today()
       and task.giver_id = any ((select access.units_for('task.judge'))::uuid[])
     group by unit.id order by min(task.due_on), count(*) desc limit 3`.execute(db)
  return {
    key: 'late',
    tone: 'problem',
    count: rows[0]?.all ?? 0,
    href: '/nhiem-vu/bang?xem=late',
    lines: rows.map(({ name, count, since, oldest }) => ({
      title: name,
      about: t('tasks.tile', { count, day: formatDay(since) }),
      href: `/nhiem-vu/${oldest}`,
    })),
  }
}
