import { apiRouter } from '#platform/api'

/** Tasks over HTTP. */
export const tasksApi = apiRouter()
