import { LookedAtBadge, mayBePublic } from '#evidence'
import { labelOf } from '#kinds'
import { t } from '#platform/i18n'
import {
  Button,
  Buttons,
  CheckField,
  ChoiceField,
  Form,
  type FormState,
  LongText,
  ProblemSummary,
  Section,
} from '#ui'
import { isReadyForPublic } from '../publish-file.ts'
import type { activityPage } from '../read.ts'

type Page = Awaited<ReturnType<typeof activityPage>>

/** Whether the photos go public, and of each that nobody has looked at yet: cover something, or say that nothing needs it. */
function PublishChoice({ page, form }: { page: Page; form: FormState }) {
  return (
    <fieldset class="field">
      <legend class="field-label">{t('activities.check.public_part')}</legend>
      <CheckField
        name="publishPhotos"
        label={t('activities.check.publish_photos')}
        hint={t('activities.check.publish_photos_hint')}
        form={form}
      />
      {page.photos.map((file, index) =>
        !mayBePublic(file.mediaType) ? null : file.publicSha256 === null ? (
          <CheckField
            name={`looked.${file.id}`}
            label={t('activities.check.looked', { number: index + 1 })}
            hint={
              <a href={`/minh-chung/${file.id}/che`}>{t('activities.check.cover', { number: index + 1 })}</a>
            }
            form={form}
          />
        ) : (
          <p>
            {t('activities.check.file', { number: index + 1 })} <LookedAtBadge file={file} />{' '}
            <a href={`/minh-chung/${file.id}/che`}>{t('activities.check.look_again')}</a>
          </p>
        ),
      )}
    </fieldset>
  )
}

/** What the public sees of an accepted record, file by file, for its checkers. */
export function PublicPart({ page, form }: { page: Page; form: FormState }) {
  const { activity } = page
  return (
    <Section title={t('activities.public.title')} id="cong-khai">
      <ProblemSummary problems={form.problems} />
      <p>{t(activity.protectsPeople ? 'activities.public.needs_consent' : 'activities.public.lead')}</p>
      <ul class="plain-list">
        {page.photos.map((file, index) =>
          mayBePublic(file.mediaType) ? (
            <li>
              {t('activities.check.file', { number: index + 1 })} <LookedAtBadge file={file} />{' '}
              <a href={`/minh-chung/${file.id}/che`}>{t('activities.public.look', { number: index + 1 })}</a>
              {file.isPublic || isReadyForPublic(file) ? (
                <Form
                  inline
                  action={`/hoat-dong/${activity.id}/cong-khai`}
                  hidden={{ file: file.id, isPublic: file.isPublic ? 'no' : 'yes' }}
                >
                  <Button>
                    {t(file.isPublic ? 'activities.public.close' : 'activities.public.open', {
                      number: index + 1,
                    })}
                  </Button>
                </Form>
              ) : null}
            </li>
          ) : null,
        )}
      </ul>
    </Section>
  )
}

/** The checker's word on a record. */
export function CheckForm({ page, form }: { page: Page; form: FormState }) {
  const { activity } = page
  return (
    <Section title={t('activities.check.title')} id="duyet">
      <Form {...form} action={`/hoat-dong/${activity.id}/duyet`} hidden={{ seen: activity.version }}>
        {page.photos.length === 0 ? <p>{t('activities.check.no_photos')}</p> : null}
        {page.photos.some((file) => mayBePublic(file.mediaType)) &&
        activity.isPublic &&
        !activity.protectsPeople ? (
          <PublishChoice page={page} form={form} />
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
                label: t('activities.quoted', { text: labelOf(field, page.fields) }),
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
          <Button look="danger" icon="warning" name="verdict" value="rejected">
            {t('activities.check.reject')}
          </Button>
        </Buttons>
        <p class="quiet">{t('activities.check.reject_help')}</p>
      </Form>
    </Section>
  )
}
