import type { Context } from 'hono'
import { formatDay, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import { DataTable, EmptyState, Facts, LinkButton, Pager, Section, Tabs, WorkPage } from '#ui'
import { boardPage, type Sums } from '../board.ts'
import type { BoardRow } from '../board-store.ts'
import { boardViews } from '../entry.ts'
import { countOf, TaskBadge, waitsInWords } from './words.tsx'

type Page = Awaited<ReturnType<typeof boardPage>>

const addressOf = (query: Record<string, string | null | undefined>): string => {
  const words = Object.entries(query).filter(([, value]) => value) as [string, string][]
  return `/nhiem-vu/bang${words.length > 0 ? `?${new URLSearchParams(words)}` : ''}`
}

const sumColumns = <Row extends { sums: Sums }>() => [
  { head: t('tasks.board.open'), number: true, cell: ({ sums }: Row) => sums.open },
  { head: t('tasks.board.late'), number: true, cell: ({ sums }: Row) => sums.late },
  { head: t('tasks.board.to_receive'), number: true, cell: ({ sums }: Row) => sums.toReceive },
  { head: t('tasks.board.to_judge'), number: true, cell: ({ sums }: Row) => sums.toJudge },
]

function TaskTable({ page }: { page: Page }) {
  return (
    <DataTable
      caption={t('tasks.board.tasks')}
      quietCaption
      rows={page.rows}
      empty={<EmptyState title={t('tasks.board.empty')}>{t('tasks.board.empty_help')}</EmptyState>}
      columns={[
        {
          head: t('tasks.column.task'),
          title: true,
          cell: (row: BoardRow) => (
            <>
              <a href={`/nhiem-vu/${row.id}`}>{row.title}</a>
              <br />
              {/* The document is one click from here, and the task's page shows it too. */}
              <a
                class="quiet"
                href={row.documentId ? `/van-ban/${row.documentId}` : `/ke-hoach/${row.planId}`}
              >
                {row.symbol ?? row.planTitle}
              </a>
            </>
          ),
        },
        { head: t('tasks.column.unit'), cell: (row: BoardRow) => row.unitName },
        { head: t('tasks.column.due'), cell: (row: BoardRow) => formatDay(row.dueOn) },
        { head: t('tasks.column.state'), cell: (row: BoardRow) => <TaskBadge task={row} day={page.day} /> },
        { head: t('tasks.column.waits'), cell: (row: BoardRow) => waitsInWords(row) },
        {
          head: t('tasks.column.told'),
          cell: (row: BoardRow) =>
            row.toldOn
              ? t(`tasks.told.${row.toldStep}`, { day: formatDay(row.toldOn) })
              : t('tasks.told.nobody'),
        },
      ]}
    />
  )
}

/** The leader's board: what is late, where, since when, who was told, who waits for whom. */
export async function board(c: Context<Env>) {
  const view = boardViews.find((one) => one === c.req.query('xem')) ?? 'late'
  const plan = c.req.query('ke-hoach')
  const slug = c.req.query('don-vi')?.slice(0, 120) || undefined
  const page = await boardPage(c.var.actor, {
    slug,
    view,
    planId: isId(plan) ? plan : null,
    after: placeIn(c, dayPlace),
  })
  const keep = { 'don-vi': slug, 'ke-hoach': isId(plan) ? plan : undefined }
  const planTitle = page.plans.find(({ id }) => id === plan)?.title
  const sumOf = {
    late: page.sums.late,
    to_receive: page.sums.toReceive,
    to_judge: page.sums.toJudge,
    open: page.sums.open,
  }
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('tasks.board.title')}
      above={page.unit.name}
      lead={t('tasks.board.lead')}
      crumbs={[
        { href: '/nhiem-vu', label: t('tasks.mine.title') },
        ...(slug
          ? page.above
              .filter(({ slug: one }) => one !== slug)
              .slice(-2)
              .map((one) => ({ href: addressOf({ 'don-vi': one.slug }), label: one.name }))
          : []),
      ]}
      actions={
        <LinkButton href={`/nhiem-vu/xuat.xlsx?don-vi=${page.unit.slug}`} icon="download" download>
          {t('tasks.board.export')}
        </LinkButton>
      }
    >
      <Tabs
        label={t('tasks.board.title')}
        tabs={boardViews.map((one) => ({
          href: addressOf({ ...keep, xem: one }),
          label: t(`tasks.board.${one}`),
          current: one === view,
          ...(planTitle ? {} : { count: countOf(sumOf[one]) }),
        }))}
      />
      {planTitle ? (
        <Facts
          items={[
            {
              label: t('tasks.board.of_plan'),
              value: (
                <>
                  {planTitle}{' '}
                  <a href={addressOf({ 'don-vi': slug, xem: view })}>{t('tasks.board.all_plans')}</a>
                </>
              ),
            },
          ]}
        />
      ) : null}
      <TaskTable page={page} />
      <Pager nextHref={nextHref(c, page.next)} />
      {page.units.length > 0 ? (
        <Section title={t('tasks.board.by_unit')}>
          <DataTable
            caption={t('tasks.board.by_unit')}
            quietCaption
            rows={page.units}
            columns={[
              {
                head: t('tasks.column.unit'),
                title: true,
                cell: (row: Page['units'][number]) => (
                  <a href={addressOf({ 'don-vi': row.slug, xem: view })}>{row.name}</a>
                ),
              },
              ...sumColumns<Page['units'][number]>(),
            ]}
          />
        </Section>
      ) : null}
      {page.plans.length > 0 ? (
        <Section title={t('tasks.board.by_plan')}>
          <DataTable
            caption={t('tasks.board.by_plan')}
            quietCaption
            rows={page.plans}
            columns={[
              {
                head: t('tasks.column.plan'),
                title: true,
                cell: (row: Page['plans'][number]) => (
                  <a href={addressOf({ 'don-vi': slug, 'ke-hoach': row.id, xem: view })}>{row.title}</a>
                ),
              },
              ...sumColumns<Page['plans'][number]>(),
            ]}
          />
        </Section>
      ) : null}
    </WorkPage>,
  )
}
