import { t } from '#platform/i18n'
import { today } from '#platform/time'
import type { Theme } from '#themes'
import { ChoicesField, DayField, type FormState, LongText, PhotoField, SelectField, TextField } from '#ui'
import type { Direction } from '../entry.ts'
import type { Document } from '../store.ts'
import { typeChoices } from './words.tsx'

type Given = Partial<
  Pick<
    Document,
    'type' | 'number' | 'symbol' | 'issuedOn' | 'receivedOn' | 'issuer' | 'subject' | 'validFrom'
  >
> & {
  /** The last day on which it holds. */
  lastDay?: string | null
}

/** What is asked of a document, the same when it is registered and when it is put right. */
export function DocumentFields(props: {
  direction: Direction
  form: FormState
  given?: Given
  numberHint?: string
  symbolHint: string
}) {
  const { direction, form, given = {} } = props
  const isIssued = direction === 'issued'
  return (
    <>
      <SelectField
        name="type"
        label={t('documents.form.type')}
        choices={typeChoices()}
        value={given.type}
        required
        form={form}
      />
      {isIssued ? (
        <TextField
          name="number"
          label={t('documents.form.number')}
          hint={props.numberHint}
          value={given.number === null || given.number === undefined ? '' : String(given.number)}
          inputMode="numeric"
          width="short"
          maxLength={5}
          form={form}
        />
      ) : null}
      <TextField
        name="symbol"
        label={t('documents.form.symbol')}
        hint={props.symbolHint}
        value={given.symbol}
        width="medium"
        maxLength={60}
        required={!isIssued}
        form={form}
      />
      <DayField
        name="issuedOn"
        label={t('documents.form.issued_on')}
        value={given.issuedOn ?? (isIssued ? today() : '')}
        max={today()}
        required
        form={form}
      />
      {isIssued ? null : (
        <>
          <DayField
            name="receivedOn"
            label={t('documents.form.received_on')}
            value={given.receivedOn ?? today()}
            max={today()}
            required
            form={form}
          />
          <TextField
            name="issuer"
            label={t('documents.form.issuer')}
            hint={t('documents.form.issuer_hint')}
            value={given.issuer}
            maxLength={200}
            required
            form={form}
          />
        </>
      )}
      <LongText
        name="subject"
        label={t('documents.form.subject')}
        value={given.subject}
        rows={3}
        maxLength={1000}
        required
        form={form}
      />
      <details open={Boolean(given.validFrom || given.lastDay)}>
        <summary>{t('documents.form.validity')}</summary>
        <DayField
          name="validFrom"
          label={t('documents.form.valid_from')}
          value={given.validFrom}
          form={form}
        />
        <DayField name="validTo" label={t('documents.form.valid_to')} value={given.lastDay} form={form} />
      </details>
    </>
  )
}

/** The themes that a document can serve. Nothing where there are none. */
export const ThemesField = (props: {
  themes: readonly Theme[]
  chosen?: readonly string[]
  form: FormState
}) =>
  props.themes.length === 0 ? null : (
    <ChoicesField
      name="themes"
      label={t('documents.form.themes')}
      values={props.chosen}
      form={props.form}
      choices={props.themes.map((theme) => ({
        value: theme.id,
        label: theme.shortTitle,
        hint: `${theme.unitName} · ${theme.span === 'term' ? `${theme.fromYear}–${theme.toYear}` : theme.fromYear}`,
      }))}
    />
  )

/** Files of a document. */
export const PapersField = ({ form }: { form: FormState }) => (
  <PhotoField
    name="photos"
    label={t('documents.form.files')}
    hint={t('documents.form.files_hint')}
    accept="files"
    form={form}
  />
)

/** What a document carries out, with some that are in the registers already. */
export const CarriesFields = (props: {
  form: FormState
  known?: readonly Document[]
  required?: boolean
}) => {
  const symbols = [...new Set((props.known ?? []).map(({ symbol }) => symbol))].slice(0, 6)
  return (
    <>
      <TextField
        name="carries"
        label={t('documents.form.carries')}
        hint={
          symbols.length > 0
            ? `${t('documents.form.carries_hint')} ${t('documents.form.known', { symbols: symbols.join('; ') })}`
            : t('documents.form.carries_hint')
        }
        maxLength={1000}
        required={props.required}
        form={props.form}
      />
      <TextField
        name="clause"
        label={t('documents.form.clause')}
        hint={t('documents.form.clause_hint')}
        maxLength={200}
        form={props.form}
      />
    </>
  )
}
