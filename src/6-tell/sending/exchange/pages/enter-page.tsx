import type { Context } from 'hono'
import { ChooseFile, RefusedFile } from '#imports'
import { formatInstant, formatPeriod, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { addressIn } from '#reports'
import { Badge, type BadgeTone, DataTable, EmptyState, type FormState, Section, WorkPage } from '#ui'
import { importAddress } from '../in/describe.ts'
import { type figureImport, formForEntering } from '../in/enter-figures.ts'
import { headingOf } from '../in/sheet.ts'
import type { KeptImport } from '../in/store.ts'

type Preview = Awaited<ReturnType<typeof figureImport.preview>>

export const tones: Record<KeptImport['state'], BadgeTone> = {
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
          cell: (one: KeptImport) => formatInstant(one.countedAt),
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
      {given.preview ? <RefusedFile preview={given.preview} headingOf={headingOf} /> : null}
      <Section title={t('report_exchange.enter.choose')}>
        <ChooseFile
          action={`${here}/nhap-so-lieu/xem-truoc`}
          words="report_exchange.enter"
          form={given.form}
          template={`${here}/nhap-so-lieu/mau.xlsx`}
          only=".xlsx"
        />
      </Section>
      <Imports imports={imports} />
    </WorkPage>,
  )
}
