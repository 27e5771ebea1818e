import { apiSignedIn } from '#access'
import { apiRouter } from '#platform/api'
import { bodiesOfKnown } from '#platform/bodies'
import { broughtTo } from '#platform/module'
import type { SiteOfRequest } from '#platform/web'

/** What the API says of itself. */
const about = {
  openapi: '3.1.0' as const,
  info: {
    title: 'Lan Tỏa',
    version: '1',
    description:
      'The same use cases as the pages. Sign in with a personal token: `Authorization: Bearer …` (made on the page of your account). Whatever is refused is answered as a problem (RFC 9457).',
    license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
  },
  tags: [
    { name: 'units', description: 'Units, where they stand, and what became of them' },
    { name: 'programme', description: 'Documents, themes, tasks and targets' },
    { name: 'initiatives', description: 'Initiatives, their kinds, and what can be followed' },
    { name: 'activities', description: 'What initiatives did: recorded, checked, corrected' },
    { name: 'phone', description: 'What a phone fetches and sends that records without a network' },
    { name: 'gatherings', description: 'Study sessions and who came' },
    { name: 'evidence', description: 'Photos, and questions about them' },
    { name: 'verification', description: 'Confirmations by people, and spot checks' },
    { name: 'pledges', description: 'What collectives register to do, and what came of it' },
    { name: 'reports', description: 'Reports as they leave the system' },
    { name: 'notices', description: 'What you have to be told' },
    { name: 'webhooks', description: 'Signed events for other systems (standardwebhooks.com)' },
    { name: 'figures', description: 'Figures, their lineage, and questions about them' },
  ],
}

/** The API of version 1: the same use cases as the pages, and the document that describes it. */
export function api(site: SiteOfRequest) {
  const router = apiRouter()
  router.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  // Made once: it takes long, and anybody may ask for it.
  let description: object | undefined
  router.get('/openapi.json', (c) => {
    description ??= router.getOpenAPI31Document({
      ...about,
      servers: [{ url: `${site.origin ?? ''}/api/v1` }],
      security: [{ token: [] }],
    })
    return c.json(description)
  })
  router.use('*', apiSignedIn)
  router.use('*', bodiesOfKnown)
  for (const routes of broughtTo('api').flat()) router.route('/', routes)
  return router
}
