import { apiSignedIn } from '#access'

import { activitiesApi, phoneApi } from '#activities'
import { photoQuestionsApi, uploadsApi } from '#evidence'

import { figuresApi, questionsApi, readingsApi } from '#figures'
import { sessionsApi } from '#gatherings'
import { initiativesApi, libraryApi } from '#initiatives'
import { unitsApi } from '#org'
import { apiRouter } from '#platform/api'
import { bodiesOfKnown } from '#platform/bodies'
import type { SiteOfRequest } from '#platform/web'
import { documentsApi, targetsApi, tasksApi, themesApi } from '#programme'
import { confirmationsApi, spotChecksApi } from '#verification'

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
  for (const routes of [
    phoneApi,
    unitsApi,
    initiativesApi,
    documentsApi,
    themesApi,
    activitiesApi,
    tasksApi,
    photoQuestionsApi,
    confirmationsApi,
    figuresApi,
    readingsApi,
    questionsApi,
    targetsApi,
    libraryApi,
    spotChecksApi,
    sessionsApi,
    uploadsApi,
  ])
    router.route('/', routes)
  return router
}
