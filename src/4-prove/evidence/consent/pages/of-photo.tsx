import { t } from '#platform/i18n'
import { Badge, Button, Buttons, ChoiceField, Form, LinkButton, Section } from '#ui'
import type { consentsOfPhoto } from '../read.ts'
import { ConsentBadge } from './words.tsx'

/** Who agreed that a photo is shown, and the ways to note that somebody did. */
export function ConsentsOfPhoto(props: {
  consents: Awaited<ReturnType<typeof consentsOfPhoto>>
  attachmentId: string
  may: readonly string[]
}) {
  const { rests, others } = props.consents
  const mayRecord = props.may.includes('consent.record')
  return (
    <Section title={t('evidence.consent.of_photo')} id="dong-y">
      {rests.length === 0 ? (
        <p>{t('evidence.consent.of_photo_none')}</p>
      ) : (
        <ul class="plain-list">
          {rests.map((consent) => (
            <li>
              <a href={`/dong-y/${consent.id}`}>{consent.personName}</a>{' '}
              <ConsentBadge state={consent.state} />
              {consent.personKind === 'adult' ? null : (
                <Badge tone="neutral">{t(`evidence.consent.person.${consent.personKind}`)}</Badge>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayRecord && others.length > 0 ? (
        <Form action={`/minh-chung/${props.attachmentId}/dong-y`}>
          <ChoiceField
            name="consentId"
            label={t('evidence.consent.link')}
            hint={t('evidence.consent.link_hint')}
            choices={others.map((consent) => ({
              value: consent.id,
              label: `${consent.personName} · ${consent.unitName}`,
            }))}
          />
          <Buttons>
            <Button>{t('evidence.consent.link_button')}</Button>
          </Buttons>
        </Form>
      ) : null}
      {mayRecord ? (
        <p>
          <LinkButton href={`/dong-y/moi?anh=${props.attachmentId}`}>
            {t('evidence.consent.record_for_photo')}
          </LinkButton>
        </p>
      ) : null}
    </Section>
  )
}
