import { Hono } from 'hono'
import type { Env, SiteOfRequest } from '#platform/web'
export const portal = (_site: SiteOfRequest) => new Hono<Env>().get('/', (c) => c.text('portal'))
export const isPortalPath = (path: string) => /^\/(en|mo-hinh|so-lieu|don-vi|du-lieu-mo)?(\/|$)/.test(path) && !path.startsWith('/don-vi/tim')
