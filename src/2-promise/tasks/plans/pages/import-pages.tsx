import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { takesFiles } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders, spreadsheetsTaken } from '#platform/spreadsheet'
import { choice } from '#platform/spreadsheet-reading'
import { type Env, frameOf } from '#platform/web'
import {
  AsItWasRead,
  Button,
  Buttons,
  DataTable,
  FileField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  ProblemSummary,
  RowProblems,
  Section,
  WorkPage,
} from '#ui'
import {
  chooseTasks,
  emptyTable,
  importTasks,
  type Preview,
  previewKept,
  previewTasks,
} from '../import/import-tasks.ts'
import type { PlannedTask } from '../import/rules.ts'
import { formForTask } from '../read.ts'

const mostShown = 200

function Told({ preview }: { preview: Preview }) {
  const { plan, notices, reading, importId } = preview
  const action = importId && `/ke-hoach/${plan.id}/nhap/${importId}/chon`
  return <AsItWasRead reading={reading} notices={notices} action={action} />
}

function Problems({ preview }: { preview: Preview }) {
  return (
    <Section title={t('plans.import.faults', { file: preview.fileName })}>
      <Flash tone="problem">{t('plans.import.nothing_written')}</Flash>
      <Told preview={preview} />
      <RowProblems problems={preview.problems} headingOf={(column) => t(`plans.import.columns.${column}`)} />
    </Section>
  )
}

async function uploadPage(c: Context<Env>, given: { form?: FormState; preview?: Preview } = {}) {
  const id = c.req.param('id') ?? ''
  const { plan } = await formForTask(c.var.actor, id)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('plans.import.title')}
      above={plan.title}
      lead={t('plans.import.lead')}
      crumbs={[{ href: `/ke-hoach/${id}`, label: plan.title }]}
    >
      {given.preview ? <Problems preview={given.preview} /> : null}
      <form
        method="post"
        action={`/ke-hoach/${id}/nhap`}
        enctype="multipart/form-data"
        class="form"
        novalidate
      >
        <ProblemSummary problems={given.form?.problems} />
        <FileField
          name="file"
          label={t('plans.import.file')}
          hint={t('plans.import.file_hint')}
          choose={t('plans.import.choose')}
          accept={spreadsheetsTaken}
        />
        <Buttons>
          <Button look="main" busy={t('plans.import.reading')}>
            {t('plans.import.read')}
          </Button>
          <LinkButton href={`/ke-hoach/${id}/nhap/mau.xlsx`} icon="download" download>
            {t('plans.import.template')}
          </LinkButton>
        </Buttons>
      </form>
    </WorkPage>,
    given.preview ? 422 : undefined,
  )
}

async function previewPage(c: Context<Env>, form: FormState = {}) {
  const id = c.req.param('id') ?? ''
  const preview = await previewKept(c.var.actor, id, c.req.param('import') ?? '')
  const { plan, tasks, confirm } = preview
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('plans.import.preview')}
      above={preview.fileName}
      lead={t('plans.import.preview_lead', { count: tasks.length })}
      crumbs={[{ href: `/ke-hoach/${id}`, label: plan.title }]}
    >
      <ProblemSummary problems={form.problems} />
      {preview.problems.length > 0 ? <Problems preview={preview} /> : <Told preview={preview} />}
      <DataTable
        caption={t('plans.tasks', { count: tasks.length })}
        quietCaption
        rows={tasks.slice(0, mostShown)}
        columns={[
          { head: t('tasks.column.task'), title: true, cell: (one: PlannedTask) => one.title },
          { head: t('tasks.product'), cell: (one: PlannedTask) => one.product },
          { head: t('tasks.column.unit'), cell: (one: PlannedTask) => one.unitName },
          { head: t('tasks.column.due'), cell: (one: PlannedTask) => formatDay(one.dueOn) },
          { head: t('tasks.clause'), cell: (one: PlannedTask) => one.clause },
          {
            head: t('plans.task.amount'),
            number: true,
            cell: (one: PlannedTask) => (one.amount === null ? '' : formatNumber(one.amount)),
          },
        ]}
      />
      {confirm ? (
        <Form action={`/ke-hoach/${id}/nhap/${confirm.importId}`} hidden={{ seen: confirm.seen }}>
          <Buttons sticky>
            <Button look="main" icon="done">
              {t(plan.state === 'draft' ? 'plans.import.confirm' : 'plans.import.confirm_and_hand_down', {
                count: tasks.length,
              })}
            </Button>
            <LinkButton href={`/ke-hoach/${id}/nhap`} look="quiet">
              {t('plans.import.other_file')}
            </LinkButton>
          </Buttons>
        </Form>
      ) : null}
    </WorkPage>,
  )
}

const confirmation = z.object({ seen: z.string().max(64) })

/** Tasks of a plan from a table: choose, see what it would do, confirm. */
export const importPages = new Hono<Env>()
  .get('/ke-hoach/:id/nhap/mau.xlsx', (c) =>
    c.body(emptyTable(), 200, spreadsheetHeaders('mau-nhiem-vu.xlsx')),
  )
  .get('/ke-hoach/:id/nhap', (c) => uploadPage(c))
  .post('/ke-hoach/:id/nhap', takesFiles(8 * 1_048_576), (c) => {
    const id = c.req.param('id')
    return take(
      c,
      button,
      async (_, { files }) => {
        const file = files.file?.[0]
        if (!file) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
        return previewTasks(c.var.actor, id, { name: file.name, bytes: await file.bytes() })
      },
      {
        to: (preview) =>
          preview.importId ? `/ke-hoach/${id}/nhap/${preview.importId}` : uploadPage(c, { preview }),
        page: (form) => uploadPage(c, { form }),
      },
    )
  })
  .get('/ke-hoach/:id/nhap/:import{[0-9a-f-]{36}}', (c) => previewPage(c))
  .post('/ke-hoach/:id/nhap/:import{[0-9a-f-]{36}}/chon', (c) => {
    const { id, import: importId } = c.req.param()
    return take(c, choice, (said) => chooseTasks(c.var.actor, id, importId, said), {
      to: `/ke-hoach/${id}/nhap/${importId}`,
      page: (form) => uploadPage(c, { form }),
    })
  })
  .post('/ke-hoach/:id/nhap/:import{[0-9a-f-]{36}}', (c) => {
    const { id, import: importId } = c.req.param()
    return take(c, confirmation, ({ seen }) => importTasks(c.var.actor, id, { importId, seen }), {
      to: (count) => `/ke-hoach/${id}?da=nhap&so=${count}`,
      // An expired or already confirmed preview starts over.
      page: (form) =>
        form.problems.code === 'import_has_expired' ? uploadPage(c, { form }) : previewPage(c, form),
    })
  })
