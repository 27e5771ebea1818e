import { type Context, Hono } from 'hono'
import { takesFiles } from '#platform/bodies'
import { countIn } from '#platform/forms/flash'
import { button, type Refused, take } from '#platform/forms/take'
import { formatNumber, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders, spreadsheetsTaken, writeXlsx } from '#platform/spreadsheet'
import { choice } from '#platform/spreadsheet-reading'
import { type Env, frameOf } from '#platform/web'
import {
  AsItWasRead,
  Button,
  Buttons,
  type Column,
  DataTable,
  EmptyState,
  FileField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  ProblemSummary,
  ReadingNotices,
  RowProblems,
  Section,
  WorkPage,
} from '#ui'
import { ReasonField } from '../pages/plan-pages.tsx'
import { listConfirmation, takingOff, typedList } from './entry.ts'
import {
  attendanceList,
  chooseInList,
  confirmList,
  type ListedPerson,
  type ListPreview,
  previewFile,
  previewOf,
  previewTyped,
  takeOffList,
} from './keep-list.ts'
import { headingOf, headingRow } from './rules.ts'

const mostShown = 200

/** The columns of people, in the language of the request. */
const personColumnsNow = (): Column<ListedPerson>[] => [
  {
    head: t('gatherings.list.name'),
    title: true,
    cell: (one: ListedPerson) => one.name ?? t('gatherings.list.forgotten'),
  },
  {
    head: t('gatherings.list.birth'),
    cell: (one: ListedPerson) => (one.birthYear === null ? '' : String(one.birthYear)),
  },
  { head: t('gatherings.column.unit'), cell: (one: ListedPerson) => one.unitName ?? '' },
  {
    head: t('gatherings.list.member'),
    cell: (one: ListedPerson) => t(one.isMember ? 'gatherings.list.is_member' : 'gatherings.list.is_other'),
  },
]

async function listPage(
  c: Context<Env>,
  given: { typedForm?: FormState; fileForm?: FormState; offForm?: FormState; preview?: ListPreview } = {},
) {
  const { gathering, persons } = await attendanceList(c.var.actor, c.req.param('id') ?? '')
  const at = `/hoc-tap/${gathering.id}/danh-sach`
  const typedForm = given.typedForm ?? {}
  const added = countIn(c, 'them')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('gatherings.list.link')}
      lead={t('gatherings.list.lead')}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
      flash={added > 0 ? { text: t('gatherings.flash.listed', { count: added }) } : undefined}
    >
      {given.preview ? (
        <Section title={t('gatherings.list.not_written')}>
          <ReadingNotices notices={given.preview.notices} />
          {given.preview.problems.length > 0 ? (
            <>
              <Flash tone="problem">{t('gatherings.list.nothing_written')}</Flash>
              <RowProblems problems={given.preview.problems} headingOf={headingOf} />
            </>
          ) : (
            <Flash tone="info">{t('gatherings.list.all_there', { count: given.preview.already })}</Flash>
          )}
        </Section>
      ) : null}
      <ProblemSummary problems={given.offForm?.problems} />
      <DataTable
        caption={t('gatherings.list.count', { count: persons.length })}
        rows={persons.slice(0, 500)}
        empty={<EmptyState title={t('gatherings.list.empty')}>{t('gatherings.list.empty_help')}</EmptyState>}
        columns={[
          ...personColumnsNow(),
          {
            head: t('gatherings.list.act'),
            cell: (one) => (
              <Form action={`${at}/bo`} hidden={{ listedId: one.id }} inline>
                {gathering.state === 'held' ? (
                  <input
                    class="input cell-input"
                    name="reason"
                    aria-label={`${t('gatherings.change.reason')}, ${one.name ?? ''}`}
                    placeholder={t('gatherings.change.reason')}
                  />
                ) : null}
                <Button look="quiet">{t('gatherings.list.take_off')}</Button>
              </Form>
            ),
          },
        ]}
      />
      <Section title={t('gatherings.list.import')}>
        <form method="post" action={`${at}/nhap`} enctype="multipart/form-data" class="form" novalidate>
          <ProblemSummary problems={given.fileForm?.problems} />
          <FileField
            name="file"
            label={t('gatherings.list.file')}
            hint={t('gatherings.list.file_hint')}
            choose={t('gatherings.list.choose')}
            accept={spreadsheetsTaken}
          />
          <Buttons>
            <Button busy={t('gatherings.list.reading')}>{t('gatherings.list.read')}</Button>
            <LinkButton href={`${at}/mau.xlsx`} download>
              {t('gatherings.list.template')}
            </LinkButton>
          </Buttons>
        </form>
      </Section>
      <Section title={t('gatherings.list.type')}>
        <Form {...typedForm} action={`${at}/go`}>
          <LongText
            name="lines"
            label={t('gatherings.list.lines')}
            hint={t('gatherings.list.lines_hint')}
            rows={6}
            form={typedForm}
          />
          <Buttons>
            <Button>{t('gatherings.list.read')}</Button>
          </Buttons>
        </Form>
      </Section>
      <p class="quiet">{t('gatherings.list.kept')}</p>
    </WorkPage>,
  )
}

async function previewPage(c: Context<Env>, preview: ListPreview, form: FormState = {}) {
  const { gathering, persons, already, problems, reading, notices, previewId, confirm } = preview
  const at = `/hoc-tap/${gathering.id}/danh-sach`
  const choosing = previewId && `${at}/nhap/${previewId}/chon`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('gatherings.list.preview')}
      lead={t('gatherings.list.preview_lead', { count: persons.length, already })}
      crumbs={[
        { href: `/hoc-tap/${gathering.id}`, label: gathering.title },
        { href: at, label: t('gatherings.list.link') },
      ]}
    >
      {problems.length > 0 ? <RowProblems problems={problems} headingOf={headingOf} /> : null}
      <AsItWasRead reading={reading} notices={notices} action={choosing} />
      <DataTable
        caption={t('gatherings.list.to_add', { count: persons.length })}
        quietCaption
        rows={persons.slice(0, mostShown).map((one) => ({ ...one, id: '' }))}
        columns={personColumnsNow()}
      />
      {persons.length > mostShown ? (
        <p class="quiet">{t('gatherings.list.more', { count: formatNumber(persons.length - mostShown) })}</p>
      ) : null}
      {confirm ? (
        <Form {...form} action={`${at}/nhap/${confirm.previewId}`} hidden={{ seen: confirm.seen }}>
          <ReasonField form={form} gathering={gathering} />
          <Buttons sticky>
            <Button look="main">{t('gatherings.list.confirm', { count: persons.length })}</Button>
            <LinkButton look="quiet" href={at}>
              {t('gatherings.list.other')}
            </LinkButton>
          </Buttons>
        </Form>
      ) : null}
    </WorkPage>,
  )
}

/** The address of a preview that was stored. */
const addressOf = ({ gathering, previewId }: ListPreview): string =>
  `/hoc-tap/${gathering.id}/danh-sach/nhap/${previewId}`

/** A preview that was not stored: shown above the forms, as a refusal. */
function notStored(c: Context<Env>, preview: ListPreview, typedForm: FormState = {}) {
  c.status(422)
  return listPage(c, { preview, typedForm })
}

const previewExpired = ({ problems }: Refused): boolean => problems.code === 'list_preview_has_expired'

/** The list of a session: names typed or read from a spreadsheet, previewed, confirmed, taken off. */
export const listedPages = new Hono<Env>()
  .get('/hoc-tap/:id/danh-sach', (c) => listPage(c))
  .get('/hoc-tap/:id/danh-sach/mau.xlsx', (c) =>
    c.body(
      writeXlsx([{ name: 'Danh sách', rows: [[...headingRow]], widths: [30, 12, 36, 12] }]),
      200,
      spreadsheetHeaders('mau-diem-danh.xlsx'),
    ),
  )
  .post('/hoc-tap/:id/danh-sach/nhap', takesFiles(8 * 1_048_576), (c) =>
    take(
      c,
      button,
      async (_, { files }) => {
        const file = files.file?.[0]
        if (!file) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
        return previewFile(c.var.actor, c.req.param('id'), { name: file.name, bytes: await file.bytes() })
      },
      {
        to: (preview) => (preview.previewId ? addressOf(preview) : notStored(c, preview)),
        page: ({ problems }) => listPage(c, { fileForm: { problems } }),
      },
    ),
  )
  .post('/hoc-tap/:id/danh-sach/go', (c) =>
    take(
      c,
      typedList,
      async ({ lines }, { typed }) => ({
        preview: await previewTyped(c.var.actor, c.req.param('id'), lines),
        typed,
      }),
      {
        to: ({ preview, typed }) => (preview.confirm ? addressOf(preview) : notStored(c, preview, { typed })),
        page: (form) => listPage(c, { typedForm: form }),
      },
    ),
  )
  .get('/hoc-tap/:id/danh-sach/nhap/:preview', async (c) =>
    previewPage(c, await previewOf(c.var.actor, c.req.param('id'), c.req.param('preview'))),
  )
  .post('/hoc-tap/:id/danh-sach/nhap/:preview/chon', (c) => {
    const { id, preview } = c.req.param()
    return take(c, choice, (said) => chooseInList(c.var.actor, id, preview, said), {
      to: `/hoc-tap/${id}/danh-sach/nhap/${preview}`,
      page: (form) => {
        if (!previewExpired(form)) throw form.problems
        return listPage(c, { fileForm: { problems: form.problems } })
      },
    })
  })
  .post('/hoc-tap/:id/danh-sach/nhap/:preview', (c) => {
    const { id, preview: previewId } = c.req.param()
    return take(c, listConfirmation, (entry) => confirmList(c.var.actor, id, { previewId, ...entry }), {
      to: (added) => `/hoc-tap/${id}/danh-sach?them=${added}`,
      page: async (form) =>
        previewExpired(form)
          ? listPage(c, { fileForm: { problems: form.problems } })
          : previewPage(c, await previewOf(c.var.actor, id, previewId), form),
    })
  })
  .post('/hoc-tap/:id/danh-sach/bo', (c) => {
    const id = c.req.param('id')
    return take(c, takingOff, ({ listedId, reason }) => takeOffList(c.var.actor, id, listedId, reason), {
      to: `/hoc-tap/${id}/danh-sach`,
      page: ({ problems }) => listPage(c, { offForm: { problems } }),
    })
  })
