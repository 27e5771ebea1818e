import { apiSignedIn } from '#access'
import { apiRouter } from '#platform/api'
import { bodiesOfKnown } from '#platform/bodies'
import { broughtTo } from '#platform/module'
import type { SiteOfRequest } from '#platform/web'

/** What the API says of itself. */
const about = {
  openapi: '3.1.0',
  info: {
    title: 'Lan Tỏa',
    version: '1',
    description:
      'Units, initiatives, activities and figures with their lineage. Sign in with a personal token: `Authorization: Bearer …` (made on the page of your account).',
  },
} as const

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
