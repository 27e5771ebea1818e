import { type Context, Hono } from 'hono'
import { totalOf } from '#figures'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, formatPeriod, t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { idPlace, nextHref, placeIn } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { type Env, frameOf, originOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  ChoiceField,
  DataTable,
  EmptyState,
  Figure,
  Form,
  type FormState,
  Pager,
  WorkPage,
} from '#ui'
import { linkTo, questionOf, reachInWords } from '../../pages/addresses.ts'
import { mySharedFigures, toShare } from '../read.ts'
import { daysOfShare } from '../rules.ts'
import { revokeShare, shareEntry, shareFigure } from '../share-figure.ts'
import { tokenOf } from '../share-link.ts'
import type { OwnShare } from '../store.ts'

const asked = (c: Context<Env>) => ({ ...questionOf(c), indicator: c.req.param('indicator') ?? '' })

async function sharePage(c: Context<Env>, form: FormState = {}) {
  const question = asked(c)
  const { unit, indicator, figure } = await toShare(c.var.actor, question)
  const name = worded(indicator.nameVi, indicator.nameEn)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      width="narrow"
      title={t('readings.share.title', { indicator: name })}
      lead={t('readings.share.lead')}
      crumbs={[
        { href: '/so-lieu-chi-tiet', label: t('figures.title') },
        { href: linkTo(unit.slug, question, indicator.code), label: name },
      ]}
    >
      <Figure
        label={[unit.name, reachInWords(question)].filter(Boolean).join(' · ')}
        unit={worded(indicator.unitVi, indicator.unitEn)}
        period={formatPeriod(question.period)}
        proof={figure}
        amount={totalOf(figure)}
      />
      <Form {...form}>
        <ChoiceField
          name="days"
          label={t('readings.share.days')}
          form={form}
          value="30"
          required
          choices={daysOfShare.map((days) => ({
            value: String(days),
            label: t('readings.share.days_choice', { days }),
          }))}
        />
        <Buttons>
          <Button look="main">{t('readings.share.make')}</Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

const share = (c: Context<Env>) =>
  take(c, shareEntry, ({ days }) => shareFigure(c.var.actor, { ...asked(c), days }), {
    to: (id) => `/lien-ket-chia-se?moi=${id}`,
    page: (form) => sharePage(c, form),
  })

/** The whole address of a link, as it is sent to somebody. */
const addressOf = (c: Context<Env>, id: string): string => `${originOf(c)}/chia-se/${tokenOf(id)}`

async function minePage(c: Context<Env>) {
  const page = await mySharedFigures(c.var.actor, placeIn(c, idPlace))
  const made = page.rows.find(({ id, state }) => id === c.req.query('moi') && state === 'live')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="figures"
      title={t('readings.share.mine')}
      lead={t('readings.share.mine_lead')}
      crumbs={[{ href: '/so-lieu-chi-tiet', label: t('figures.title') }]}
      flash={made ? { text: t('readings.share.made') } : flashOf(c, 'readings.share.flash')}
    >
      {made ? (
        <label class="field">
          <span class="field-label">{t('readings.share.address')}</span>
          <input class="input" type="text" readonly value={addressOf(c, made.id)} />
        </label>
      ) : null}
      <DataTable
        caption={t('readings.share.mine')}
        quietCaption
        rows={page.rows}
        empty={
          <EmptyState
            title={t('readings.share.empty')}
            action={{ href: '/so-lieu-chi-tiet', label: t('readings.share.empty_action') }}
          >
            {t('readings.share.empty_help')}
          </EmptyState>
        }
        columns={[
          {
            head: t('readings.share.column.figure'),
            title: true,
            cell: (row: OwnShare) => (
              <a href={`/so-lieu-chi-tiet/${row.unitSlug}/${row.indicator}?ky=${row.period}`}>
                {`${worded(row.nameVi, row.nameEn)}, ${formatPeriod(row.period)}`}
              </a>
            ),
          },
          { head: t('readings.share.column.unit'), cell: (row: OwnShare) => row.unitName },
          { head: t('readings.share.column.made'), cell: (row: OwnShare) => formatInstant(row.sharedAt) },
          { head: t('readings.share.column.until'), cell: (row: OwnShare) => formatInstant(row.expiresAt) },
          {
            head: t('readings.share.column.state'),
            cell: (row: OwnShare) => (
              <Badge tone={row.state === 'live' ? 'done' : 'neutral'}>
                {t(`readings.share.state.${row.state}`)}
              </Badge>
            ),
          },
          {
            head: t('readings.share.column.act'),
            cell: (row: OwnShare) =>
              row.state === 'live' ? (
                <>
                  <a href={`/chia-se/${tokenOf(row.id)}`} data-turbo="false">
                    {t('readings.share.open')}
                  </a>
                  <Form action={`/lien-ket-chia-se/${row.id}/thu-hoi`} inline>
                    <Button look="danger">{t('readings.share.revoke')}</Button>
                  </Form>
                </>
              ) : null,
          },
        ]}
      />
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

async function revoke(c: Context<Env>) {
  const id = c.req.param('id')
  if (!isId(id)) throw new Problem('not_found_or_not_allowed')
  await revokeShare(c.var.actor, id)
  return c.redirect('/lien-ket-chia-se?da=thu-hoi', 303)
}

/** Sharing a figure by a link, and one's own links. */
export const sharePages = new Hono<Env>()
  .get('/so-lieu-chi-tiet/:unit/:indicator/chia-se', (c) => sharePage(c))
  .post('/so-lieu-chi-tiet/:unit/:indicator/chia-se', share)
  .get('/lien-ket-chia-se', minePage)
  .post('/lien-ket-chia-se/:id/thu-hoi', revoke)
