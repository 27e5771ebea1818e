import { type Context, Hono } from 'hono'
import { button, take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DayField,
  EmptyState,
  Form,
  type FormState,
  LongText,
  MoneyField,
  NumberField,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { guideEntry } from './entry.ts'
import { formForGuide, setTargets, writeGuide } from './write-guide.ts'

type Page = Awaited<ReturnType<typeof formForGuide>>

const GuideForm = ({ page, form }: { page: Page; form: FormState }) => (
  <Form {...form} action={`/quan-ly/mo-hinh/${page.initiative.id}/huong-dan`}>
    <LongText
      name="how"
      label={t('spread.guide.how')}
      hint={t('spread.guide.how_hint')}
      value={page.guide?.how}
      rows={6}
      maxLength={6000}
      form={form}
    />
    <LongText
      name="steps"
      label={t('spread.guide.steps')}
      hint={t('spread.guide.steps_hint')}
      value={page.guide?.steps.join('\n')}
      rows={6}
      maxLength={6000}
      form={form}
    />
    <TextField
      name="peopleNeeded"
      label={t('spread.guide.people')}
      hint={t('spread.guide.people_hint')}
      value={page.guide?.peopleNeeded}
      maxLength={300}
      form={form}
    />
    <NumberField
      name="preparationDays"
      label={t('spread.guide.days')}
      unit={t('spread.guide.days_unit')}
      value={page.guide?.preparationDays}
      form={form}
    />
    <MoneyField
      name="costDong"
      label={t('spread.guide.cost')}
      hint={t('spread.guide.cost_hint')}
      value={page.guide?.costDong}
      form={form}
    />
    <TextField
      name="costNote"
      label={t('spread.guide.cost_note')}
      hint={t('spread.guide.cost_note_hint')}
      value={page.guide?.costNote}
      maxLength={500}
      form={form}
    />
    <Buttons>
      <Button look="main" icon="done">
        {t('spread.guide.save')}
      </Button>
    </Buttons>
  </Form>
)

const TargetsForm = ({ page, form }: { page: Page; form: FormState }) => (
  <Form {...form} action={`/quan-ly/mo-hinh/${page.initiative.id}/chi-tieu`}>
    {page.indicators.map((indicator) => {
      const target = page.targets.find((one) => one.indicator === indicator.code)
      return (
        <fieldset class="target-fields">
          <legend>{worded(indicator.nameVi, indicator.nameEn)}</legend>
          <NumberField
            name={`amount.${indicator.code}`}
            label={t('spread.target.amount')}
            unit={worded(indicator.unitVi, indicator.unitEn)}
            value={target?.amount}
            decimals
            form={form}
          />
          <DayField
            name={`until.${indicator.code}`}
            label={t('spread.target.until')}
            value={target?.until ?? `${today().slice(0, 4)}-12-31`}
            form={form}
          />
        </fieldset>
      )
    })}
    <Buttons>
      <Button icon="done">{t('spread.target.save')}</Button>
    </Buttons>
  </Form>
)

async function guidePage(c: Context<Env>, forms: { guide?: FormState; targets?: FormState }) {
  const page = await formForGuide(c.var.actor, c.req.param('id') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('spread.guide.title')}
      above={page.initiative.name}
      lead={t('spread.guide.lead')}
      crumbs={[{ href: `/quan-ly/mo-hinh/${page.initiative.id}`, label: page.initiative.name }]}
    >
      <GuideForm page={page} form={forms.guide ?? {}} />
      <Section title={t('spread.target.title')} id="chi-tieu">
        <p class="quiet">{t('spread.target.lead')}</p>
        {page.indicators.length > 0 ? (
          <TargetsForm page={page} form={forms.targets ?? {}} />
        ) : (
          <EmptyState title={t('spread.target.nothing_counted')} />
        )}
      </Section>
    </WorkPage>,
  )
}

/** Writing how an initiative is done and what it is to reach. */
export const guidePages = new Hono<Env>()
  .get('/quan-ly/mo-hinh/:id/huong-dan', (c) => guidePage(c, {}))
  .post('/quan-ly/mo-hinh/:id/huong-dan', (c) => {
    const id = c.req.param('id')
    return take(c, guideEntry, (entry) => writeGuide(c.var.actor, id, entry), {
      to: `/quan-ly/mo-hinh/${id}?da=huong-dan`,
      page: (form) => guidePage(c, { guide: form }),
    })
  })
  .post('/quan-ly/mo-hinh/:id/chi-tieu', (c) => {
    const id = c.req.param('id')
    return take(c, button, (_, { typed }) => setTargets(c.var.actor, id, typed), {
      to: `/quan-ly/mo-hinh/${id}?da=chi-tieu`,
      page: (form) => guidePage(c, { targets: form }),
    })
  })
