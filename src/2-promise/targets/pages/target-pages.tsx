import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { formatNumber, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  Facts,
  Figure,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  NumberField,
  Section,
  SelectField,
  TextField,
  Timeline,
  WorkPage,
} from '#ui'
import { changeEntry, directions, takeBackEntry } from '../entry.ts'
import { type OpenedTarget, targetAt, yearFrom } from '../read.ts'
import { changeTarget, takeBackTarget } from '../set-target.ts'
import { addressOf } from './addresses.ts'
import { StandingsTable } from './tables.tsx'
import { HowItIsTold, targetFlash } from './unit-pages.tsx'
import {
  aimInWords,
  amountOf,
  dayOfVersion,
  documentChoices,
  figureAt,
  nameOfIndicator,
  outlookInWords,
  StandingBadge,
  sumInWords,
} from './words.tsx'

const openedBy = (c: Context<Env>) =>
  targetAt(c.var.actor, {
    slug: c.req.param('unit') ?? '',
    code: c.req.param('code') ?? '',
    year: yearFrom(c.req.query('nam')),
  })

async function targetPage(c: Context<Env>) {
  const page = await openedBy(c)
  const { unit, year, indicator, own, handed } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={nameOfIndicator(indicator)}
      above={t('targets.target.above', { unit: unit.name, year: String(year) })}
      badge={own ? <StandingBadge state={own.outlook.state} /> : undefined}
      lead={own ? outlookInWords(own) : t('targets.target.only_handed_down')}
      crumbs={[
        { href: addressOf.start, label: t('targets.title') },
        { href: addressOf.unit(unit.slug, year), label: unit.name },
      ]}
      flash={targetFlash(c)}
      actions={
        <>
          {page.may.handDown ? (
            <LinkButton href={addressOf.handDown(unit.slug, indicator.code, year)} look="main" icon="tasks">
              {t('targets.hand_down.link')}
            </LinkButton>
          ) : null}
          {page.may.change ? (
            <LinkButton href={addressOf.change(unit.slug, indicator.code, year)} icon="edit">
              {t('targets.change.link')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      {own ? <Own page={page} /> : null}
      <Parts page={page} />
      {page.history.length > 0 ? <History page={page} /> : null}
      {handed.length > 0 || own ? <HowItIsTold /> : null}
    </WorkPage>,
  )
}

function Own({ page: { unit, year, indicator, own } }: { page: OpenedTarget }) {
  if (!own) return null
  const { target, outlook, figure } = own
  return (
    <>
      <Figure
        label={t('targets.column.reached')}
        {...(outlook.total === undefined
          ? { missing: t('targets.nothing_entered') }
          : { amount: outlook.total, unit: indicator.isMoney ? t('platform.dong') : amountUnit(own) })}
        period={t('targets.target.of', { aim: aimInWords(indicator, target), year: String(year) })}
        href={figureAt(unit.slug, indicator.code, year)}
        {...(figure && outlook.total !== undefined ? { proof: figure, compact: false } : {})}
      />
      <Facts
        items={[
          { label: t('targets.column.target'), value: aimInWords(indicator, target) },
          {
            label: t('targets.target.percent'),
            value: outlook.percent === undefined ? undefined : `${formatNumber(outlook.percent)} %`,
          },
          {
            label: t('targets.target.forecast'),
            value: outlook.forecast === undefined ? undefined : amountOf(indicator, outlook.forecast),
          },
          {
            label: t('targets.target.days_left'),
            value: outlook.daysLeft > 0 ? formatNumber(outlook.daysLeft) : undefined,
          },
          { label: t('targets.target.basis'), value: t(`targets.basis.${target.basis}`) },
          {
            label: t('targets.target.set_by'),
            value: target.setByUnitId === target.unitId ? t('targets.target.self') : target.setByName,
          },
          { label: t('targets.field.note'), value: target.note },
        ]}
      />
    </>
  )
}

const amountUnit = (own: NonNullable<OpenedTarget['own']>): string =>
  amountOf(own.indicator, 0).replace(/^0\s*/, '')

function Parts({ page: { unit, year, indicator, own, handed, sums } }: { page: OpenedTarget }) {
  if (handed.length === 0) return null
  const checks = [sums?.areas, sums?.organisations].filter((check) => check !== undefined)
  const isRight = checks.every(({ difference }) => difference === 0)
  return (
    <Section title={t('targets.parts.title')}>
      {own && checks.length > 0 ? (
        <Flash tone={isRight ? 'done' : 'warning'}>
          {checks.map((check) => (
            <p>{sumInWords(indicator, own.target.amount, check)}</p>
          ))}
        </Flash>
      ) : null}
      {own && checks.length === 0 ? <p class="quiet">{t('targets.sum.apart')}</p> : null}
      <StandingsTable
        caption={t('targets.parts.caption', { unit: unit.name, year: String(year) })}
        by="unit"
        rows={handed}
      />
    </Section>
  )
}

const History = ({ page: { indicator, history } }: { page: OpenedTarget }) => (
  <Section title={t('targets.history.title')}>
    <Timeline
      items={history.map((version) => ({
        when: dayOfVersion(version.setAt),
        title:
          version.amount === null
            ? t('targets.history.taken_back')
            : aimInWords(indicator, { amount: version.amount, direction: version.direction }),
        ...(version.setByName ? { who: version.setByName } : {}),
        tone: version.amount === null ? ('warning' as const) : ('plain' as const),
        text: (
          <>
            {version.reason ? <p>{t('targets.history.reason', { reason: version.reason })}</p> : null}
            {version.document ? (
              <p>
                <a href={`/van-ban/${version.document.id}`}>{version.document.symbol}</a>
              </p>
            ) : null}
            {version.note ? <p>{version.note}</p> : null}
          </>
        ),
      }))}
    />
  </Section>
)

async function changePage(c: Context<Env>, forms: { change?: FormState; takeBack?: FormState } = {}) {
  const page = await openedBy(c)
  const { unit, year, indicator, own } = page
  if (!own || !page.may.change) return c.redirect(addressOf.target(unit.slug, indicator.code, year), 303)
  const change = forms.change ?? {}
  const takeBack = forms.takeBack ?? {}
  const code = indicator.code
  const choices = documentChoices(page.documents)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('targets.change.title')}
      above={`${nameOfIndicator(indicator)} – ${unit.name}, ${year}`}
      lead={t('targets.change.lead')}
      crumbs={[
        { href: addressOf.unit(unit.slug, year), label: unit.name },
        { href: addressOf.target(unit.slug, code, year), label: nameOfIndicator(indicator) },
      ]}
    >
      <Form
        {...change}
        action={addressOf.change(unit.slug, code, year)}
        hidden={{ seen: own.target.version }}
      >
        <NumberField
          name="amount"
          label={t('targets.field.amount')}
          unit={indicator.isMoney ? t('platform.dong') : amountUnit(own)}
          value={own.target.amount}
          decimals
          required
          form={change}
        />
        <DirectionField form={change} value={own.target.direction} />
        <SelectField
          name="documentId"
          label={t('targets.field.document')}
          empty={t('targets.field.no_document')}
          choices={choices}
          form={change}
        />
        <LongText
          name="reason"
          label={t('targets.field.reason')}
          hint={t('targets.field.reason_hint')}
          rows={2}
          maxLength={500}
          required
          form={change}
        />
        <TextField
          name="note"
          label={t('targets.field.note')}
          value={own.target.note}
          maxLength={500}
          form={change}
        />
        <Buttons>
          <Button look="main" icon="done">
            {t('targets.change.save')}
          </Button>
        </Buttons>
      </Form>
      <details open={forms.takeBack !== undefined}>
        <summary>{t('targets.take_back.title')}</summary>
        <p>{t('targets.take_back.lead')}</p>
        <Form
          {...takeBack}
          action={addressOf.takeBack(unit.slug, code, year)}
          hidden={{ seen: own.target.version }}
        >
          <LongText
            name="reason"
            label={t('targets.take_back.reason')}
            rows={2}
            maxLength={500}
            required
            form={takeBack}
          />
          <Buttons>
            <Button look="danger">{t('targets.take_back.save')}</Button>
          </Buttons>
        </Form>
      </details>
    </WorkPage>,
  )
}

/** On which side of the amount is good. */
export const DirectionField = (props: { form: FormState; value?: string }) => (
  <ChoiceField
    name="direction"
    label={t('targets.field.direction')}
    value={props.value ?? 'at_least'}
    form={props.form}
    choices={directions.map((one) => ({
      value: one,
      label: t(`targets.direction.${one}`),
      hint: t(`targets.direction.${one}_hint`),
    }))}
  />
)

/** One target: how it stands, what it was, and changing it. */
export const targetOfUnitPages = new Hono<Env>()
  .get('/chi-tieu/:unit/muc/:code', targetPage)
  .get('/chi-tieu/:unit/muc/:code/doi', (c) => changePage(c))
  .post('/chi-tieu/:unit/muc/:code/doi', async (c) => {
    const { unit, year, indicator } = await openedBy(c)
    const what = { unitId: unit.id, indicator: indicator.code, year }
    return take(c, changeEntry, (entry) => changeTarget(c.var.actor, what, entry), {
      to: `${addressOf.target(unit.slug, indicator.code, year)}&da=doi`,
      page: (form) => changePage(c, { change: form }),
    })
  })
  .post('/chi-tieu/:unit/muc/:code/thoi', async (c) => {
    const { unit, year, indicator } = await openedBy(c)
    const what = { unitId: unit.id, indicator: indicator.code, year }
    return take(c, takeBackEntry, (entry) => takeBackTarget(c.var.actor, what, entry), {
      to: `${addressOf.unit(unit.slug, year)}&da=thoi`,
      page: (form) => changePage(c, { takeBack: form }),
    })
  })
