import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  DayField,
  EmptyState,
  Form,
  type FormState,
  Section,
  TextField,
  WorkPage,
} from '#ui'
import { RecognitionFacts } from '../library/offer-view.tsx'
import { levels, recognitionEntry, withdrawal } from './entry.ts'
import { formForRecognition, recogniseInitiative, withdrawRecognition } from './recognise-initiative.ts'

async function recognitionPage(c: Context<Env>, forms: { entry?: FormState; withdrawal?: FormState }) {
  const { initiative, recognitions } = await formForRecognition(c.var.actor, c.req.param('id') ?? '')
  const at = `/quan-ly/mo-hinh/${initiative.id}/cong-nhan`
  const entry = forms.entry ?? {}
  const withdrawn = forms.withdrawal ?? {}
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('spread.recognition.title')}
      above={initiative.name}
      lead={t('spread.recognition.lead')}
      crumbs={[{ href: `/quan-ly/mo-hinh/${initiative.id}`, label: initiative.name }]}
      flash={flashOf(c, 'spread.flash')}
    >
      {recognitions.length === 0 ? (
        <EmptyState title={t('spread.recognition.none')}>{t('spread.recognition.none_help')}</EmptyState>
      ) : (
        <RecognitionFacts recognitions={recognitions} />
      )}
      <Section title={t('spread.recognition.add')}>
        <Form {...entry} action={at}>
          <ChoiceField
            name="level"
            label={t('spread.recognition.level')}
            required
            form={entry}
            choices={levels.map((level) => ({
              value: level,
              label: t(`spread.recognition.level_of.${level}`),
            }))}
          />
          <TextField
            name="document"
            label={t('spread.recognition.document')}
            hint={t('spread.recognition.document_hint')}
            maxLength={200}
            required
            form={entry}
          />
          <DayField name="day" label={t('spread.recognition.day')} max={today()} required form={entry} />
          <TextField
            name="issuer"
            label={t('spread.recognition.issuer')}
            hint={t('spread.recognition.issuer_hint')}
            maxLength={200}
            required
            form={entry}
          />
          <Buttons>
            <Button look="main" icon="done">
              {t('spread.recognition.save')}
            </Button>
          </Buttons>
        </Form>
      </Section>
      {recognitions.length > 0 ? (
        <details open={forms.withdrawal !== undefined}>
          <summary>{t('spread.recognition.withdraw_title')}</summary>
          <Form {...withdrawn} action={`${at}/rut`}>
            <ChoiceField
              name="recognitionId"
              label={t('spread.recognition.which')}
              required
              form={withdrawn}
              choices={recognitions.map((one) => ({
                value: one.id,
                label: `${t(`spread.recognition.badge.${one.level}`)}: ${one.document}`,
              }))}
            />
            <TextField
              name="why"
              label={t('spread.recognition.why')}
              hint={t('spread.recognition.why_hint')}
              maxLength={500}
              required
              form={withdrawn}
            />
            <Buttons>
              <Button look="danger">{t('spread.recognition.withdraw')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </WorkPage>,
  )
}

/** Recognitions of an initiative: those that stand, one more, one taken back. */
export const recognitionPages = new Hono<Env>()
  .get('/quan-ly/mo-hinh/:id/cong-nhan', (c) => recognitionPage(c, {}))
  .post('/quan-ly/mo-hinh/:id/cong-nhan', (c) => {
    const id = c.req.param('id')
    return take(c, recognitionEntry, (entry) => recogniseInitiative(c.var.actor, id, entry), {
      to: `/quan-ly/mo-hinh/${id}?da=cong-nhan`,
      page: (form) => recognitionPage(c, { entry: form }),
    })
  })
  .post('/quan-ly/mo-hinh/:id/cong-nhan/rut', (c) => {
    const id = c.req.param('id')
    return take(c, withdrawal, (entry) => withdrawRecognition(c.var.actor, id, entry), {
      to: `/quan-ly/mo-hinh/${id}/cong-nhan?da=rut`,
      page: (form) => recognitionPage(c, { withdrawal: form }),
    })
  })
