import { Hono } from 'hono'
import { t, worded } from '#platform/i18n'
import type { Env } from '#platform/web'
import { LibraryView, OfferView, RecognitionBadges, SpreadView, searchFrom } from '#spreading'
import { LinkButton, Prose, Section, StateBadge } from '#ui'
import { libraryIn, offerPage, spreadPage } from '../read.ts'
import { publish, to } from './frame.tsx'

const perPage = 24

const offerAt = ({ slug }: { slug: string }): string => to(`/thu-vien/${slug}`)

/** The library for everybody: what can be followed, how each is done and what it gave, and how it spread. */
export const libraryPages = new Hono<Env>()
  .get('/thu-vien', async (c) => {
    const search = searchFrom((name) => c.req.query(name), perPage)
    return publish(c, {
      title: t('spread.library.title'),
      lead: t('spread.library.public_lead'),
      children: (
        <LibraryView
          action={to('/thu-vien')}
          search={search}
          library={await libraryIn(search)}
          hrefOf={offerAt}
        />
      ),
    })
  })
  .get('/thu-vien/:slug', async (c) => {
    const offer = await offerPage(c.req.param('slug'))
    const { initiative } = offer
    return publish(c, {
      title: initiative.name,
      above: initiative.unitName,
      lead: worded(initiative.kindVi, initiative.kindEn),
      description: initiative.summary.slice(0, 200) || undefined,
      crumbs: [{ href: to('/thu-vien'), label: t('spread.library.title') }],
      children: (
        <>
          <p class="library-badges">
            <StateBadge state={initiative.state} />
            <RecognitionBadges recognitions={offer.recognitions} />
          </p>
          {initiative.summary ? (
            <Prose>
              <p>{initiative.summary}</p>
            </Prose>
          ) : null}
          <p>
            <a href={to(`/mo-hinh/${initiative.slug}`)}>{t('portal.library.done')}</a>
          </p>
          <OfferView offer={offer} hrefOf={offerAt} spreadHref={to(`/thu-vien/${initiative.slug}/lan-toa`)} />
          <Section title={t('spread.offer.want')}>
            <p>{t('spread.offer.want_help')}</p>
            <p>
              <LinkButton href={`/quan-ly/mo-hinh/${initiative.id}/nhan-rong`}>
                {t('spread.offer.sign_in')}
              </LinkButton>
            </p>
          </Section>
        </>
      ),
    })
  })
  .get('/thu-vien/:slug/lan-toa', async (c) => {
    const { initiative, spread } = await spreadPage(c.req.param('slug'))
    return publish(c, {
      title: t('spread.tree.title'),
      above: initiative.name,
      lead: t('spread.tree.lead', { count: spread.lines.length }),
      crumbs: [
        { href: to('/thu-vien'), label: t('spread.library.title') },
        { href: offerAt(initiative), label: initiative.name },
      ],
      children: <SpreadView spread={spread} hrefOf={offerAt} placeHrefOf={(slug) => to(`/don-vi/${slug}`)} />,
    })
  })
