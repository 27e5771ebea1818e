import type { Actor } from '#access'
import type { Initiative } from '#initiatives'
import { t } from '#platform/i18n'
import { Buttons, EmptyState, Facts, LinkButton, Section } from '#ui'
import { GuideView, RecognitionFacts, TargetsView } from './library/offer-view.tsx'
import { type Spreading, spreadingOf } from './library/spreading.ts'
import { RecognitionBadges } from './recognition/badges.tsx'

const offerAt = (id: string): string => `/thu-vien-mo-hinh/${id}`

/** Where it came from, who followed it, and what others see of it in the library. */
const Followers = ({ spreading, initiative }: { spreading: Spreading; initiative: Initiative }) => (
  <Section
    title={t('spread.offer.copies')}
    {...(initiative.state === 'proposed'
      ? {}
      : { link: { href: offerAt(initiative.id), label: t('spread.sections.as_others_see') } })}
  >
    <Facts
      items={[
        {
          label: t('spread.offer.origin'),
          value: spreading.origin ? (
            <>
              <a href={offerAt(spreading.origin.id)}>{spreading.origin.name}</a> ({spreading.origin.unitName})
            </>
          ) : (
            ''
          ),
        },
        { label: t('spread.sections.copies'), value: String(spreading.copies.length) },
      ]}
    />
    <Buttons>
      {spreading.familySize > 1 ? (
        <LinkButton href={`/quan-ly/mo-hinh/${initiative.id}/lan-toa`} icon="leaf">
          {t('spread.offer.tree')}
        </LinkButton>
      ) : null}
      {initiative.state === 'proposed' ? null : (
        <LinkButton href={`/quan-ly/mo-hinh/${initiative.id}/nhan-rong`}>{t('spread.copy.link')}</LinkButton>
      )}
      {spreading.may.rollOut && initiative.state !== 'proposed' ? (
        <LinkButton href={`/quan-ly/mo-hinh/${initiative.id}/trien-khai`}>
          {t('spread.roll_out.title')}
        </LinkButton>
      ) : null}
    </Buttons>
  </Section>
)

/** Guide, targets, recognitions, contact and followers of an initiative, each with the way to work on it. */
function SpreadingSections(props: { spreading: Spreading; initiative: Initiative; mayReword: boolean }) {
  const { spreading, initiative, mayReword } = props
  const at = `/quan-ly/mo-hinh/${initiative.id}`
  const edit = mayReword ? { link: { href: `${at}/huong-dan`, label: t('spread.sections.write') } } : {}
  return (
    <>
      <Section title={t('spread.offer.how')} {...edit}>
        {spreading.guide ? (
          <GuideView guide={spreading.guide} />
        ) : (
          <EmptyState title={t('spread.offer.no_guide')}>{t('spread.sections.no_guide_help')}</EmptyState>
        )}
      </Section>
      {spreading.targets.length > 0 ? (
        <Section title={t('spread.target.title')}>
          <TargetsView targets={spreading.targets} />
        </Section>
      ) : null}
      {spreading.recognitions.length > 0 || spreading.may.recognise ? (
        <Section
          title={t('spread.recognition.title')}
          {...(spreading.may.recognise && initiative.startedOn
            ? { link: { href: `${at}/cong-nhan`, label: t('spread.sections.recognise') } }
            : {})}
        >
          {spreading.recognitions.length > 0 ? (
            <RecognitionFacts recognitions={spreading.recognitions} />
          ) : (
            <p class="quiet">{t('spread.recognition.none')}</p>
          )}
        </Section>
      ) : null}
      <Followers spreading={spreading} initiative={initiative} />
      {spreading.may.giveContact ? (
        <p>
          <a href={`/quan-ly/mo-hinh/lien-he/${initiative.unitId}`}>{t('spread.sections.contact')}</a>
        </p>
      ) : null}
    </>
  )
}

/** How an initiative recommends itself to others, on its own page. */
export async function spreadingOnInitiative(actor: Actor, initiative: Initiative, mayReword: boolean) {
  const spreading = await spreadingOf(actor, initiative)
  return {
    badge: <RecognitionBadges recognitions={spreading.recognitions} />,
    sections: <SpreadingSections spreading={spreading} initiative={initiative} mayReword={mayReword} />,
  }
}
