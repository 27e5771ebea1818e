import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, formatNumber, formatPeriod, t } from '#platform/i18n'
import { idPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LongText,
  Pager,
  Section,
  WorkPage,
} from '#ui'
import { closeSpotCheck } from '../close-spot-check.ts'
import { drawSampleOf } from '../draw-sample.ts'
import { conclusionEntry } from '../entry.ts'
import { listOf, spotCheckPage, spotChecksPage } from '../read.ts'
import { aboutCheck, amountIn, DrawFacts, EstimateFacts, nameOf, StageBadge } from './words.tsx'

type Listed = Awaited<ReturnType<typeof spotChecksPage>>['rows'][number]

async function listPage(c: Context<Env>) {
  const page = await spotChecksPage(c.var.actor, placeIn(c, idPlace))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('spotchecks.title')}
      lead={t('spotchecks.lead')}
      actions={
        page.mayPlan ? (
          <LinkButton href="/kiem-tra-thuc-te/moi" look="main" icon="record">
            {t('spotchecks.plan.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <DataTable
        caption={t('spotchecks.title')}
        quietCaption
        rows={page.rows}
        empty={<EmptyState title={t('spotchecks.empty')}>{t('spotchecks.empty_help')}</EmptyState>}
        columns={[
          {
            head: t('spotchecks.column.what'),
            title: true,
            cell: ({ check, indicator }: Listed) => (
              <a href={`/kiem-tra-thuc-te/${check.id}`}>{indicator ? nameOf(indicator) : check.indicator}</a>
            ),
          },
          { head: t('spotchecks.column.where'), cell: ({ check }: Listed) => check.unitName },
          { head: t('spotchecks.column.period'), cell: ({ check }: Listed) => formatPeriod(check.period) },
          {
            head: t('spotchecks.column.visits'),
            number: true,
            cell: ({ check }: Listed) => check.sampleSize,
          },
          {
            head: t('spotchecks.column.planned'),
            cell: ({ check }: Listed) => formatInstant(check.plannedAt),
          },
          { head: t('spotchecks.column.stage'), cell: ({ check }: Listed) => <StageBadge check={check} /> },
        ]}
      />
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

type Page = Awaited<ReturnType<typeof spotCheckPage>>

/** What the page of a check says it is about, in the order in which somebody asks. */
function PlanFacts({ page }: { page: Page }) {
  const { check, figure, indicator } = page
  const amount = (value: number) => amountIn(indicator, value)
  return (
    <Facts
      items={[
        { label: t('spotchecks.plan.purpose'), value: check.purpose },
        {
          label: t('spotchecks.wanted'),
          value: t('spotchecks.wanted_value', {
            confidence: check.confidence,
            tolerable: formatNumber(check.tolerable),
            expected: formatNumber(check.expected),
          }),
        },
        { label: t('spotchecks.planned_by'), value: check.plannerName },
        {
          label: t('spotchecks.population'),
          value:
            check.populationSize === null || check.declared === null
              ? ''
              : t('spotchecks.population_value', {
                  records: check.populationSize,
                  declared: amount(check.declared),
                }),
        },
        { label: t('spotchecks.column.visits'), value: check.sampleSize },
        {
          label: t('spotchecks.figure_now'),
          value: figure ? (
            <a href={`/so-lieu-chi-tiet/${check.unitSlug}/${indicator.code}?ky=${check.period}`}>
              {amount(figure.declared + figure.evidenced + figure.confirmed + figure.verified)}
            </a>
          ) : (
            ''
          ),
        },
      ]}
    />
  )
}

function Before({ page }: { page: Page }) {
  const { planned, check, may, indicator } = page
  if (!planned) return null
  return (
    <Section title={t('spotchecks.draw.title')}>
      <p>
        {planned.records === 0
          ? t('spotchecks.draw.nothing')
          : t('spotchecks.draw.would_be', {
              records: planned.records,
              declared: amountIn(indicator, planned.declared),
              visits: planned.visits,
            })}
      </p>
      {may.plan && planned.records > 0 ? (
        <Form action={`/kiem-tra-thuc-te/${check.id}/boc-mau`}>
          <Buttons>
            <Button look="main" icon="done">
              {t('spotchecks.draw.do')}
            </Button>
          </Buttons>
        </Form>
      ) : null}
    </Section>
  )
}

function After({ page, form }: { page: Page; form: FormState }) {
  const { check, visits, estimate, may, indicator } = page
  const left = visits.filter(({ outcome }) => outcome === null).length
  return (
    <>
      <Section
        title={t('spotchecks.visits.title')}
        link={{ href: `/kiem-tra-thuc-te/${check.id}/tuyen`, label: t('spotchecks.visits.route') }}
      >
        <p>{t('spotchecks.visits.done', { done: visits.length - left, count: visits.length })}</p>
      </Section>
      <Section title={t('spotchecks.estimate.title')}>
        {estimate ? (
          <EstimateFacts estimate={estimate} indicator={indicator} />
        ) : (
          <EmptyState title={t('spotchecks.estimate.not_yet')}>
            {t('spotchecks.estimate.not_yet_help', { left })}
          </EmptyState>
        )}
      </Section>
      {check.conclusion ? (
        <Section title={t('spotchecks.close.conclusion')}>
          <p>{check.conclusion}</p>
          <p class="quiet">
            {t('spotchecks.close.by', {
              name: check.closerName ?? '',
              at: check.closedAt ? formatInstant(check.closedAt) : '',
            })}
          </p>
        </Section>
      ) : null}
      {estimate && !check.closedAt && may.record ? (
        <Section title={t('spotchecks.close.title')}>
          <p>
            {t('spotchecks.close.help', {
              right: visits.filter(({ outcome }) => outcome === 'right').length,
              different: visits.filter(({ outcome }) => outcome === 'different').length,
              absent: visits.filter(({ outcome }) => outcome === 'absent').length,
            })}
          </p>
          <Form {...form} action={`/kiem-tra-thuc-te/${check.id}/ket-luan`}>
            <LongText
              name="conclusion"
              label={t('spotchecks.close.conclusion')}
              rows={4}
              maxLength={4000}
              required
              form={form}
            />
            <Buttons>
              <Button look="main" icon="check">
                {t('spotchecks.close.do')}
              </Button>
            </Buttons>
          </Form>
        </Section>
      ) : null}
    </>
  )
}

async function onePage(c: Context<Env>, form: FormState = {}) {
  const page = await spotCheckPage(c.var.actor, c.req.param('id') ?? '')
  const { check, indicator } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={nameOf(indicator)}
      above={t('spotchecks.above')}
      lead={aboutCheck(check, page.kind)}
      badge={<StageBadge check={check} />}
      crumbs={[{ href: '/kiem-tra-thuc-te', label: t('spotchecks.title') }]}
      flash={flashOf(c, 'spotchecks.flash')}
    >
      <PlanFacts page={page} />
      {page.planned ? <Before page={page} /> : <After page={page} form={form} />}
      <Section title={t('spotchecks.draw.proof')}>
        <DrawFacts check={check} />
        <p>
          <a href={`/kiem-tra/${check.id}`} data-turbo="false">
            {t('spotchecks.draw.public')}
          </a>
          {check.drawnAt ? (
            <>
              {' · '}
              <a href={`/kiem-tra-thuc-te/${check.id}/danh-sach.tsv`} data-turbo="false" download>
                {t('spotchecks.draw.list')}
              </a>
            </>
          ) : null}
        </p>
      </Section>
    </WorkPage>,
  )
}

/** The list and the sample, in the very form of which the hashes are made: id, tabulator, amount. */
async function listFile(c: Context<Env>) {
  const list = await listOf(c.var.actor, c.req.param('id') ?? '')
  const lines = list.map(({ id, amount, stratum, isDrawn }) =>
    [id, amount, stratum, isDrawn ? 1 : 0].join('\t'),
  )
  return c.body(`id\tamount\tstratum\tdrawn\n${lines.sort().join('\n')}\n`, 200, {
    'content-type': 'text/tab-separated-values; charset=utf-8',
    'content-disposition': 'attachment; filename="danh-sach.tsv"',
  })
}

/** The checks there are, drawing, and what came of it. */
export const spotCheckPages = new Hono<Env>()
  .get('/kiem-tra-thuc-te', listPage)
  .get('/kiem-tra-thuc-te/:id', (c) => onePage(c))
  .post('/kiem-tra-thuc-te/:id/boc-mau', async (c) => {
    const id = c.req.param('id')
    await drawSampleOf(c.var.actor, id)
    return c.redirect(`/kiem-tra-thuc-te/${id}?da=boc`, 303)
  })
  .post('/kiem-tra-thuc-te/:id/ket-luan', (c) => {
    const id = c.req.param('id')
    return take(c, conclusionEntry, ({ conclusion }) => closeSpotCheck(c.var.actor, id, conclusion), {
      to: `/kiem-tra-thuc-te/${id}?da=xong`,
      page: (form) => onePage(c, form),
    })
  })
  .get('/kiem-tra-thuc-te/:id/danh-sach.tsv', listFile)
