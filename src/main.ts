import { asSystem, syncPermissions } from '#access'
import { loadReadyIndicators } from '#figures'
import { loadReadyKinds } from '#initiatives'
import type { Config } from '#platform/config'
import { openLog } from '#platform/log'
import { serve } from '#platform/server'
import { startDatabase } from '#platform/start-database'
import { isEmpty, loadDemonstration, type SignIn } from './cli/demo/index.ts'
import { today } from './platform/time.ts'
import { web } from './web.ts'

/** A system that is up: where it is, who may sign in to try it, and how to end it. */
export type RunningSystem = { address: string; signIns: readonly SignIn[]; stop(): Promise<void> }

/** Brings everything up: database → what comes with the software → demonstration district → pages. */
export async function start(config: Config, say: (line: string) => void): Promise<RunningSystem> {
  const database = await startDatabase(config, say)
  try {
    await asSystem('system.prepare', async (tx) => {
      await syncPermissions(tx)
      await loadReadyIndicators(tx)
      await loadReadyKinds(tx)
    })
    const signIns = config.DEMONSTRATION ? await demonstration(say) : []
    const log = openLog(config.LOG_LEVEL)
    const origin = config.PUBLIC_URL?.replace(/\/$/, '')
    const site = { name: 'Lan Tỏa Cần Đước', demonstration: config.DEMONSTRATION, ...(origin ? { origin } : {}) }
    const app = web({
      site,
      isSecure: origin?.startsWith('https:') ?? false,
      log: (fault, reference) => log.error({ err: fault, reference }, 'a request failed'),
    })
    const server = await serve({ app, host: config.HOST, port: config.PORT })
    return {
      address: origin ?? server.address,
      signIns,
      stop: async () => {
        await server.stop()
        await database.stop()
      },
    }
  } catch (fault) {
    await database.stop()
    throw fault
  }
}

async function demonstration(say: (line: string) => void): Promise<readonly SignIn[]> {
  if (!(await isEmpty())) return []
  say('Nạp huyện minh hoạ… (loading the demonstration district)')
  const { signIns } = await loadDemonstration({ today: today(), say })
  return signIns
}
