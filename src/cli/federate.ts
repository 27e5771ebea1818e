import { join as joinPath, resolve } from 'node:path'
import { lookAsSystem } from '#access'
import {
  federationStatus,
  joinServer,
  leaveServer,
  type Member,
  publishFigures,
  stopPublishing,
  stretch,
  warningsOf,
} from '#federation'
import { unitByCode, unitBySlug } from '#org'
import type { Config } from '#platform/config'
import { formatInstant, formatNumber, inLanguage, t } from '#platform/i18n'
import { addressOfRunning } from '#platform/postgres'
import { Problem } from '#platform/problem'
import { today } from '#platform/time'

/** The words after `lantoa federate`, and its options. */
export type FederateWords = {
  action: string | undefined
  joinString: string | undefined
  unit: string | undefined
  server: string | undefined
  host: string | undefined
  port: string | undefined
  renew: boolean
}

export const federateHelp = `  lantoa federate publish [--unit SLUG] [--host ADDRESS] [--port PORT] [--renew]
  lantoa federate join 'postgres://…'            follow a province by the string that its publish has printed
  lantoa federate status                         who gives, who reads, how far behind
  lantoa federate leave [--server NAME]          follow a server no more; without --server, give nothing any more`

/** The settings with which a command gets at the database of a system that is running beside it. */
export function besideRunning(config: Config): Config {
  if (config.DATABASE_URL) return config
  const running = addressOfRunning(joinPath(resolve(config.DATA_FOLDER), 'postgres'))
  return running ? { ...config, DATABASE_URL: running } : config
}

/** A line for the administrator, Vietnamese first. */
const both = (key: string, params: () => Record<string, string | number> = () => ({})): string => {
  const said = (language: 'vi' | 'en') => inLanguage(language, () => t(`federation.cli.${key}`, params()))
  return `${said('vi')}\n  (${said('en')})`
}

/** Runs `lantoa federate …` on the database at `url`. @throws Problem those of the use cases */
export async function federateCommand(
  words: FederateWords,
  { config, url, say }: { config: Config; url: string; say: (line: string) => void },
): Promise<void> {
  switch (words.action) {
    case 'publish':
      return publishCommand(words, { config, url, say })
    case 'join': {
      const { server, name, isCopied } = await joinServer(url, words.joinString ?? '')
      const { members } = await federationStatus(url)
      const found = members.find((member) => member.server === server)
      const counts = { units: found?.units ?? 0, reports: found?.reports ?? 0 }
      return say(both(isCopied ? 'joined' : 'still_copying', () => ({ name, ...counts })))
    }
    case 'status':
      return statusCommand(url, say)
    case 'leave': {
      if (!words.server) {
        await stopPublishing(url)
        return say(both('withdrawn'))
      }
      const { name, wasTold } = await leaveServer(url, words.server)
      say(both('left', () => ({ name })))
      if (!wasTold) say(both('was_not_told'))
      return
    }
    default:
      throw new Error(`Say what to do:\n\n${federateHelp}`)
  }
}

async function publishCommand(
  { unit, host, port, renew }: FederateWords,
  { config, url, say }: { config: Config; url: string; say: (line: string) => void },
): Promise<void> {
  // A server that was started without DATABASE_PORT runs on a port that will not come again.
  if (!config.DATABASE_URL && new URL(url).port !== String(config.DATABASE_PORT))
    throw new Problem('federation_needs_port')
  if (port !== undefined && !/^\d{1,5}$/.test(port)) throw new Error('--port is a number.')
  const found =
    unit === undefined
      ? undefined
      : await lookAsSystem(
          async (db) => (await unitBySlug(db, unit)) ?? (await unitByCode(db, unit, today())),
        )
  if (unit !== undefined && !found) throw new Problem('federation_names_no_unit')
  const joinString = await publishFigures(url, {
    host: host ?? '127.0.0.1',
    renew,
    ...(found ? { unitId: found.id } : {}),
    ...(port ? { port: Number(port) } : {}),
  })
  const { here } = await federationStatus(url)
  say(both('published', () => ({ unit: here?.unitName ?? '' })))
  if (joinString === undefined) return say(both('published_already'))
  say(both('join_string'))
  // The only thing on standard output, so that it can be handed on as it is.
  process.stdout.write(`${joinString}\n`)
}

const bytes = (count: number | null): string => `${formatNumber(Math.round((count ?? 0) / 1024))} kB`
const instant = (at: Date | null): string => (at === null ? '–' : formatInstant(at))

async function statusCommand(url: string, say: (line: string) => void): Promise<void> {
  const { here, version, readers, keptAtMost, isOutboxFed, members } = await federationStatus(url)
  const { unitName, publishedAt } = here ?? { unitName: null, publishedAt: null }
  if (publishedAt)
    say(both('status_here', () => ({ unit: unitName ?? '', at: instant(publishedAt), version })))
  else say(both('status_here_silent', () => ({ version })))
  if (publishedAt && !isOutboxFed) say(both('outbox_is_not_fed'))
  if (publishedAt && readers.length === 0) say(both('no_readers'))
  for (const reader of readers) {
    const since = reader.inactiveSince
    say(
      both('reader', () => ({
        slot: reader.slot,
        state: reader.isActive ? 'active' : 'away',
        since: instant(since),
        bytes: bytes(reader.behindBytes),
        kept: bytes(reader.keptBytes),
      })),
    )
    if (reader.isLost) say(both('reader_is_lost', () => ({ slot: reader.slot })))
    else if (since && Date.now() - since.getTime() > 24 * 3_600_000)
      say(both('reader_is_away', () => ({ slot: reader.slot, most: keptAtMost })))
  }
  if (publishedAt && keptAtMost === '-1') say(both('kept_without_end'))
  if (members.length === 0) return say(both('no_members'))
  for (const member of members) sayMember(member, version, say)
}

function sayMember(member: Member, version: string, say: (line: string) => void): void {
  say(
    both('member', () => ({
      name: member.name ?? member.server,
      address: member.address,
      state: t(`federation.state.${member.state}`),
      behind: member.behind === undefined ? '–' : t('federation.behind', stretch(member.behind)),
      received: instant(member.receivedAt),
      version: member.version ?? '–',
    })),
  )
  for (const { key, params } of warningsOf(member, version))
    for (const language of ['vi', 'en'] as const)
      say(`  ! ${inLanguage(language, () => t(`federation.note.${key}`, params))}`)
}
