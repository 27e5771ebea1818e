import { Hono } from 'hono'
import { take } from '#platform/forms/take'
import type { Env } from '#platform/web'
import { campaignEntry, campaignWording } from '../entry.ts'
import { launchCampaign, rewordCampaign } from '../launch-campaign.ts'
import { showCampaign } from './campaign-page.tsx'
import { launchPage, listPage } from './list-pages.tsx'

const one = '/phong-trao/:id{[0-9a-f-]{36}}' as const

/** Campaigns, and one with what belongs to it. */
export const campaignPages = new Hono<Env>()
  .get('/phong-trao', listPage)
  .get('/phong-trao/them', (c) => launchPage(c))
  .post('/phong-trao/them', (c) =>
    take(
      c,
      campaignEntry,
      async (entry) => {
        await launchCampaign(c.var.actor, entry)
        return entry.id
      },
      { to: (id) => `/phong-trao/${id}?da=dat`, page: (form) => launchPage(c, form) },
    ),
  )
  .get(one, (c) => showCampaign(c))
  .post(`${one}/sua`, (c) => {
    const id = c.req.param('id')
    return take(c, campaignWording, (wording) => rewordCampaign(c.var.actor, id, wording), {
      to: `/phong-trao/${id}?da=sua`,
      page: (form) => showCampaign(c, form),
    })
  })
