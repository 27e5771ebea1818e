import { Hono } from 'hono'
import { t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { DataTable, EmptyState, Flash, LinkButton, Pager, SearchForm, Tabs, WorkPage } from '#ui'
import { nameOf } from '../read.ts'
import { unitList } from '../read-pages.ts'
import { address, unitColumns } from './words.tsx'

/** Units: searched by name, code or line, or walked down from where the tree begins. */
export const listPage = new Hono<Env>().get(address.list, async (c) => {
  const text = (c.req.query('q') ?? '').slice(0, 200)
  const line = c.req.query('nganh')?.slice(0, 60) || undefined
  const after = placeFrom(c.req.query('sau'))
  const page = await unitList(c.var.actor, { text, line, after, limit: 50 }, today())
  const href = (query: Record<string, string | undefined>) => {
    const given = Object.entries({ q: text || undefined, nganh: line, ...query }).filter(([, value]) => value)
    return `${address.list}?${new URLSearchParams(given as [string, string][])}`
  }
  const withArea = [
    ...unitColumns(page.kinds, page.lines),
    ...(page.isSearch
      ? [{ head: t('org.list.area'), cell: (unit: (typeof page.rows)[number]) => unit.areaName ?? '' }]
      : []),
  ]
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('org.list.title')}
      lead={t('org.list.lead')}
      actions={page.mayManage ? <ManageLinks /> : undefined}
    >
      {writtenCounts(c.req.query('moi'), c.req.query('doi'))}
      <SearchForm action={address.list} label={t('org.list.search')} query={text} keep={{ nganh: line }} />
      <Tabs
        label={t('org.list.by_line')}
        tabs={[
          { href: href({ nganh: undefined }), label: t('org.list.all_lines'), current: line === undefined },
          ...page.lines.map((one) => ({
            href: href({ nganh: one.code }),
            label: nameOf(one),
            current: one.code === line,
          })),
        ]}
      />
      <DataTable
        caption={t(page.isSearch ? 'org.list.found' : 'org.list.tops')}
        columns={withArea}
        rows={page.rows}
        empty={
          <EmptyState title={t(page.isSearch ? 'org.list.nothing_found' : 'org.list.empty')}>
            {t(page.isSearch ? 'org.list.nothing_found_help' : 'org.list.empty_help')}
          </EmptyState>
        }
      />
      <Pager
        nextHref={page.next ? href({ sau: `${page.next.rank}~${page.next.id}~${page.next.name}` }) : null}
      />
    </WorkPage>,
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

function writtenCounts(added: string | undefined, changed: string | undefined) {
  if (added === undefined || changed === undefined || !/^\d{1,6}$/.test(added) || !/^\d{1,6}$/.test(changed))
    return null
  return <Flash>{t('org.import.written', { added: Number(added), changed: Number(changed) })}</Flash>
}

/** Where the page before ended: rank, id and name, the name last since it may hold anything. */
function placeFrom(text: string | undefined) {
  const [, rank, id, name] = /^(\d)~([0-9a-f-]{36})~(.{1,200})$/s.exec(text ?? '') ?? []
  if (!rank || !id || !name || !isId(id) || name.includes('\0')) return undefined
  return { rank: Number(rank), id, name: name.toWellFormed() }
}
