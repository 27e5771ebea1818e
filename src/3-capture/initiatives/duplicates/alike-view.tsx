import { t } from '#platform/i18n'
import { StateBadge } from '#ui'
import type { Alike } from './store.ts'

/**
 * Initiatives with a name like the one that is typed, each with the two ways on: look at it, or do the same here. Stands
 * in a region that is read aloud when it changes; empty where nothing is alike.
 */
export const AlikeView = ({ rows, unitId }: { rows: readonly Alike[]; unitId: string | undefined }) =>
  rows.length === 0 ? null : (
    <>
      <p class="alike-title">{t('spread.alike.found', { count: rows.length })}</p>
      <ul class="alike">
        {rows.map((row) => {
          const isOwn = row.unitId === unitId
          const at =
            row.state === 'proposed' || isOwn ? `/quan-ly/mo-hinh/${row.id}` : `/thu-vien-mo-hinh/${row.id}`
          return (
            <li>
              <p>
                <a href={at}>{row.name}</a> <StateBadge state={row.state} />
              </p>
              <p class="quiet">
                {[
                  row.unitName,
                  isOwn ? t('spread.alike.own') : row.isNear ? t('spread.alike.near') : '',
                  row.copies > 0 ? t('spread.library.copies', { count: row.copies }) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {row.state === 'proposed' || isOwn ? null : (
                <p>
                  <a href={`/quan-ly/mo-hinh/${row.id}/nhan-rong${unitId ? `?don-vi=${unitId}` : ''}`}>
                    {t('spread.alike.copy')}
                  </a>
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
