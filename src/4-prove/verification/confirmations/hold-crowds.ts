import { note } from '#access'
import type { Activity } from '#activities'
import { raiseNotices } from '#notices'
import { parameterOn } from '#parameters'
import type { Tx } from '#platform/database'
import { signatureOf } from '#platform/secret'
import { today } from '#platform/time'
import { networkOf } from '#platform/visitor'
import { type Arrival, answersAround, answersFromPlaceOf, holdAnswers, insertArrival } from './holds-store.ts'

/** From where an answer comes: the address of the request, and the number that the device keeps. */
export type From = { address: string; device?: string | undefined }

/** A hash that tells two places apart among the answers about one record, and nothing anywhere else. */
const keyedHash = (what: string, activityId: string, text: string): Buffer =>
  signatureOf(`${what} of an answer`, Buffer.from(`${activityId} ${text}`))

async function limitsOf(tx: Tx) {
  const day = today()
  const [most = 0, minutes = 0] = (await parameterOn(tx, 'answers_within_minutes', day))
    .split('/')
    .map(Number)
  return { fromOnePlace: Number(await parameterOn(tx, 'answers_from_one_place', day)), most, minutes }
}

/**
 * Keeps from where and when an answer came, and holds the answers of a crowd: more of them from one place, or within some
 * minutes, than parameters allow. Those that came before are held with the last one: none of them counts until an
 * inspector has looked.
 */
export async function holdCrowd(
  tx: Tx,
  answer: { id: string; activity: Pick<Activity, 'id' | 'unitId' | 'day'> },
  from: From,
  at: Date,
): Promise<void> {
  const { id: activityId, unitId, day } = answer.activity
  const arrival: Arrival = {
    answerId: answer.id,
    activityId,
    place: keyedHash('place', activityId, networkOf(from.address)),
    device: from.device ? keyedHash('device', activityId, from.device) : null,
    at,
  }
  await insertArrival(tx, arrival)
  const limits = await limitsOf(tx)
  const samePlace = await answersFromPlaceOf(tx, arrival)
  const sameTime = await answersAround(tx, arrival, limits.minutes)
  const crowd = [
    ...(samePlace.length > limits.fromOnePlace ? samePlace : []),
    ...(sameTime.length > limits.most ? sameTime : []),
  ]
  if (crowd.length === 0) return
  const holdId = await holdAnswers(tx, activityId, [...new Set(crowd)])
  if (holdId === undefined) return
  note(tx, { hold: holdId })
  await raiseNotices(tx, [
    {
      key: `confirmation.held:${holdId}`,
      unitId,
      roles: ['inspector'],
      kind: 'confirmations.notice.held',
      words: { day },
      href: '/cau-tra-loi-cho-xem',
    },
  ])
}
