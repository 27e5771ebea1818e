import { Hono } from 'hono'
import type { Indicator } from '#figures'
import { t } from '#platform/i18n'
import { idPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import { Choose, type Column, LinkButton, ListPage } from '#ui'
import { declaredPage } from '../read.ts'
import type { Declared, DeclaredSearch } from '../store.ts'
import { at, daysInWords, nameOf, partInWords, stateWord } from './words.tsx'

const states = ['counted', 'withdrawn'] as const

const columnsOf = (known: ReadonlyMap<string, Indicator>): Column<Declared>[] => [
  {
    head: t('declared.field.indicator'),
    title: true,
    cell: (row) => {
      const one = known.get(row.indicator)
      return <a href={`${at}/${row.id}`}>{one ? nameOf(one) : row.indicator}</a>
    },
  },
  {
    head: t('declared.field.amount'),
    number: true,
    cell: (row) =>
      row.parts
        .map((part) => {
          const one = known.get(part.indicator)
          return one ? partInWords(part, one) : String(part.amount)
        })
        .join(' / '),
  },
  { head: t('declared.field.unit'), cell: (row) => row.unitName },
  { head: t('declared.field.days'), cell: daysInWords },
  { head: t('declared.field.counted_by'), cell: (row) => row.countedBy },
  { head: t('declared.field.state'), cell: (row) => stateWord(row.state) },
]

type Asked = Pick<DeclaredSearch, 'indicator' | 'state'> & { slug: string | undefined }

/** By unit, indicator and state. */
const Filters = ({ page, asked }: { page: Awaited<ReturnType<typeof declaredPage>>; asked: Asked }) => (
  <>
    <Choose
      name="don-vi"
      label={t('declared.field.unit')}
      any={t('declared.all_units')}
      value={asked.slug}
      options={page.units.map((unit) => ({ value: unit.slug, label: unit.name }))}
    />
    <Choose
      name="chi-tieu"
      label={t('declared.field.indicator')}
      any={t('declared.all_indicators')}
      value={asked.indicator}
      options={page.indicators.map((one) => ({ value: one.code, label: nameOf(one) }))}
    />
    <Choose
      name="trang-thai"
      label={t('declared.field.state')}
      any={t('declared.all_states')}
      value={asked.state}
      options={states.map((one) => ({ value: one, label: stateWord(one) }))}
    />
  </>
)

/** Declared figures, narrowed by unit, indicator and state. */
export const declaredListPages = new Hono<Env>().get(at, async (c) => {
  const state = states.find((one) => one === c.req.query('trang-thai'))
  const indicator = c.req.query('chi-tieu')?.slice(0, 60) || undefined
  const slug = c.req.query('don-vi') || undefined
  const words = c.req.query('q')?.trim().slice(0, 100) || undefined
  const after = placeIn(c, idPlace)?.id
  const page = await declaredPage(c.var.actor, { slug, indicator, state, words, after, limit: 30 })
  const known = new Map(page.indicators.map((one) => [one.code, one]))
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('declared.title')}
      lead={t('declared.lead')}
      actions={
        page.mayDeclare ? (
          <>
            <LinkButton href={`${at}/moi`} look="main" icon="record">
              {t('declared.new.link')}
            </LinkButton>
            <LinkButton href={`${at}/nhap`}>{t('declared.import.link')}</LinkButton>
          </>
        ) : undefined
      }
      search={{
        action: at,
        label: t('declared.search'),
        query: words,
        children: <Filters page={page} asked={{ slug, indicator, state }} />,
      }}
      rows={page.rows}
      columns={columnsOf(known)}
      empty={{ title: t('declared.empty'), help: t('declared.empty_help') }}
      nextHref={nextHref(c, page.next)}
    />,
  )
})
