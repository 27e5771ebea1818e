import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { comparePage } from './compare-page.tsx'
import { changePublic, versionPage } from './version-page.tsx'

/** Frozen versions of a report: read as they were kept, laid side by side, opened to the public. */
export const readingPages = new Hono<Env>()
  .get('/bao-cao/:unit/:period/so-sanh', comparePage)
  .get('/bao-cao/:unit/:period/ban/:version', (c) => versionPage(c))
  .post('/bao-cao/:unit/:period/ban/:version/cong-khai', changePublic)
