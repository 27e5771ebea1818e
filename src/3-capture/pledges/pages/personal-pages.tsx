import { type Context, Hono } from 'hono'
import { EvidenceShown } from '#evidence'
import { takesForms } from '#platform/bodies'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Facts,
  Form,
  type FormState,
  LongText,
  Prose,
  Section,
  SelectField,
  WorkPage,
} from '#ui'
import { outcomeEntry, personalEntry, rewording } from '../entry.ts'
import { formForPersonal } from '../personal/form.ts'
import {
  type OpenedPersonal,
  personalPledge,
  pledgePersonally,
  rewordPledge,
  tellOutcome,
  withdrawPersonally,
} from '../personal/pledge-personally.ts'
import { addressOf } from './addresses.ts'
import {
  amountOf,
  Free,
  filesKept,
  MeasuredFields,
  nameOfIndicator,
  OutcomeBadge,
  OutcomeForm,
  ThemeField,
  YearField,
} from './words.tsx'

async function newPage(c: Context<Env>, form: FormState = {}) {
  const { years, themes, cells, indicators } = await formForPersonal(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('pledges.personal.new')}
      lead={t('pledges.personal.new_lead')}
      crumbs={[{ href: addressOf.start, label: t('pledges.title') }]}
    >
      <Free />
      <Form {...form} action={addressOf.personal}>
        <LongText
          name="words"
          label={t('pledges.field.words')}
          hint={t('pledges.field.words_hint')}
          rows={4}
          maxLength={2000}
          required
          form={form}
        />
        <SelectField
          name="cellId"
          label={t('pledges.field.cell')}
          hint={t('pledges.field.cell_hint')}
          required
          value={cells.length === 1 ? cells[0]?.id : undefined}
          form={form}
          choices={cells.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ThemeField themes={themes} form={form} />
        <YearField years={years} form={form} />
        <details>
          <summary>{t('pledges.field.measured')}</summary>
          <MeasuredFields indicators={indicators} form={form} />
        </details>
        <Buttons>
          <Button look="main" icon="done">
            {t('pledges.personal.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

async function ownPage(c: Context<Env>, forms: { rewording?: FormState; outcome?: FormState } = {}) {
  const page = await personalPledge(c.var.actor, c.req.param('id') ?? '')
  const { pledge, isOwn } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={isOwn ? t('pledges.personal.own') : t('pledges.personal.of', { name: pledge.personName })}
      above={t('pledges.personal.above', { cell: pledge.cellName, year: String(pledge.year) })}
      badge={<OutcomeBadge outcome={pledge.outcome} />}
      crumbs={[{ href: addressOf.start, label: t('pledges.title') }]}
      flash={flashOf(c, 'pledges.flash')}
    >
      <Prose>
        {pledge.said.words.split('\n').map((line) => (
          <p>{line}</p>
        ))}
      </Prose>
      <Facts
        items={[
          { label: t('pledges.field.theme'), value: pledge.themeTitle },
          {
            label: t('pledges.field.measured_short'),
            value:
              page.indicator && pledge.said.amount !== undefined
                ? `${nameOfIndicator(page.indicator)}: ${amountOf(page.indicator, pledge.said.amount)}`
                : undefined,
          },
          { label: t('pledges.field.outcome_words'), value: pledge.outcomeWords },
        ]}
      />
      {page.files.length > 0 ? <EvidenceShown files={page.files} alt={t('pledges.field.evidence')} /> : null}
      {isOwn ? <OwnForms page={page} forms={forms} /> : null}
    </WorkPage>,
  )
}

function OwnForms({
  page,
  forms,
}: {
  page: OpenedPersonal
  forms: { rewording?: FormState; outcome?: FormState }
}) {
  const { pledge, toldFrom, readers } = page
  const at = addressOf.own(pledge.id)
  const outcome = forms.outcome ?? {}
  const reword = forms.rewording ?? {}
  return (
    <>
      <Section title={t('pledges.readers.title')}>
        <p>
          {readers.length === 0
            ? t('pledges.readers.nobody', { cell: pledge.cellName })
            : t('pledges.readers.these', { cell: pledge.cellName, names: readers.join(', ') })}
        </p>
        <p class="quiet">{t('pledges.readers.above')}</p>
      </Section>
      <Section title={t('pledges.personal.outcome')}>
        <OutcomeForm action={`${at}/ket-qua`} pledge={pledge} toldFrom={toldFrom} form={outcome} />
      </Section>
      <details open={forms.rewording !== undefined}>
        <summary>{t('pledges.personal.reword')}</summary>
        <Form
          {...reword}
          action={`${at}/sua`}
          hidden={{
            seen: pledge.revision,
            indicator: pledge.said.indicator,
            amount: pledge.said.amount,
          }}
        >
          <LongText
            name="words"
            label={t('pledges.field.words')}
            value={pledge.said.words}
            maxLength={2000}
            required
            form={reword}
          />
          <Buttons>
            <Button>{t('pledges.personal.keep')}</Button>
          </Buttons>
        </Form>
      </details>
      <details>
        <summary>{t('pledges.personal.withdraw_title')}</summary>
        <p>{t('pledges.personal.withdraw_lead')}</p>
        <Form action={`${at}/rut`}>
          <Buttons>
            <Button look="danger">{t('pledges.personal.withdraw')}</Button>
          </Buttons>
        </Form>
      </details>
    </>
  )
}

/** What a person pledges for themselves. */
export const personalPages = new Hono<Env>()
  .get('/dang-ky-lam-theo/moi', (c) => newPage(c))
  .post('/dang-ky-lam-theo/moi', takesForms, (c) =>
    take(c, personalEntry, (entry) => pledgePersonally(c.var.actor, entry), {
      to: (id) => `${addressOf.own(id)}?da=moi`,
      page: (form) => newPage(c, form),
    }),
  )
  .get('/dang-ky-lam-theo/cua-toi/:id', (c) => ownPage(c))
  .post('/dang-ky-lam-theo/cua-toi/:id/sua', (c) => {
    const id = c.req.param('id')
    return take(c, rewording, (entry) => rewordPledge(c.var.actor, id, entry), {
      to: `${addressOf.own(id)}?da=sua`,
      page: (form) => ownPage(c, { rewording: form }),
    })
  })
  .post('/dang-ky-lam-theo/cua-toi/:id/ket-qua', takesForms, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      outcomeEntry,
      async (entry, form) => tellOutcome(c.var.actor, id, entry, await filesKept(form)),
      { to: `${addressOf.own(id)}?da=ket-qua`, page: (form) => ownPage(c, { outcome: form }) },
    )
  })
  .post('/dang-ky-lam-theo/cua-toi/:id/rut', (c) =>
    take(c, button, () => withdrawPersonally(c.var.actor, c.req.param('id')), {
      to: `${addressOf.start}?da=rut`,
    }),
  )
