/** Why the figures of a server are not added: its unit is counted already. */
export type Conflict = 'known_here' | 'counted_here' | 'counted_by_another'

/** How a server that has joined is doing. */
export type MemberState = 'copying' | 'current' | 'late' | 'away' | 'conflict'

/** A heartbeat comes every two seconds; later than this, something is slow, and then somebody should look. */
export const secondsUntilLate = 30
export const secondsUntilAway = 300

/** By how many seconds what is known here is older than now. */
export const secondsBehind = (countedUntil: Date | null, now: Date): number | undefined =>
  countedUntil === null ? undefined : Math.max(0, Math.round((now.getTime() - countedUntil.getTime()) / 1000))

/** How a server is doing, the most important first: figures that are left out matter more than figures that are late. */
export function stateOfMember(member: {
  conflict: Conflict | null
  isCopying: boolean
  behind: number | undefined
}): MemberState {
  if (member.conflict !== null) return 'conflict'
  if (member.isCopying || member.behind === undefined) return 'copying'
  if (member.behind > secondsUntilAway) return 'away'
  return member.behind > secondsUntilLate ? 'late' : 'current'
}

/** The number of a migration: `0014` of `0014_federation.sql`. Later migrations have larger ones. */
export const levelOfVersion = (version: string): string => version.slice(0, 4)

/** The name under which a server is followed in the database. */
export const subscriptionOf = (server: string): string => `lantoa_from_${server.replaceAll('-', '')}`

/** The name under which a server follows others in their databases. */
export const slotOf = (server: string): string => `lantoa_to_${server.replaceAll('-', '')}`

/** Where a server is reached, without its password: what may be shown and kept. */
export function addressOf(joinString: string): string {
  const url = new URL(joinString)
  return `${url.hostname}:${url.port || '5432'}`
}

/** Loopback needs no certificate: nothing leaves the machine. */
export const isLoopback = (host: string): boolean =>
  ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host.toLowerCase())

/** The address that a national server is given: where, as whom, by which password. */
export function joinStringFor(reader: {
  name: string
  password: string
  host: string
  port: number
}): string {
  const url = new URL(`postgres://${reader.name}:${reader.password}@localhost/${reader.name}`)
  url.hostname = reader.host.includes(':') ? `[${reader.host}]` : reader.host
  url.port = String(reader.port)
  if (!isLoopback(reader.host)) url.searchParams.set('sslmode', 'require')
  return url.toString()
}

/** What an administrator should know of a server that has joined: key and values of a sentence. */
export function warningsOf(
  member: {
    name: string | null
    server: string
    conflict: Conflict | null
    version: string | null
    otherIndicators: number
    sharedUnits: number
  },
  versionHere: string,
): { key: string; params: Record<string, string | number> }[] {
  const name = member.name ?? member.server
  const theirs = levelOfVersion(member.version ?? '')
  const ours = levelOfVersion(versionHere)
  return [
    ...(member.conflict ? [{ key: member.conflict, params: { name } }] : []),
    ...(theirs > ours ? [{ key: 'newer', params: { name, theirs, ours } }] : []),
    ...(member.otherIndicators > 0
      ? [{ key: 'other_indicators', params: { name, count: member.otherIndicators } }]
      : []),
    ...(member.sharedUnits > 0 && !member.conflict
      ? [{ key: 'shared_units', params: { name, count: member.sharedUnits } }]
      : []),
  ]
}

/** A stretch of time in the largest measure that fits, for the sentence `federation.behind`. */
export function stretch(seconds: number): { unit: 'second' | 'minute' | 'hour' | 'day'; count: number } {
  if (seconds < 120) return { unit: 'second', count: seconds }
  if (seconds < 7200) return { unit: 'minute', count: Math.floor(seconds / 60) }
  if (seconds < 172_800) return { unit: 'hour', count: Math.floor(seconds / 3600) }
  return { unit: 'day', count: Math.floor(seconds / 86_400) }
}
