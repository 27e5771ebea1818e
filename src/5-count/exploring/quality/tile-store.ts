import { sql } from 'kysely'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import type { Tile } from '#platform/module'

type Doubted = { name: string; slug: string; count: number; all: number }

/** Figures that raise a question nobody has answered, and the three units with the most of them. */
export async function openQuestions(db: Reader): Promise<Tile> {
  const { rows } = await sql<Doubted>`
    select unit.name, unit.slug, count(*) as count, sum(count(*)) over () as all
      from figures.question join org.unit on unit.id = question.unit_id
     where question.is_raised and question.unit_id = any ((select access.units_for('question.read'))::uuid[])
       and (select given.numbers from figures.question_answer as given where given.question_id = question.id
             order by given.answered_at desc, given.id desc limit 1) is distinct from question.numbers
     group by unit.id order by count(*) desc, unit.name collate org.names limit 3`.execute(db)
  return {
    key: 'doubtful',
    tone: 'problem',
    count: rows[0]?.all ?? 0,
    href: '/cau-hoi-so-lieu',
    lines: rows.map(({ name, slug, count }) => ({
      title: name,
      about: t('quality.tile', { count }),
      href: `/cau-hoi-so-lieu?don-vi=${slug}`,
    })),
  }
}
