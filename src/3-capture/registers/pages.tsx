import { type Context, Hono } from 'hono'
import { importPages, PlannedRows } from '#imports'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, formatInstant, formatNumber, t, worded } from '#platform/i18n'
import { instantPlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Card,
  EmptyState,
  Facts,
  Flash,
  Form,
  type FormState,
  Grid,
  LinkButton,
  ListPage,
  LongText,
  Section,
  WorkPage,
} from '#ui'
import { importHref, intakeHref, pastHref } from './addresses.ts'
import { checkIntake, intakeOf, pastRecords, togetherEntry } from './check-intake.ts'
import { kindToImport, registerImport } from './import-registers.ts'
import type { Intake } from './intake-store.ts'
import type { PastPlan } from './plan-records.ts'
import { emptyRegister } from './template.ts'

const kindOf = ({ kindVi, kindEn }: Intake): string => worded(kindVi, kindEn)

/** The kinds of which past records can be brought in. */
const Kinds = ({ kinds }: { kinds: Awaited<ReturnType<typeof pastRecords>>['kinds'] }) => (
  <Section title={t('registers.choose_kind')}>
    {kinds.length === 0 ? (
      <EmptyState title={t('registers.no_kind')}>{t('registers.no_kind_help')}</EmptyState>
    ) : (
      <Grid size="normal">
        {kinds.map(({ code, nameVi, nameEn, purposeVi, purposeEn }) => (
          <Card title={worded(nameVi, nameEn)} href={importHref(code)} level={3}>
            {worded(purposeVi, purposeEn)}
          </Card>
        ))}
      </Grid>
    )}
  </Section>
)

async function listPage(c: Context<Env>) {
  const { rows, next, waiting, kinds, mayRecord } = await pastRecords(c.var.actor, placeIn(c, instantPlace))
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('registers.title')}
      lead={t('registers.lead')}
      caption={t('registers.files')}
      columns={[
        {
          head: t('registers.file'),
          title: true,
          cell: (row) => <a href={intakeHref(row.id)}>{row.fileName}</a>,
        },
        { head: t('registers.kind'), cell: kindOf },
        {
          head: t('registers.imported'),
          cell: (row) => `${row.importer}, ${formatInstant(row.importedAt)}`,
        },
        { head: t('ui.state.recorded'), number: true, cell: (row) => formatNumber(row.recorded) },
        { head: t('ui.state.accepted'), number: true, cell: (row) => formatNumber(row.accepted) },
        { head: t('ui.state.rejected'), number: true, cell: (row) => formatNumber(row.rejected) },
      ]}
      rows={rows}
      empty={{ title: t('registers.empty'), help: t('registers.empty_help') }}
      nextHref={nextHref(c, next)}
    >
      {waiting > 0 ? <Flash tone="info">{t('registers.waiting', { count: waiting })}</Flash> : null}
      {mayRecord ? <Kinds kinds={kinds} /> : null}
    </ListPage>,
  )
}

/** All that a file would do. */
const Planned = ({ records, initiatives, earlier, already }: PastPlan) => (
  <>
    {already > 0 ? <Flash tone="info">{t('registers.already', { count: already })}</Flash> : null}
    <PlannedRows
      title={t('registers.new_initiatives', { count: initiatives.length })}
      rows={initiatives.map((one) => ({ ...one, id: one.key }))}
      columns={[
        { head: t('registers.initiative'), title: true, cell: ({ name }) => name },
        { head: t('registers.unit'), cell: ({ unitName }) => unitName },
        { head: t('registers.begins'), cell: ({ startedOn }) => formatDay(startedOn) },
      ]}
    />
    <PlannedRows
      title={t('registers.begin_earlier', { count: earlier.length })}
      rows={earlier}
      columns={[
        { head: t('registers.initiative'), title: true, cell: ({ name }) => name },
        {
          head: t('registers.begins_now'),
          cell: ({ from }) => (from ? formatDay(from) : t('initiatives.state.proposed')),
        },
        { head: t('registers.begins'), cell: ({ to }) => formatDay(to) },
      ]}
    />
    <PlannedRows
      title={t('registers.records', { count: records.length })}
      rows={records.map((one) => ({ ...one, id: String(one.row) }))}
      columns={[
        { head: t('registers.row'), number: true, cell: ({ row }) => String(row) },
        { head: t('registers.unit'), title: true, cell: ({ unitName }) => unitName },
        { head: t('registers.initiative'), cell: ({ initiative }) => initiative },
        { head: t('activities.field.day'), cell: ({ day }) => formatDay(day) },
        { head: t('activities.field.summary'), cell: ({ summary }) => summary },
        {
          head: t('registers.answers'),
          number: true,
          cell: ({ answers }) => formatNumber(Object.keys(answers).length),
        },
      ]}
    />
  </>
)

const fromFiles = importPages({
  of: registerImport,
  at: '/so-lieu-cu/:kind/nhap',
  words: 'registers.import',
  within: (c) => ({ kind: c.req.param('kind') ?? '' }),
  head: async (c) => {
    const { kind } = await kindToImport(c.var.actor, c.req.param('kind') ?? '')
    return {
      above: worded(kind.nameVi, kind.nameEn),
      crumbs: [{ href: pastHref, label: t('registers.title') }],
    }
  },
  headingOf: (title) => title,
  shown: (plan) => <Planned {...plan} />,
  to: (id) => `${intakeHref(id)}?da=nhap`,
  template: {
    name: 'mau-so-lieu-cu.xlsx',
    bytes: (c) => emptyRegister(c.var.actor, c.req.param('kind') ?? ''),
  },
})

/** What a checker can say of all records of a file at once. */
const Together = ({ id, count, form }: { id: string; count: number; form: FormState }) => (
  <Section title={t('registers.check', { count })}>
    <p>{t('registers.check_help')}</p>
    <Form {...form} action={intakeHref(id)} hidden={{ seen: String(count) }}>
      <LongText
        name="reason"
        label={t('registers.reason')}
        hint={t('registers.reason_hint')}
        rows={2}
        maxLength={1000}
        form={form}
      />
      <Buttons sticky>
        <Button look="main" icon="done" name="verdict" value="accepted">
          {t('registers.accept', { count })}
        </Button>
        <Button name="verdict" value="rejected">
          {t('registers.reject', { count })}
        </Button>
      </Buttons>
    </Form>
  </Section>
)

async function intakePage(c: Context<Env>, form: FormState = {}) {
  const { intake, together, closed } = await intakeOf(c.var.actor, c.req.param('id') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={intake.fileName}
      above={kindOf(intake)}
      crumbs={[{ href: pastHref, label: t('registers.title') }]}
      flash={flashOf(c, 'registers.flash')}
    >
      <Facts
        items={[
          {
            label: t('registers.imported'),
            value: `${intake.importer}, ${formatInstant(intake.importedAt)}`,
          },
          ...(['recorded', 'accepted', 'returned', 'rejected'] as const).map((state) => ({
            label: t(`ui.state.${state}`),
            value: formatNumber(intake[state]),
          })),
        ]}
      />
      <p>
        <LinkButton href={`/hoat-dong?tep=${intake.id}`}>{t('registers.see_records')}</LinkButton>
      </p>
      {closed > 0 ? <Flash tone="info">{t('registers.of_closed_years', { count: closed })}</Flash> : null}
      {together > 0 ? (
        <Together id={intake.id} count={together} form={form} />
      ) : intake.recorded > 0 ? (
        <Flash tone="info">{t('registers.others_check')}</Flash>
      ) : null}
    </WorkPage>,
  )
}

/** Records of the years before: brought in from files, and checked together. */
export const registerPages = new Hono<Env>()
  .get(pastHref, listPage)
  .get(`${pastHref}/tep/:id`, (c) => intakePage(c))
  .post(`${pastHref}/tep/:id`, (c) => {
    const id = c.req.param('id')
    return take(c, togetherEntry, (entry) => checkIntake(c.var.actor, id, entry), {
      to: `${intakeHref(id)}?da=duyet`,
      page: (form) => intakePage(c, form),
    })
  })
  .route('/', fromFiles)
