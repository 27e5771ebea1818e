import { type Context, Hono } from 'hono'
import { t } from '#platform/i18n'
import { writeCsv } from '#platform/spreadsheet'
import { today } from '#platform/time'
import { type Env, securityHeaders } from '#platform/web'
import { DataTable, Prose } from '#ui'
import { publish } from './pages/frame.tsx'
import { openData } from './read.ts'

const licence = 'https://creativecommons.org/licenses/by/4.0/'

type Row = Record<string, string | number | null>

const files: Record<string, (c: Context<Env>) => Promise<Row[]>> = {
  'so-lieu': (c) => openData.figures(c.req.query('ky') ?? today().slice(0, 4)),
  'mo-hinh': () => openData.initiatives(),
  'don-vi': () => openData.units(),
}

async function answer(c: Context<Env>, name: string, kind: 'csv' | 'json') {
  const rows = (await files[name]?.(c)) ?? []
  const headers = {
    ...securityHeaders(null),
    'cache-control': 'public, no-cache',
    link: `<${licence}>; rel="license"`,
    'access-control-allow-origin': '*',
  }
  if (kind === 'json')
    return c.json({ licence, demonstration: c.var.site.demonstration ?? false, rows }, 200, headers)
  const columns = Object.keys(rows[0] ?? {})
  const table = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
  return c.body(writeCsv(table), 200, {
    ...headers,
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="lan-toa-${name}.csv"`,
  })
}

/** What the portal shows, as files for machines: the same figures, by unit, indicator, month and assurance. */
export const openDataPages = new Hono<Env>()
  .get('/du-lieu-mo', (c) =>
    publish(c, {
      title: t('portal.open_data.title'),
      lead: t('portal.open_data.lead'),
      children: (
        <>
          <DataTable
            caption={t('portal.open_data.title')}
            quietCaption
            rows={Object.keys(files)}
            columns={[
              {
                head: t('portal.open_data.what'),
                title: true,
                cell: (name) => t(`portal.open_data.${name.replaceAll('-', '_')}`),
              },
              { head: 'CSV', cell: (name) => <a href={`/du-lieu-mo/${name}.csv`}>{`${name}.csv`}</a> },
              { head: 'JSON', cell: (name) => <a href={`/du-lieu-mo/${name}.json`}>{`${name}.json`}</a> },
            ]}
          />
          <Prose>
            <p>{t('portal.open_data.periods')}</p>
            <p>{t('portal.open_data.protected')}</p>
            <p>
              {t('portal.open_data.licence')} <a href={licence}>CC BY 4.0</a>.
            </p>
          </Prose>
        </>
      ),
    }),
  )
  .get('/du-lieu-mo/:file{(so-lieu|mo-hinh|don-vi)\\.(csv|json)}', (c) => {
    const [name = '', kind] = c.req.param('file').split('.')
    return answer(c, name, kind === 'json' ? 'json' : 'csv')
  })
