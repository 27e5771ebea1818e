import { type Context, Hono } from 'hono'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, Form, type FormState, NumberField, SelectField, TextField, WorkPage } from '#ui'
import { targetEntry } from '../entry.ts'
import { formForSetting, yearFrom } from '../read.ts'
import { setTarget } from '../set-target.ts'
import { addressOf } from './addresses.ts'
import { DirectionField } from './target-pages.tsx'
import { amountOf, documentChoices, nameOfIndicator } from './words.tsx'

async function setPage(c: Context<Env>, form: FormState = {}) {
  const year = yearFrom(c.req.query('nam'))
  const { unit, indicators, documents } = await formForSetting(c.var.actor, c.req.param('unit') ?? '', year)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('targets.set.title', { year: String(year) })}
      above={unit.name}
      lead={t('targets.set.lead')}
      crumbs={[
        { href: addressOf.start, label: t('targets.title') },
        { href: addressOf.unit(unit.slug, year), label: unit.name },
      ]}
    >
      <Form {...form} action={addressOf.set(unit.slug, year)}>
        <SelectField
          name="indicator"
          label={t('targets.field.indicator')}
          hint={t('targets.field.indicator_hint')}
          required
          form={form}
          value={c.req.query('chi-so')}
          choices={indicators.map((indicator) => ({
            value: indicator.code,
            label: `${nameOfIndicator(indicator)} (${indicator.isMoney ? t('platform.dong') : amountOf(indicator, 0).replace(/^0\s*/, '')})`,
          }))}
        />
        <NumberField
          name="amount"
          label={t('targets.field.amount')}
          hint={t('targets.field.amount_hint')}
          decimals
          required
          form={form}
        />
        <DirectionField form={form} />
        <SelectField
          name="documentId"
          label={t('targets.field.document')}
          hint={t('targets.field.document_hint')}
          empty={t('targets.field.no_document')}
          choices={documentChoices(documents)}
          form={form}
        />
        <TextField name="note" label={t('targets.field.note')} maxLength={500} form={form} />
        <Buttons>
          <Button look="main" icon="done">
            {t('targets.set.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** Setting a target of a unit for itself. */
export const setPages = new Hono<Env>()
  .get('/chi-tieu/:unit/dat', (c) => setPage(c))
  .post('/chi-tieu/:unit/dat', async (c) => {
    const year = yearFrom(c.req.query('nam'))
    const { unit } = await formForSetting(c.var.actor, c.req.param('unit'), year)
    const where = { unitId: unit.id, setByUnitId: unit.id, year }
    return take(
      c,
      targetEntry,
      async (entry) => {
        await setTarget(c.var.actor, where, entry)
        return entry.indicator
      },
      {
        to: (indicator) => `${addressOf.target(unit.slug, indicator, year)}&da=dat`,
        page: (form) => setPage(c, form),
      },
    )
  })
