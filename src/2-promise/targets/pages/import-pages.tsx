import { type Context, Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders, spreadsheetsTaken } from '#platform/spreadsheet'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  FileField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  ProblemSummary,
  ReadingNotices,
  RowProblems,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { exportTargets, templateFor } from '../import/export-targets.ts'
import {
  changesSomething,
  importTargets,
  type PlannedRow,
  type Preview,
  previewAgain,
  previewTargets,
} from '../import/import-targets.ts'
import { formForSetting, yearFrom } from '../read.ts'
import { addressOf, countsIn } from './addresses.ts'
import { amountOf, nameOfIndicator } from './words.tsx'

const mostShown = 200

async function importPage(c: Context<Env>, given: { form?: FormState; preview?: Preview } = {}) {
  const year = yearFrom(c.req.query('nam'))
  const { unit } = await formForSetting(c.var.actor, c.req.param('unit') ?? '', year)
  const { preview } = given
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('targets.import.title')}
      above={unit.name}
      lead={t('targets.import.lead')}
      crumbs={[
        { href: addressOf.start, label: t('targets.title') },
        { href: addressOf.unit(unit.slug, year), label: unit.name },
      ]}
    >
      {preview ? (
        <PreviewShown preview={preview} slug={unit.slug} year={year} form={given.form ?? {}} />
      ) : null}
      <Section title={t(preview ? 'targets.import.again' : 'targets.import.choose')}>
        <form
          method="post"
          action={addressOf.import(unit.slug, year)}
          enctype="multipart/form-data"
          class="form"
          // What the file would do is shown by the answer itself, without an address of its own.
          data-turbo="false"
          novalidate
        >
          {preview ? null : <ProblemSummary problems={given.form?.problems} />}
          <FileField
            name="file"
            label={t('targets.import.file')}
            hint={t('targets.import.file_hint')}
            choose={t('targets.import.pick')}
            accept={spreadsheetsTaken}
          />
          <Buttons>
            <Button look={preview ? 'plain' : 'main'}>{t('targets.import.read')}</Button>
            <LinkButton href={addressOf.template(unit.slug, year)} icon="download" download>
              {t('targets.import.template')}
            </LinkButton>
          </Buttons>
        </form>
      </Section>
    </WorkPage>,
    !given.form && given.preview?.problems.length ? 422 : undefined,
  )
}

function PreviewShown(props: { preview: Preview; slug: string; year: number; form: FormState }) {
  const { preview, form } = props
  const { planned, problems, unchanged } = preview
  if (problems.length > 0) return <Faults preview={preview} />
  return (
    <Section title={t('targets.import.preview', { file: preview.fileName })}>
      <ReadingNotices notices={preview.notices} />
      <p>{t('targets.import.counts', { planned: planned.length, unchanged })}</p>
      <DataTable
        caption={t('targets.import.preview', { file: preview.fileName })}
        quietCaption
        rows={planned.slice(0, mostShown)}
        empty={<Flash tone="info">{t('targets.import.nothing')}</Flash>}
        columns={[
          { head: t('targets.column.row'), number: true, cell: (row: PlannedRow) => String(row.row) },
          { head: t('targets.column.unit'), title: true, cell: (row: PlannedRow) => row.unitName },
          {
            head: t('targets.column.indicator'),
            cell: (row: PlannedRow) => nameOfIndicator(row.indicatorOf),
          },
          { head: t('targets.column.year'), number: true, cell: (row: PlannedRow) => String(row.year) },
          {
            head: t('targets.column.now'),
            number: true,
            cell: (row: PlannedRow) =>
              row.before === undefined ? '–' : amountOf(row.indicatorOf, row.before),
          },
          {
            head: t('targets.column.target'),
            number: true,
            cell: (row: PlannedRow) =>
              t(`targets.direction.${row.direction}_amount`, {
                amount: amountOf(row.indicatorOf, row.amount),
              }),
          },
        ]}
      />
      {planned.length > mostShown ? (
        <p class="quiet">{t('targets.under.first_only', { shown: mostShown, total: planned.length })}</p>
      ) : null}
      {planned.length > 0 ? (
        <Form
          {...form}
          action={`${addressOf.import(props.slug, props.year).replace('/nhap?', '/nhap/ghi?')}`}
          hidden={{ rows: JSON.stringify(preview.rows), seen: preview.seen }}
        >
          {changesSomething(preview) ? (
            <TextField
              name="reason"
              label={t('targets.field.reason')}
              hint={t('targets.hand_down.reason_hint')}
              maxLength={500}
              required
              form={form}
            />
          ) : null}
          <Buttons>
            <Button look="main" icon="done">
              {t('targets.import.confirm', { count: planned.length })}
            </Button>
          </Buttons>
        </Form>
      ) : null}
    </Section>
  )
}

const Faults = ({ preview }: { preview: Preview }) => (
  <Section title={t('targets.import.faults', { file: preview.fileName })}>
    <Flash tone="problem">{t('targets.import.nothing_written', { count: preview.problems.length })}</Flash>
    <ReadingNotices notices={preview.notices} />
    <RowProblems problems={preview.problems} />
  </Section>
)

/** Targets from a file and into a file: choose, see what it would do, confirm. */
export const importTargetPages = new Hono<Env>()
  .get('/chi-tieu/:unit/xuat.xlsx', async (c) => {
    const year = yearFrom(c.req.query('nam'))
    const bytes = await exportTargets(c.var.actor, c.req.param('unit'), year)
    return c.body(bytes, 200, spreadsheetHeaders(`chi-tieu-${year}.xlsx`))
  })
  .get('/chi-tieu/:unit/mau.xlsx', async (c) => {
    const year = yearFrom(c.req.query('nam'))
    const bytes = await templateFor(c.var.actor, c.req.param('unit'), year)
    return c.body(bytes, 200, spreadsheetHeaders(`mau-chi-tieu-${year}.xlsx`))
  })
  .get('/chi-tieu/:unit/nhap', (c) => importPage(c))
  .post('/chi-tieu/:unit/nhap', takesFiles(8 * 1_048_576), (c) =>
    take(
      c,
      button,
      async (_, { files }) => {
        const file = files.file?.[0]
        if (!file) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
        return previewTargets(c.var.actor, c.req.param('unit'), {
          name: file.name,
          bytes: await file.bytes(),
        })
      },
      { to: (preview) => importPage(c, { preview }), page: (form) => importPage(c, { form }) },
    ),
  )
  .post('/chi-tieu/:unit/nhap/ghi', (c) => {
    const slug = c.req.param('unit')
    const year = yearFrom(c.req.query('nam'))
    return take(c, button, (_, { typed }) => importTargets(c.var.actor, slug, typed), {
      to: (counts) => `${addressOf.unit(slug, year)}&da=nhap${countsIn(counts)}`,
      page: async (form) => {
        const preview = await previewAgain(c.var.actor, slug, form.typed)
        return importPage(c, { form, ...(preview ? { preview } : {}) })
      },
    })
  })
