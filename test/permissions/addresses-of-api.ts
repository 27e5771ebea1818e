import { today } from '#platform/time'
import type { Planted } from './planted-child.ts'

type Operation = { parameters?: { name: string; in: string; required?: boolean }[] }

/** Every address of the API that only reads: lists, and the things that were planted. */
export async function addressesOfApi(origin: string, planted: Planted): Promise<string[]> {
  const document = await (await fetch(`${origin}/api/v1/openapi.json`)).json()
  const { initiative, records, check, question, union } = planted
  const ids: [string, string][] = [
    ...Object.values(records).flatMap((id): [string, string][] => [
      ['/activities/', id],
      ['/phone/records/', id],
    ]),
    ...['/initiatives/', '/library/'].map((path): [string, string] => [path, initiative]),
    ...([
      ['/spot-checks/', check],
      ['/photo-questions/', question],
      ['/units/', union],
    ] as [string, string][]),
  ]
  const known: Record<string, string> = {
    unit: 'xa-rach-kien',
    period: today().slice(0, 7),
    year: today().slice(0, 4),
    indicator: 'sponsor_visits',
    device: initiative,
    code: '28114',
    by: 'unit',
    name: 'Mẹ đỡ đầu',
    kind: 'godmothers',
  }
  return Object.entries(document.paths as Record<string, { get?: Operation }>).flatMap(([path, { get }]) => {
    if (!get || path.endsWith('/pdf')) return []
    const asked = (get.parameters ?? []).filter(
      (one) => one.in === 'query' && (one.required || one.name === 'unit'),
    )
    const query = asked.map(({ name }) => `${name}=${encodeURIComponent(known[name] ?? '10')}`)
    const bare = path.replace(/\{(unit|period|indicator|code)\}/g, (_, name) => known[name] ?? '')
    const things = ids.filter(([begin]) => bare.startsWith(begin)).map(([, id]) => id)
    const paths = bare.includes('{id}') ? things.map((id) => bare.replace('{id}', id)) : [bare]
    return paths.map((one) => `/api/v1${one}?${query.join('&')}`)
  })
}
