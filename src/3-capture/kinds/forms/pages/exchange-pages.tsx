import { type Context, Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { sentenceOf, t, worded } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders } from '#platform/spreadsheet'
import type { FormBody } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  FileField,
  Flash,
  Form,
  LinkButton,
  ProblemSummary,
  Section,
  WorkPage,
} from '#ui'
import { importForm, previewForm } from '../../xlsform/import-form.ts'
import { largestXlsForm } from '../../xlsform/read-xlsform.ts'
import { type Remark, rowsInWords, type Summary, summedUp } from '../../xlsform/remarks.ts'
import { writeXlsForm } from '../../xlsform/write-xlsform.ts'
import { kindPage, versionPage } from '../read.ts'
import { startDraft } from '../set-up-kind.ts'
import { kindHref, kindsHref } from './addresses.ts'
import { QuestionList } from './question-list.tsx'

type Preview = Awaited<ReturnType<typeof previewForm>>

const crumbsOf = (kind: Preview['kind']) => [
  { href: kindsHref, label: t('forms.list.title') },
  { href: kindHref(kind.code), label: worded(kind.nameVi, kind.nameEn) },
]

/** The file of an upload, or the one that a preview carries along. @throws Problem `spreadsheet_is_missing` */
async function fileOf({ files, typed }: FormBody): Promise<Uint8Array> {
  const file = files.file?.[0]
  if (file && file.size > largestXlsForm) throw new Problem('xlsform_is_too_large', { megabytes: 1 })
  if (file && file.size > 0) return new Uint8Array(await file.arrayBuffer())
  if (typed.carried) return new Uint8Array(Buffer.from(typed.carried, 'base64'))
  throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
}

async function uploadPage(c: Context<Env>, problems?: Problem) {
  const { kind } = await kindPage(c.var.actor, c.req.param('code') ?? '')
  if (!kind.isManaged) throw new Problem('not_found_or_not_allowed')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('xlsform.title')}
      lead={t('xlsform.lead')}
      crumbs={crumbsOf(kind)}
    >
      <form method="post" enctype="multipart/form-data" class="form" novalidate>
        <ProblemSummary problems={problems} />
        <FileField
          name="file"
          label={t('xlsform.file')}
          hint={t('xlsform.file_hint')}
          choose={t('xlsform.choose')}
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        />
        <Buttons>
          <Button look="main">{t('xlsform.read')}</Button>
          <LinkButton href={kindHref(kind.code)} look="quiet">
            {t('forms.question.back')}
          </LinkButton>
        </Buttons>
      </form>
    </WorkPage>,
  )
}

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  return (
    <DataTable
      caption={t('xlsform.remarks', { count: remarks.length })}
      columns={[
        {
          head: t('xlsform.where'),
          cell: ({ first: { sheet, column }, rows }: Summary) =>
            t('xlsform.at', { sheet, row: rowsInWords(rows), column }),
          title: true,
        },
        {
          head: t('xlsform.what'),
          cell: ({ first: { code, params, isFault }, rows }: Summary) => {
            const said = t(`xlsform.${code}`, params)
            const all = rows.length === 1 ? said : t('xlsform.many', { count: rows.length, said })
            return isFault ? <strong>{all}</strong> : all
          },
        },
      ]}
      rows={summedUp(remarks)}
    />
  )
}

function NewIndicators({ fresh }: { fresh: Preview['fresh'] }) {
  if (fresh.length === 0) return null
  return (
    <Section title={t('xlsform.indicators', { count: fresh.length })}>
      <ul>
        {fresh.map((one) => (
          <li>
            {worded(one.nameVi, one.nameEn)} ({worded(one.unitVi, one.unitEn)}):{' '}
            {t(`forms.indicator.rule.${one.rule}`)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function previewPage(c: Context<Env>, preview: Preview, bytes: Uint8Array) {
  const { kind, fields, remarks } = preview
  const isRefused = remarks.some(({ isFault }) => isFault)
  const canBeTaken = !isRefused && fields.length > 0
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('xlsform.preview')}
      above={preview.title || undefined}
      lead={t(canBeTaken ? 'xlsform.preview_lead' : 'xlsform.refused', { count: fields.length })}
      crumbs={crumbsOf(kind)}
    >
      {isRefused ? <Flash tone="problem">{t('xlsform.nothing_kept')}</Flash> : null}
      {remarks.length > 0 ? <Remarks remarks={remarks} /> : <p>{t('xlsform.no_remarks')}</p>}
      {preview.faults
        .filter(({ field }) => field === '')
        .map((fault) => (
          <Flash tone="warning">{sentenceOf(fault)}</Flash>
        ))}
      <Section title={t('xlsform.questions', { count: fields.length })}>
        <QuestionList
          code={kind.code}
          fields={fields}
          indicators={preview.indicators}
          faults={preview.faults}
          isDraft={false}
        />
      </Section>
      <NewIndicators fresh={preview.fresh} />
      {canBeTaken ? (
        <Section title={t('xlsform.confirm_title')}>
          {preview.replaced > 0 ? <p>{t('xlsform.replaces', { count: preview.replaced })}</p> : null}
          <Form
            action={`${kindHref(kind.code)}/nhap/ghi`}
            hidden={{ carried: Buffer.from(bytes).toString('base64') }}
          >
            <Buttons>
              <Button look="main" icon="done">
                {t('xlsform.confirm')}
              </Button>
              <LinkButton href={`${kindHref(kind.code)}/nhap`} look="quiet">
                {t('xlsform.other')}
              </LinkButton>
            </Buttons>
          </Form>
        </Section>
      ) : (
        <LinkButton href={`${kindHref(kind.code)}/nhap`}>{t('xlsform.other')}</LinkButton>
      )}
    </WorkPage>,
    // Turbo shows the answer to a form only where it is a refusal or a redirect, and nothing is kept yet.
    422,
  )
}

/** Forms out of and into XLSForm workbooks: choose a file, see what it would become, take it over. */
export const exchangePages = new Hono<Env>()
  .get(`${kindsHref}/:code/bieu.xlsx`, async (c) => {
    const version = Number(c.req.query('phien-ban')) || 0
    const { kind, form, fields, indicators } = await versionPage(c.var.actor, c.req.param('code'), version)
    return c.body(
      writeXlsForm(kind, { version: form.version, fields }, indicators),
      200,
      spreadsheetHeaders(`${kind.code}-${form.version}.xlsx`),
    )
  })
  .get(`${kindsHref}/:code/nhap`, (c) => uploadPage(c))
  .post(`${kindsHref}/:code/nhap`, takesFiles(1 * 1_048_576), (c) =>
    take(
      c,
      button,
      async (_, form) => {
        const bytes = await fileOf(form)
        return { bytes, preview: await previewForm(c.var.actor, c.req.param('code'), bytes) }
      },
      {
        to: ({ bytes, preview }) => previewPage(c, preview, bytes),
        page: ({ problems }) => uploadPage(c, problems),
      },
    ),
  )
  .post(`${kindsHref}/:code/nhap/ghi`, takesFiles(1 * 1_048_576), (c) => {
    const code = c.req.param('code')
    const importSent = async (form: FormBody) => {
      const bytes = await fileOf(form)
      const { hasDraft } = await previewForm(c.var.actor, code, bytes)
      if (!hasDraft) await startDraft(c.var.actor, code)
      await importForm(c.var.actor, code, bytes)
    }
    return take(c, button, (_, form) => importSent(form), {
      to: `${kindHref(code)}?da=nhap`,
      page: ({ problems }) => uploadPage(c, problems),
    })
  })
