import { type Context, Hono } from 'hono'
import { EvidenceShown, PhotoQuestions } from '#evidence'
import { takesForms } from '#platform/bodies'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  EmptyState,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  Section,
  StateBadge,
  WorkPage,
} from '#ui'
import { checkActivity } from '../check-activity.ts'
import { correctActivity } from '../correct-activity.ts'
import {
  answersTyped,
  correctionEntry,
  lookedTyped,
  publicEntry,
  reopeningEntry,
  verdictEntry,
} from '../entry.ts'
import { publishFile } from '../publish-file.ts'
import { activityPage } from '../read.ts'
import { reopenActivity } from '../reopen-activity.ts'
import { AnswerList } from './answers.tsx'
import { CheckForm, PublicPart } from './check-part.tsx'
import { History } from './history.tsx'
import { moreOfRecord } from './more.ts'
import { photoScript, photosOf, RecordFields, takeRecord } from './record-page.tsx'

type Page = Awaited<ReturnType<typeof activityPage>>

function ReopenForm({ page, form }: { page: Page; form: FormState }) {
  const { activity } = page
  return (
    <Section title={t('activities.reopen.title')} id="mo-lai">
      <p>{t('activities.reopen.help')}</p>
      <Form {...form} action={`/hoat-dong/${activity.id}/mo-lai`} hidden={{ seen: activity.version }}>
        <LongText
          name="reason"
          label={t('activities.reopen.reason')}
          required
          rows={2}
          maxLength={1000}
          form={form}
        />
        <Buttons>
          <Button icon="back">{t('activities.reopen.do')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

/** What a record that counts nowhere says at its top: why, and what can be done. */
function whyNotCounted({ activity, history }: Page) {
  const reason = { reason: history[0]?.verdictReason ?? '' }
  if (activity.state === 'returned')
    return { tone: 'warning' as const, text: t('activities.returned_because', reason) }
  if (activity.state === 'rejected')
    return { tone: 'problem' as const, text: t('activities.rejected_because', reason) }
  return undefined
}

async function showActivity(c: Context<Env>, form: FormState = {}) {
  const page = await activityPage(c.var.actor, c.req.param('id') ?? '')
  const { activity } = page
  const isReturned = activity.state === 'returned'
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab={page.may.check ? 'check' : 'mine'}
      width="narrow"
      title={activity.initiativeName}
      above={activity.unitName}
      lead={t('activities.on_day', { day: formatDay(activity.day) })}
      badge={<StateBadge state={activity.state} />}
      flash={whyNotCounted(page) ?? flashOf(c, 'activities.flash')}
      crumbs={[
        { href: `/hoat-dong?mo-hinh=${activity.initiativeId}`, label: t('activities.list.of_initiative') },
      ]}
      actions={
        page.may.correct ? (
          <LinkButton href={`/hoat-dong/${activity.id}/sua`} icon="edit" look={isReturned ? 'main' : 'plain'}>
            {t(isReturned ? 'activities.correct.returned' : 'activities.correct.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <p class="lead">{activity.summary}</p>
      <AnswerList fields={page.fields} answers={activity.answers} />
      {page.photos.length > 0 ? (
        <EvidenceShown files={page.photos} alt={activity.summary} />
      ) : page.unseenFiles > 0 ? (
        <p>{t('activities.sealed_files', { count: page.unseenFiles })}</p>
      ) : (
        <EmptyState title={t('activities.no_photos')}>{t('activities.no_photos_help')}</EmptyState>
      )}
      {page.photosUnderWay > 0 ? (
        <Flash tone="warning">{t('phone.under_way', { count: page.photosUnderWay })}</Flash>
      ) : null}
      {page.place ? (
        <p class="quiet">
          {t('phone.place', {
            latitude: String(page.place.latitude),
            longitude: String(page.place.longitude),
            metres: page.place.accuracyMetres,
          })}
        </p>
      ) : null}
      {activity.protectsPeople ? <p class="quiet">{t('activities.protects_people')}</p> : null}
      <PhotoQuestions questions={page.photoQuestions} />
      {page.may.check ? <CheckForm page={page} form={form} /> : null}
      {page.may.reopen ? <ReopenForm page={page} form={form} /> : null}
      {page.may.publish && activity.isPublic ? <PublicPart page={page} form={form} /> : null}
      {await moreOfRecord(c.var.actor, activity)}
      <History rows={page.history} />
    </WorkPage>,
  )
}

async function correctPage(c: Context<Env>, form: FormState = {}) {
  const page = await activityPage(c.var.actor, c.req.param('id') ?? '')
  if (!page.may.correct) throw new Problem('not_found_or_not_allowed')
  const { activity } = page
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="record"
      width="narrow"
      title={t('activities.correct.title')}
      lead={`${activity.initiativeName} · ${activity.unitName}`}
      crumbs={[{ href: `/hoat-dong/${activity.id}`, label: activity.initiativeName }]}
      scripts={[photoScript]}
    >
      <Form {...form} files hidden={{ seen: String(form.typed?.seen ?? activity.version) }}>
        <RecordFields data={page} values={activity} form={form} />
        {page.photos.length > 0 ? (
          <fieldset>
            <legend>{t('activities.correct.photos_there')}</legend>
            <EvidenceShown files={page.photos} alt={activity.summary} />
            {page.photos.map((photo, index) => (
              <CheckField
                name={`remove.${photo.id}`}
                label={t('activities.correct.remove_photo', { number: index + 1 })}
                form={form}
              />
            ))}
          </fieldset>
        ) : null}
        <LongText
          name="reason"
          label={t('activities.correct.reason')}
          hint={activity.state === 'accepted' ? t('activities.correct.reason_hint') : undefined}
          required={activity.state === 'accepted'}
          rows={2}
          maxLength={1000}
          form={form}
        />
        <Buttons sticky>
          <Button look="main" icon="done" wide>
            {t('activities.correct.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** One record: what it says, what it is proven by, what became of it; checking and correcting it. */
export const activityPages = new Hono<Env>()
  .get('/hoat-dong/:id', (c) => showActivity(c))
  .post('/hoat-dong/:id/duyet', (c) =>
    take(
      c,
      verdictEntry,
      async (verdict, { typed }) => {
        await checkActivity(c.var.actor, c.req.param('id'), { ...verdict, looked: lookedTyped(typed) })
        return verdict.verdict
      },
      { to: (verdict) => `/duyet?da=${verdict}`, page: (form) => showActivity(c, form) },
    ),
  )
  .post('/hoat-dong/:id/mo-lai', (c) => {
    const id = c.req.param('id')
    return take(c, reopeningEntry, (entry) => reopenActivity(c.var.actor, id, entry), {
      to: `/hoat-dong/${id}?da=mo-lai`,
      page: (form) => showActivity(c, form),
    })
  })
  .post('/hoat-dong/:id/cong-khai', (c) => {
    const activityId = c.req.param('id')
    return take(
      c,
      publicEntry,
      async ({ file, isPublic }) => {
        await publishFile(c.var.actor, { activityId, fileId: file, isPublic: isPublic === 'yes' })
        return isPublic === 'yes' ? 'cong-khai' : 'go'
      },
      {
        to: (done) => `/hoat-dong/${activityId}?da=${done}#cong-khai`,
        page: (form) => showActivity(c, form),
      },
    )
  })
  .get('/hoat-dong/:id/sua', (c) => correctPage(c))
  .post('/hoat-dong/:id/sua', takesForms, (c) =>
    takeRecord(
      c,
      correctionEntry,
      async (entry, form) => {
        const id = c.req.param('id')
        const { kept, sentAhead, removed } = await photosOf(form)
        const answers = answersTyped(form.typed)
        await correctActivity(c.var.actor, id, { ...entry, answers, photos: { kept, sentAhead }, removed })
        return `/hoat-dong/${id}?da=sua`
      },
      (form) => correctPage(c, form),
    ),
  )
