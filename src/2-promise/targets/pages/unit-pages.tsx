import { type Context, Hono } from 'hono'
import { countIn, flashOf } from '#platform/forms/flash'
import { formatNumber, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Card, EmptyState, Flash, Grid, LinkButton, Section, Tabs, WorkPage } from '#ui'
import { formerTargets } from '../hand-down.ts'
import { type Standing, targetsOf, targetsUnder, unitsToBegin, yearFrom } from '../read.ts'
import { needsAttention, type State, states } from '../rules.ts'
import { addressOf } from './addresses.ts'
import { StandingsTable } from './tables.tsx'
import { nameOfIndicator, sumInWords } from './words.tsx'

/** What was just done, as the address of the page says it. */
export const targetFlash = (c: Context<Env>) =>
  flashOf(c, 'targets.flash', {
    set: countIn(c, 'moi'),
    changed: countIn(c, 'sua'),
    unchanged: countIn(c, 'nguyen'),
  })

/** One unit leads straight to its targets; several are offered. */
async function startPage(c: Context<Env>) {
  const year = yearFrom(c.req.query('nam'))
  const units = await unitsToBegin(c.var.actor)
  const [only] = units
  if (units.length === 1 && only) return c.redirect(addressOf.unit(only.slug, year), 303)
  return c.html(
    <WorkPage {...frameOf(c)} tab="more" title={t('targets.title')} lead={t('targets.lead')}>
      {units.length === 0 ? (
        <EmptyState title={t('targets.no_units')}>{t('targets.no_units_help')}</EmptyState>
      ) : (
        <Grid size="normal">
          {units.map(({ name, slug }) => (
            <Card level={2} title={name} href={addressOf.unit(slug, year)} />
          ))}
        </Grid>
      )}
    </WorkPage>,
  )
}

async function unitPage(c: Context<Env>) {
  const slug = c.req.param('unit') ?? ''
  const year = yearFrom(c.req.query('nam'))
  const page = await targetsOf(c.var.actor, slug, year)
  const former = page.may.set ? await formerTargets(c.var.actor, slug, year) : []
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('targets.unit.title', { year: String(year) })}
      above={page.unit.name}
      lead={t('targets.unit.lead')}
      crumbs={[{ href: addressOf.start, label: t('targets.title') }]}
      flash={targetFlash(c)}
      actions={
        <>
          {page.may.set ? (
            <LinkButton
              href={addressOf.set(slug, year)}
              look={page.standings.length > 0 ? 'main' : 'plain'}
              icon="record"
            >
              {t('targets.set.link')}
            </LinkButton>
          ) : null}
          {page.hasBeneath ? (
            <LinkButton href={addressOf.under(slug, year)} icon="warning">
              {t('targets.under.link')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <Tabs
        label={t('targets.years')}
        tabs={page.years.map((one) => ({
          href: addressOf.unit(slug, one),
          label: String(one),
          current: one === year,
        }))}
      />
      {former.length > 0 ? (
        <Flash tone="info">
          <p>{t('targets.former.lead')}</p>
          <ul>
            {former.map(({ indicator, units }) => (
              <li>
                <a href={`${addressOf.handDown(slug, indicator.code, year)}&de-xuat=former`}>
                  {t('targets.former.one', { indicator: nameOfIndicator(indicator), units })}
                </a>
              </li>
            ))}
          </ul>
        </Flash>
      ) : null}
      {page.standings.length === 0 ? (
        <EmptyState
          title={t('targets.unit.none', { year: String(year) })}
          {...(page.may.set
            ? {
                action: {
                  href: addressOf.set(slug, year),
                  label: t('targets.set.link'),
                  icon: 'record' as const,
                },
              }
            : {})}
        >
          {t('targets.unit.none_help')}
        </EmptyState>
      ) : (
        <StandingsTable
          caption={t('targets.unit.title', { year: String(year) })}
          by="indicator"
          rows={page.standings}
          note={(standing) => sumsNote(standing, page.sums.get(standing.target.indicator))}
        />
      )}
      <Downloads slug={slug} year={year} mayImport={page.may.set} />
      <HowItIsTold />
    </WorkPage>,
  )
}

function sumsNote(
  { indicator, target }: Standing,
  sums: { areas?: { handed: number; difference: number; parts: number } | undefined } | undefined,
) {
  const checks = Object.values(sums ?? {})
  return checks.length === 0
    ? undefined
    : checks.flatMap((check) => (check ? sumInWords(indicator, target.amount, check) : [])).join(' ')
}

function Downloads({ slug, year, mayImport }: { slug: string; year: number; mayImport: boolean }) {
  return (
    <Section title={t('targets.files')}>
      <div class="buttons">
        <LinkButton href={addressOf.export(slug, year)} icon="download" download>
          {t('targets.export')}
        </LinkButton>
        {mayImport ? (
          <LinkButton href={addressOf.import(slug, year)} icon="file">
            {t('targets.import.link')}
          </LinkButton>
        ) : null}
      </div>
    </Section>
  )
}

/** What the words mean and how they are found, on the page itself. */
export const HowItIsTold = () => (
  <details>
    <summary>{t('targets.how.title')}</summary>
    <ul>
      {(['line', 'stock', 'rate', 'states', 'none', 'proof'] as const).map((one) => (
        <li>{t(`targets.how.${one}`)}</li>
      ))}
    </ul>
  </details>
)

const isState = (text: string | undefined): text is State => states.some((state) => state === text)

/** For leaders: what is behind beneath them, the worst first. */
async function underPage(c: Context<Env>) {
  const slug = c.req.param('unit') ?? ''
  const year = yearFrom(c.req.query('nam'))
  const asked = c.req.query('muc')
  const isAll = asked === 'tat-ca'
  const chosen = isState(asked) ? [asked] : isAll ? undefined : states.filter(needsAttention)
  const page = await targetsUnder(c.var.actor, { slug, year, states: chosen })
  const address = (state: string) => `${addressOf.under(slug, year)}${state ? `&muc=${state}` : ''}`
  const count = (some: readonly State[]) =>
    some.reduce((sum, state) => sum + (page.counts.get(state) ?? 0), 0)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="full"
      title={t('targets.under.title', { year: String(year) })}
      above={page.unit.name}
      lead={t('targets.under.lead')}
      crumbs={[
        { href: addressOf.start, label: t('targets.title') },
        { href: addressOf.unit(slug, year), label: page.unit.name },
      ]}
    >
      <Tabs
        tabs={[
          {
            href: address(''),
            label: t('targets.under.attention'),
            current: !isState(asked) && !isAll,
            count: formatNumber(count(states.filter(needsAttention))),
          },
          ...states
            .filter((state) => (page.counts.get(state) ?? 0) > 0)
            .map((state) => ({
              href: address(state),
              label: t(`targets.state.${state}`),
              current: asked === state,
              count: formatNumber(page.counts.get(state) ?? 0),
            })),
          {
            href: address('tat-ca'),
            label: t('targets.under.all'),
            current: isAll,
            count: formatNumber(count(states)),
          },
        ]}
      />
      {page.rows.length === 0 ? (
        <EmptyState title={t(count(states) === 0 ? 'targets.under.none' : 'targets.under.nothing_behind')}>
          {t(count(states) === 0 ? 'targets.under.none_help' : 'targets.under.nothing_behind_help')}
        </EmptyState>
      ) : (
        <StandingsTable
          caption={t('targets.under.title', { year: String(year) })}
          by="both"
          rows={page.rows}
        />
      )}
      {page.total > page.rows.length ? (
        <p class="quiet">{t('targets.under.first_only', { shown: page.rows.length, total: page.total })}</p>
      ) : null}
      {page.isCut ? <p class="quiet">{t('targets.under.cut')}</p> : null}
      <HowItIsTold />
    </WorkPage>,
  )
}

/** Targets of a unit, and of all beneath it. */
export const unitTargetPages = new Hono<Env>()
  .get('/chi-tieu', startPage)
  .get('/chi-tieu/:unit', unitPage)
  .get('/chi-tieu/:unit/ben-duoi', underPage)
