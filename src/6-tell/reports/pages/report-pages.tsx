import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Run } from '#platform/documents'
import { formatInstant, formatPeriod, t } from '#platform/i18n'
import { dayField, submit, textField } from '#platform/submit'
import { addMonths, today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DataTable,
  DayField,
  EmptyState,
  Form,
  type FormState,
  LinkButton,
  LongText,
  NumberField,
  Section,
  TextField,
  UnitPicker,
  WorkPage,
} from '#ui'
import type { ComposedReport } from '../compose-report.ts'
import { filesOf } from '../official-document.ts'
import { authored } from '../outlines.ts'
import { unitsToReport } from '../read.ts'
import { reportOf, reportsBegun, saveReport } from '../save-report.ts'

/** The months and quarters that can be reported on, the newest first; last month is what is mostly wanted. */
function periodsToChoose(): string[] {
  const month = today().slice(0, 7)
  const months = Array.from({ length: 18 }, (_, index) => addMonths(month, -index - 1))
  const quarter = (one: string) => `${one.slice(0, 4)}-Q${Math.ceil(Number(one.slice(5)) / 3)}`
  return [...months, month, ...new Set(months.map(quarter))]
}

async function choosePage(c: Context<Env>) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const asked = c.req.query('ky')
  const period = asked && periodsToChoose().includes(asked) ? asked : (periodsToChoose()[0] ?? '')
  const units = await unitsToReport(c.var.actor, text)
  const begun = await reportsBegun(c.var.actor)
  return c.html(
    <WorkPage {...frameOf(c)} tab="more" title={t('reports.title')} lead={t('reports.lead')}>
      <form method="get" action="/bao-cao" class="filters" aria-label={t('reports.period')}>
        <label class="choose">
          <span>{t('reports.period')}</span>
          <select class="select" name="ky">
            {periodsToChoose().map((one) => (
              <option value={one} selected={one === period}>
                {formatPeriod(one)}
              </option>
            ))}
          </select>
        </label>
        <Button>{t('reports.choose')}</Button>
      </form>
      <Section title={t('reports.unit', { period: formatPeriod(period) })}>
        <UnitPicker
          action="/bao-cao"
          query={text}
          keep={{ ky: period }}
          units={units.map((unit) => ({ id: unit.slug, name: unit.name, code: unit.officialCode }))}
          hrefOf={(unit) => `/bao-cao/${unit.id}/${period}`}
          hasMore={units.length === 20}
        />
      </Section>
      <Section title={t('reports.begun')}>
        {begun.length === 0 ? (
          <EmptyState title={t('reports.empty')}>{t('reports.empty_help')}</EmptyState>
        ) : (
          <DataTable
            caption={t('reports.begun')}
            quietCaption
            rows={begun}
            columns={[
              {
                head: t('reports.report'),
                title: true,
                cell: (row) => (
                  <a
                    href={`/bao-cao/${row.unitSlug}/${row.period}`}
                  >{`${row.unitName} · ${formatPeriod(row.period)}`}</a>
                ),
              },
              { head: t('reports.number'), number: true, cell: (row) => row.number ?? '–' },
              {
                head: t('reports.written'),
                cell: (row) => `${formatInstant(row.writtenAt)} · ${row.writerName ?? ''}`,
              },
            ]}
          />
        )}
      </Section>
    </WorkPage>,
  )
}

const Runs = ({ runs }: { runs: readonly Run[] }) => (
  <>
    {runs.map((run) => {
      if (typeof run === 'string') return run
      if (!('figure' in run)) return run.text
      return run.url ? <a href={run.url}>{run.figure}</a> : <strong>{run.figure}</strong>
    })}
  </>
)

/** A block of a report as a page shows it: every figure opens in one click. */
function ShownBlock({ block }: { block: ComposedReport['sections'][number]['blocks'][number] }) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>
    case 'paragraph':
    case 'note':
      return (
        <p class={block.kind === 'note' ? 'quiet' : undefined}>
          <Runs runs={block.runs} />
        </p>
      )
    case 'list':
      return (
        <ul class="prose-list">
          {block.items.map((item) => (
            <li>
              <Runs runs={item} />
            </li>
          ))}
        </ul>
      )
    case 'table':
      return (
        <DataTable
          caption={block.caption ?? t('reports.table')}
          quietCaption
          rows={block.rows}
          columns={block.columns.map((column, index) => ({
            head: column.title,
            number: column.align === 'right',
            title: index === 0,
            cell: (row: readonly Run[]) => <Runs runs={[row[index] ?? '']} />,
          }))}
        />
      )
    default:
      return null
  }
}

async function reportPage(c: Context<Env>, form: FormState, status: 200 | 409 | 422) {
  const report = await reportOf(c.var.actor, c.req.param('unit') ?? '', c.req.param('period') ?? '')
  const { draft, unit, period } = report
  const here = `/bao-cao/${unit.slug}/${period}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('reports.of', { unit: unit.name })}
      lead={formatPeriod(period)}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
      flash={c.req.query('da') === 'luu' ? { text: t('reports.saved') } : undefined}
      actions={
        <>
          <LinkButton href={`${here}/bao-cao.docx`} look="main" icon="download" download>
            {t('reports.docx')}
          </LinkButton>
          <LinkButton href={`${here}/bao-cao.pdf`} icon="download" download>
            {t('reports.pdf')}
          </LinkButton>
        </>
      }
    >
      <p class="quiet">{t('reports.figures_open')}</p>
      <Form {...form} hidden={{ seen: String(form.typed?.seen ?? draft?.seen ?? 0) }}>
        {report.sections.map((section, index) => (
          <Section title={`${['I', 'II', 'III', 'IV', 'V'][index]}- ${section.heading}`}>
            {section.authored ? (
              <LongText
                name={section.authored}
                label={t(`reports.author.${section.authored}`)}
                hint={t('reports.author.hint')}
                value={draft?.words[section.authored]}
                rows={5}
                maxLength={20_000}
                form={form}
              />
            ) : null}
            {section.blocks
              .filter((block) => !section.authored || !isAuthors(block, draft?.words[section.authored]))
              .map((block) => (
                <ShownBlock block={block} />
              ))}
          </Section>
        ))}
        <Section title={t('reports.head')}>
          <NumberField
            name="number"
            label={t('reports.number')}
            hint={t('reports.number_hint')}
            value={draft?.number}
            form={form}
          />
          <DayField
            name="issuedOn"
            label={t('reports.issued_on')}
            value={draft?.issuedOn ?? today()}
            required
            form={form}
          />
          <TextField
            name="position"
            label={t('reports.position')}
            value={draft?.signer.position ?? report.issuer.position}
            maxLength={100}
            form={form}
          />
          <TextField
            name="signer"
            label={t('reports.signer')}
            value={draft?.signer.name}
            maxLength={100}
            form={form}
          />
        </Section>
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('reports.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
    status,
  )
}

/** Whether a block only repeats the author's words, which stand in the field to be edited. */
function isAuthors(
  block: ComposedReport['sections'][number]['blocks'][number],
  words: string | undefined,
): boolean {
  if (!words) return false
  const texts = block.kind === 'paragraph' ? block.runs : block.kind === 'list' ? block.items.flat() : []
  return texts.length > 0 && texts.every((run) => typeof run === 'string' && words.includes(run))
}

const entry = z.object({
  seen: z.coerce.number().int().min(0),
  leadership: textField(20_000).default(''),
  shortcomings: textField(20_000).default(''),
  next: textField(20_000).default(''),
  number: z
    .string()
    .default('')
    .transform((text) => (text.trim() === '' ? null : Number(text.replace(/\D/g, ''))))
    .refine((number) => number === null || (number >= 1 && number <= 99_999), 'report_number_is_impossible'),
  issuedOn: dayField(),
  position: textField(100).default(''),
  signer: textField(100).default(''),
})

async function download(c: Context<Env>, kind: 'docx' | 'pdf') {
  const report = await reportOf(c.var.actor, c.req.param('unit') ?? '', c.req.param('period') ?? '')
  const origin = c.var.site.origin ?? new URL(c.req.url).origin
  const files = await filesOf(report, today(), { isDemonstration: c.var.site.demonstration ?? false, origin })
  const types = {
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    pdf: 'application/pdf',
  }
  return c.body(new Uint8Array(files[kind]), 200, {
    'content-type': types[kind],
    'content-disposition': `attachment; filename="${files.name}.${kind}"`,
  })
}

/** Reports: choose a unit and a period, write what only people know, take the file. */
export const reportPages = new Hono<Env>()
  .get('/bao-cao', choosePage)
  .get('/bao-cao/:unit/:period', (c) => reportPage(c, {}, 200))
  .post('/bao-cao/:unit/:period', async (c) => {
    const { unit, period } = c.req.param()
    const sent = await submit(c.req.raw, entry, ({ seen, number, issuedOn, position, signer, ...words }) =>
      saveReport(c.var.actor, unit, period, {
        seen,
        number,
        issuedOn,
        signer: { name: signer, position },
        words: Object.fromEntries(authored.map((key) => [key, words[key]])),
      }),
    )
    if (!sent.problems) return c.redirect(`/bao-cao/${unit}/${period}?da=luu`, 303)
    if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
    return reportPage(c, sent, sent.problems.code === 'seen_is_outdated' ? 409 : 422)
  })
  .get('/bao-cao/:unit/:period/bao-cao.docx', (c) => download(c, 'docx'))
  .get('/bao-cao/:unit/:period/bao-cao.pdf', (c) => download(c, 'pdf'))
