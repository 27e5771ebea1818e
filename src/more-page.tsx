import { Hono } from 'hono'
import { countUnread } from '#notices'
import { t } from '#platform/i18n'
import { broughtTo } from '#platform/module'
import { type Env, frameOf } from '#platform/web'
import { Card, Grid, WorkPage } from '#ui'

/** The last of the five places of the working area. */
export const morePage = new Hono<Env>().get('/them', async (c) => {
  const unread = c.var.actor.may?.includes('notice.read') ? await countUnread(c.var.actor) : 0
  const places = broughtTo('places')
    .flat()
    .toSorted((a, b) => a.rank - b.rank)
  return c.html(
    <WorkPage {...frameOf(c)} tab="more" title={t('app.more.title')} waiting={{ more: unread }}>
      <Grid size="normal">
        {places
          .filter(({ action }) => action === null || c.var.actor.may?.includes(action))
          .map(({ key, at }) => (
            <Card
              level={2}
              title={t(`app.more.${key}`)}
              href={at}
              foot={key === 'notices' && unread > 0 ? t('notices.inbox.count', { count: unread }) : undefined}
            >
              {t(`app.more.${key}_help`)}
            </Card>
          ))}
      </Grid>
    </WorkPage>,
  )
})
