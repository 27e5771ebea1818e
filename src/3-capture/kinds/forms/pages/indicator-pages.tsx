import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  ChoiceField,
  Form,
  type FormState,
  LongText,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { indicatorEntry, rateEntry } from '../entry.ts'
import { bringIndicator, bringRate } from '../issue-form.ts'
import { questionPage } from '../read.ts'
import { countingFor } from '../rules.ts'
import { labelOf } from '../words.ts'
import { kindHref, kindsHref, questionHref } from './addresses.ts'

type Page = Awaited<ReturnType<typeof questionPage>>

/** What the indicator means, and the button that sets it up. */
function DefinitionFields({ form }: { form: FormState }) {
  return (
    <>
      <LongText
        name="definitionVi"
        label={t('forms.indicator.definition')}
        hint={t('forms.indicator.definition_hint')}
        rows={4}
        maxLength={2000}
        required
        form={form}
      />
      <TextField
        name="source"
        label={t('forms.indicator.source')}
        hint={t('forms.indicator.source_hint')}
        maxLength={500}
        form={form}
      />
      <details>
        <summary>{t('forms.english')}</summary>
        <TextField name="nameEn" label={t('forms.indicator.name_en')} maxLength={300} form={form} />
        <TextField name="unitEn" label={t('forms.indicator.unit_en')} width="short" form={form} />
        <LongText name="definitionEn" label={t('forms.indicator.definition_en')} rows={3} form={form} />
      </details>
      <Buttons>
        <Button look="main" icon="done">
          {t('forms.indicator.save')}
        </Button>
      </Buttons>
    </>
  )
}

const choicesOf = (indicators: Page['indicators']) =>
  indicators.map((one) => ({
    value: one.code,
    label: `${worded(one.nameVi, one.nameEn)} (${worded(one.unitVi, one.unitEn)})`,
  }))

/** Of which indicator it counts a part, and whether the parts make up the whole. */
const PartFields = ({ page, form }: { page: Page; form: FormState }) => (
  <>
    <SelectField
      name="partOf"
      label={t('forms.part.of')}
      hint={t('forms.part.hint')}
      empty={t('forms.part.none')}
      choices={choicesOf(page.indicators.filter(({ rule }) => rule !== 'derived'))}
      form={form}
    />
    <CheckField name="isShare" label={t('forms.part.share')} form={form} />
  </>
)

const crumbsOf = (page: Page) => [
  { href: kindsHref, label: t('forms.list.title') },
  { href: `${kindHref(page.kind.code)}#ban-nhap`, label: worded(page.kind.nameVi, page.kind.nameEn) },
]

async function indicatorPage(c: Context<Env>, form: FormState) {
  const page = await questionPage(c.var.actor, c.req.param('code') ?? '', c.req.param('key') ?? '')
  const { field } = page
  if (!field) return c.notFound()
  const rules = (['sum', 'stock', 'distinct'] as const).filter((rule) => countingFor(field.type, rule))
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('forms.indicator.title')}
      above={labelOf(field, page.draft.fields)}
      lead={t('forms.indicator.lead')}
      crumbs={[
        ...crumbsOf(page),
        { href: questionHref(page.kind.code, field.key), label: labelOf(field, page.draft.fields) },
      ]}
    >
      <Form {...form}>
        <TextField
          name="nameVi"
          label={t('forms.indicator.name')}
          hint={t('forms.indicator.name_hint')}
          maxLength={300}
          required
          form={form}
        />
        <TextField
          name="unitVi"
          label={t('forms.indicator.unit')}
          hint={t('forms.indicator.unit_hint')}
          value={field.unit_vi}
          width="short"
          maxLength={60}
          required
          form={form}
        />
        <ChoiceField
          name="rule"
          label={t('forms.indicator.counts')}
          value={rules.length === 1 ? rules[0] : undefined}
          choices={rules.map((rule) => ({
            value: rule,
            label: t(`forms.indicator.rule.${rule}`),
            hint: t(`forms.indicator.rule_help.${rule}`),
          }))}
          required
          form={form}
        />
        <PartFields page={page} form={form} />
        <DefinitionFields form={form} />
      </Form>
    </WorkPage>,
  )
}

async function ratePage(c: Context<Env>, form: FormState) {
  const page = await questionPage(c.var.actor, c.req.param('code') ?? '', undefined)
  const choices = choicesOf(page.indicators)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('forms.rate.title')}
      lead={t('forms.rate.lead')}
      crumbs={crumbsOf(page)}
    >
      <Form {...form}>
        <TextField name="nameVi" label={t('forms.rate.name')} maxLength={300} required form={form} />
        <ChoiceField
          name="how"
          label={t('forms.indicator.counts')}
          value="rate"
          choices={(['rate', 'difference'] as const).map((how) => ({
            value: how,
            label: t(`forms.rate.how.${how}`),
          }))}
          required
          form={form}
        />
        <SelectField name="part" label={t('forms.rate.part')} choices={choices} required form={form} />
        <SelectField name="whole" label={t('forms.rate.whole')} choices={choices} required form={form} />
        <DefinitionFields form={form} />
      </Form>
    </WorkPage>,
  )
}

/** Indicators that come with a draft: one that a question feeds, and a rate of two. */
export const indicatorPages = new Hono<Env>()
  .get(`${kindsHref}/:code/cau-hoi/:key/chi-tieu`, (c) => indicatorPage(c, {}))
  .post(`${kindsHref}/:code/cau-hoi/:key/chi-tieu`, (c) => {
    const { code, key } = c.req.param()
    return take(c, indicatorEntry, (entry) => bringIndicator(c.var.actor, code, key, entry), {
      to: `${kindHref(code)}?da=chi-tieu#q-${key}`,
      page: (form) => indicatorPage(c, form),
    })
  })
  .get(`${kindsHref}/:code/ty-le`, (c) => ratePage(c, {}))
  .post(`${kindsHref}/:code/ty-le`, (c) => {
    const code = c.req.param('code')
    return take(c, rateEntry, (entry) => bringRate(c.var.actor, code, entry), {
      to: `${kindHref(code)}?da=chi-tieu#ban-nhap`,
      page: (form) => ratePage(c, form),
    })
  })
