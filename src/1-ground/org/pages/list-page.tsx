import { Hono } from 'hono'
import { countIn, flashOf } from '#platform/forms/flash'
import { t } from '#platform/i18n'
import { nextHref, placeIn, rankPlace } from '#platform/lists/page'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { LinkButton, ListPage, Tabs } from '#ui'
import { nameOf } from '../read.ts'
import { unitList } from '../read-pages.ts'
import { address, unitColumns } from './words.tsx'

/** Units: searched by name, code or line, or walked down from where the tree begins. */
export const listPage = new Hono<Env>().get(address.list, async (c) => {
  const text = (c.req.query('q') ?? '').slice(0, 200)
  const line = c.req.query('nganh')?.slice(0, 60) || undefined
  const after = placeIn(c, rankPlace)
  const page = await unitList(c.var.actor, { text, line, after, limit: 50 }, today())
  const byLine = (code?: string) =>
    `${address.list}?${new URLSearchParams({ ...(text ? { q: text } : {}), ...(code ? { nganh: code } : {}) })}`
  const withArea = [
    ...unitColumns(page.kinds, page.lines),
    ...(page.isSearch
      ? [{ head: t('org.list.area'), cell: (unit: (typeof page.rows)[number]) => unit.areaName ?? '' }]
      : []),
  ]
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('org.list.title')}
      lead={t('org.list.lead')}
      actions={page.mayManage ? <ManageLinks /> : undefined}
      flash={flashOf(c, 'org.flash', { added: countIn(c, 'moi'), changed: countIn(c, 'doi') })}
      search={{
        action: address.list,
        label: t('org.list.search'),
        query: text,
        keep: { nganh: line },
      }}
      caption={t(page.isSearch ? 'org.list.found' : 'org.list.tops')}
      columns={withArea}
      rows={page.rows}
      empty={{
        title: t(page.isSearch ? 'org.list.nothing_found' : 'org.list.empty'),
        help: t(page.isSearch ? 'org.list.nothing_found_help' : 'org.list.empty_help'),
      }}
      nextHref={nextHref(c, page.next)}
    >
      <Tabs
        label={t('org.list.by_line')}
        tabs={[
          { href: byLine(), label: t('org.list.all_lines'), current: line === undefined },
          ...page.lines.map((one) => ({
            href: byLine(one.code),
            label: nameOf(one),
            current: one.code === line,
          })),
        ]}
      />
    </ListPage>,
  )
})

function ManageLinks() {
  return (
    <>
      <LinkButton href={address.import} look="main">
        {t('org.import.link')}
      </LinkButton>
      <LinkButton href={`${address.list}/xuat.xlsx`} download>
        {t('org.export.xlsx')}
      </LinkButton>
      <LinkButton href={`${address.list}/xuat.csv`} download>
        {t('org.export.csv')}
      </LinkButton>
    </>
  )
}
