import { Hono } from 'hono'
import { t } from '#platform/i18n'
import type { Env } from '#platform/web'
import { PrintPage } from '#ui'
import { attendanceList } from '../lists/keep-list.ts'
import { whenOf } from './words.tsx'

/** Empty rows for those who are on no list yet. */
const leastRows = 30

/** A sheet on which people sign: those on the list by name, and room for others. */
export const sheetPages = new Hono<Env>().get('/hoc-tap/:id/ky-ten', async (c) => {
  const { gathering, persons } = await attendanceList(c.var.actor, c.req.param('id'))
  const named = persons.filter(({ name }) => name !== null)
  const empty = Math.max(leastRows - named.length, 5)
  return c.html(
    <PrintPage title={t('gatherings.sheet.title')} site={c.var.site} backHref={`/hoc-tap/${gathering.id}`}>
      <p>
        <strong>{gathering.title}</strong>
      </p>
      <p>{[gathering.unitName, whenOf(gathering), gathering.place].filter(Boolean).join(' · ')}</p>
      <table class="sign-table">
        <caption class="sr-only">{t('gatherings.sheet.title')}</caption>
        <thead>
          <tr>
            <th scope="col" class="sign-number">
              {t('gatherings.sheet.number')}
            </th>
            <th scope="col">{t('gatherings.list.name')}</th>
            <th scope="col">{t('gatherings.column.unit')}</th>
            <th scope="col">{t('gatherings.list.member')}</th>
            <th scope="col">{t('gatherings.sheet.signature')}</th>
          </tr>
        </thead>
        <tbody>
          {[...named, ...Array.from({ length: empty }, () => undefined)].map((person, index) => (
            <tr>
              <td class="sign-number">{index + 1}</td>
              <td>{person?.name ?? ''}</td>
              <td>{person?.unitName ?? ''}</td>
              <td>{person?.isMember ? 'x' : ''}</td>
              <td></td>
            </tr>
          ))}
        </tbody>
      </table>
    </PrintPage>,
    200,
    { 'cache-control': 'private, no-store' },
  )
})
