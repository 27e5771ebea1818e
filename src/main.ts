import { join, resolve } from 'node:path'
import { asSystem } from '#access'
import { nameOfSite, openBeginning } from '#beginning'
import { foldFigures } from '#figures'
import { openRoots } from '#ledger'
import { openNotices } from '#notices'
import type { Config } from '#platform/config'
import { openLog } from '#platform/log'
import { broughtTo, openModules } from '#platform/module'
import { throughOutages } from '#platform/outages'
import { openReplicas } from '#platform/replicas'
import { useSecret } from '#platform/secret'
import { serve } from '#platform/server'
import { startDatabase } from '#platform/start-database'
import { today } from '#platform/time'
import { trusting } from '#platform/visitor'
import { isPortalPath, publicParameters } from '#portal'
import { brokenLoad, demonstrationSignIns, isEmpty, loadDemonstration, type SignIn } from './demo/index.ts'
import { refuseOpenDemonstration, refuseToLoadInPublic } from './demo/open-accounts.ts'
import { modules } from './modules.ts'
import { web } from './web.ts'

/** A system that is up: where it is, who may sign in to try it, and how to end it. */
export type RunningSystem = {
  address: string
  signIns: readonly SignIn[]
  /** Where an empty system is begun; undefined where somebody is here. */
  beginAt: string | undefined
  stop(): Promise<void>
}

/** The file of the secret, where none is configured. */
export const secretFile = (config: Config): string => join(resolve(config.DATA_FOLDER), 'secret')

/**
 * A database that is ready for use, without pages: migrated, with all that comes with the software. Commands work on it.
 */
export async function prepare(
  config: Config,
  say: (line: string) => void,
  options: { asOwner?: boolean } = {},
) {
  openModules(modules)
  const database = await startDatabase(config, say, options)
  try {
    useSecret(config.SECRET, secretFile(config))
    await throughOutages(() =>
      asSystem('system.prepare', async (tx) => {
        for (const prepare of broughtTo('prepare')) await prepare(tx)
      }),
    )
    for (const step of broughtTo('afterPrepare')) await throughOutages(step)
    return database
  } catch (fault) {
    await database.stop()
    throw fault
  }
}

/** A prepared database as its pages find it: with the demonstration district where that is wanted and nothing is there yet. */
export async function furnish(config: Config, say: (line: string) => void) {
  const database = await prepare(config, say)
  try {
    const broken = config.DEMONSTRATION && (await brokenLoad())
    if (broken || (config.DEMONSTRATION && (await isEmpty()))) {
      refuseToLoadInPublic(config)
      say(
        broken
          ? 'Lần nạp huyện minh hoạ trước bị ngắt giữa chừng; nạp tiếp… (the last load of the demonstration district broke off; going on)'
          : 'Nạp huyện minh hoạ… (loading the demonstration district)',
      )
      await loadDemonstration({ today: today(), say, origin: addressOf(config) })
    }
    for (const step of [foldFigures, ...broughtTo('onNewDay')]) await throughOutages<unknown>(step)
    return database
  } catch (fault) {
    await database.stop()
    throw fault
  }
}

/** Where people reach the system, as far as that is settled before it is up: papers name it. */
const addressOf = ({ PUBLIC_URL, PORT }: Config): string | undefined =>
  PUBLIC_URL?.replace(/\/$/, '') ?? (PORT === 0 ? undefined : `http://localhost:${PORT}`)

/** The name on every page: as configured, or that of the first unit. */
const siteName = async ({ SITE_NAME, DEMONSTRATION }: Config): Promise<string> =>
  SITE_NAME ?? (DEMONSTRATION ? 'Lan Tỏa Cần Đước' : await throughOutages(nameOfSite))

/** Brings everything up: database → what comes with the software → demonstration district → pages → jobs. */
export async function start(config: Config, say: (line: string) => void): Promise<RunningSystem> {
  const database = await furnish(config, say)
  let closeReplicas = async (): Promise<void> => {}
  try {
    await throughOutages(() => refuseOpenDemonstration(config))
    const log = openLog(config.LOG_LEVEL)
    closeReplicas = await openReplicas(config, log)
    const origin = config.PUBLIC_URL?.replace(/\/$/, '')
    if (origin?.startsWith('https:') && config.TRUSTED_PROXY.length === 0)
      say(
        'TRUSTED_PROXY chưa đặt: mọi người vào qua máy chủ trung gian sẽ chung một địa chỉ. (TRUSTED_PROXY is not set: all who come through the proxy have one address. See docs/guides/quan-tri.md.)',
      )
    const site = {
      name: await siteName(config),
      demonstration: config.DEMONSTRATION,
      ...(origin ? { origin } : {}),
    }
    const beginToken = config.DEMONSTRATION
      ? undefined
      : await openBeginning(async () => {
          site.name = await siteName(config)
        })
    const app = web({
      site,
      isTrusted: trusting(config.TRUSTED_PROXY),
      log: (fault, reference) => log.error({ err: fault, reference }, 'a request failed'),
    })
    const server = await serve({
      fetch: app.fetch,
      isShared: isPortalPath,
      parameters: publicParameters,
      host: config.HOST,
      port: config.PORT,
    })
    const endNotices = await throughOutages(() =>
      openNotices(
        {
          databaseUrl: database.serviceUrl,
          origin: origin ?? server.address,
          smtpUrl: config.SMTP_URL,
          mailFrom: config.MAIL_FROM,
          isInsideAllowed: config.OUTGOING_PRIVATE,
        },
        (fault, job) => log.error({ err: fault, job }, 'a job failed'),
      ),
    )
    await throughOutages(() => openRoots({ to: config.ROOT_MAIL_TO, site: () => site.name }))
    const ends = broughtTo('loops')
      .flat()
      .map(({ fault, start }) => start((err) => log.error({ err }, fault), config))
    return {
      address: origin ?? server.address,
      signIns: config.DEMONSTRATION ? demonstrationSignIns() : [],
      beginAt: beginToken && `${origin ?? server.address}/bat-dau/${beginToken}`,
      stop: async () => {
        await server.stop()
        await endNotices()
        for (const end of ends.reverse()) await end()
        await closeReplicas()
        await database.stop()
      },
    }
  } catch (fault) {
    await closeReplicas()
    await database.stop()
    throw fault
  }
}
