import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { look } from '#access'
import { figureOf } from '#figures'
import { Problem } from '#platform/problem'
import { spanOf } from '#platform/time'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict, anEntry } from '../../../test/support/district.ts'
import { checkActivity } from './check-activity.ts'
import { correctActivity } from './correct-activity.ts'
import type { ActivityState } from './entry.ts'
import { recordActivity } from './record-activity.ts'
import { reopenActivity } from './reopen-activity.ts'

useDatabase()

type District = Awaited<ReturnType<typeof aDistrict>>
const march = spanOf('2026-03') ?? { from: '', until: '' }

/** What a record should be by now, kept beside the system and counted by hand. */
type Kept = { id: string; state: ActivityState; version: number; amount: number; photos: number }

/** Numbers that follow from a seed, so that a history that fails can be played again. */
function chanceFrom(seed: string) {
  let count = 0
  const next = () => {
    count += 1
    return createHash('sha256').update(`${seed} ${count}`).digest().readUInt32BE() / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T }
}

const photo = (name: string) => ({
  sha256: createHash('sha256').update(name).digest('hex'),
  bytes: 10,
  width: 10,
  height: 10,
  takenAt: undefined,
  mediaType: 'image/jpeg' as const,
  name: '',
})

/** What each act does to a record, or that it is refused (undefined). The same verdict once more is the same verdict. */
const outcomes = {
  accepted: ({ state }: Kept) =>
    state === 'recorded' || state === 'accepted' ? { state: 'accepted' as const } : undefined,
  returned: ({ state }: Kept) =>
    state === 'recorded' || state === 'returned' ? { state: 'returned' as const } : undefined,
  rejected: ({ state }: Kept) =>
    state === 'recorded' || state === 'rejected' ? { state: 'rejected' as const } : undefined,
  reopen: ({ state }: Kept) => (state === 'rejected' ? { state: 'recorded' as const } : undefined),
  correct: ({ state, version }: Kept) =>
    state === 'rejected' ? undefined : { state: 'recorded' as const, version: version + 1 },
}
type Act = keyof typeof outcomes

/** By hand: what waits or was accepted counts, accepted with photos as evidenced; nothing else counts. */
function countedByHand(records: readonly Kept[]) {
  const sum = (some: readonly Kept[]) => some.reduce((total, { amount }) => total + amount, 0)
  const counted = records.filter(({ state }) => state === 'recorded' || state === 'accepted')
  const evidenced = counted.filter(({ state, photos }) => state === 'accepted' && photos > 0)
  return {
    declared: sum(counted.filter((record) => !evidenced.includes(record))),
    evidenced: sum(evidenced),
    confirmed: 0,
    verified: 0,
    entries: counted.length,
  }
}

function carryOut(district: District, act: Act, record: Kept, amount: number): Promise<void> {
  const seen = record.version
  const reason = 'Lý do của lần thử'
  if (act === 'reopen') return reopenActivity(district.leader, record.id, { seen, reason })
  if (act === 'correct')
    return correctActivity(district.recorder, record.id, {
      seen,
      reason,
      day: '2026-03-09',
      summary: 'Sửa',
      answers: { waste: amount },
      photos: { kept: [], sentAhead: [] },
      removed: [],
    })
  return checkActivity(district.checker, record.id, {
    seen,
    reason,
    verdict: act,
    field: '',
    publishPhotos: false,
  })
}

test.each(['một', 'hai', 'ba', 'bốn'])(
  'whatever is recorded, returned, corrected, accepted, rejected and reopened, the figure is what is counted by hand (%s)',
  async (seed) => {
    const chance = chanceFrom(seed)
    const district = await aDistrict()
    const records: Kept[] = []
    let refused = 0

    for (let step = 0; step < 60; step += 1) {
      const record = chance.pick(records)
      const amount = 1 + chance.below(500)
      if (!record || chance.below(6) === 0) {
        const entry = anEntry(district.initiativeId, { answers: { waste: amount } })
        const kept = chance.below(2) === 0 ? [] : [photo(`${seed} ${step}`)]
        await recordActivity(district.recorder, { ...entry, photos: { kept, sentAhead: [] } })
        records.push({ id: entry.id, state: 'recorded', version: 1, amount, photos: kept.length })
      } else {
        const act = chance.pick(Object.keys(outcomes) as Act[])
        const expected = outcomes[act](record)
        const answer = await carryOut(district, act, record, amount).then(
          () => 'done',
          (fault) => (fault instanceof Problem ? fault.code : String(fault)),
        )
        // Whoever reopened a record and says so again hears that it is done.
        const codes =
          act === 'correct'
            ? ['activity_is_rejected']
            : act === 'reopen' && record.state === 'recorded'
              ? ['seen_is_outdated', 'done']
              : ['seen_is_outdated']
        expect(expected ? ['done'] : codes, `${act} when ${record.state}`).toContain(answer)
        if (expected) Object.assign(record, expected, act === 'correct' ? { amount } : {})
        else refused += 1
      }
      if (step % 5 === 4)
        for (const unitId of [district.commune, district.province])
          expect(
            await look(district.leader, 'figure.read', null, (db) =>
              figureOf(db, { unitId }, 'test_waste_kg', march),
            ),
          ).toEqual(countedByHand(records))
    }
    expect(new Set(records.map(({ state }) => state)).size).toBeGreaterThan(2)
    expect(refused).toBeGreaterThan(0)
  },
)
