import { openModules } from '#platform/module'
import { modules } from '../../src/modules.ts'
import { web } from '../../src/web.ts'

openModules(modules)
const app = web({ site: { name: 'Thử' }, log: () => {} })

/** Every page and file that is fetched by an address of its own form. */
export const routes = [
  ...new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
]

/** The route that answers an address; undefined where nothing stands there. */
export function routeOf(address: string): string | undefined {
  const [path = ''] = address.split('?')
  const [found] = app.router.match('GET', path)
  return found.map(([[, route]]) => route).find(({ method }) => method !== 'ALL')?.path
}
