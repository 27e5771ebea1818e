import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { button, take } from '#platform/forms/take'
import { formatInstant, t } from '#platform/i18n'
import { textField } from '#platform/submit'
import { type Env, frameOf, originOf } from '#platform/web'
import {
  Button,
  Buttons,
  EmptyState,
  Flash,
  Form,
  type FormState,
  LinkButton,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { calendarBehind, calendarsOf, makeFeed, revokeFeed } from '../calendar/feed.ts'

const address = '/thong-bao/lich'

const FeedMade = ({ link }: { link: string }) => (
  <Flash tone="info">
    <p>{t('notices.calendar.once')}</p>
    <p>
      <code>{link}</code>
    </p>
    <p>
      <LinkButton href={link.replace(/^https?:/, 'webcal:')} icon="calendar">
        {t('notices.calendar.open')}
      </LinkButton>
    </p>
  </Flash>
)

async function feedPage(c: Context<Env>, form: FormState = {}, made?: string) {
  const feeds = await calendarsOf(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('notices.calendar.title')}
      lead={t('notices.calendar.lead')}
      crumbs={[{ href: '/thong-bao', label: t('notices.inbox.title') }]}
    >
      {made ? <FeedMade link={`${originOf(c)}/lich/${made}.ics`} /> : null}
      <Section title={t('notices.calendar.feeds')}>
        {feeds.length === 0 ? (
          <EmptyState title={t('notices.calendar.empty')}>{t('notices.calendar.empty_help')}</EmptyState>
        ) : (
          <ul class="plain-list">
            {feeds.map((feed) => (
              <li>
                <strong>{feed.name}</strong> ·{' '}
                {feed.readAt
                  ? t('notices.calendar.read_at', { at: formatInstant(feed.readAt) })
                  : t('notices.calendar.never_read')}
                <Form action={`${address}/${feed.id}/thu-hoi`} inline>
                  <Button look="quiet">{t('notices.calendar.revoke')}</Button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('notices.calendar.add')}>
        <Form {...form} action={address}>
          <TextField
            name="name"
            label={t('notices.calendar.device')}
            hint={t('notices.calendar.device_hint')}
            required
            width="medium"
            maxLength={60}
            form={form}
          />
          <Buttons>
            <Button look="main">{t('notices.calendar.make')}</Button>
          </Buttons>
        </Form>
      </Section>
    </WorkPage>,
    // Turbo shows the answer to a form that made something and cannot be come back to.
    made ? 201 : undefined,
  )
}

/** The secret addresses of one's calendar. */
export const feedPages = new Hono<Env>()
  .get(address, (c) => feedPage(c))
  .post(address, (c) =>
    take(c, z.object({ name: textField(60, 1) }), ({ name }) => makeFeed(c.var.actor, name), {
      to: (made) => feedPage(c, {}, made),
      page: (form) => feedPage(c, form),
    }),
  )
  .post(`${address}/:id/thu-hoi`, (c) =>
    take(c, button, () => revokeFeed(c.var.actor, c.req.param('id')), { to: address }),
  )

/** What phones subscribe to. Whoever has the address has the calendar; any other address is no page. */
export const calendarFeed = new Hono<Env>().get('/lich/:name', async (c) => {
  const { text, tag } = await calendarBehind(c.req.param('name').replace(/\.ics$/, ''), originOf(c))
  const headers = { etag: tag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' }
  if (c.req.header('if-none-match')?.includes(tag)) return c.body(null, 304, headers)
  return c.body(text, 200, { ...headers, 'content-type': 'text/calendar; charset=utf-8' })
})
