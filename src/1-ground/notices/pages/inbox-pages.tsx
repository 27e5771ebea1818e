import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { button, take } from '#platform/forms/take'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { idPlace, nextHref, placeIn } from '#platform/lists/page'
import { dayOf, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Button, Card, EmptyState, Form, Grid, LinkButton, Pager, Section, WorkPage } from '#ui'
import { inboxOf, readAll, readNotice, sentenceOfNotice } from '../read.ts'
import { byDay } from '../rules.ts'
import type { Received } from '../store.ts'

const list = '/thong-bao'

/** Notices under the days on which they came. */
const Days = ({ rows }: { rows: readonly Received[] }) => (
  <>
    {byDay(rows, (row) => dayOf(row.arrivedAt)).map(({ day, rows: ofDay }) => (
      <Section title={day === today() ? t('notices.inbox.today') : formatDay(day)}>
        <Grid size="wide">
          {ofDay.map((row) => (
            <Card
              title={sentenceOfNotice(row.kind, row.words)}
              href={`${list}/${row.id}/mo`}
              above={`${row.unitName} · ${formatInstant(row.arrivedAt)}`}
            />
          ))}
        </Grid>
      </Section>
    ))}
  </>
)

/** Where a page of read notices ended. */
const place = z.object({ arrivedAt: z.coerce.date(), id: idPlace.shape.id })

async function inboxPage(c: Context<Env>) {
  const { unread, unreadCount, read, next } = await inboxOf(c.var.actor, placeIn(c, place))
  const seenAt = new Date().toISOString()
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('notices.inbox.title')}
      lead={t('notices.inbox.lead', { count: unreadCount })}
      actions={
        <>
          {unreadCount > 0 ? (
            <Form action={`${list}/da-doc`} hidden={{ seenAt }} inline>
              <Button look="main" icon="done">
                {t('notices.inbox.read_all')}
              </Button>
            </Form>
          ) : null}
          <LinkButton href={`${list}/cach-nhan`}>{t('notices.ways.title')}</LinkButton>
          <LinkButton href={`${list}/lich`} icon="calendar">
            {t('notices.calendar.link')}
          </LinkButton>
        </>
      }
    >
      {unread.length + read.length === 0 ? (
        <EmptyState title={t('notices.inbox.empty')}>{t('notices.inbox.empty_help')}</EmptyState>
      ) : null}
      <Days rows={unread} />
      {read.length > 0 ? (
        <Section title={t('notices.inbox.read')}>
          <ul class="plain-list">
            {read.map((row) => (
              <li>
                <a class="link" href={`${list}/${row.id}/mo`}>
                  {sentenceOfNotice(row.kind, row.words)}
                </a>
                <p class="quiet">
                  {row.unitName} · {formatInstant(row.arrivedAt)}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Pager nextHref={nextHref(c, next)} />
    </WorkPage>,
  )
}

/** What one has been told. */
export const inboxPages = new Hono<Env>()
  .get(list, inboxPage)
  .post(`${list}/da-doc`, (c) =>
    take(
      c,
      button,
      (_, { typed }) => {
        const asked = new Date(typed.seenAt ?? '')
        // A page of the future would mark what nobody has seen.
        const seenAt = Number.isNaN(asked.getTime()) || asked > new Date() ? new Date() : asked
        return readAll(c.var.actor, seenAt)
      },
      { to: list },
    ),
  )
  // A link, so that it opens in a tab of its own too. Browsers that merely look ahead do not make it read.
  .get(`${list}/:id/mo`, async (c) => {
    const looksAhead = /prefetch/.test(
      `${c.req.header('sec-purpose') ?? ''}${c.req.header('x-sec-purpose') ?? ''}`,
    )
    if (looksAhead) return c.body(null, 204)
    return c.redirect(await readNotice(c.var.actor, c.req.param('id')), 303)
  })
