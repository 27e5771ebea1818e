import { type Context, Hono } from 'hono'
import { EvidenceShown } from '#evidence'
import { takesForms } from '#platform/bodies'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { idPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  EmptyState,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LongText,
  NumberField,
  Pager,
  Prose,
  Section,
  SelectField,
  WorkPage,
} from '#ui'
import { listOfCollectives } from '../collective/list.ts'
import {
  confirmPledge,
  formForCollective,
  type OpenedCollective,
  openedCollective,
  pledgeCollectively,
  tellCollectiveOutcome,
  unconfirmPledge,
  withdrawCollective,
} from '../collective/pledge-collectively.ts'
import { collectiveEntry, confirmationEntry, outcomeEntry } from '../entry.ts'
import { addressOf } from './addresses.ts'
import { CollectiveTable } from './tables.tsx'
import {
  AnyYearField,
  amountOf,
  Free,
  filesKept,
  MeasuredFields,
  nameOfIndicator,
  OutcomeBadge,
  OutcomeForm,
  periodOfPledge,
  ThemeField,
  YearTabs,
  yearAsked,
  yearsInWords,
} from './words.tsx'

async function listPage(c: Context<Env>) {
  const year = yearAsked(c)
  const page = await listOfCollectives(c.var.actor, { year, after: placeIn(c, idPlace)?.id, limit: 50 })
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('pledges.collective.list', { year: String(year) })}
      crumbs={[{ href: addressOf.start, label: t('pledges.title') }]}
      actions={
        page.mayEnter ? (
          <LinkButton href={addressOf.newCollective} look="main" icon="record">
            {t('pledges.collective.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <YearTabs year={year} years={page.years} to={addressOf.collectives} />
      {page.rows.length === 0 ? (
        <EmptyState title={t('pledges.collective.none')}>{t('pledges.collective.none_help')}</EmptyState>
      ) : (
        <CollectiveTable caption={t('pledges.collective.list', { year: String(year) })} rows={page.rows} />
      )}
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

async function newPage(c: Context<Env>, form: FormState = {}) {
  const asked = c.req.query('don-vi') ?? form.typed?.unitId
  const unitId = isId(asked) ? asked : undefined
  const { year, units, themes, indicators, initiatives } = await formForCollective(c.var.actor, unitId)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('pledges.collective.new')}
      lead={t('pledges.collective.new_lead')}
      crumbs={[{ href: addressOf.start, label: t('pledges.title') }]}
    >
      <Free />
      <Form {...form} action={addressOf.newCollective}>
        <SelectField
          name="unitId"
          label={t('pledges.field.unit')}
          required
          value={unitId ?? (units.length === 1 ? units[0]?.id : undefined)}
          form={form}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <LongText
          name="words"
          label={t('pledges.field.words_collective')}
          rows={4}
          maxLength={2000}
          required
          form={form}
        />
        <ThemeField themes={themes} form={form} year={year} />
        <AnyYearField year={year} form={form} />
        <NumberField
          name="untilYear"
          label={t('pledges.field.until_year')}
          hint={t('pledges.field.until_year_hint')}
          form={form}
        />
        <details>
          <summary>{t('pledges.field.measured')}</summary>
          <SelectField
            name="initiativeId"
            label={t('pledges.field.initiative')}
            hint={t('pledges.field.initiative_hint')}
            empty={t('pledges.field.no_initiative')}
            form={form}
            choices={initiatives.map(({ id, name, unitName }) => ({
              value: id,
              label: `${name} – ${unitName}`,
            }))}
          />
          <MeasuredFields indicators={indicators} form={form} />
        </details>
        <Buttons>
          <Button look="main" icon="done">
            {t('pledges.collective.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

async function onePage(c: Context<Env>, forms: { outcome?: FormState; confirmation?: FormState } = {}) {
  const page = await openedCollective(c.var.actor, c.req.param('id') ?? '')
  const { pledge } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('pledges.collective.one')}
      above={`${pledge.unitName}, ${yearsInWords(pledge)}`}
      badge={
        <>
          {pledge.withdrawnAt ? (
            <Badge icon="leave">{t('pledges.collective.withdrawn')}</Badge>
          ) : (
            <OutcomeBadge outcome={pledge.outcome} />
          )}
          {pledge.confirmedOn ? (
            <Badge tone="honour" icon="check">
              {t('pledges.collective.confirmed')}
            </Badge>
          ) : null}
        </>
      }
      crumbs={[
        { href: addressOf.start, label: t('pledges.title') },
        {
          href: addressOf.collectives(pledge.year),
          label: t('pledges.collective.list', { year: String(pledge.year) }),
        },
      ]}
      flash={flashOf(c, 'pledges.flash')}
    >
      <Prose>
        {pledge.words.split('\n').map((line) => (
          <p>{line}</p>
        ))}
      </Prose>
      <Progressed page={page} />
      <Facts
        items={[
          { label: t('pledges.field.theme'), value: pledge.themeTitle },
          {
            label: t('pledges.field.initiative'),
            value: pledge.initiativeId ? (
              <a href={`/quan-ly/mo-hinh/${pledge.initiativeId}`}>{pledge.initiativeName}</a>
            ) : undefined,
          },
          { label: t('pledges.field.made_on'), value: formatDay(pledge.madeOn) },
          { label: t('pledges.field.outcome_words'), value: pledge.outcomeWords },
          {
            label: t('pledges.field.confirmed'),
            value: pledge.confirmedOn
              ? t('pledges.collective.confirmed_by', {
                  name: pledge.confirmedByName ?? '',
                  day: formatDay(pledge.confirmedOn),
                  words: pledge.confirmedWords,
                })
              : undefined,
          },
        ]}
      />
      {page.files.length > 0 ? <EvidenceShown files={page.files} alt={t('pledges.field.evidence')} /> : null}
      {pledge.withdrawnAt ? null : <Forms page={page} forms={forms} />}
    </WorkPage>,
  )
}

/** What the figures say of a promised number. */
function Progressed({ page: { pledge, progress } }: { page: OpenedCollective }) {
  if (progress.length === 0) return null
  return (
    <Facts
      items={progress.map(({ indicator, total, amount, percent }) => ({
        label: nameOfIndicator(indicator),
        value: (
          <>
            <a href={`/so-lieu-chi-tiet/${pledge.unitSlug}/${indicator.code}?ky=${periodOfPledge(pledge)}`}>
              {total === undefined ? t('pledges.no_figure') : amountOf(indicator, total)}
            </a>
            {amount === null
              ? null
              : ` ${t('pledges.collective.of', { amount: amountOf(indicator, amount) })}`}
            {percent === undefined ? null : ` (${formatNumber(percent)} %)`}
          </>
        ),
      }))}
    />
  )
}

function Forms({
  page,
  forms,
}: {
  page: OpenedCollective
  forms: { outcome?: FormState; confirmation?: FormState }
}) {
  const { pledge, may, toldFrom } = page
  const at = addressOf.collective(pledge.id)
  const outcome = forms.outcome ?? {}
  const confirmation = forms.confirmation ?? {}
  return (
    <>
      {may.enter && !pledge.confirmedOn ? (
        <Section title={t('pledges.collective.outcome')}>
          <OutcomeForm action={`${at}/ket-qua`} pledge={pledge} toldFrom={toldFrom} form={outcome} />
        </Section>
      ) : null}
      {may.confirm && pledge.outcome === 'done' ? (
        <Section title={t('pledges.collective.confirmation')}>
          {pledge.confirmedOn ? (
            <Form action={`${at}/bo-xac-nhan`} inline>
              <Button look="danger">{t('pledges.collective.unconfirm')}</Button>
            </Form>
          ) : (
            <Form {...confirmation} action={`${at}/xac-nhan`}>
              <LongText
                name="words"
                label={t('pledges.field.confirmation')}
                hint={t('pledges.field.confirmation_hint')}
                rows={2}
                maxLength={1000}
                required
                form={confirmation}
              />
              <Buttons>
                <Button look={may.enter ? 'plain' : 'main'} icon="check">
                  {t('pledges.collective.confirm')}
                </Button>
              </Buttons>
            </Form>
          )}
        </Section>
      ) : null}
      {may.enter && !pledge.confirmedOn ? (
        <details>
          <summary>{t('pledges.personal.withdraw_title')}</summary>
          <p>{t('pledges.collective.withdraw_lead')}</p>
          <Form action={`${at}/rut`}>
            <Buttons>
              <Button look="danger">{t('pledges.personal.withdraw')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </>
  )
}

/** What collectives pledge. */
export const collectivePages = new Hono<Env>()
  .get('/dang-ky-lam-theo/tap-the', listPage)
  .get('/dang-ky-lam-theo/tap-the/moi', (c) => newPage(c))
  .post('/dang-ky-lam-theo/tap-the/moi', takesForms, (c) =>
    take(c, collectiveEntry, (entry) => pledgeCollectively(c.var.actor, entry), {
      to: (id) => `${addressOf.collective(id)}?da=moi`,
      page: (form) => newPage(c, form),
    }),
  )
  .get('/dang-ky-lam-theo/tap-the/:id', (c) => onePage(c))
  .post('/dang-ky-lam-theo/tap-the/:id/ket-qua', takesForms, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      outcomeEntry,
      async (entry, form) => tellCollectiveOutcome(c.var.actor, id, entry, await filesKept(form)),
      { to: `${addressOf.collective(id)}?da=ket-qua`, page: (form) => onePage(c, { outcome: form }) },
    )
  })
  .post('/dang-ky-lam-theo/tap-the/:id/xac-nhan', (c) => {
    const id = c.req.param('id')
    return take(c, confirmationEntry, ({ words }) => confirmPledge(c.var.actor, id, words), {
      to: `${addressOf.collective(id)}?da=xac-nhan`,
      page: (form) => onePage(c, { confirmation: form }),
    })
  })
  .post('/dang-ky-lam-theo/tap-the/:id/bo-xac-nhan', (c) => {
    const id = c.req.param('id')
    return take(c, button, () => unconfirmPledge(c.var.actor, id), {
      to: `${addressOf.collective(id)}?da=bo-xac-nhan`,
    })
  })
  .post('/dang-ky-lam-theo/tap-the/:id/rut', (c) =>
    take(c, button, () => withdrawCollective(c.var.actor, c.req.param('id')), {
      to: `${addressOf.start}?da=rut-tap-the`,
    }),
  )
