import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { dayPlace, nextHref, placeIn } from '#platform/lists/page'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import {
  Button,
  Buttons,
  CheckField,
  Form,
  type FormState,
  fieldsOf,
  LinkButton,
  ListPage,
  Tabs,
  WorkPage,
} from '#ui'
import { campaignEntry, type Sort, sorts } from '../entry.ts'
import { campaignList, formForLaunching } from '../read.ts'
import type { Campaign } from '../store.ts'
import { cardOfCampaign } from './campaign-cards.tsx'

/** Campaigns, the latest first. */
export async function listPage(c: Context<Env>) {
  const sort: Sort | undefined = sorts.find((one) => one === c.req.query('loai'))
  const page = await campaignList(c.var.actor, { sort, after: placeIn(c, dayPlace), limit: 30 })
  return c.html(
    <ListPage
      {...frameOf(c)}
      tab="more"
      title={t('campaigns.title')}
      lead={t('campaigns.lead')}
      actions={
        page.mayLaunch ? (
          <LinkButton href="/phong-trao/them" look="main" icon="record">
            {t('campaigns.launch')}
          </LinkButton>
        ) : undefined
      }
      rows={page.rows}
      cardOf={(campaign) => cardOfCampaign(campaign, `/phong-trao/${campaign.id}`)}
      empty={{ title: t('campaigns.empty'), help: t('campaigns.empty_help') }}
      nextHref={nextHref(c, page.next)}
    >
      <Tabs
        label={t('campaigns.by_sort')}
        tabs={[
          { href: '/phong-trao', label: t('campaigns.all'), current: sort === undefined },
          ...sorts.map((one) => ({
            href: `/phong-trao?loai=${one}`,
            label: t(`campaigns.sort.${one}`),
            current: one === sort,
          })),
        ]}
      />
    </ListPage>,
  )
}

/** How a campaign is called, when it is, and which document launches it. */
export function WordingFields(props: {
  form: FormState
  given?: Pick<Campaign, 'sort' | 'name' | 'summary' | 'fromDay' | 'lastDay' | 'isPublic'> & {
    document: string
  }
}) {
  const { isPublic = false, ...given } = props.given ?? {}
  const f = fieldsOf(campaignEntry, 'campaigns.field', props.form, given)
  return (
    <>
      <f.Choice
        name="sort"
        choices={sorts.map((sort) => ({ value: sort, label: t(`campaigns.sort.${sort}`) }))}
      />
      <f.Text name="name" />
      <f.LongText name="summary" rows={3} />
      <f.Day name="fromDay" value={props.given?.fromDay ?? today()} />
      <f.Day name="lastDay" />
      <f.Text name="document" />
      <CheckField
        name="isPublic"
        label={t('campaigns.field.isPublic')}
        hint={t('campaigns.field.isPublic_hint')}
        checked={isPublic}
        form={props.form}
      />
    </>
  )
}

/** The form for a new campaign. */
export async function launchPage(c: Context<Env>, form: FormState = {}) {
  const units = await formForLaunching(c.var.actor)
  const f = fieldsOf(campaignEntry, 'campaigns.field', form)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('campaigns.launch')}
      lead={t('campaigns.launch_lead')}
      crumbs={[{ href: '/phong-trao', label: t('campaigns.title') }]}
    >
      <Form {...form} action="/phong-trao/them" hidden={{ id: String(form.typed?.id || newId()) }}>
        <f.Select
          name="unitId"
          value={units[0]?.id}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <WordingFields form={form} />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('campaigns.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}
