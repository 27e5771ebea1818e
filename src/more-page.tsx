import { Hono } from 'hono'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Card, Grid, WorkPage } from '#ui'

/** Everything that is not under the thumb. What a person may not do says so itself, with whom to ask. */
const places = [
  ['reports', '/bao-cao'],
  ['initiatives', '/quan-ly/mo-hinh'],
  ['activities', '/hoat-dong'],
  ['units', '/quan-ly/don-vi'],
  ['people', '/quan-ly/nguoi-dung'],
  ['audit', '/quan-ly/nhat-ky'],
  ['account', '/tai-khoan'],
  ['portal', '/'],
] as const

/** The last of the five places of the working area. */
export const morePage = new Hono<Env>().get('/them', (c) =>
  c.html(
    <WorkPage {...frameOf(c)} tab="more" title={t('app.more.title')}>
      <Grid size="normal">
        {places.map(([name, href]) => (
          <Card title={t(`app.more.${name}`)} href={href}>
            {t(`app.more.${name}_help`)}
          </Card>
        ))}
      </Grid>
    </WorkPage>,
  ),
)
