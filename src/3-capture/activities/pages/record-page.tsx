import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Actor } from '#access'
import { keepEvidence, photoLimits, sendFile } from '#evidence'
import { conditionsInWords, type Field, requiredInWords } from '#kinds'
import { takesForms } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { formatDay, t, worded } from '#platform/i18n'
import { isId, newId } from '#platform/ids'
import { excerpt } from '#platform/plain-text'
import { checked, type FormBody, type Typed } from '#platform/submit'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  Card,
  DayField,
  EmptyState,
  Form,
  type FormState,
  Grid,
  LinkButton,
  LongText,
  PhotoField,
  SearchForm,
  WorkPage,
} from '#ui'
import { type Answers, activityEntry, answersTyped, photosTyped, withMoreRows } from '../entry.ts'
import { formForRecording, placesToRecord } from '../read.ts'
import { recordActivity } from '../record-activity.ts'
import { Questions } from './fields.tsx'

/** The browser entry that shrinks photos and sends them ahead. The form works without it. */
export const photoScript = 'src/3-capture/phone/browser/index.ts'

/** The photos of a form: those that came with it are kept now, those sent ahead are named by their hashes. */
export async function photosOf({ files, typed }: FormBody) {
  const kept = []
  for (const file of files.photos ?? [])
    kept.push(await keepEvidence(new Uint8Array(await file.arrayBuffer()), file.name))
  return { kept, ...photosTyped(typed) }
}

/**
 * A form that asks for more rows of a list, as it comes back: photos that came with it are kept, since a browser does not
 * give files back. Undefined where the form is to be saved.
 */
async function askedForRows(actor: Actor, { typed, files }: FormBody): Promise<FormState | undefined> {
  const more = withMoreRows(typed)
  if (!more) return undefined
  const sent = [typed.photosSent ?? '']
  for (const file of files.photos ?? [])
    sent.push((await sendFile(actor, new Uint8Array(await file.arrayBuffer()), file.name)).sha256)
  return { typed: { ...more, photosSent: sent.filter(Boolean).join(',') } }
}

/**
 * Takes the form of a record; `run` tells where to go next. A button that asks for more rows of a list shows the page
 * again. Turbo shows the answer to a form only where it is a redirect or a refusal, so this answer is a 422.
 */
export const takeRecord = <Schema extends z.ZodType>(
  c: Context<Env>,
  entry: Schema,
  run: (entry: z.output<Schema>, form: FormBody) => Promise<string>,
  page: (form: FormState) => Promise<Response>,
): Promise<Response> =>
  take(
    c,
    button,
    async (_, form) =>
      (await askedForRows(c.var.actor, form)) ?? (await run(checked(entry, form.typed), form)),
    {
      to: (next) => {
        if (typeof next === 'string') return next
        c.status(422)
        return page(next)
      },
      page,
    },
  )

/** The day, the words, the questions and the photos of a record: the same for a new one and for a correction. */
export function RecordFields(props: {
  data: { fields: Awaited<ReturnType<typeof formForRecording>>['fields'] }
  values?: { day: string; summary: string; answers: Answers }
  form: FormState
}) {
  const answers = props.values?.answers ?? {}
  const photo = props.data.fields.find((field) => field.type === 'photo')
  const sent = photosTyped((props.form.typed ?? {}) as Typed).sentAhead.length
  return (
    <>
      <DayField
        name="day"
        label={t('activities.field.day')}
        value={props.values?.day ?? today()}
        max={today()}
        required
        form={props.form}
      />
      <LongText
        name="summary"
        label={t('activities.field.summary')}
        hint={t('activities.field.summary_hint')}
        value={props.values?.summary}
        rows={3}
        maxLength={2000}
        required
        form={props.form}
      />
      <Questions fields={props.data.fields} answers={answers} form={props.form} />
      <PhotoField
        name="photos"
        label={t('activities.field.photos')}
        accept="files"
        hint={photoHint(photo, props.data.fields)}
        required={photo?.required && photo.shown_if.length === 0}
        form={props.form}
      />
      {sent > 0 ? <p class="field-hint">{t('activities.field.photos_kept', { count: sent })}</p> : null}
      <input type="hidden" name="photosSent" value={String(props.form.typed?.photosSent ?? '')} />
    </>
  )
}

/** What the form says of its photos, how many it needs, and when. */
function photoHint(photo: Field | undefined, fields: readonly Field[]): string {
  const help = photo?.help_vi ? worded(photo.help_vi, photo.help_en ?? photo.help_vi) : undefined
  return [
    photo && conditionsInWords(photo, fields),
    photo && requiredInWords(photo, fields),
    help ?? t('activities.field.photos_hint', { maximum: photoLimits.perRecord }),
    photo?.required ? t('activities.field.photos_needed', { minimum: photo.minimum ?? 1 }) : undefined,
  ]
    .filter(Boolean)
    .join(' ')
}

async function recordPage(c: Context<Env>, form: FormState = {}) {
  const shown = form.typed?.formId
  const data = await formForRecording(
    c.var.actor,
    c.req.param('initiativeId') ?? '',
    typeof shown === 'string' ? shown : undefined,
  )
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="record"
      width="narrow"
      title={t('activities.record.title')}
      lead={`${data.initiative.name} · ${data.initiative.unitName}`}
      crumbs={[{ href: '/ghi-hoat-dong', label: t('activities.choose.title') }]}
      scripts={[photoScript]}
    >
      <Form {...form} files hidden={{ id: String(form.typed?.id ?? newId()), formId: data.formId }}>
        <RecordFields data={data} form={form} />
        <Buttons sticky>
          <Button look="main" icon="done" wide>
            {t('activities.record.save')}
          </Button>
        </Buttons>
      </Form>
      {data.last ? (
        <p class="quiet">
          {t('activities.record.last', { day: formatDay(data.last.day) })}{' '}
          <a href={`/hoat-dong/${data.last.id}`}>{excerpt(data.last.summary, 80)}</a>
        </p>
      ) : null}
    </WorkPage>,
  )
}

async function choosePage(c: Context<Env>) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const initiatives = await placesToRecord(c.var.actor, text)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="record"
      title={t('activities.choose.title')}
      lead={t('activities.choose.lead')}
      actions={
        <LinkButton href="/ghi/" icon="record">
          {t('phone.link')}
        </LinkButton>
      }
    >
      <SearchForm action="/ghi-hoat-dong" label={t('activities.choose.search')} query={text} />
      {initiatives.length === 0 ? (
        <EmptyState
          title={t(text === '' ? 'activities.choose.empty' : 'activities.choose.nothing_found')}
          action={{ href: '/quan-ly/mo-hinh', label: t('activities.choose.to_registry') }}
        >
          {t('activities.choose.empty_help')}
        </EmptyState>
      ) : (
        <Grid size="normal">
          {initiatives.map((initiative) => (
            <Card
              level={2}
              title={initiative.name}
              href={`/ghi-hoat-dong/${initiative.id}`}
              above={initiative.unitName}
              foot={
                initiative.lastDay
                  ? t('activities.choose.last_day', { day: formatDay(initiative.lastDay) })
                  : t('activities.choose.never')
              }
            />
          ))}
        </Grid>
      )}
      <p>
        <LinkButton href="/quan-ly/mo-hinh" look="quiet">
          {t('activities.choose.to_registry')}
        </LinkButton>
      </p>
    </WorkPage>,
  )
}

/** Recording an activity: choose the initiative, fill in its form. */
export const recordPages = new Hono<Env>()
  .get('/ghi-hoat-dong', choosePage)
  .get('/ghi-hoat-dong/:initiativeId', (c) => recordPage(c))
  .post('/ghi-hoat-dong/:initiativeId', takesForms, (c) =>
    takeRecord(
      c,
      activityEntry.omit({ initiativeId: true }),
      async (entry, form) => {
        const { kept, sentAhead } = await photosOf(form)
        const { formId } = form.typed
        await recordActivity(c.var.actor, {
          ...entry,
          initiativeId: c.req.param('initiativeId'),
          answers: answersTyped(form.typed),
          photos: { kept, sentAhead },
          formId: formId && isId(formId) ? formId : undefined,
        })
        return `/hoat-dong/${entry.id}?da=ghi`
      },
      (form) => recordPage(c, form),
    ),
  )
