import { type Context, Hono } from 'hono'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { submit } from '#platform/submit'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  ChoiceField,
  EmptyState,
  Flash,
  Form,
  type FormState,
  LinkButton,
  LongText,
  PhotoGrid,
  Section,
  StateBadge,
  Timeline,
  WorkPage,
} from '#ui'
import { checkActivity } from '../check-activity.ts'
import { correctActivity } from '../correct-activity.ts'
import { answersTyped, correctionEntry, verdictEntry } from '../entry.ts'
import { activityPage } from '../read.ts'
import { AnswerList } from './answers.tsx'
import { photoScript, photosOf, RecordFields } from './record-page.tsx'

type Page = Awaited<ReturnType<typeof activityPage>>

const flashes: Record<string, string> = {
  ghi: 'activities.flash.recorded',
  sua: 'activities.flash.corrected',
  accepted: 'activities.flash.accepted',
  returned: 'activities.flash.returned',
}

/** The photos of a record, for those who work with it. */
export const photosShown = (photos: Page['photos'], alt: string) =>
  photos.map((photo) => ({
    src: `/minh-chung/${photo.sha256}.small.jpg`,
    href: `/minh-chung/${photo.sha256}.jpg`,
    alt: photo.caption || alt,
    caption: photo.takenAt ? t('activities.photo_taken', { day: formatDay(photo.takenAt) }) : undefined,
  }))

function History({ page }: { page: Page }) {
  const items = page.history.flatMap((version) => {
    const written = {
      when: formatInstant(version.writtenAt),
      title: t(version.number === 1 ? 'activities.history.recorded' : 'activities.history.corrected', {
        number: version.number,
      }),
      who: version.writerName ?? undefined,
      text: version.changeReason ?? (version.number === 1 ? undefined : version.summary),
    }
    if (!version.verdict || !version.checkedAt) return [written]
    const isAccepted = version.verdict === 'accepted'
    return [
      {
        when: formatInstant(version.checkedAt),
        title: t(isAccepted ? 'activities.history.accepted' : 'activities.history.returned'),
        who: version.checkerName ?? undefined,
        tone: isAccepted ? ('done' as const) : ('problem' as const),
        text: version.verdictReason ?? undefined,
      },
      written,
    ]
  })
  return (
    <Section title={t('activities.history.title')}>
      <Timeline items={items} label={t('activities.history.title')} />
    </Section>
  )
}

function CheckForm({ page, form }: { page: Page; form: FormState }) {
  const { activity } = page
  return (
    <Section title={t('activities.check.title')} id="duyet">
      <Form {...form} action={`/hoat-dong/${activity.id}/duyet`} hidden={{ seen: activity.version }}>
        {page.photos.length === 0 ? <p>{t('activities.check.no_photos')}</p> : null}
        {page.photos.length > 0 && !activity.protectsPeople ? (
          <CheckField
            name="publishPhotos"
            label={t('activities.check.publish_photos')}
            hint={t('activities.check.publish_photos_hint')}
            form={form}
          />
        ) : null}
        <LongText
          name="reason"
          label={t('activities.check.reason')}
          hint={t('activities.check.reason_hint')}
          rows={2}
          maxLength={1000}
          form={form}
        />
        <ChoiceField
          name="field"
          label={t('activities.check.field')}
          hint={t('activities.check.field_hint')}
          form={form}
          choices={[
            { value: '', label: t('activities.check.field_whole') },
            ...page.fields
              .filter((field) => field.type !== 'photo')
              .map((field) => ({
                value: field.key,
                label: t('activities.quoted', { text: field.label_vi }),
              })),
          ]}
        />
        <Buttons>
          <Button look="main" icon="done" name="verdict" value="accepted">
            {t('activities.check.accept')}
          </Button>
          <Button look="danger" icon="back" name="verdict" value="returned">
            {t('activities.check.return')}
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}

async function showActivity(c: Context<Env>, form: FormState, status: 200 | 409 | 422) {
  const page = await activityPage(c.var.actor, c.req.param('id') ?? '')
  const { activity } = page
  const flash = flashes[c.req.query('da') ?? '']
  const returned = activity.state === 'returned' ? page.history[0] : undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab={page.may.check ? 'check' : 'mine'}
      width="narrow"
      title={activity.initiativeName}
      above={activity.unitName}
      lead={t('activities.on_day', { day: formatDay(activity.day) })}
      badge={<StateBadge state={activity.state} />}
      flash={
        returned
          ? {
              tone: 'warning',
              text: t('activities.returned_because', { reason: returned.verdictReason ?? '' }),
            }
          : flash
            ? { text: t(flash) }
            : undefined
      }
      crumbs={[
        { href: `/hoat-dong?mo-hinh=${activity.initiativeId}`, label: t('activities.list.of_initiative') },
      ]}
      actions={
        page.may.correct ? (
          <LinkButton href={`/hoat-dong/${activity.id}/sua`} icon="edit" look={returned ? 'main' : 'plain'}>
            {t(returned ? 'activities.correct.returned' : 'activities.correct.link')}
          </LinkButton>
        ) : undefined
      }
    >
      <p class="lead">{activity.summary}</p>
      <AnswerList fields={page.fields} answers={activity.answers} />
      {page.photos.length > 0 ? (
        <PhotoGrid photos={photosShown(page.photos, activity.summary)} />
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
      {page.may.check ? <CheckForm page={page} form={form} /> : null}
      <History page={page} />
    </WorkPage>,
    status,
  )
}

async function correctPage(c: Context<Env>, form: FormState, status: 200 | 409 | 422) {
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
            <PhotoGrid photos={photosShown(page.photos, activity.summary)} />
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
    status,
  )
}

/** One record: what it says, what it is proven by, what became of it; checking and correcting it. */
export const activityPages = new Hono<Env>()
  .get('/hoat-dong/:id', (c) => showActivity(c, {}, 200))
  .post('/hoat-dong/:id/duyet', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, verdictEntry, async (verdict) => {
      await checkActivity(c.var.actor, id, verdict)
      return verdict.verdict
    })
    if (!sent.problems) return c.redirect(`/duyet?da=${sent.result}`, 303)
    if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
    return showActivity(c, sent, sent.problems.code === 'seen_is_outdated' ? 409 : 422)
  })
  .get('/hoat-dong/:id/sua', (c) => correctPage(c, {}, 200))
  .post('/hoat-dong/:id/sua', async (c) => {
    const id = c.req.param('id')
    const sent = await submit(c.req.raw, correctionEntry, async (entry, form) => {
      const { kept, sentAhead, removed } = await photosOf(form)
      const answers = answersTyped(form.typed)
      await correctActivity(c.var.actor, id, { ...entry, answers, photos: { kept, sentAhead }, removed })
    })
    if (!sent.problems) return c.redirect(`/hoat-dong/${id}?da=sua`, 303)
    if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
    return correctPage(c, sent, sent.problems.code === 'seen_is_outdated' ? 409 : 422)
  })
