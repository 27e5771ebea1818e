import { type Context, Hono } from 'hono'
import { t } from '#platform/i18n'
import { submit } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, Form, type FormState, NumberField, SelectField, TextField, WorkPage } from '#ui'
import { targetEntry } from '../entry.ts'
import { formForSetting, yearFrom } from '../read.ts'
import { setTarget } from '../set-target.ts'
import { addressOf } from './addresses.ts'
import { DirectionField } from './target-pages.tsx'
import { amountOf, documentChoices, nameOfIndicator } from './words.tsx'

async function setPage(c: Context<Env>, form: FormState, status: 200 | 422) {
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
    status,
  )
}

/** Setting a target of a unit for itself. */
export const setPages = new Hono<Env>()
  .get('/chi-tieu/:unit/dat', (c) => setPage(c, {}, 200))
  .post('/chi-tieu/:unit/dat', async (c) => {
    const year = yearFrom(c.req.query('nam'))
    const { unit } = await formForSetting(c.var.actor, c.req.param('unit'), year)
    const where = { unitId: unit.id, setByUnitId: unit.id, year }
    const sent = await submit(c.req.raw, targetEntry, async (entry) => {
      await setTarget(c.var.actor, where, entry)
      return entry.indicator
    })
    if (!sent.problems) return c.redirect(`${addressOf.target(unit.slug, sent.result, year)}&da=dat`, 303)
    if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
    return setPage(c, sent, 422)
  })
