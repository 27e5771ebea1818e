import { formatDay, t } from '#platform/i18n'
import { today } from '#platform/time'
import {
  Button,
  Buttons,
  CheckField,
  Flash,
  Form,
  type FormState,
  LongText,
  PasswordField,
  ProblemSummary,
  Section,
  SelectField,
  TextField,
} from '#ui'
import { remarksAtOnce } from '../entry.ts'
import { onIssuedOf } from '../kinds.ts'
import type { Life } from '../life.ts'
import type { OwnName } from './site.ts'

/** Forms of the page that were refused, each with what was typed. */
export type Forms = Partial<
  Record<'freeze' | 'name' | 'approve' | 'giveBack' | 'sign' | 'withdraw' | 'reopen', FormState>
>
type Props = {
  life: Life
  here: string
  forms: Forms
  asksForCode: boolean
  ownName: OwnName | undefined
}

/** Whether this person would give the last signature, and the paper bears another name than theirs. */
const isSignedByAnother = ({ frozen, signatures, stranger, may }: Life): boolean =>
  frozen?.state === 'approved' &&
  may.sign &&
  stranger !== undefined &&
  frozen.signers - signatures.length <= 1

/** Which forms stand on the page now; another one may have been sent from a page that has grown old. */
export function formsShown(life: Life): Set<keyof Forms> {
  const { state, frozen, may } = life
  const shown: [keyof Forms, boolean][] = [
    ['freeze', state === 'draft' && may.compose],
    ['name', may.compose && (state === 'draft' || isSignedByAnother(life))],
    ['approve', state === 'frozen' && may.approve],
    ['sign', state === 'frozen' && frozen?.state === 'approved' && may.sign],
    ['giveBack', state === 'frozen' && may.giveBack],
    ['withdraw', state === 'issued' && may.withdraw],
    ['reopen', state === 'withdrawn' && may.compose],
  ]
  return new Set(shown.filter(([, isShown]) => isShown).map(([form]) => form))
}

/** Why a form was refused that is not there any more, with what was typed into it. */
export function GoneForms({ life, forms }: { life: Life; forms: Forms }) {
  const shown = formsShown(life)
  const gone = (Object.keys(forms) as (keyof Forms)[]).filter((form) => !shown.has(form))
  return (
    <>
      {gone.map((form) => (
        <>
          <ProblemSummary problems={forms[form]?.problems} />
          {Object.values(forms[form]?.typed ?? {})
            .map(String)
            .filter((text) => /\p{L}{3}/u.test(text) && !/^[0-9a-f-]{36}$/.test(text))
            .map((text) => (
              <p class="quiet">{text}</p>
            ))}
        </>
      ))}
    </>
  )
}

/** What the person who looks may do next. */
export function LifeActions(props: Props) {
  const { life, here, forms } = props
  const { state, frozen, may } = life
  if (state === 'frozen' && frozen)
    return (
      <>
        {may.approve ? <Approve {...props} /> : null}
        {frozen.state === 'approved' && may.sign ? <Sign {...props} /> : null}
        {may.giveBack ? <GiveBack {...props} /> : null}
      </>
    )
  if (!frozen) return null
  return (
    <>
      {state === 'issued' && may.withdraw ? (
        <details open={forms.withdraw?.problems !== undefined}>
          <summary>{t('report_frozen.withdraw_title', { paper: life.kind })}</summary>
          <Form {...forms.withdraw} action={`${here}/thu-hoi`} hidden={{ frozen: frozen.id }}>
            <p>{t('report_frozen.withdraw_lead')}</p>
            <LongText
              name="why"
              label={t('report_frozen.withdraw_why')}
              rows={3}
              maxLength={2000}
              required
              form={forms.withdraw}
            />
            <Buttons>
              <Button look="danger">{t('report_frozen.withdraw')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
      {state === 'withdrawn' && may.compose ? (
        <Form {...forms.reopen} action={`${here}/soan-lai`}>
          <p class="quiet">{t('report_frozen.reopen_lead')}</p>
          <Buttons>
            <Button icon="edit">{t('report_frozen.reopen')}</Button>
          </Buttons>
        </Form>
      ) : null}
    </>
  )
}

function Approve({ life: { frozen, may }, here, forms }: Props) {
  return (
    <Section title={t('report_frozen.approve_title', { level: may.level + 1 })}>
      <Form {...forms.approve} action={`${here}/duyet`} hidden={{ frozen: frozen?.id, level: may.level }}>
        <LongText
          name="words"
          label={t('report_frozen.approve_words')}
          rows={2}
          maxLength={2000}
          form={forms.approve}
        />
        <Buttons>
          <Button look="main" icon="done">
            {t('report_frozen.approve')}
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}

/** The paper bears another name than that of whoever looks: it cannot be signed by them, and says what to do. */
function SignedByAnother({ life: { kind, stranger = '', may, frozen }, ownName, forms }: Props) {
  return (
    <Section title={t('report_frozen.sign')} id="ky">
      <Flash tone="warning">{t('report_frozen.stranger', { printed: stranger, paper: kind })}</Flash>
      {ownName && may.compose && may.giveBack ? (
        <Form {...forms.name} action={ownName.href} hidden={{ frozen: frozen?.id }}>
          <p>{t('report_frozen.own_name_lead')}</p>
          <TextField
            name="position"
            label={t('report_frozen.own_position')}
            value={ownName.position}
            maxLength={100}
            width="medium"
            required
            form={forms.name}
          />
          <Buttons>
            <Button icon="edit">{t('report_frozen.own_name')}</Button>
          </Buttons>
        </Form>
      ) : null}
    </Section>
  )
}

function Sign(props: Props) {
  const { life, here, forms, asksForCode } = props
  const { frozen, signatures, isNumbered, typedNumber } = life
  const offer = onIssuedOf(life.kind)?.offer
  const missing = (frozen?.signers ?? 1) - signatures.length
  const isLast = missing <= 1
  if (isSignedByAnother(life)) return <SignedByAnother {...props} />
  return (
    <Section title={t(isLast ? 'report_frozen.sign_and_issue' : 'report_frozen.sign')} id="ky">
      <p>
        {isLast
          ? t('report_frozen.sign_lead', { paper: life.kind, day: formatDay(today()) })
          : t('report_frozen.sign_lead_more', { paper: life.kind, count: missing })}
      </p>
      <Form {...forms.sign} action={`${here}/ky`} hidden={{ frozen: frozen?.id }}>
        {isLast && offer ? (
          <CheckField name="send" label={t(offer.label)} hint={t(offer.hint)} checked form={forms.sign} />
        ) : null}
        {isLast && isNumbered ? <p class="quiet">{t('report_frozen.sign_number_taken')}</p> : null}
        {isLast && !isNumbered ? (
          <TextField
            name="number"
            label={t('report_frozen.sign_number', { paper: life.kind })}
            hint={t('report_frozen.sign_number_hint')}
            value={typedNumber === null ? '' : String(typedNumber)}
            inputMode="numeric"
            maxLength={5}
            width="short"
            required
            form={forms.sign}
          />
        ) : null}
        <PasswordField
          name="password"
          label={t('report_frozen.sign_password')}
          autocomplete="current-password"
          form={forms.sign}
        />
        {asksForCode ? (
          <TextField
            name="code"
            label={t('report_frozen.sign_code')}
            autocomplete="one-time-code"
            inputMode="numeric"
            width="short"
            form={forms.sign}
          />
        ) : null}
        <Buttons>
          <Button look="main" icon="done">
            {t(isLast ? 'report_frozen.sign_and_issue' : 'report_frozen.sign')}
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}

function GiveBack({ life: { kind, frozen }, here, forms }: Props) {
  const form = forms.giveBack ?? {}
  const choices = (frozen?.content.sections ?? []).map(({ key, heading }) => ({ value: key, label: heading }))
  return (
    <details open={form.problems !== undefined}>
      <summary>{t('report_frozen.give_back_title')}</summary>
      <Form {...form} action={`${here}/tra-lai`} hidden={{ frozen: frozen?.id }}>
        <p>{t('report_frozen.give_back_lead', { paper: kind })}</p>
        <LongText
          name="words"
          label={t('report_frozen.give_back_words')}
          rows={2}
          maxLength={2000}
          required
          form={form}
        />
        {Array.from({ length: remarksAtOnce }, (_, index) => (
          <fieldset>
            <legend>{t('report_frozen.remark_n', { n: index + 1 })}</legend>
            <SelectField
              name={`section.${index}`}
              label={t('report_frozen.remark_section')}
              choices={choices}
              form={form}
            />
            <TextField
              name={`passage.${index}`}
              label={t('report_frozen.remark_passage')}
              hint={t('report_frozen.remark_passage_hint')}
              maxLength={2000}
              form={form}
            />
            <TextField
              name={`remark.${index}`}
              label={t('report_frozen.remark_words')}
              maxLength={2000}
              form={form}
            />
          </fieldset>
        ))}
        <Buttons>
          <Button icon="back">{t('report_frozen.give_back')}</Button>
        </Buttons>
      </Form>
    </details>
  )
}
