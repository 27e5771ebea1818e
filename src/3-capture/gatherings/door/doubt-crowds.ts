import { raiseNotices } from '#notices'
import { parameterOn } from '#parameters'
import type { Tx } from '#platform/database'
import { formatDay } from '#platform/i18n'
import { signatureOf } from '#platform/secret'
import { today } from '#platform/time'
import { networkOf } from '#platform/visitor'
import { arrive } from './doubts-store.ts'
import type { Door } from './store.ts'

/** From where somebody checks in: the address of the request, and what the browser says of itself. */
export type From = { address: string; browser: string }

/** A hash that tells two places apart at one gathering, and nothing anywhere else. */
const keyedHash = (what: string, gatheringId: string, text: string): Buffer =>
  signatureOf(`${what} at a door`, Buffer.from(`${gatheringId} ${text}`))

async function limitOf(tx: Tx, code: 'door_alike_within_seconds' | 'door_place_within_seconds') {
  const [most = 0, seconds = 0] = (await parameterOn(tx, code, today())).split('/').map(Number)
  return { most, seconds }
}

/**
 * Notes from where a phone checked in, and doubts what comes in a crowd that one machine could be. A hall has one address
 * and many phones of the same kind, so it is how fast they come that decides: faster from phones that cannot be told
 * apart, and twice as fast from whatever phones. What is doubted counts once somebody else has looked.
 */
export async function doubtCrowd(
  tx: Tx,
  door: Pick<Door, 'gatheringId' | 'unitId' | 'title' | 'day'>,
  device: Buffer,
  from: From,
  at: number,
): Promise<void> {
  const place = networkOf(from.address)
  const doubted = await arrive(tx, {
    gatheringId: door.gatheringId,
    device,
    place: keyedHash('place', door.gatheringId, place),
    alike: keyedHash('phones', door.gatheringId, `${place} ${from.browser}`),
    at: new Date(at),
    ofAlike: await limitOf(tx, 'door_alike_within_seconds'),
    ofPlace: await limitOf(tx, 'door_place_within_seconds'),
  })
  if (doubted === 0) return
  await raiseNotices(tx, [
    {
      key: `session.door_doubted:${door.gatheringId}`,
      unitId: door.unitId,
      roles: ['checker', 'leader', 'inspector'],
      kind: 'gatherings.notice.door_doubted',
      words: { title: door.title, day: formatDay(door.day) },
      href: `/hoc-tap/${door.gatheringId}/cua/xem`,
    },
  ])
}
