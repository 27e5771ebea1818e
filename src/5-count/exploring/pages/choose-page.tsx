import type { Context } from 'hono'
import { unitsToAsk } from '#figures'
import { formatDay, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { UnitPicker, WorkPage } from '#ui'

/** A page on which a unit is chosen; it leads to the same address with the unit behind it. */
export async function choosePage(c: Context<Env>, words: { title: string; lead: string; action: string }) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const units = await unitsToAsk(c.var.actor, text)
  return c.html(
    <WorkPage {...frameOf(c)} tab="figures" title={words.title} lead={words.lead}>
      <UnitPicker
        action={words.action}
        query={text}
        units={units.map((unit) => ({
          id: unit.slug,
          name: unit.name,
          code: unit.officialCode,
          detail: [unit.areaName, unit.validTo ? t('figures.until', { day: formatDay(unit.validTo) }) : null]
            .filter(Boolean)
            .join(' · '),
        }))}
        hrefOf={(unit) => `${words.action}/${unit.id}`}
        hasMore={units.length === 30}
      />
    </WorkPage>,
  )
}
