import type { Context } from 'hono'
import { formatInstant, formatPeriod, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { addressIn } from '#reports'
import {
  Badge,
  type BadgeTone,
  Button,
  Buttons,
  DataTable,
  EmptyState,
  FileField,
  Flash,
  type FormState,
  LinkButton,
  ProblemSummary,
  ReadingNotices,
  RowProblems,
  Section,
  WorkPage,
} from '#ui'
import { importAddress } from '../in/describe.ts'
import { formForEntering, type Preview } from '../in/enter-figures.ts'
import { headingOf } from '../in/sheet.ts'
import type { KeptImport } from '../in/store.ts'

export const tones: Record<KeptImport['state'], BadgeTone> = {
  waiting: 'waiting',
  counted: 'done',
  taken_back: 'problem',
}

/** Where one goes to enter figures, and what leads there. */
export function crumbsOf(unit: { slug: string; name: string }, period: string) {
  return [
    { href: '/bao-cao', label: t('reports.title') },
    { href: `/bao-cao/${unit.slug}/${period}`, label: t('reports.of', { unit: unit.name }) },
  ]
}

/** What was sent before for this unit, of whatever period. */
const Imports = ({ imports }: { imports: readonly KeptImport[] }) => (
  <Section title={t('report_exchange.enter.sent')}>
    <DataTable
      caption={t('report_exchange.enter.sent')}
      quietCaption
      rows={imports}
      empty={
        <EmptyState title={t('report_exchange.enter.none')}>
          {t('report_exchange.enter.none_help')}
        </EmptyState>
      }
      columns={[
        {
          head: t('report_exchange.enter.file'),
          title: true,
          cell: (one: KeptImport) => <a href={importAddress(one)}>{one.fileName}</a>,
        },
        { head: t('report_exchange.enter.period'), cell: (one: KeptImport) => formatPeriod(one.period) },
        { head: t('report_exchange.enter.who'), cell: (one: KeptImport) => one.who },
        {
          head: t('report_exchange.enter.when'),
          cell: (one: KeptImport) => formatInstant(one.countedAt ?? one.sentAt),
        },
        {
          head: t('report_exchange.enter.state_label'),
          cell: (one: KeptImport) => (
            <Badge tone={tones[one.state]}>{t(`report_exchange.enter.state.${one.state}`)}</Badge>
          ),
        },
      ]}
    />
  </Section>
)

const Faults = ({ preview }: { preview: Preview }) => (
  <Section title={t('report_exchange.enter.faults', { file: preview.fileName })}>
    <Flash tone="problem">{t('report_exchange.enter.nothing_counted')}</Flash>
    <ReadingNotices notices={preview.notices} />
    <RowProblems problems={preview.problems} headingOf={headingOf} />
  </Section>
)

/** Choose a file. Problems of the file that was just sent are shown above. */
export async function enterPage(c: Context<Env>, given: { form?: FormState; preview?: Preview } = {}) {
  const address = addressIn(c)
  const { unit, period, imports } = await formForEntering(c.var.actor, address)
  const name = address.outline === undefined ? period : `${period}~${address.outline}`
  const here = `/bao-cao/${unit.slug}/${name}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_exchange.enter.title')}
      above={`${unit.name} · ${formatPeriod(period)}`}
      lead={t('report_exchange.enter.lead')}
      crumbs={crumbsOf(unit, name)}
    >
      {given.preview ? <Faults preview={given.preview} /> : null}
      <Section title={t('report_exchange.enter.choose')}>
        <form
          method="post"
          action={`${here}/nhap-so-lieu`}
          enctype="multipart/form-data"
          class="form"
          novalidate
        >
          <ProblemSummary problems={given.form?.problems} />
          <FileField
            name="file"
            label={t('report_exchange.enter.file')}
            hint={t('report_exchange.enter.file_hint')}
            choose={t('report_exchange.enter.pick')}
            accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          />
          <Buttons>
            <Button look="main">{t('report_exchange.enter.read')}</Button>
            <LinkButton href={`${here}/nhap-so-lieu/mau.xlsx`} icon="download" download>
              {t('report_exchange.enter.template')}
            </LinkButton>
          </Buttons>
        </form>
      </Section>
      <Imports imports={imports} />
    </WorkPage>,
  )
}
