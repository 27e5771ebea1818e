import { type Context, Hono } from 'hono'
import { takesForms } from '#platform/bodies'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  DataTable,
  EmptyState,
  Form,
  type FormState,
  NumberField,
  PhotoField,
  Section,
  SelectField,
  TextField,
  WorkPage,
} from '#ui'
import { paperEntry, paperKinds } from '../entry.ts'
import { countPaper, formForPaper, withdrawPaper } from '../paper/count-paper.ts'
import type { PaperCount } from '../paper/store.ts'
import { addressOf } from './addresses.ts'
import { AnyYearField, filesKept, ThemeField, YearTabs, yearAsked } from './words.tsx'

async function paperPage(c: Context<Env>, form: FormState = {}) {
  const year = yearAsked(c)
  const { units, themes, counts, years } = await formForPaper(c.var.actor, year)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('pledges.paper.title')}
      lead={t('pledges.paper.lead')}
      crumbs={[{ href: addressOf.start, label: t('pledges.title') }]}
      flash={flashOf(c, 'pledges.flash')}
    >
      <Form {...form} action={addressOf.paper(year)} files>
        <SelectField
          name="unitId"
          label={t('pledges.field.unit')}
          required
          value={units.length === 1 ? units[0]?.id : undefined}
          form={form}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ChoiceField
          name="kind"
          label={t('pledges.paper.kind')}
          required
          form={form}
          choices={paperKinds.map((kind) => ({
            value: kind,
            label: t(`pledges.paper.${kind}`),
            hint: t(`pledges.paper.${kind}_hint`),
          }))}
        />
        <NumberField
          name="count"
          label={t('pledges.paper.count')}
          hint={t('pledges.paper.count_hint')}
          unit={t('pledges.paper.unit')}
          required
          form={form}
        />
        <ThemeField themes={themes} form={form} year={year} />
        <AnyYearField year={year} form={form} />
        <TextField
          name="note"
          label={t('pledges.paper.note')}
          hint={t('pledges.paper.note_hint')}
          maxLength={500}
          form={form}
        />
        <PhotoField
          name="photos"
          label={t('pledges.field.evidence')}
          hint={t('pledges.paper.evidence_hint')}
          accept="files"
          form={form}
        />
        <Buttons>
          <Button look="main" icon="done">
            {t('pledges.paper.save')}
          </Button>
        </Buttons>
      </Form>
      <Section title={t('pledges.paper.entered', { year: String(year) })}>
        <YearTabs year={year} years={years} to={addressOf.paper} />
        <DataTable
          caption={t('pledges.paper.entered', { year: String(year) })}
          quietCaption
          rows={counts}
          empty={<EmptyState title={t('pledges.paper.none')}>{t('pledges.paper.none_help')}</EmptyState>}
          columns={[
            { head: t('pledges.column.unit'), title: true, cell: (row: PaperCount) => row.unitName },
            { head: t('pledges.paper.kind'), cell: (row: PaperCount) => t(`pledges.paper.${row.kind}`) },
            { head: t('pledges.paper.count'), number: true, cell: (row: PaperCount) => row.count },
            { head: t('pledges.field.made_on'), number: true, cell: (row: PaperCount) => formatDay(row.day) },
            {
              head: t('pledges.paper.wrong'),
              cell: (row: PaperCount) =>
                units.some(({ id }) => id === row.unitId) ? (
                  <Form inline action={`/dang-ky-lam-theo/ban-giay/${row.id}/rut?nam=${year}`}>
                    <Button look="quiet">{t('pledges.paper.withdraw')}</Button>
                  </Form>
                ) : (
                  ''
                ),
            },
          ]}
        />
      </Section>
    </WorkPage>,
  )
}

/** How many pledges lie on paper. */
export const paperPages = new Hono<Env>()
  .get('/dang-ky-lam-theo/ban-giay', (c) => paperPage(c))
  .post('/dang-ky-lam-theo/ban-giay', takesForms, (c) =>
    take(
      c,
      paperEntry,
      async (entry, form) => {
        await countPaper(c.var.actor, entry, await filesKept(form))
        return entry.year
      },
      { to: (year) => `${addressOf.paper(year)}&da=ban-giay`, page: (form) => paperPage(c, form) },
    ),
  )
  .post('/dang-ky-lam-theo/ban-giay/:id/rut', (c) =>
    take(c, button, () => withdrawPaper(c.var.actor, c.req.param('id')), {
      to: `${addressOf.paper(yearAsked(c))}&da=rut-ban-giay`,
    }),
  )
