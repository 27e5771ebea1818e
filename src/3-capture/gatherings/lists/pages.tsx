import { type Context, Hono } from 'hono'
import { ChooseFile, importPages, PlannedRows, RefusedFile } from '#imports'
import { countIn } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { spreadsheetHeaders, writeXlsx } from '#platform/spreadsheet'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  type Column,
  DataTable,
  EmptyState,
  Flash,
  Form,
  type FormState,
  LongText,
  ProblemSummary,
  Section,
  WorkPage,
} from '#ui'
import { ReasonField } from '../pages/plan-pages.tsx'
import { takingOff, typedList } from './entry.ts'
import { attendanceList, type ListedPerson, listImport, takeOffList } from './keep-list.ts'
import { headingOf, headingRow, listTyped } from './rules.ts'

type ListPreview = Awaited<ReturnType<typeof listImport.previewOf>>

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
  given: {
    typedForm?: FormState
    fileForm?: FormState | undefined
    offForm?: FormState
    preview?: ListPreview | undefined
  } = {},
) {
  const { gathering, persons } = await attendanceList(c.var.actor, c.req.param('id') ?? '')
  const at = `/hoc-tap/${gathering.id}/danh-sach`
  const typedForm = given.typedForm ?? {}
  const added = countIn(c, 'them')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('gatherings.list.title')}
      lead={t('gatherings.list.lead')}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
      flash={added > 0 ? { text: t('gatherings.flash.listed', { count: added }) } : undefined}
    >
      {given.preview ? <NotWritten preview={given.preview} /> : null}
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
        <ChooseFile
          action={`${at}/nhap`}
          words="gatherings.list"
          form={given.fileForm}
          template={`${at}/mau.xlsx`}
          quiet
        />
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
            <Button>{t('imports.preview')}</Button>
          </Buttons>
        </Form>
      </Section>
      <p class="quiet">{t('gatherings.list.kept')}</p>
    </WorkPage>,
  )
}

/** A preview that goes no further: nobody in it can be written. */
const NotWritten = ({ preview }: { preview: ListPreview }) =>
  preview.plan.problems.length > 0 ? (
    <RefusedFile preview={preview} headingOf={headingOf} title={t('gatherings.list.not_written')} />
  ) : (
    <Flash tone="info">{t('gatherings.list.all_there', { count: preview.plan.already })}</Flash>
  )

/** People from a file. */
const fromFiles = importPages({
  of: listImport,
  at: '/hoc-tap/:id/danh-sach/nhap',
  words: 'gatherings.list',
  within: (c) => ({ gatheringId: c.req.param('id') ?? '' }),
  head: async (c) => {
    const { gathering } = await attendanceList(c.var.actor, c.req.param('id') ?? '')
    return { crumbs: [{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }] }
  },
  choose: {
    at: (c) => `/hoc-tap/${c.req.param('id')}/danh-sach`,
    page: (c, { form, preview }) => listPage(c, { fileForm: form, preview }),
  },
  headingOf,
  shown: ({ persons, already }) => (
    <>
      <p>{t('gatherings.list.preview_lead', { count: persons.length, already })}</p>
      <PlannedRows
        title={t('gatherings.list.to_add', { count: persons.length })}
        rows={persons.map((one) => ({ ...one, id: '' }))}
        columns={personColumnsNow()}
      />
    </>
  ),
  asks: ({ gathering }, form) => <ReasonField form={form} gathering={gathering} />,
  to: (added, c) => `/hoc-tap/${c.req.param('id')}/danh-sach?them=${added}`,
})

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
  .route('/', fromFiles)
  .post('/hoc-tap/:id/danh-sach/go', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      typedList,
      async ({ lines }, { typed }) => ({
        preview: await listImport.previewTyped(c.var.actor, { gatheringId: id }, listTyped(lines)),
        typed,
      }),
      {
        to: ({ preview, typed }) => {
          if (preview.confirm && preview.plan.persons.length > 0)
            return `/hoc-tap/${id}/danh-sach/nhap/${preview.confirm.importId}`
          c.status(422)
          return listPage(c, { preview, typedForm: { typed } })
        },
        page: (form) => listPage(c, { typedForm: form }),
      },
    )
  })
  .post('/hoc-tap/:id/danh-sach/bo', (c) => {
    const id = c.req.param('id')
    return take(c, takingOff, ({ listedId, reason }) => takeOffList(c.var.actor, id, listedId, reason), {
      to: `/hoc-tap/${id}/danh-sach`,
      page: ({ problems }) => listPage(c, { offForm: { problems } }),
    })
  })
