import { type Context, Hono } from 'hono'
import { language, t } from '#platform/i18n'
import { writeCsv } from '#platform/spreadsheet'
import { type Env, securityHeaders } from '#platform/web'
import { DataTable, Prose, Section } from '#ui'
import { periodOf, publish } from '../pages/frame.tsx'
import { catalogue, licence } from './catalogue.ts'
import { type DatasetName, datasetNames, datasets, dictionary, titleOf } from './datasets.ts'

const headers = {
  ...securityHeaders(null),
  'cache-control': 'public, no-cache',
  link: `<${licence}>; rel="license"`,
  'access-control-allow-origin': '*',
}

async function answer(c: Context<Env>, name: DatasetName, kind: 'csv' | 'json') {
  const { columns, rows: read } = datasets[name]
  const rows = await read(periodOf(c))
  if (kind === 'json') {
    const { demonstration = false } = c.var.site
    return c.json({ licence, demonstration, dictionary: '/du-lieu-mo/tu-dien.json', rows }, 200, headers)
  }
  const cells = rows.map((row) =>
    columns.map((column) => {
      const value = row[column] ?? null
      return typeof value === 'boolean' ? String(value) : value
    }),
  )
  return c.body(writeCsv([columns, ...cells]), 200, {
    ...headers,
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="lan-toa-${name}.csv"`,
  })
}

const Files = () => (
  <DataTable
    caption={t('portal.open_data.title')}
    quietCaption
    rows={datasetNames}
    columns={[
      { head: t('portal.open_data.what'), title: true, cell: (name) => t(titleOf(name)) },
      { head: 'CSV', cell: (name) => <a href={`/du-lieu-mo/${name}.csv`}>{`${name}.csv`}</a> },
      { head: 'JSON', cell: (name) => <a href={`/du-lieu-mo/${name}.json`}>{`${name}.json`}</a> },
    ]}
  />
)

/** What each column means; the same as the file of the dictionary. */
const Dictionary = () => (
  <DataTable
    caption={t('portal.open_data.dictionary')}
    quietCaption
    rows={dictionary().filter(({ dataset }) => dataset !== 'tu-dien')}
    columns={[
      { head: t('portal.open_data.file'), cell: (row) => row.dataset },
      { head: t('portal.open_data.column_name'), title: true, cell: (row) => <code>{row.column}</code> },
      {
        head: t('portal.open_data.meaning'),
        cell: (row) => (language() === 'vi' ? row.meaningVi : row.meaningEn),
      },
    ]}
  />
)

/** What the portal shows, as files for machines: tables, what their columns mean, and a catalogue for other portals. */
export const openDataPages = new Hono<Env>()
  .get('/du-lieu-mo', (c) =>
    publish(c, {
      title: t('portal.open_data.title'),
      lead: t('portal.open_data.lead'),
      children: (
        <>
          <Files />
          <Prose>
            <p>{t('portal.open_data.periods')}</p>
            <p>{t('portal.open_data.never_add')}</p>
            <p>{t('portal.open_data.protected')}</p>
            <p>
              {t('portal.open_data.licence')} <a href={licence}>CC BY 4.0</a>.
            </p>
            <p>
              {t('portal.open_data.catalogue')} <a href="/du-lieu-mo/dcat.jsonld">DCAT-AP (JSON-LD)</a>.
            </p>
          </Prose>
          <Section title={t('portal.open_data.dictionary')} id="tu-dien">
            <Dictionary />
          </Section>
        </>
      ),
    }),
  )
  .get('/du-lieu-mo/dcat.jsonld', (c) =>
    c.body(JSON.stringify(catalogue(c.var.site)), 200, { ...headers, 'content-type': 'application/ld+json' }),
  )
  .get(`/du-lieu-mo/:file{(${datasetNames.join('|')})\\.(csv|json)}`, (c) => {
    const [name, kind] = c.req.param('file').split('.')
    return answer(c, name as DatasetName, kind === 'json' ? 'json' : 'csv')
  })
