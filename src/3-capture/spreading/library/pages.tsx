import { Hono } from 'hono'
import { look, lookPublic } from '#access'
import { formForProposing } from '#initiatives'
import { t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import { LinkButton, Prose, StateBadge, WorkPage } from '#ui'
import { searchFrom } from './entry.ts'
import { LibraryView } from './library-view.tsx'
import { OfferView } from './offer-view.tsx'
import { libraryPage, offerWithId } from './read.ts'

const perPage = 24

const at = ({ id }: { id: string }): string => `/thu-vien-mo-hinh/${id}`

/** The library as officers see it: what has been published everywhere, and the way to do the same in one's own unit. */
export const libraryPages = new Hono<Env>()
  .get('/thu-vien-mo-hinh', async (c) => {
    const search = searchFrom((name) => c.req.query(name), perPage)
    const library = await look(c.var.actor, 'initiative.read', null, () =>
      lookPublic((db) => libraryPage(db, search)),
    )
    return c.html(
      <WorkPage
        {...frameOf(c)}
        tab="more"
        width="full"
        title={t('spread.library.title')}
        lead={t('spread.library.lead')}
      >
        <LibraryView action="/thu-vien-mo-hinh" search={search} library={library} hrefOf={at} />
      </WorkPage>,
    )
  })
  .get('/thu-vien-mo-hinh/:id', async (c) => {
    const id = c.req.param('id')
    if (!isId(id)) throw new Problem('not_found_or_not_allowed')
    const offer = await lookPublic((db) => offerWithId(db, id))
    const mayCopy = (await formForProposing(c.var.actor)).units.length > 0
    const { initiative } = offer
    return c.html(
      <WorkPage
        {...frameOf(c)}
        tab="more"
        title={initiative.name}
        above={initiative.unitName}
        badge={<StateBadge state={initiative.state} />}
        lead={worded(initiative.kindVi, initiative.kindEn)}
        crumbs={[{ href: '/thu-vien-mo-hinh', label: t('spread.library.title') }]}
        actions={
          <>
            {mayCopy ? (
              <LinkButton href={`/quan-ly/mo-hinh/${id}/nhan-rong`} look="main">
                {t('spread.copy.link')}
              </LinkButton>
            ) : null}
            <LinkButton href={`/quan-ly/mo-hinh/${id}/lan-toa`}>{t('spread.offer.tree')}</LinkButton>
          </>
        }
      >
        {initiative.summary ? (
          <Prose>
            <p>{initiative.summary}</p>
          </Prose>
        ) : null}
        <OfferView offer={offer} hrefOf={at} spreadHref={`/quan-ly/mo-hinh/${id}/lan-toa`} />
      </WorkPage>,
    )
  })
