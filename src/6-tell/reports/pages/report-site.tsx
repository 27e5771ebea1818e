import { type PaperSite, pagesOfPapers } from '#papers'
import { formatPeriod, t } from '#platform/i18n'
import { today } from '#platform/time'
import {
  Button,
  Buttons,
  Flash,
  Form,
  type FormState,
  LinkButton,
  ProblemSummary,
  Section,
  TextField,
} from '#ui'
import { begunReport, unitAt } from '../at-report.ts'
import { composeReport } from '../compose-report.ts'
import { pathOfReport } from '../papers-of-reports.ts'
import { lifeOf, type ReportLife } from '../report-life.ts'
import { addressIn } from './asked.ts'

type NameProps = { of: ReportLife; action: string; form: FormState | undefined }
type FreezeProps = { of: ReportLife; report: string; forms: Partial<Record<'freeze' | 'name', FormState>> }

/** Who signs is printed with their own name: whoever may is named in one press. */
function NameSigner({ of: { signers, stranger }, action, form = {} }: NameProps) {
  if (stranger === undefined) return <ProblemSummary problems={form.problems} />
  const offered = signers.slice(0, 5)
  return (
    <Flash tone="warning">
      <p>{t('report_frozen.nobody_signs', { printed: stranger })}</p>
      <Form {...form} action={action}>
        {offered.some(({ position }) => position === '') ? (
          <TextField
            name="position"
            label={t('reports.position')}
            hint={t('report_frozen.position_hint')}
            maxLength={100}
            width="medium"
            form={form}
          />
        ) : null}
        <Buttons>
          {offered.map(({ id, name, position }) => (
            <Button look="quiet" icon="edit" name="person" value={id}>
              {t('report_frozen.name_signer', { name: [position, name].filter(Boolean).join(' ') })}
            </Button>
          ))}
        </Buttons>
      </Form>
    </Flash>
  )
}

/** Freezes a report, or says what it still lacks. */
function Freeze({ of, report, forms: { freeze = {}, name } }: FreezeProps) {
  const { unwritten, unsupported, toKnow } = of
  return (
    <Section title={t('report_frozen.freeze')}>
      <p>{t('report_frozen.freeze_lead')}</p>
      {unwritten.length > 0 ? (
        <Flash tone="info">
          {t('report_frozen.freeze_unwritten', { count: unwritten.length, sections: unwritten.join(', ') })}
        </Flash>
      ) : null}
      {unsupported.length > 0 ? (
        <Flash tone="info">
          <p>{t('report_editor.freeze_unsupported', { count: unsupported.length })}</p>
          <ul lang="vi">
            {unsupported.slice(0, 20).map(({ heading, number, sentence }) => (
              <li>
                <strong>{number}</strong> – {heading}: {sentence}
              </li>
            ))}
          </ul>
        </Flash>
      ) : null}
      {toKnow}
      <NameSigner of={of} action={`${report}/trinh-ky/nguoi-ky`} form={name} />
      <Form {...freeze} action={`${report}/trinh-ky/chot`}>
        <Buttons>
          {unwritten.length > 0 ? (
            <LinkButton href={report} look="main" icon="record">
              {t('report_frozen.write')}
            </LinkButton>
          ) : unsupported.length > 0 ? (
            <LinkButton href={`${report}/soan/so`} look="main" icon="check">
              {t('report_editor.numbers')}
            </LinkButton>
          ) : (
            <Button look="main" icon="done">
              {t('report_frozen.freeze')}
            </Button>
          )}
        </Buttons>
      </Form>
    </Section>
  )
}

const crumbsOf = (href: string, unit: { name: string }) => [
  { href: '/bao-cao', label: t('reports.title') },
  { href, label: t('reports.of', { unit: unit.name }) },
]

/** Where reports are approved, signed and read as they were kept. */
export const reportSite: PaperSite = {
  kind: 'report',
  at: '/bao-cao/:unit/:period',
  file: 'bao-cao',
  dossierAt: (c) => begunReport(c.var.actor, addressIn(c)),
  frameOf: (c, unit, period) => {
    const href = `/bao-cao/${unit.slug}/${c.req.param('period')}`
    return { href, lead: formatPeriod(period), crumbs: crumbsOf(href, unit) }
  },
  lifeAt: async (c) => {
    const of = await lifeOf(c.var.actor, addressIn(c))
    const { life, outline, period, mayArrange, ownPosition } = of
    const href = pathOfReport({ unit: life.unit, outline, period })
    return {
      life,
      frame: { href, lead: `${outline.name} · ${formatPeriod(period)}`, crumbs: crumbsOf(href, life.unit) },
      ...(mayArrange ? { arrangeHref: `/bao-cao/cach-duyet/${life.unit.slug}` } : {}),
      ownName: { href: `${href}/trinh-ky/ten-toi`, position: ownPosition },
      beforeFrozen: (forms) => <Freeze of={of} report={href} forms={forms} />,
    }
  },
  today: async (c) => {
    const { slug, ...asked } = addressIn(c)
    const unit = await unitAt(c.var.actor, slug)
    return (db) => composeReport(db, { unitId: unit.id, ...asked }, today())
  },
}

/** The life of reports, their versions and files. */
export const pagesOfReportPapers = pagesOfPapers(reportSite)
