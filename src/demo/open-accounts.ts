import { isIP } from 'node:net'
import { asSystem, closeAccounts, note, openWithPassword } from '#access'
import type { Config } from '#platform/config'
import { isInside } from '#platform/outgoing'
import { demonstrationPassword, inventPeople } from './people.ts'

const demonstrationIds = (): string[] => inventPeople().map(({ id }) => id)

/** Whether an address is reached from beyond the own network. */
function isPublic(address: string): boolean {
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return !isInside(host)
  return host.includes('.') && !/\.(local|internal|localhost|lan|home\.arpa)$/i.test(host)
}

/** Why the accounts of the demonstration, whose password everybody can read, may not be open; undefined where they may. */
function whyClosed({ PUBLIC_URL, DEMONSTRATION }: Config): string | undefined {
  if (!DEMONSTRATION)
    return 'đây không phải hệ thống minh hoạ (DEMONSTRATION=false) (this is no demonstration any more)'
  if (PUBLIC_URL && isPublic(PUBLIC_URL))
    return `hệ thống mở ra Internet tại ${PUBLIC_URL} (the system is public at ${PUBLIC_URL})`
  return undefined
}

/** @throws Error where the demonstration is about to be loaded into a system that is public. */
export function refuseToLoadInPublic(config: Config): void {
  const why = whyClosed(config)
  if (why)
    throw new Error(
      `Không nạp huyện minh hoạ: mật khẩu của nó ai cũng biết, mà ${why}. Đặt DEMONSTRATION=false, hoặc bỏ PUBLIC_URL. (The demonstration district is not loaded: everybody knows its password. Set DEMONSTRATION=false, or leave PUBLIC_URL out.)`,
    )
}

/** @throws Error where accounts of the demonstration are open that must not be. */
export async function refuseOpenDemonstration(config: Config): Promise<void> {
  const why = whyClosed(config)
  if (!why) return
  const open = await openWithPassword(demonstrationIds(), demonstrationPassword)
  if (open.length === 0) return
  throw new Error(
    `Không khởi động: ${open.length} tài khoản minh hoạ (${open.slice(0, 3).join(', ')}…) vẫn đăng nhập được bằng mật khẩu ai cũng biết, mà ${why}. Đóng lại bằng: npx lantoa close-demonstration\n(Not started: ${open.length} accounts of the demonstration still open with its published password. Close them with: npx lantoa close-demonstration)`,
  )
}

/** Closes every account of the demonstration, with what lets somebody in by them. @returns how many were open. */
export const closeDemonstration = (): Promise<number> =>
  asSystem('demonstration.close', async (tx) => {
    const closed = await closeAccounts(tx, demonstrationIds())
    note(tx, { closed })
    return closed
  })
