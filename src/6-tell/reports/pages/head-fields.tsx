import { t } from '#platform/i18n'
import { DayField, type FormState, LongText, Section, TextField } from '#ui'
import type { ReportHead } from '../report.ts'

/** What somebody else has kept of the head meanwhile. */
function KeptMeanwhile({ report: { draft, subject, addressees = [], body } }: { report: ReportHead }) {
  const kept = [
    draft?.number ? `${t('reports.number')} ${draft.number}` : '',
    draft?.issuedOn ?? '',
    ...addressees,
    subject,
    body.authority,
    draft?.signer.position ?? '',
    draft?.signer.name ?? '',
    ...body.recipients,
  ]
  return <p class="quiet">{`${t('reports.kept_meanwhile')}: ${kept.filter(Boolean).join(' · ')}`}</p>
}

/** Head and foot of a report: the words that stand there now, to be changed. */
export function HeadFields({
  isConflict,
  ...props
}: {
  report: ReportHead
  form: FormState
  isConflict: boolean
}) {
  const { report, form } = props
  const { draft, body } = report
  return (
    <Section title={t('reports.head')} id="phan-the-thuc">
      {isConflict ? <KeptMeanwhile report={report} /> : null}
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
      <LongText
        name="subject"
        label={t('reports.subject')}
        hint={t('reports.subject_hint')}
        value={report.subject}
        rows={2}
        maxLength={1000}
        form={form}
      />
      <LongText
        name="addressees"
        label={t('reports.addressees')}
        hint={t('reports.addressees_hint')}
        value={(report.addressees ?? []).join('\n')}
        rows={2}
        maxLength={4000}
        form={form}
      />
      <FootFields {...props} />
    </Section>
  )
}

function FootFields({ report: { draft, body }, form }: { report: ReportHead; form: FormState }) {
  return (
    <>
      <TextField
        name="authority"
        label={t('reports.authority')}
        hint={t('reports.authority_hint')}
        value={body.authority}
        maxLength={100}
        width="medium"
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
        hint={t('reports.signer_hint')}
        value={draft?.signer.name}
        maxLength={100}
        width="medium"
        form={form}
      />
      <LongText
        name="recipients"
        label={t('reports.recipients')}
        hint={t('reports.recipients_hint')}
        value={body.recipients.join('\n')}
        rows={4}
        maxLength={4000}
        form={form}
      />
    </>
  )
}
