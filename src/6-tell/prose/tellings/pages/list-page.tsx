import type { Context } from 'hono'
import { t, worded } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { crumbsOfOutlines, topics } from '#regimes'
import { Badge, Choose, type Column, ListPage } from '#ui'
import { usualWeight } from '../../grammar/index.ts'
import { type ListedTelling, tellingList } from '../read.ts'
import { tellingHref, tellingsHref } from './addresses.ts'

const columnsOf = (unit: { id: string; slug: string }): Column<ListedTelling>[] => [
  {
    head: t('tellings.list.indicator'),
    title: true,
    cell: ({ indicator: { code, nameVi, nameEn } }) => (
      <a href={tellingHref(unit.slug, code)}>{worded(nameVi, nameEn)}</a>
    ),
  },
  // Reports are Vietnamese documents, whatever language the page speaks.
  { head: t('tellings.list.reads'), cell: ({ preview }) => <span lang="vi">{preview}</span> },
  { head: t('tellings.list.topic'), cell: ({ topic }) => t(`outlines.topic.${topic}`) },
  {
    head: t('tellings.field.weight'),
    cell: ({ telling }) => t(`tellings.weight.${telling?.weight ?? usualWeight}`),
  },
  {
    head: t('tellings.list.by'),
    cell: ({ office }) =>
      office === undefined ? (
        t('tellings.list.default')
      ) : office.unitId === unit.id ? (
        <Badge tone="done">{office.unitName}</Badge>
      ) : (
        office.unitName
      ),
  },
]

/** How a unit tells each of its indicators, by topic. */
export async function listPage(c: Context<Env>) {
  const topic = topics.find((one) => one === c.req.query('noi-dung'))
  const words = c.req.query('q')?.trim().slice(0, 100) || undefined
  const { units, unit, rows } = await tellingList(c.var.actor, {
    unit: c.req.query('don-vi') || undefined,
    topic,
    words,
  })
  const choices = units.some(({ slug }) => slug === unit.slug) ? units : [unit, ...units]
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('tellings.title')}
      lead={t('tellings.lead', { unit: unit.name })}
      crumbs={crumbsOfOutlines()}
      search={{
        action: tellingsHref,
        label: t('tellings.list.search'),
        query: words,
        children: (
          <>
            <Choose
              name="don-vi"
              label={t('tellings.list.unit')}
              value={unit.slug}
              options={choices.map(({ slug, name }) => ({ value: slug, label: name }))}
            />
            <Choose
              name="noi-dung"
              label={t('tellings.list.topic')}
              any={t('tellings.list.all_topics')}
              value={topic}
              options={topics.map((one) => ({ value: one, label: t(`outlines.topic.${one}`) }))}
            />
          </>
        ),
      }}
      rows={rows}
      columns={columnsOf(unit)}
      empty={{ title: t('tellings.list.empty'), help: t('tellings.list.empty_help') }}
      nextHref={null}
    />,
  )
}
