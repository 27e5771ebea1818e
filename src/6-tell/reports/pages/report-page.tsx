import type { Context } from 'hono'
import { formatInstant, formatPeriod, t } from '#platform/i18n'
import { statusOf } from '#platform/problem'
import { submit } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  DayField,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  Prose,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { longestWords, reportEntry } from '../entry.ts'
import { type WordSection, wordSections } from '../outlines.ts'
import { reportOf } from '../read.ts'
import { saveReport } from '../save-report.ts'
import { romans, ShownBlocks, Words } from './report-blocks.tsx'

type Report = Awaited<ReturnType<typeof reportOf>>
type Typed = { report: Report; form: FormState; isOutdated: boolean }

/** What is kept now, beside what was typed, where somebody else has written meanwhile: neither text is lost. */
function KeptMeanwhile({ typed, kept }: { typed: unknown; kept: string }) {
  if (String(typed ?? '').trim() === kept.trim()) return null
  return (
    <details open class="quiet">
      <summary>{t('reports.kept_meanwhile')}</summary>
      {kept === '' ? <p>{t('reports.kept_nothing')}</p> : <Words text={kept} />}
    </details>
  )
}

function WordsField({ report, form, isOutdated, section }: Typed & { section: WordSection }) {
  const kept = report.draft?.words[section] ?? ''
  return (
    <>
      <LongText
        name={section}
        label={t(`reports.author.${section}`)}
        hint={t('reports.author.hint')}
        value={kept}
        rows={6}
        maxLength={longestWords}
        form={form}
      />
      {isOutdated ? <KeptMeanwhile typed={form.typed?.[section]} kept={kept} /> : null}
    </>
  )
}

function HeadFields({ report, form, isOutdated }: Typed) {
  const { draft, body } = report
  const kept = [
    draft?.number ? `${t('reports.number')} ${draft.number}` : '',
    draft?.issuedOn ?? '',
    draft?.signer.position ?? '',
    draft?.signer.name ?? '',
  ]
  return (
    <Section title={t('reports.head')}>
      <TextField
        name="number"
        label={t('reports.number')}
        hint={t('reports.number_hint', { symbol: body.symbol })}
        value={draft?.number === null || draft?.number === undefined ? '' : String(draft.number)}
        inputMode="numeric"
        maxLength={5}
        width="short"
        form={form}
      />
      <DayField
        name="issuedOn"
        label={t('reports.issued_on')}
        hint={t('reports.issued_on_hint')}
        value={report.issuedOn}
        required
        form={form}
      />
      <TextField
        name="position"
        label={t('reports.position')}
        value={draft?.signer.position || body.position}
        maxLength={100}
        width="medium"
        form={form}
      />
      <TextField
        name="signer"
        label={t('reports.signer')}
        value={draft?.signer.name}
        maxLength={100}
        width="medium"
        form={form}
      />
      {isOutdated ? (
        <p class="quiet">{`${t('reports.kept_meanwhile')}: ${kept.filter(Boolean).join(' · ')}`}</p>
      ) : null}
    </Section>
  )
}

/** The report as it will be printed, section by section. */
const Sections = ({ report }: { report: Report }) => (
  <>
    {report.sections.map(({ heading, blocks }, index) => (
      <Section title={`${romans[index]}- ${heading}`}>
        <ShownBlocks blocks={blocks} />
      </Section>
    ))}
  </>
)

/** What only people know: the words of the sections, the number, the day, who signs. */
function AuthorsForm(props: Typed & { action: string; seen: number | string }) {
  return (
    <Section title={t('reports.write')} id="viet">
      <Form {...props.form} action={props.action} hidden={{ seen: props.seen }}>
        {wordSections.map((section) => (
          <WordsField {...props} section={section} />
        ))}
        <HeadFields {...props} />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('reports.save')}
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}

function Actions({ here, mayCompose }: { here: string; mayCompose: boolean }) {
  return (
    <>
      {mayCompose ? (
        <LinkButton href="#viet" look="main" icon="record">
          {t('reports.write')}
        </LinkButton>
      ) : null}
      <LinkButton href={`${here}/bao-cao.docx`} icon="download" download>
        {t('reports.docx')}
      </LinkButton>
      <LinkButton href={`${here}/bao-cao.pdf`} icon="download" download>
        {t('reports.pdf')}
      </LinkButton>
      <LinkButton href={`${here}/kiem-tra`} icon="check">
        {t('report_check.title')}
      </LinkButton>
    </>
  )
}

async function reportPage(c: Context<Env>, form: FormState, status: 200 | 409 | 422) {
  const report = await reportOf(c.var.actor, c.req.param('unit') ?? '', c.req.param('period') ?? '')
  const isOutdated = status === 409
  const here = `/bao-cao/${report.unit.slug}/${report.period}`
  // Whoever has been shown what was written meanwhile may write over it; any other refusal keeps the version they saw.
  const seen = isOutdated || !form.typed ? (report.draft?.seen ?? 0) : String(form.typed.seen ?? 0)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('reports.of', { unit: report.unit.name })}
      lead={formatPeriod(report.period)}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
      flash={c.req.query('da') === 'luu' ? { text: t('reports.saved') } : undefined}
      actions={<Actions here={here} mayCompose={report.mayCompose} />}
    >
      <p class="quiet">
        {t('reports.figures_open')}
        {report.draft
          ? ` ${t('reports.saved_at', { instant: formatInstant(report.draft.writtenAt), who: report.draft.writerName ?? '–' })}`
          : ''}
      </p>
      {report.unwritten.length > 0 ? (
        <Flash tone="info">{t('reports.unwritten_sections', { count: report.unwritten.length })}</Flash>
      ) : null}
      <div lang="vi">
        <Prose>
          <p>
            <strong>{`${report.outline.title} ${report.subject}`}</strong>
          </p>
          <p>{report.opening}</p>
        </Prose>
      </div>
      <Sections report={report} />
      {report.mayCompose ? (
        <AuthorsForm report={report} form={form} isOutdated={isOutdated} action={here} seen={seen} />
      ) : null}
    </WorkPage>,
    status,
  )
}

export const showReport = (c: Context<Env>) => reportPage(c, {}, 200)

/** Keeps what was written; a refusal gives it back, beside what somebody else wrote meanwhile. */
export async function keepReport(c: Context<Env>) {
  const unit = c.req.param('unit') ?? ''
  const period = c.req.param('period') ?? ''
  const sent = await submit(c.req.raw, reportEntry, (entry) => saveReport(c.var.actor, unit, period, entry))
  if (!sent.problems)
    return c.redirect(`/bao-cao/${encodeURIComponent(unit)}/${encodeURIComponent(period)}?da=luu`, 303)
  if (statusOf(sent.problems) === 404) throw sent.problems
  return reportPage(c, sent, sent.problems.code === 'seen_is_outdated' ? 409 : 422)
}
