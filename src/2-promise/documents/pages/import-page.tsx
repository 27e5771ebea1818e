import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { takesFiles } from '#platform/bodies'
import { take } from '#platform/forms/take'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders, spreadsheetsTaken } from '#platform/spreadsheet'
import { choice } from '#platform/spreadsheet-reading'
import { type Env, frameOf } from '#platform/web'
import {
  AsItWasRead,
  Button,
  Buttons,
  ChoiceField,
  DataTable,
  Facts,
  FileField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  ProblemSummary,
  RowProblems,
  Section,
  SelectField,
  WorkPage,
} from '#ui'
import { directions } from '../entry.ts'
import {
  chooseInRegister,
  emptyRegister,
  formForImporting,
  importRegister,
  type Preview,
  previewOf,
  previewRegister,
} from '../import/import-register.ts'
import { headingOf } from '../import/register-table.ts'
import type { ReadRow } from '../import/rules.ts'
import { at, typeName } from './words.tsx'

/** More rows than that nobody reads on a page; the counts say how many there are. */
const mostShown = 200

const captionOf = (key: string, count: number): string =>
  count > mostShown ? `${t(key)} – ${t('documents.import.first_only', { shown: mostShown, count })}` : t(key)

async function uploadPage(c: Context<Env>, given: { form?: FormState; preview?: Preview } = {}) {
  const { units, usual } = await formForImporting(c.var.actor)
  const form = given.form ?? {}
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('documents.import.title')}
      lead={t('documents.import.lead')}
      crumbs={[{ href: at.list, label: t('documents.list.title') }]}
    >
      {given.preview ? (
        <Section title={t('documents.import.faults', { file: given.preview.fileName })}>
          <Flash tone="problem">{t('documents.import.nothing_written')}</Flash>
          <PreviewTables preview={given.preview} />
        </Section>
      ) : null}
      <form method="post" action={at.import} enctype="multipart/form-data" class="form" novalidate>
        <ProblemSummary problems={form.problems} />
        <SelectField
          name="unitId"
          label={t('documents.import.unit')}
          value={given.preview?.unitId ?? usual}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
          required
          form={form}
        />
        <ChoiceField
          name="direction"
          label={t('documents.import.direction')}
          value={given.preview?.direction ?? 'issued'}
          choices={directions.map((one) => ({ value: one, label: t(`documents.direction.${one}`) }))}
          required
          form={form}
        />
        <FileField
          name="file"
          label={t('documents.import.file')}
          hint={t('documents.import.file_hint')}
          choose={t('documents.import.choose')}
          accept={spreadsheetsTaken}
        />
        <Buttons>
          <Button look="main" busy={t('documents.import.reading')}>
            {t('documents.import.read')}
          </Button>
          <LinkButton href={`${at.import}/mau.xlsx`} download>
            {t('documents.import.template')}
          </LinkButton>
        </Buttons>
      </form>
    </WorkPage>,
    given.preview ? 422 : undefined,
  )
}

/** What a file would do: notices, then problems by row and column, or what is new. */
function PreviewTables({ preview: { plan, notices, reading, importId } }: { preview: Preview }) {
  const action = importId && `${at.import}/${importId}/chon`
  const told = <AsItWasRead reading={reading} notices={notices} action={action} />
  if (plan.problems.length > 0)
    return (
      <>
        {told}
        <RowProblems problems={plan.problems} headingOf={headingOf} />
      </>
    )
  return (
    <>
      {told}
      <Facts
        items={[
          { label: t('documents.import.added'), value: formatNumber(plan.added.length) },
          { label: t('documents.import.unchanged'), value: formatNumber(plan.unchanged) },
        ]}
      />
      {plan.added.length > 0 ? (
        <DataTable
          caption={captionOf('documents.import.added', plan.added.length)}
          columns={[
            { head: t('documents.list.symbol'), cell: (one: ReadRow) => one.symbol },
            { head: t('documents.list.day'), cell: (one: ReadRow) => formatDay(one.issuedOn) },
            { head: t('documents.list.type'), cell: (one: ReadRow) => typeName(one.type) },
            { head: t('documents.list.subject'), cell: (one: ReadRow) => one.subject },
            { head: t('documents.list.issuer'), cell: (one: ReadRow) => one.issuer },
            {
              head: t('documents.import.carries'),
              cell: (one: ReadRow) => one.carries.map(({ symbol }) => symbol).join('; '),
            },
          ]}
          rows={plan.added.slice(0, mostShown)}
        />
      ) : null}
    </>
  )
}

async function previewPage(c: Context<Env>, importId: string, form: FormState = {}) {
  const preview = await previewOf(c.var.actor, importId)
  const { plan, confirm } = preview
  const count = plan.added.length
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('documents.import.preview')}
      above={`${preview.fileName} → ${preview.unitName}, ${t(`documents.direction.${preview.direction}`)}`}
      lead={t(confirm && count > 0 ? 'documents.import.preview_lead' : 'documents.import.nothing_to_write')}
      crumbs={[
        { href: at.list, label: t('documents.list.title') },
        { href: at.import, label: t('documents.import.title') },
      ]}
    >
      <ProblemSummary problems={form.problems} />
      <PreviewTables preview={preview} />
      {confirm && count > 0 ? (
        <Form
          action={`${at.import}/${confirm.importId}`}
          hidden={{ fileHash: confirm.fileHash, seen: confirm.seen }}
        >
          <Buttons sticky>
            <Button look="main" busy={t('documents.import.writing')}>
              {t('documents.import.confirm', { count })}
            </Button>
            <LinkButton href={at.import} look="quiet">
              {t('documents.import.other')}
            </LinkButton>
          </Buttons>
        </Form>
      ) : (
        <LinkButton href={at.import}>{t('documents.import.other')}</LinkButton>
      )}
    </WorkPage>,
  )
}

const into = z.object({
  unitId: z.guid('field_is_required'),
  direction: z.enum(directions, 'field_is_required'),
})
const confirmation = z.object({ fileHash: z.string().max(64), seen: z.string().max(64) })
const one = `${at.import}/:id{[0-9a-f-]{36}}` as const

/** Registers from files: choose, see what it would do, confirm. */
export const registerImportPages = new Hono<Env>()
  .get(`${at.import}/mau.xlsx`, (c) =>
    c.body(emptyRegister(), 200, spreadsheetHeaders('mau-so-van-ban.xlsx')),
  )
  .get(at.import, (c) => uploadPage(c))
  .post(at.import, takesFiles(8 * 1_048_576), (c) =>
    take(
      c,
      into,
      async (where, { files }) => {
        const file = files.file?.[0]
        if (!file || file.size === 0) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
        return previewRegister(c.var.actor, where, { name: file.name, bytes: await file.bytes() })
      },
      {
        to: (preview) => (preview.importId ? `${at.import}/${preview.importId}` : uploadPage(c, { preview })),
        page: (form) => uploadPage(c, { form }),
      },
    ),
  )
  .get(one, (c) => previewPage(c, c.req.param('id')))
  .post(`${one}/chon`, (c) => {
    const importId = c.req.param('id')
    return take(c, choice, (said) => chooseInRegister(c.var.actor, importId, said), {
      to: `${at.import}/${importId}`,
      page: (form) => uploadPage(c, { form }),
    })
  })
  .post(one, (c) => {
    const importId = c.req.param('id')
    return take(c, confirmation, (seen) => importRegister(c.var.actor, { importId, ...seen }), {
      to: (written) => `${at.list}?da=nhap&so=${written}`,
      // An expired or already confirmed preview starts over.
      page: (form) =>
        form.problems.code === 'import_has_expired'
          ? uploadPage(c, { form })
          : previewPage(c, importId, form),
    })
  })
