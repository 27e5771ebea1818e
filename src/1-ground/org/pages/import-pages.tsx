import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { takesFiles } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders, spreadsheetsTaken } from '#platform/spreadsheet'
import { choice } from '#platform/spreadsheet-reading'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  FileField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  ProblemSummary,
  Section,
  WorkPage,
} from '#ui'
import { emptyTable, exportUnits } from '../import/export-units.ts'
import { chooseUnits, importUnits, type Preview, previewOf, previewUnits } from '../import/import-units.ts'
import { formForAdding } from '../read-pages.ts'
import { PreviewTables } from './preview-tables.tsx'
import { address } from './words.tsx'

async function uploadPage(c: Context<Env>, given: { form?: FormState; preview?: Preview } = {}) {
  await formForAdding(c.var.actor, undefined)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('org.import.title')}
      lead={t('org.import.lead')}
      crumbs={[{ href: address.list, label: t('org.list.title') }]}
    >
      {given.preview ? (
        <Section title={t('org.import.faults_title', { file: given.preview.fileName })}>
          <Flash tone="problem">{t('org.import.nothing_written')}</Flash>
          <PreviewTables preview={given.preview} />
        </Section>
      ) : null}
      <UploadForm problems={given.form?.problems} titled={given.preview !== undefined} />
    </WorkPage>,
    given.preview ? 422 : undefined,
  )
}

function UploadForm({ problems, titled }: { problems: FormState['problems']; titled: boolean }) {
  const form = (
    <form method="post" action={address.import} enctype="multipart/form-data" class="form" novalidate>
      <ProblemSummary problems={problems} />
      <FileField
        name="file"
        label={t('org.import.file')}
        hint={t('org.import.file_hint')}
        choose={t('org.import.choose')}
        accept={spreadsheetsTaken}
      />
      <Buttons>
        <Button look="main" busy={t('org.import.reading')}>
          {t('org.import.read')}
        </Button>
        <LinkButton href={`${address.import}/mau.xlsx`} download>
          {t('org.import.template')}
        </LinkButton>
      </Buttons>
    </form>
  )
  return titled ? <Section title={t('org.import.again')}>{form}</Section> : form
}

async function previewPage(c: Context<Env>, importId: string, form: FormState = {}) {
  const preview = await previewOf(c.var.actor, importId)
  const { plan, confirm } = preview
  const count = plan.added.length + plan.changed.length
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('org.import.preview_title')}
      above={preview.fileName}
      lead={t(confirm && count > 0 ? 'org.import.preview_lead' : 'org.import.nothing_to_write')}
      crumbs={[
        { href: address.list, label: t('org.list.title') },
        { href: address.import, label: t('org.import.title') },
      ]}
    >
      <ProblemSummary problems={form.problems} />
      <PreviewTables preview={preview} />
      {confirm && count > 0 ? (
        <Section title={t('org.import.confirm_title')}>
          <Form
            action={`${address.import}/${confirm.importId}`}
            hidden={{ fileHash: confirm.fileHash, seen: confirm.seen }}
          >
            <Buttons sticky>
              <Button look="main" busy={t('org.import.writing')}>
                {t('org.import.confirm', { count })}
              </Button>
              <LinkButton href={address.import} look="quiet">
                {t('org.import.other_file')}
              </LinkButton>
            </Buttons>
          </Form>
        </Section>
      ) : (
        <LinkButton href={address.import}>{t('org.import.other_file')}</LinkButton>
      )}
    </WorkPage>,
  )
}

const confirmation = z.object({ fileHash: z.string().max(64), seen: z.string().max(64) })
const one = `${address.import}/:id{[0-9a-f-]{36}}` as const

/** Units from a file and into a file: choose, see what it would do, confirm. */
export const importPages = new Hono<Env>()
  .get(`${address.list}/xuat.xlsx`, async (c) =>
    c.body(await exportUnits(c.var.actor, 'xlsx'), 200, spreadsheetHeaders('don-vi.xlsx')),
  )
  .get(`${address.list}/xuat.csv`, async (c) =>
    c.body(await exportUnits(c.var.actor, 'csv'), 200, spreadsheetHeaders('don-vi.csv')),
  )
  .get(`${address.import}/mau.xlsx`, (c) =>
    c.body(emptyTable('xlsx'), 200, spreadsheetHeaders('mau-don-vi.xlsx')),
  )
  .get(address.import, (c) => uploadPage(c))
  .post(address.import, takesFiles(8 * 1_048_576), (c) =>
    take(
      c,
      button,
      async (_, { files }) => {
        const file = files.file?.[0]
        if (!file) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
        return previewUnits(c.var.actor, { name: file.name, bytes: await file.bytes() })
      },
      {
        to: (preview) =>
          preview.importId ? `${address.import}/${preview.importId}` : uploadPage(c, { preview }),
        page: (form) => uploadPage(c, { form }),
      },
    ),
  )
  .get(one, (c) => previewPage(c, c.req.param('id')))
  .post(`${one}/chon`, (c) => {
    const importId = c.req.param('id')
    return take(c, choice, (said) => chooseUnits(c.var.actor, importId, said), {
      to: `${address.import}/${importId}`,
      page: (form) => uploadPage(c, { form }),
    })
  })
  .post(one, (c) => {
    const importId = c.req.param('id')
    return take(c, confirmation, (seen) => importUnits(c.var.actor, { importId, ...seen }), {
      to: ({ added, changed }) => `${address.list}?da=nhap&moi=${added}&doi=${changed}`,
      // An expired or already confirmed preview starts over.
      page: (form) =>
        form.problems.code === 'import_has_expired'
          ? uploadPage(c, { form })
          : previewPage(c, importId, form),
    })
  })
