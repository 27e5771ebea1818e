import { Hono } from 'hono'
import { z } from 'zod'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import type { Env } from '#platform/web'
import { Button, Buttons, Form, Section } from '#ui'
import { acceptOffer, declineOffer, type ownOffers } from '../sign-in/offers.ts'

type Offer = Awaited<ReturnType<typeof ownOffers>>[number]

/** The roles that somebody is offered, on the page of their account: nothing where there are none. */
export const Offers = ({ offers }: { offers: readonly Offer[] }) =>
  offers.length === 0 ? null : (
    <Section title={t('access.offers.title')}>
      <ul class="plain-list">
        {offers.map((offer) => (
          <li>
            <p>
              {t('access.offers.one', {
                who: offer.madeByName ?? t('access.audit.system'),
                role: t(`access.role.${offer.role}`),
                unit: offer.unitName ?? '',
              })}
            </p>
            <Form action="/tai-khoan/loi-moi" hidden={{ id: offer.id }}>
              <Buttons>
                <Button look="main">{t('access.offers.accept')}</Button>
                <Button name="how" value="decline">
                  {t('access.offers.decline')}
                </Button>
              </Buttons>
            </Form>
          </li>
        ))}
      </ul>
    </Section>
  )

/** The way for somebody with an account to take the role of an invitation into it. */
export function IntoOwnAccount({ token, name }: { token: string; name: string | undefined }) {
  if (name === undefined)
    return (
      <p>
        {t('access.invitation.has_account')}{' '}
        <a href={`/dang-nhap?tiep=${encodeURIComponent(`/moi/${token}`)}`}>{t('access.sign_in.go')}</a>
      </p>
    )
  return (
    <Form action="/tai-khoan/loi-moi" hidden={{ token }}>
      <p>{t('access.invitation.signed_in', { name })}</p>
      <Buttons>
        <Button look="main" wide>
          {t('access.invitation.into_own')}
        </Button>
      </Buttons>
      <p class="quiet">{t('access.invitation.or_new')}</p>
    </Form>
  )
}

const answer = z.union([
  z.object({ token: z.string().min(1).max(200) }),
  z.object({ id: z.uuid(), how: z.literal('decline').optional() }),
])

/** Answers to invitations by somebody who is signed in. */
export const offerPages = new Hono<Env>().post('/tai-khoan/loi-moi', (c) =>
  take(
    c,
    answer,
    async (given) => {
      if ('token' in given || given.how === undefined) await acceptOffer(c.var.actor, given)
      else await declineOffer(c.var.actor, given.id)
    },
    { to: '/tai-khoan?da=luu' },
  ),
)
