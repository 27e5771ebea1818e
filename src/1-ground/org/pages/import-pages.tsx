import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { takesFiles } from '#platform/bodies'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders, spreadsheetsTaken } from '#platform/spreadsheet'
import { choice } from '#platform/spreadsheet-reading'
import { submit } from '#platform/submit'
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

async function uploadPage(
  c: Context<Env>,
  given: { form?: FormState; preview?: Preview },
  status: 200 | 422,
) {
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
    status,
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

async function previewPage(c: Context<Env>, preview: Preview, form: FormState, status: 200 | 422) {
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
    status,
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
  .get(address.import, (c) => uploadPage(c, {}, 200))
  .post(address.import, takesFiles(8 * 1_048_576), async (c) => {
    const sent = await submit(c.req.raw, z.object({}), async (_, { files }) => {
      const file = files.file?.[0]
      if (!file) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
      return previewUnits(c.var.actor, { name: file.name, bytes: await file.bytes() })
    })
    if (sent.problems) return uploadPage(c, { form: sent }, 422)
    const { importId } = sent.result
    return importId
      ? c.redirect(`${address.import}/${importId}`, 303)
      : uploadPage(c, { preview: sent.result }, 422)
  })
  .get(one, async (c) => previewPage(c, await previewOf(c.var.actor, c.req.param('id')), {}, 200))
  .post(`${one}/chon`, async (c) => {
    const importId = c.req.param('id')
    const sent = await submit(c.req.raw, choice, (said) => chooseUnits(c.var.actor, importId, said))
    if (sent.problems?.code === 'import_has_expired') return uploadPage(c, { form: sent }, 422)
    if (sent.problems) throw sent.problems
    return c.redirect(`${address.import}/${importId}`, 303)
  })
  .post(one, async (c) => {
    const importId = c.req.param('id')
    const sent = await submit(c.req.raw, confirmation, (seen) =>
      importUnits(c.var.actor, { importId, ...seen }),
    )
    if (!sent.problems)
      return c.redirect(`${address.list}?moi=${sent.result.added}&doi=${sent.result.changed}`, 303)
    // What lies an hour, or was written already by a second press, is sent again from the beginning.
    if (sent.problems.code === 'import_has_expired') return uploadPage(c, { form: sent }, 422)
    return previewPage(c, await previewOf(c.var.actor, importId), sent, 422)
  })
