import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import {
  type Checked,
  checkedReport,
  codeTyped,
  heldAgainst,
  PaperSheet,
  publishedReport,
  publishedReports,
  sheetOf,
  signersOf,
} from '#papers'
import { takesFiles } from '#platform/bodies'
import { formatDay, formatInstant, formatPeriod, t } from '#platform/i18n'
import { instantPlace, packPlace, placeIn } from '#platform/lists/page'
import { readForm } from '#platform/submit'
import type { Env } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  DataTable,
  EmptyState,
  Facts,
  FileField,
  Flash,
  Form,
  Pager,
  Section,
  TextField,
} from '#ui'
import { publish, to } from './frame.tsx'

/** What sentences call a paper: a report has a period. */
const kindOf = ({ period }: Checked): string => (period === null ? 'other' : 'report')

const tones = { issued: 'done', replaced: 'neutral', withdrawn: 'problem' } as const
const State = ({ state }: { state: string }) => (
  <Badge tone={tones[state as keyof typeof tones] ?? 'neutral'}>{t(`report_reading.state.${state}`)}</Badge>
)

async function listPage(c: Context<Env>) {
  const { rows, next } = await publishedReports(placeIn(c, instantPlace))
  return publish(c, {
    title: t('report_reading.public_title'),
    lead: t('report_reading.public_lead'),
    children: (
      <>
        <DataTable
          caption={t('report_reading.public_title')}
          quietCaption
          rows={rows}
          empty={
            <EmptyState title={t('report_reading.public_empty')}>
              {t('report_reading.public_empty_help')}
            </EmptyState>
          }
          columns={[
            {
              head: t('reports.report'),
              title: true,
              cell: (row) => (
                <a href={to(`/bao-cao-cong-khai/${row.code}`)}>{`${row.unitName}: ${row.subject}`}</a>
              ),
            },
            { head: t('reports.period'), cell: (row) => formatPeriod(row.period) },
            { head: t('reports.issued_on'), cell: (row) => formatDay(row.issuedOn) },
            { head: t('report_reading.state_label'), cell: (row) => <State state={row.state} /> },
          ]}
        />
        <Pager nextHref={next ? `${to('/bao-cao-cong-khai')}?sau=${packPlace(next)}` : null} />
        <p>
          <a href={to('/kiem-chung')}>{t('report_reading.check_link')}</a>
        </p>
      </>
    ),
  })
}

async function reportPage(c: Context<Env>) {
  const { content, checked } = await publishedReport(c.req.param('code') ?? '')
  return publish(c, {
    title: `${content.outline.title} ${content.subject}`,
    above: content.unit.name,
    lead: [
      ...(checked.period ? [formatPeriod(checked.period)] : []),
      t('report_reading.issued_on', { day: formatDay(content.issuedOn) }),
    ].join(' · '),
    crumbs: [{ href: to('/bao-cao-cong-khai'), label: t('report_reading.public_title') }],
    children: (
      <>
        <NotInForce checked={checked} />
        <p>
          <a href={to(`/kiem-chung/${checked.code}`)}>
            {t('report_reading.check_this', { paper: kindOf(checked), code: checked.code })}
          </a>
        </p>
        <PaperSheet report={content} sheet={await sheetOf(content)} />
        <p class="quiet">{t('report_reading.public_note')}</p>
      </>
    ),
  })
}

function NotInForce({ checked }: { checked: Checked }) {
  if (checked.state === 'withdrawn')
    return <Flash tone="warning">{t('report_reading.withdrawn', { paper: kindOf(checked) })}</Flash>
  if (checked.state !== 'replaced') return null
  return (
    <Flash tone="warning">
      {checked.inForce ? (
        <a href={to(`/kiem-chung/${checked.inForce}`)}>
          {t('report_reading.replaced_by', { code: checked.inForce })}
        </a>
      ) : (
        t('report_reading.state.replaced')
      )}
    </Flash>
  )
}

const CodeForm = ({ typed }: { typed: string }) => (
  <form method="get" action={to('/kiem-chung')} class="form">
    <TextField
      name="ma"
      label={t('report_reading.code')}
      hint={t('report_reading.code_hint')}
      value={typed}
      maxLength={20}
      width="short"
      form={{}}
    />
    <Button look="main">{t('report_reading.check')}</Button>
  </form>
)

async function askPage(c: Context<Env>) {
  const typed = (c.req.query('ma') ?? '').slice(0, 20)
  if (typed.trim() === '')
    return publish(c, {
      title: t('report_reading.check_title'),
      lead: t('report_reading.check_lead'),
      children: (
        <>
          <CodeForm typed="" />
          <p>
            <a href={to('/minh-bach')}>{t('ledger.page.link')}</a>
          </p>
        </>
      ),
    })
  const code = codeTyped(typed)
  if (await checkedReport(code)) return c.redirect(to(`/kiem-chung/${code}`), 303)
  return notFound(c, typed)
}

const notFound = (c: Context<Env>, typed: string) =>
  publish(
    c,
    {
      title: t('report_reading.check_title'),
      children: (
        <>
          <Flash tone="problem">{t('report_reading.no_such_code', { code: typed })}</Flash>
          <CodeForm typed={typed} />
        </>
      ),
    },
    404,
  )

/** What a paper says, and, where somebody held a file against it, whether that is the issued one. */
async function checkedPage(c: Context<Env>, hold?: (checked: Checked) => Promise<Child>) {
  const typed = (c.req.param('code') ?? '').slice(0, 20)
  const checked = await checkedReport(codeTyped(typed))
  if (!checked) return notFound(c, typed)
  return publish(
    c,
    {
      title: t('report_reading.check_title'),
      lead: t('report_reading.found', { paper: kindOf(checked), unit: checked.unitName }),
      crumbs: [{ href: to('/kiem-chung'), label: t('report_reading.check_title') }],
      children: (
        <>
          <NotInForce checked={checked} />
          <Section title={`${checked.title} ${checked.subject}`}>
            <Facts
              items={[
                { label: t('report_reading.unit'), value: checked.unitName },
                { label: t('reports.period'), value: checked.period ? formatPeriod(checked.period) : '' },
                { label: t('reports.number'), value: checked.symbol ?? '–' },
                { label: t('reports.issued_on'), value: formatDay(checked.issuedOn) },
                { label: t('report_reading.state_label'), value: <State state={checked.state} /> },
                {
                  label: t('report_reading.reason'),
                  value: t(`report_reading.reasons.${checked.reason}`, { paper: kindOf(checked) }),
                },
                { label: t('report_reading.issued_at'), value: formatInstant(checked.issuedAt) },
                { label: t('report_reading.code'), value: checked.code },
                { label: t('report_reading.hash'), value: <code class="hash">{checked.hash}</code> },
              ]}
            />
          </Section>
          <Section title={t('report_reading.signatures')}>
            <DataTable
              caption={t('report_reading.signatures')}
              quietCaption
              rows={signersOf(checked)}
              empty={<p>{t('report_reading.unsigned', { paper: kindOf(checked) })}</p>}
              columns={[
                { head: t('reports.signer'), title: true, cell: (row) => `${row.position} ${row.name}` },
                {
                  head: t('report_reading.signed_at'),
                  cell: (row) =>
                    row.isTimeSigned
                      ? formatInstant(row.signedAt)
                      : t('report_reading.time_unsigned', { at: formatInstant(row.signedAt) }),
                },
                {
                  head: t('report_reading.signature'),
                  cell: (row) => (
                    <Badge tone={row.isValid ? 'done' : 'problem'}>
                      {t(row.isValid ? 'report_reading.valid' : 'report_reading.invalid')}
                    </Badge>
                  ),
                },
              ]}
            />
          </Section>
          <Section title={t('report_reading.hold')} id="tep">
            {await hold?.(checked)}
            <Form action={`${to(`/kiem-chung/${checked.code}`)}#tep`} files>
              <FileField
                name="file"
                label={t('report_reading.file')}
                hint={t('report_reading.file_hint')}
                choose={t('report_reading.file_choose')}
                accept=".docx,.pdf"
              />
              <Buttons>
                <Button>{t('report_reading.hold_press')}</Button>
              </Buttons>
            </Form>
          </Section>
          {checked.isPublic ? (
            <p>
              <a href={to(`/bao-cao-cong-khai/${checked.code}`)}>
                {t('report_reading.read', { paper: kindOf(checked) })}
              </a>
            </p>
          ) : (
            <p class="quiet">{t('report_reading.not_public', { paper: kindOf(checked) })}</p>
          )}
        </>
      ),
    },
    hold ? 201 : 200,
  )
}

/** Holds a file against the issued ones; nothing of it is kept. */
function heldPage(c: Context<Env>) {
  return checkedPage(c, async (checked) => {
    const { files } = await readForm(c.req.raw)
    const file = files.file?.[0]
    if (!file || file.size === 0) return <Flash tone="problem">{t('report_reading.no_file')}</Flash>
    const { is } = heldAgainst(new Uint8Array(await file.arrayBuffer()), checked)
    return (
      <Flash tone={is === 'other' ? 'warning' : 'done'}>
        {t(`report_reading.held.${is}`, { name: file.name })}
      </Flash>
    )
  })
}

/** Reports that are published, and the page where anyone who holds a paper checks it. */
export const publicReportPages = new Hono<Env>()
  .get('/bao-cao-cong-khai', listPage)
  .get('/bao-cao-cong-khai/:code', reportPage)
  .get('/kiem-chung', askPage)
  .get('/kiem-chung/:code', (c) => checkedPage(c))
  .post('/kiem-chung/:code', takesFiles(16 * 1_048_576), heldPage)
