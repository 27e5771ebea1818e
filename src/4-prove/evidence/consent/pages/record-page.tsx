import { type Context, Hono } from 'hono'
import { takesForms } from '#platform/bodies'
import { take } from '#platform/forms/take'
import { sentenceOf, t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  ChoiceField,
  DayField,
  EmptyState,
  Form,
  type FormState,
  LongText,
  PhotoField,
  PhotoGrid,
  TextField,
  WorkPage,
} from '#ui'
import { kindOf } from '../../kinds.ts'
import { channels, consentEntry, personKinds, things, tickedOf, ways } from '../entry.ts'
import { formForConsent } from '../read.ts'
import { recordConsent } from '../record-consent.ts'

/** Boxes of which at least one is ticked – by a person: none is ticked beforehand, since silence is no consent. */
function Boxes(props: {
  group: 'thing' | 'channel'
  field: 'things' | 'channels'
  words: readonly string[]
  form: FormState
}) {
  const problem = listedProblem(props.form, props.field)
  const id = `f-${props.field}`
  return (
    <fieldset
      class={problem ? 'field field-wrong' : 'field'}
      id={id}
      aria-describedby={problem ? `${id}-problem` : undefined}
    >
      <legend class="field-label">{t(`evidence.consent.${props.field}`)}</legend>
      {problem ? (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      ) : null}
      {props.words.map((word) => (
        <CheckField
          name={`${props.group}.${word}`}
          label={t(`evidence.consent.${props.group}.${word}`)}
          form={props.form}
        />
      ))}
    </fieldset>
  )
}

function listedProblem(form: FormState, field: string): string | undefined {
  const problems = form.problems && 'fields' in form.problems ? form.problems.fields : []
  const found = problems.find((problem) => problem.field === field)
  return found && sentenceOf(found)
}

type Data = Awaited<ReturnType<typeof formForConsent>>

function PersonFields({ form }: { form: FormState }) {
  return (
    <>
      <TextField
        name="personName"
        label={t('evidence.consent.person_name')}
        hint={t('evidence.consent.person_name_hint')}
        maxLength={100}
        required
        form={form}
      />
      <ChoiceField
        name="personKind"
        label={t('evidence.consent.person_kind')}
        required
        form={form}
        choices={personKinds.map((kind) => ({
          value: kind,
          label: t(`evidence.consent.person.${kind}`),
          hint: t(`evidence.consent.person.${kind}_hint`),
        }))}
      />
      <TextField
        name="guardianName"
        label={t('evidence.consent.guardian_name')}
        hint={t('evidence.consent.guardian_hint')}
        maxLength={100}
        form={form}
      />
      <CheckField name="childAgreed" label={t('evidence.consent.child_agreed')} form={form} />
    </>
  )
}

function GivenFields({ form }: { form: FormState }) {
  return (
    <>
      <LongText
        name="purpose"
        label={t('evidence.consent.purpose')}
        hint={t('evidence.consent.purpose_hint')}
        rows={2}
        maxLength={500}
        required
        form={form}
      />
      <DayField name="givenOn" label={t('evidence.consent.given_on')} max={today()} required form={form} />
      <DayField
        name="validUntil"
        label={t('evidence.consent.valid_until')}
        hint={t('evidence.consent.valid_until_hint')}
        form={form}
      />
      <ChoiceField
        name="givenHow"
        label={t('evidence.consent.given_how')}
        required
        form={form}
        choices={ways.map((way) => ({ value: way, label: t(`evidence.consent.way.${way}`) }))}
      />
      <PhotoField
        name="proof"
        label={t('evidence.consent.proof')}
        hint={t('evidence.consent.proof_hint')}
        accept="files"
        one
        required
        form={form}
      />
    </>
  )
}

function RecordForm({ data, form }: { data: Data; form: FormState }) {
  const { file, units } = data
  return (
    <Form {...form} files hidden={{ attachmentId: file?.id }}>
      {file && kindOf(file.mediaType) === 'photo' ? (
        <PhotoGrid
          photos={[
            {
              src: `/minh-chung/${file.sha256}.small.jpg`,
              href: `/minh-chung/${file.sha256}.jpg`,
              alt: t('evidence.consent.the_photo'),
              caption: t('evidence.consent.the_photo'),
            },
          ]}
        />
      ) : null}
      <ChoiceField
        name="unitId"
        label={t('evidence.consent.unit')}
        value={file?.unitId ?? (units.length === 1 ? units[0]?.id : undefined)}
        choices={units.map(({ id, name }) => ({ value: id, label: name }))}
        required
        form={form}
      />
      <PersonFields form={form} />
      <Boxes group="thing" field="things" words={things} form={form} />
      <Boxes group="channel" field="channels" words={channels} form={form} />
      <GivenFields form={form} />
      <Buttons>
        <Button look="main" icon="done">
          {t('evidence.consent.save')}
        </Button>
      </Buttons>
    </Form>
  )
}

async function recordPage(c: Context<Env>, form: FormState) {
  const asked = c.req.query('anh') ?? String(form.typed?.attachmentId ?? '')
  const data = await formForConsent(c.var.actor, asked || undefined)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('evidence.consent.record')}
      lead={t('evidence.consent.record_lead')}
      crumbs={[{ href: '/dong-y', label: t('evidence.consent.title') }]}
    >
      {data.units.length === 0 ? (
        <EmptyState title={t('evidence.consent.no_units')}>{t('evidence.consent.no_units_help')}</EmptyState>
      ) : (
        <RecordForm data={data} form={form} />
      )}
    </WorkPage>,
  )
}

/** Recording that somebody agreed. */
export const consentRecordPages = new Hono<Env>()
  .get('/dong-y/moi', (c) => recordPage(c, {}))
  .post('/dong-y/moi', takesForms, (c) => {
    return take(
      c,
      consentEntry,
      async (entry, { typed, files }) => {
        const [proof] = files.proof ?? []
        return recordConsent(c.var.actor, {
          ...entry,
          things: tickedOf(typed, 'thing', things),
          channels: tickedOf(typed, 'channel', channels),
          proof: proof && { bytes: new Uint8Array(await proof.arrayBuffer()), name: proof.name },
        })
      },
      { to: (result) => `/dong-y/${result}?da=ghi`, page: (form) => recordPage(c, form) },
    )
  })
