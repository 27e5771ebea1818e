import { Hono } from 'hono'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { isDay, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Badge, DataTable, Facts, LinkButton, Section, Timeline, WorkPage } from '#ui'
import { type UnitView, unitView } from '../read-pages.ts'
import type { Carried, PlaceHeld } from '../store.ts'
import { address, daysOf, unitColumns } from './words.tsx'

/** One unit: what it is, where it stood and stands in both trees, what it carries on, who stands beneath it. */
export const unitPage = new Hono<Env>().get(`${address.list}/:id{[0-9a-f-]{36}}`, async (c) => {
  const asked = c.req.query('ngay') ?? ''
  const view = await unitView(c.var.actor, c.req.param('id'), isDay(asked) ? asked : today())
  const { unit } = view
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={unit.name}
      above={unit.lineName ? `${unit.kindName} · ${unit.lineName}` : unit.kindName}
      badge={
        unit.validTo !== null && unit.validTo <= today() ? <Badge>{t('org.unit.ended')}</Badge> : undefined
      }
      crumbs={[
        { href: address.list, label: t('org.list.title') },
        ...view.path.map(({ id, shortName }) => ({ href: address.unit(id), label: shortName })),
      ]}
      actions={view.may.manage ? <ChangeLinks view={view} /> : undefined}
    >
      <Facts
        items={[
          { label: t('org.column.shortName'), value: unit.shortName },
          { label: t('org.column.officialCode'), value: unit.officialCode },
          { label: t('org.column.slug'), value: unit.slug },
          { label: t('org.days.title'), value: daysOf(unit) },
        ]}
      />
      <Section title={t('org.unit.places')}>
        <Places title={t('org.unit.in_area')} places={view.places.filter(({ tree }) => tree === 'area')} />
        <Places title={t('org.unit.in_line')} places={view.places.filter(({ tree }) => tree === 'line')} />
        {view.places.length === 0 ? <p>{t('org.unit.no_place')}</p> : null}
      </Section>
      <History view={view} />
      <Children view={view} />
    </WorkPage>,
  )
})

function ChangeLinks({ view: { unit } }: { view: UnitView }) {
  const own = address.unit(unit.id)
  return (
    <>
      <LinkButton href={`${address.add}?trong=${unit.id}`} look="main">
        {t('org.add.beneath')}
      </LinkButton>
      <LinkButton href={`${own}/sua`}>{t('org.change.link')}</LinkButton>
      {unit.validTo === null ? (
        <>
          <LinkButton href={`${own}/chuyen`}>{t('org.move.link')}</LinkButton>
          <LinkButton href={`${own}/ket-thuc`}>{t('org.end.link')}</LinkButton>
        </>
      ) : null}
    </>
  )
}

function Places({ title, places }: { title: string; places: readonly PlaceHeld[] }) {
  if (places.length === 0) return null
  return (
    <DataTable
      caption={title}
      columns={[
        {
          head: t('org.unit.beneath'),
          cell: (place: PlaceHeld) => <a href={address.unit(place.parentId)}>{place.parentName}</a>,
        },
        { head: t('org.days.title'), cell: (place: PlaceHeld) => daysOf(place) },
      ]}
      rows={places}
    />
  )
}

/** The unit's part of the land's history: what went over to it, what became of it, its own decisions. */
function History({ view: { carried, decisions } }: { view: UnitView }) {
  const told = (key: string) => (one: Carried) => ({
    when: formatDay(one.day),
    day: one.day,
    title: t(`org.history.${key}`, { name: one.name }),
    href: address.unit(one.unitId),
    text:
      one.share === null
        ? one.document
        : `${one.document} – ${t('org.history.share', { percent: percent(one.share) })}`,
  })
  const items = [
    ...carried.predecessors.map(told('carries_on')),
    ...carried.successors.map(told('carried_on_by')),
    ...decisions.map((one) => ({
      when: formatDay(one.day),
      day: one.day,
      title: t(`org.history.${one.kind}`),
      text: one.note ? `${one.document} – ${one.note}` : one.document,
    })),
  ].sort((one, other) => other.day.localeCompare(one.day))
  if (items.length === 0) return null
  return (
    <Section title={t('org.history.title')}>
      <Timeline items={items} label={t('org.history.title')} />
    </Section>
  )
}

const percent = (share: number): string => formatNumber(Math.round(share * 1000) / 10)

function Children({ view: { children, kinds, lines, unit, day } }: { view: UnitView }) {
  const columns = unitColumns(kinds, lines)
  return (
    <Section title={t('org.unit.children')} id="truc-thuoc">
      <form class="search" method="get" action={`${address.unit(unit.id)}#truc-thuoc`}>
        <label class="field-label" for="f-ngay">
          {t('org.unit.on_day')}
        </label>
        <input class="input width-short" type="date" id="f-ngay" name="ngay" value={day} />
        <button class="btn btn-plain" type="submit">
          {t('org.unit.show_day')}
        </button>
      </form>
      {children.area.length + children.line.length === 0 ? (
        <p>{t('org.unit.no_children', { day: formatDay(day) })}</p>
      ) : null}
      {children.area.length > 0 ? (
        <DataTable caption={t('org.unit.in_area')} columns={columns} rows={children.area} />
      ) : null}
      {children.line.length > 0 ? (
        <DataTable caption={t('org.unit.in_line')} columns={columns} rows={children.line} />
      ) : null}
    </Section>
  )
}
