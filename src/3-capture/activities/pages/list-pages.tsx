import { type Context, Hono } from 'hono'
import { kindOf } from '#evidence'
import { flashOf } from '#platform/forms/flash'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import { countMyTasks } from '#tasks'
import { Card, EmptyState, Grid, LinkButton, Pager, Section, StateBadge, Tabs, Tiles, WorkPage } from '#ui'
import { activityStates } from '../entry.ts'
import { activitiesPage, myWork, queueToCheck } from '../read.ts'
import type { Activity } from '../store.ts'
import { moreOfQueue, moreOfWork, tilesOf } from './more.ts'

type Photos = Awaited<ReturnType<typeof queueToCheck>>['photos']

/** Records as cards, each with its first photo. */
function ActivityCards({
  rows,
  photos,
  level,
}: {
  rows: readonly Activity[]
  photos: Photos
  level?: 2 | 3
}) {
  const first = new Map(
    photos
      .filter((file) => kindOf(file.mediaType) === 'photo')
      .toReversed()
      .map((photo) => [photo.sourceId, photo]),
  )
  return (
    <Grid size="wide">
      {rows.map((row) => {
        const photo = first.get(row.id)
        return (
          <Card
            level={level}
            title={row.initiativeName}
            href={`/hoat-dong/${row.id}`}
            above={`${row.unitName} · ${formatDay(row.day)}`}
            badge={<StateBadge state={row.state} />}
            image={photo ? { src: `/minh-chung/${photo.sha256}.small.jpg`, alt: '' } : undefined}
          >
            {row.summary}
          </Card>
        )
      })}
    </Grid>
  )
}

async function minePage(c: Context<Env>) {
  const work = await myWork(c.var.actor)
  const tiles = await tilesOf(c.var.actor)
  const tasks = c.var.actor.may?.includes('task.read') ? await countMyTasks(c.var.actor) : undefined
  const mustDo = tasks ? tasks.toReceive + tasks.returned + tasks.late + tasks.thisWeek + tasks.toJudge : 0
  const nothing = work.returned.length + work.waitingCount + work.recent.length === 0
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="mine"
      title={t('activities.mine.title')}
      actions={
        work.mayRecord ? (
          <LinkButton href="/ghi-hoat-dong" look="main" icon="record">
            {t('activities.mine.record')}
          </LinkButton>
        ) : undefined
      }
    >
      <Tiles tiles={tiles} />
      {work.returned.length > 0 ? (
        <Section title={t('activities.mine.returned', { count: work.returned.length })}>
          <ActivityCards rows={work.returned} photos={[]} />
        </Section>
      ) : null}
      {work.rejected.length > 0 ? (
        <Section
          title={t('activities.mine.rejected')}
          link={{ href: '/hoat-dong?cua=toi&trang-thai=rejected', label: t('activities.mine.all_rejected') }}
        >
          <ActivityCards rows={work.rejected} photos={[]} />
        </Section>
      ) : null}
      {tasks && mustDo > 0 ? (
        <p>
          <a class="link" href="/nhiem-vu">
            {t('tasks.mine.line', tasks)}
          </a>
        </p>
      ) : null}
      {await moreOfWork(c.var.actor)}
      {work.mayCheck ? (
        <Section
          title={t('activities.mine.waiting', { count: work.waitingCount })}
          link={
            work.waitingCount > 0 ? { href: '/duyet', label: t('activities.mine.all_waiting') } : undefined
          }
        >
          {work.waitingCount === 0 ? (
            <p>{t('activities.mine.nothing_waits')}</p>
          ) : (
            <ActivityCards rows={work.waiting} photos={[]} />
          )}
        </Section>
      ) : null}
      {work.initiatives.length > 0 ? (
        <Section
          title={t('activities.mine.initiatives')}
          link={{ href: '/ghi-hoat-dong', label: t('activities.mine.all_initiatives') }}
        >
          <Grid size="normal">
            {work.initiatives.map((initiative) => (
              <Card
                title={initiative.name}
                href={`/ghi-hoat-dong/${initiative.id}`}
                above={initiative.unitName}
                foot={
                  initiative.lastDay
                    ? t('activities.choose.last_day', { day: formatDay(initiative.lastDay) })
                    : t('activities.choose.never')
                }
              />
            ))}
          </Grid>
        </Section>
      ) : null}
      {work.recent.length > 0 ? (
        <Section
          title={t('activities.mine.recent')}
          link={{ href: '/hoat-dong?cua=toi', label: t('activities.mine.all_recent') }}
        >
          <ActivityCards rows={work.recent} photos={[]} />
        </Section>
      ) : null}
      {nothing && !work.mayRecord && tiles.every(({ count }) => count === 0) ? (
        <EmptyState
          title={t('activities.mine.empty')}
          action={{ href: '/so-lieu-chi-tiet', label: t('activities.mine.to_figures') }}
        >
          {t('activities.mine.empty_help')}
        </EmptyState>
      ) : null}
    </WorkPage>,
  )
}

async function queuePage(c: Context<Env>) {
  const queue = await queueToCheck(c.var.actor, placeIn(c, dayPlace))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      title={t('activities.queue.title')}
      lead={t('activities.queue.lead', { count: queue.count })}
      flash={flashOf(c, 'activities.flash')}
      actions={
        queue.photoQuestions > 0 ? (
          <LinkButton href="/cau-hoi-anh" icon="camera">
            {t('photo_questions.link', { count: queue.photoQuestions })}
          </LinkButton>
        ) : undefined
      }
    >
      {await moreOfQueue(c.var.actor)}
      {queue.rows.length === 0 ? (
        <EmptyState title={t('activities.queue.empty')}>{t('activities.queue.empty_help')}</EmptyState>
      ) : (
        <ActivityCards rows={queue.rows} photos={queue.photos} level={2} />
      )}
      <Pager nextHref={nextHref(c, queue.next)} />
    </WorkPage>,
  )
}

async function listPage(c: Context<Env>) {
  const initiativeId = c.req.query('mo-hinh')
  const intakeId = c.req.query('tep')
  const isMine = c.req.query('cua') === 'toi'
  const state = activityStates.find((one) => one === c.req.query('trang-thai'))
  const page = await activitiesPage(c.var.actor, {
    initiativeId: initiativeId && isId(initiativeId) ? initiativeId : undefined,
    intakeId: intakeId && isId(intakeId) ? intakeId : undefined,
    recordedBy: isMine ? c.var.actor.personId : undefined,
    state,
    after: placeIn(c, dayPlace),
    limit: 24,
  })
  const first = page.rows[0]
  const keep = new URLSearchParams({
    ...(initiativeId ? { 'mo-hinh': initiativeId } : {}),
    ...(intakeId ? { tep: intakeId } : {}),
    ...(isMine ? { cua: 'toi' } : {}),
  })
  const listOf = (of: string | undefined) =>
    `/hoat-dong?${new URLSearchParams([...keep, ...(of ? [['trang-thai', of]] : [])])}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="mine"
      title={
        isMine
          ? t('activities.mine.recent')
          : initiativeId && first
            ? first.initiativeName
            : t('activities.list.title')
      }
      lead={
        initiativeId && first ? t('activities.list.since', { at: formatInstant(first.writtenAt) }) : undefined
      }
      crumbs={
        initiativeId
          ? [{ href: `/quan-ly/mo-hinh/${initiativeId}`, label: t('activities.list.initiative') }]
          : []
      }
    >
      <Tabs
        label={t('activities.list.by_state')}
        tabs={[undefined, ...activityStates].map((of) => ({
          href: listOf(of),
          label: of ? t(`ui.state.${of}`) : t('activities.list.all_states'),
          current: of === state,
        }))}
      />
      {page.rows.length === 0 ? (
        <EmptyState
          title={t('activities.list.empty')}
          action={{ href: '/ghi-hoat-dong', label: t('activities.mine.record') }}
        >
          {t('activities.list.empty_help')}
        </EmptyState>
      ) : (
        <ActivityCards rows={page.rows} photos={page.photos} level={2} />
      )}
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

/** What waits for the person, what waits for a checker, and all records. */
export const workPages = new Hono<Env>()
  .get('/viec-cua-toi', minePage)
  .get('/duyet', queuePage)
  .get('/hoat-dong', listPage)
