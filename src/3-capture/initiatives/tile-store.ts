import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { formatDay } from '#platform/i18n'
import type { Tile } from '#platform/module'
import type { Day } from '#platform/time'

type Recognised = { id: string; name: string; unit: string; day: Day; all: number }

/** Initiatives that were recognised in the last year, the three latest. */
export async function recognisedLately(db: Reader): Promise<Tile> {
  const { rows } = await sql<Recognised>`
    select initiative.id, initiative.name, unit.name as unit, max(recognition.decided_on) as day, count(*) over () as all
      from initiatives.recognition join initiatives.initiative on initiative.id = recognition.initiative_id
      join org.unit on unit.id = initiative.unit_id
     where recognition.withdrawn_at is null and recognition.decided_on > org.today() - 365
       and initiative.unit_id = any ((select access.units_for('initiative.decide'))::uuid[])
     group by initiative.id, unit.id order by max(recognition.decided_on) desc, initiative.id limit 3`.execute(
    db,
  )
  return {
    key: 'good',
    tone: 'done',
    count: rows[0]?.all ?? 0,
    href: '/thu-vien-mo-hinh',
    lines: rows.map(({ id, name, unit, day }) => ({
      title: name,
      about: `${unit} · ${formatDay(day)}`,
      href: `/quan-ly/mo-hinh/${id}`,
    })),
  }
}
