// How reliably a photo that is used again is found, and how often an honest one is asked about. Photographs and alterations
// are drawn by the project (bench/photographs), from seeds other than those on which rules.ts was tuned, and go through
// the code that runs in the system: the hash, the local features in their thread, the search in PostgreSQL.
//
//   node bench/reused-evidence.ts            1,000 photographs, 14 alterations each; half an hour on two idle cores
//   node bench/reused-evidence.ts --small    6 photographs, to see that it runs
//   node bench/reused-evidence.ts --seed x   other photographs
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Comparer, openComparer } from '../src/4-prove/evidence/reuse/comparer.ts'
import { bitsApart, lookOf } from '../src/4-prove/evidence/reuse/picture-hash.ts'
import { comparing, isWorthAsking, likeness } from '../src/4-prove/evidence/reuse/rules.ts'
import { alterations, altered, asSent, smallCopy } from './photographs/alter.ts'
import { buildScene, photograph } from './photographs/scene.ts'
import { measureSearch } from './photographs/search.ts'
import { type Beside, printFigure, printProcessorTime } from './print-figure.ts'

printProcessorTime('reused-evidence')
const isSmall = process.argv.includes('--small')
const seed = process.argv.includes('--seed')
  ? (process.argv[process.argv.indexOf('--seed') + 1] ?? '')
  : 'measure'
const sizes = isSmall
  ? { photographs: 6, honest: 4, candidates: 6, stored: 2000 }
  : { photographs: 1000, honest: 400, candidates: comparing.candidates, stored: 200_000 }

const say = (metric: string, ours: number, beside: Beside) =>
  printFigure('reused-evidence', metric, ours, beside)

type Stored = { small: Buffer; hash: string | undefined; features: Uint8Array }

/** Whether the index would bring the two together: they share a band of sixteen bits. */
const shareBand = (one: string, other: string): boolean =>
  Array.from({ length: 16 }, (_, band) => band * 16).some(
    (at) => one.slice(at, at + 16) === other.slice(at, at + 16),
  )

const isCopy = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  bitsApart(one, other) <= likeness.hashBits &&
  shareBand(one, other)

/** Whether stage two would ask about a photo and one of some candidates. */
async function isFoundByFeatures(
  comparer: Comparer,
  picture: Buffer,
  candidates: readonly Stored[],
): Promise<boolean> {
  const fits = await comparer.ask<'fits'>({
    what: 'fits',
    picture,
    candidates: candidates.map(({ features }, index) => ({ key: String(index), features })),
    least: likeness.agreeingFeatures,
  })
  for (const fit of fits.slice(0, comparing.overlays)) {
    const other = candidates[Number(fit.key)]?.small
    if (other && isWorthAsking(await comparer.ask<'overlay'>({ what: 'overlay', picture, other, fit })))
      return true
  }
  return false
}

/** Does something for each number below `count`, in as many lanes as there are threads. */
async function inLanes(
  comparers: readonly Comparer[],
  count: number,
  one: (index: number, comparer: Comparer) => Promise<void>,
) {
  let next = 0
  await Promise.all(
    comparers.map(async (comparer) => {
      for (let index = next++; index < count; index = next++) await one(index, comparer)
    }),
  )
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole)

/** What has been found so far: the whole takes long. */
function sayProgress(done: number, found: ReadonlyMap<string, { byEither: number }>): void {
  const parts = [...found].map(([name, { byEither }]) => `${name} ${percent(byEither, done).toFixed(1)} %`)
  console.error(`${done} photographs: ${parts.join('; ')}`)
}

const comparers = [openComparer(), openComparer()]
const folder = mkdtempSync(join(tmpdir(), 'lantoa-bench-'))
chmodSync(folder, 0o755)
try {
  const stored: Stored[] = []
  const found = new Map(
    Object.keys(alterations).map((name) => [name, { byHash: 0, byFeatures: 0, byEither: 0 }]),
  )
  const copies: string[] = []
  let hashing = 0
  let done = 0
  await inLanes(comparers, sizes.photographs, async (index, comparer) => {
    const taken = await photograph(await buildScene(`${seed} ${index}`), `${seed} ${index} 0`)
    const small = await smallCopy(await asSent(taken))
    const look = await lookOf(small)
    const results: [string, boolean, boolean][] = []
    const original = {
      small,
      hash: look?.hash,
      features: await comparer.ask<'features'>({ what: 'features', picture: small }),
    }
    stored[index] = original
    for (const name of found.keys()) {
      const again = await smallCopy(await altered(taken, name, `${seed} ${index}`))
      const begun = performance.now()
      const now = await lookOf(again)
      hashing += performance.now() - begun
      if (name === 'recompressed, q40' && now) copies.push(now.hash)
      const byHash = [now?.hash, ...(now?.turned ?? [])].some((hash) => isCopy(hash, original.hash))
      // Copies are for the hash to find: whether the features would find them too is not asked.
      const byFeatures =
        alterations[name]?.stage === 2 && (await isFoundByFeatures(comparer, again, [original]))
      results.push([name, byHash, byFeatures])
    }
    for (const [name, byHash, byFeatures] of results) {
      const count = found.get(name)
      if (!count) continue
      if (byHash) count.byHash += 1
      if (byFeatures) count.byFeatures += 1
      if (byHash || byFeatures) count.byEither += 1
    }
    done += 1
    if (done % 50 === 0) sayProgress(done, found)
  })
  for (const [name, { stage }] of Object.entries(alterations)) {
    const count = found.get(name) ?? { byHash: 0, byFeatures: 0, byEither: 0 }
    const goal = stage === 1 ? 99 : 90
    if (stage === 1) say(`recall by hash: ${name}, %`, percent(count.byHash, sizes.photographs), { goal })
    else {
      say(`recall by hash alone: ${name}, %`, percent(count.byHash, sizes.photographs), { goal })
      say(`recall by features: ${name}, %`, percent(count.byFeatures, sizes.photographs), { goal })
      say(`recall in all: ${name}, %`, percent(count.byEither, sizes.photographs), { goal })
    }
  }

  // Honest photos: half of them show a place that is stored, at another moment; half a place that nobody has seen.
  const alarms = { place: 0, new: 0, hash: 0 }
  const half = Math.floor(sizes.honest / 2)
  await inLanes(comparers, sizes.honest, async (index, comparer) => {
    const isPlace = index < half
    const scene = await buildScene(isPlace ? `${seed} ${index}` : `${seed} new ${index}`)
    const small = await smallCopy(await asSent(await photograph(scene, `${seed} ${index} honest`)))
    const candidates = Array.from(
      { length: Math.min(sizes.candidates, stored.length) },
      (_, away) => stored[(index + away) % stored.length] as Stored,
    )
    const look = await lookOf(small)
    const byHash = stored.some(({ hash }) =>
      [look?.hash, ...(look?.turned ?? [])].some((one) => isCopy(one, hash)),
    )
    if (byHash) alarms.hash += 1
    if (byHash || (await isFoundByFeatures(comparer, small, candidates)))
      alarms[isPlace ? 'place' : 'new'] += 1
  })
  const among = `among ${Math.min(sizes.candidates, stored.length)} candidates`
  say(`honest photos asked about by hash, among ${stored.length}, %`, percent(alarms.hash, sizes.honest), {
    goal: 1,
  })
  say(`honest photos of a new place asked about, ${among}, %`, percent(alarms.new, sizes.honest - half), {
    goal: 1,
  })
  say(`honest photos of a stored place asked about, ${among}, %`, percent(alarms.place, half), { goal: 1 })
  say(`honest photos asked about, ${among}, %`, percent(alarms.place + alarms.new, sizes.honest), { goal: 1 })
  say('hash of a photo, ms', hashing / (sizes.photographs * found.size), { goal: 50 })

  const hashes = stored.flatMap(({ hash }) => hash ?? [])
  const search = await measureSearch({ folder, hashes, copies, count: sizes.stored })
  say(`search among ${sizes.stored} photos, p50 ms`, search.p50, {})
  say(`search among ${sizes.stored} photos, p95 ms`, search.p95, {
    peer: search.everyHashP95,
    peerName: 'comparing every hash, p95 ms',
    goal: 50,
  })
  say('copies that the search found, %', percent(search.found, copies.length), { goal: 99 })
} finally {
  for (const comparer of comparers) await comparer.end()
  rmSync(folder, { recursive: true, force: true })
}
