import { t } from '#platform/i18n'
import type { Tile } from '#platform/module'
import { Icon } from './icon.tsx'

/** What somebody should see first. A tile of nothing says so in a line. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  const some = tiles.filter(({ count }) => count > 0)
  const none = tiles.filter(({ count, tone }) => count === 0 && tone !== 'done')
  return (
    <>
      <div class="home-tiles">
        {some.map(({ key, tone, count, href, lines }) => (
          <section class={`home-tile home-tile-${tone}`}>
            <h2>
              <a href={href}>
                <span class="home-count">{count}</span> {t(`home.tile.${key}`, { count })}
                <Icon name="next" />
              </a>
            </h2>
            <ul>
              {lines.map(({ title, about, href: at }) => (
                <li>
                  <a href={at}>
                    <strong>{title}</strong>
                    {about ? <span>{about}</span> : null}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {none.length > 0 ? (
        <p class="quiet home-none">
          <Icon name="done" /> {none.map(({ key }) => t(`home.tile.${key}_none`)).join(' · ')}
        </p>
      ) : null}
    </>
  )
}
