import { type Context, Hono } from 'hono'
import { ticked } from '#platform/forms/boxes'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { t, worded } from '#platform/i18n'
import { isId } from '#platform/ids'
import { namePlace, nextHref, placeIn } from '#platform/lists/page'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoicesField,
  EmptyState,
  Form,
  type FormState,
  Pager,
  SearchForm,
  WorkPage,
} from '#ui'
import { hostsInWords } from '../hosts/words.ts'
import { chooseForCampaign, initiativesToChoose } from './join-campaigns.ts'

const at = '/phong-trao/:id{[0-9a-f-]{36}}/mo-hinh' as const

async function choosePage(c: Context<Env>, form: FormState = {}) {
  const text = (c.req.query('q') ?? '').slice(0, 100)
  const id = c.req.param('id') ?? ''
  const page = await initiativesToChoose(c.var.actor, id, { text, after: placeIn(c, namePlace), limit: 50 })
  const here = `/phong-trao/${id}/mo-hinh`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('campaigns.choose')}
      above={page.campaign.name}
      lead={t('campaigns.choose_lead')}
      crumbs={[
        { href: '/phong-trao', label: t('campaigns.title') },
        { href: `/phong-trao/${id}`, label: page.campaign.name },
      ]}
      flash={flashOf(c, 'campaigns.flash')}
    >
      <SearchForm action={here} label={t('initiatives.registry.search')} query={text} />
      {page.rows.length === 0 ? (
        <EmptyState title={t('initiatives.registry.nothing_found')}>
          {t('campaigns.choose_nothing')}
        </EmptyState>
      ) : (
        <Form {...form} hidden={{ shown: page.rows.map((one) => one.id).join(' '), q: text }}>
          <ChoicesField
            name="chosen"
            label={t('campaigns.choose_which')}
            values={[...page.chosen]}
            form={form}
            choices={page.rows.map((one) => ({
              value: one.id,
              label: one.name,
              hint: `${hostsInWords(one)} · ${worded(one.kindVi, one.kindEn)}`,
            }))}
          />
          <Buttons sticky>
            <Button look="main">{t('campaigns.save')}</Button>
          </Buttons>
        </Form>
      )}
      <Pager nextHref={nextHref(c, page.next)} />
    </WorkPage>,
  )
}

/** The ids whose boxes were ticked. */
export const idsTicked = (typed: Record<string, string>, name: string): string[] =>
  ticked(typed, name).filter(isId).slice(0, 200)

/** Choosing the initiatives of a campaign, by whoever leads it. */
export const choosePages = new Hono<Env>()
  .get(at, (c) => choosePage(c))
  .post(at, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      button,
      async (_, { typed }) => {
        const shown = (typed.shown ?? '').split(' ').filter(isId).slice(0, 200)
        await chooseForCampaign(c.var.actor, id, { shown, chosen: idsTicked(typed, 'chosen') })
        return typed.q ?? ''
      },
      {
        to: (q) => `/phong-trao/${id}/mo-hinh?${new URLSearchParams({ da: 'mo-hinh', ...(q ? { q } : {}) })}`,
        page: (form) => choosePage(c, form),
      },
    )
  })
