import { noFigure, totalOf } from '#figures'
import { formatDay, formatNumber, t, worded } from '#platform/i18n'
import {
  EmptyState,
  Facts,
  Figure,
  Grid,
  PhotoGrid,
  ProofBar,
  Prose,
  Section,
  Timeline,
  totalInWords,
} from '#ui'
import type { Guide } from '../guide/entry.ts'
import { reachedPercent } from '../guide/rules.ts'
import { costInWords } from './library-view.tsx'
import type { Offer } from './read.ts'

type Addresses = { hrefOf: (initiative: { id: string; slug: string }) => string }

/** How it is done: words, steps, people, days, cost. */
export function GuideView({ guide }: { guide: Guide }) {
  return (
    <>
      {guide.how ? (
        <Prose>
          {guide.how.split(/\n{2,}/).map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </Prose>
      ) : null}
      {guide.steps.length > 0 ? (
        <Prose>
          <ol>
            {guide.steps.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
        </Prose>
      ) : null}
      <Facts
        items={[
          { label: t('spread.guide.people'), value: guide.peopleNeeded },
          {
            label: t('spread.guide.days'),
            value:
              guide.preparationDays === null
                ? ''
                : t('spread.guide.days_count', { count: guide.preparationDays }),
          },
          {
            label: t('spread.guide.cost'),
            value: [costInWords(guide.costDong), guide.costNote].filter(Boolean).join('. '),
          },
        ]}
      />
    </>
  )
}

/** What was to be reached, and how far it is. */
export const TargetsView = ({ targets }: { targets: Offer['targets'] }) => (
  <ul class="targets">
    {targets.map(({ indicator, amount, until, figure }) => {
      const proof = figure ?? noFigure()
      const unit = worded(indicator.unitVi, indicator.unitEn)
      return (
        <li>
          <p>
            <strong>{worded(indicator.nameVi, indicator.nameEn)}</strong>
          </p>
          <p>
            {t('spread.target.reached', {
              reached: totalInWords(proof),
              amount: formatNumber(amount),
              unit,
              percent: reachedPercent(totalOf(proof), amount),
              day: formatDay(until),
            })}
          </p>
          <ProofBar {...proof} compact />
        </li>
      )
    })}
  </ul>
)

/** Recognitions with the documents that decided them. */
export const RecognitionFacts = ({ recognitions }: { recognitions: Offer['recognitions'] }) => (
  <Facts
    items={recognitions.map((one) => ({
      label: t(`spread.recognition.badge.${one.level}`),
      value: t('spread.recognition.decided', {
        document: one.document,
        day: formatDay(one.decidedOn),
        issuer: one.issuer,
      }),
    }))}
  />
)

/** Why others of the kind ended and what they learnt. */
export const LessonsView = ({ lessons, hrefOf }: { lessons: Offer['lessons'] } & Addresses) => (
  <Timeline
    label={t('spread.lessons.title')}
    items={lessons.map((lesson) => ({
      when: formatDay(lesson.day),
      title: lesson.name,
      href: hrefOf(lesson),
      who: lesson.unitName,
      text: (
        <>
          <p>{lesson.learnt}</p>
          {lesson.why ? <p class="quiet">{t('spread.lessons.why', { why: lesson.why })}</p> : null}
        </>
      ),
    }))}
  />
)

const ContactView = ({ contact }: { contact: NonNullable<Offer['contact']> }) => (
  <Facts
    items={[
      { label: t('spread.contact.office'), value: contact.unitName },
      {
        label: t('spread.contact.phone'),
        value: contact.phone ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : '',
      },
      {
        label: t('spread.contact.email'),
        value: contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : '',
      },
      { label: t('spread.contact.address'), value: contact.address },
    ]}
  />
)

function Results({ offer }: { offer: Offer }) {
  return (
    <Section title={t('spread.offer.results')}>
      {offer.results.length > 0 ? (
        <Grid size="normal">
          {offer.results.map(({ indicator, figure }) => (
            <Figure
              label={worded(indicator.nameVi, indicator.nameEn)}
              unit={worded(indicator.unitVi, indicator.unitEn)}
              period={t('spread.offer.ever')}
              proof={figure}
              amount={totalOf(figure)}
            />
          ))}
        </Grid>
      ) : (
        <EmptyState title={t('spread.library.no_results')}>{t('spread.offer.no_results_help')}</EmptyState>
      )}
    </Section>
  )
}

function Copies({ offer, hrefOf, spreadHref }: { offer: Offer; spreadHref: string } & Addresses) {
  return (
    <Section
      title={t('spread.offer.copies')}
      {...(offer.familySize > 1 ? { link: { href: spreadHref, label: t('spread.offer.tree') } } : {})}
    >
      {offer.origin ? (
        <p>
          {t('spread.offer.origin')} <a href={hrefOf(offer.origin)}>{offer.origin.name}</a> (
          {offer.origin.unitName})
        </p>
      ) : null}
      {offer.copies.length > 0 ? (
        <ul class="copies">
          {offer.copies.map((copy) => (
            <li>
              <a href={hrefOf(copy)}>{copy.name}</a>
              <span class="quiet">
                {' '}
                {copy.unitName}
                {copy.startedOn ? ` · ${t('spread.tree.since', { day: formatDay(copy.startedOn) })}` : ''}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{t('spread.offer.no_copies')}</p>
      )}
    </Section>
  )
}

/** All by which an initiative recommends itself, from how it is done to what those learnt who gave it up. */
export function OfferView(props: { offer: Offer; spreadHref: string } & Addresses) {
  const { offer, hrefOf } = props
  return (
    <>
      {offer.end ? (
        <Section title={t('spread.lessons.ended', { day: formatDay(offer.end.day) })}>
          <Facts
            items={[
              { label: t('spread.lessons.why_label'), value: offer.end.note },
              { label: t('spread.lessons.learnt'), value: offer.end.learnt },
            ]}
          />
        </Section>
      ) : null}
      <Section title={t('spread.offer.how')}>
        {offer.guide ? (
          <GuideView guide={offer.guide} />
        ) : (
          <EmptyState title={t('spread.offer.no_guide')}>{t('spread.offer.no_guide_help')}</EmptyState>
        )}
      </Section>
      <Results offer={offer} />
      {offer.targets.length > 0 ? (
        <Section title={t('spread.target.title')}>
          <TargetsView targets={offer.targets} />
        </Section>
      ) : null}
      {offer.recognitions.length > 0 ? (
        <Section title={t('spread.recognition.title')}>
          <RecognitionFacts recognitions={offer.recognitions} />
        </Section>
      ) : null}
      {offer.pictures.length > 0 ? (
        <Section title={t('spread.offer.pictures')}>
          <PhotoGrid
            photos={offer.pictures.map((picture) => ({
              href: `/anh/${picture.sha256}.jpg`,
              src: `/anh/${picture.sha256}.small.jpg`,
              alt: picture.words.slice(0, 80),
              caption: formatDay(picture.day),
            }))}
          />
        </Section>
      ) : null}
      <Copies offer={offer} hrefOf={hrefOf} spreadHref={props.spreadHref} />
      {offer.lessons.length > 0 ? (
        <Section title={t('spread.lessons.title')}>
          <LessonsView lessons={offer.lessons} hrefOf={hrefOf} />
        </Section>
      ) : null}
      <Section title={t('spread.contact.title')}>
        {offer.contact ? (
          <ContactView contact={offer.contact} />
        ) : (
          <p class="quiet">{t('spread.contact.none', { unit: offer.initiative.unitName })}</p>
        )}
      </Section>
    </>
  )
}
