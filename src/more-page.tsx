import { Hono } from 'hono'
import { t } from '#platform/i18n'
import { type Env, frameOf, placesFor } from '#platform/web'
import { Badge, Section, WorkPage } from '#ui'

/** All places, grouped: the last of the tabs under the thumb. */
export const morePage = new Hono<Env>().get('/them', (c) =>
  c.html(
    <WorkPage {...frameOf(c)} tab="more" title={t('app.more.title')}>
      {placesFor(c.var.actor.may ?? []).map(({ group, places }) => (
        <Section title={t(`app.group.${group}`)}>
          <ul class="place-list">
            {places.map(({ key, at }) => (
              <li>
                <a href={at}>
                  <strong>{t(`app.more.${key}`)}</strong>
                  <span>{t(`app.more.${key}_help`)}</span>
                </a>
                {c.var.waiting?.[key] ? <Badge tone="waiting">{c.var.waiting[key]}</Badge> : null}
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </WorkPage>,
  ),
)
