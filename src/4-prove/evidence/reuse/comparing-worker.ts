// Runs in a thread of its own, from source: describing and comparing pictures takes tens of milliseconds each, and pages
// are not to wait for it.
import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import type { Answered, Asked, Fit, Priority } from './comparer.ts'
import { agreeRoughly, type Features, matchFeatures, packFeatures, unpackFeatures } from './features.ts'
import { agreeOn, describe, type Grey, openCvIsReady } from './opencv.ts'
import type { Overlay } from './rules.ts'
import { agreementOf } from './same-picture.ts'

// On Linux this is the priority of this thread alone; elsewhere it would be that of the whole process.
if (workerData === ('behind_pages' satisfies Priority) && process.platform === 'linux')
  setPriority(constants.priority.PRIORITY_LOW)

/** Pictures are compared at the size of the small copies. */
const longest = 480

async function grey(picture: Uint8Array, isMirrored = false): Promise<Grey> {
  const opened = sharp(picture)
    .greyscale()
    .flop(isMirrored)
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
  const { data, info } = await opened.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}

/** Which candidates fit the picture or its mirror image by geometry, the best first. */
async function fits({ picture, candidates, least }: Extract<Asked, { what: 'fits' }>): Promise<Fit[]> {
  const ways = await Promise.all(
    [false, true].map(async (isMirrored) => ({
      isMirrored,
      features: describe(await grey(picture, isMirrored)),
    })),
  )
  const found = candidates.flatMap(({ key, features }) => {
    const theirs = unpackFeatures(features)
    const best = ways
      .flatMap((way) => fit(way.features, theirs, way.isMirrored, key, least) ?? [])
      .sort((one, other) => other.agreeing - one.agreeing)[0]
    return best ?? []
  })
  return found.sort((one, other) => other.agreeing - one.agreeing)
}

function fit(
  ours: Features,
  theirs: Features,
  isMirrored: boolean,
  key: string,
  least: number,
): Fit | undefined {
  const matches = matchFeatures(ours, theirs)
  if (!agreeRoughly(ours, theirs, matches, least)) return undefined
  const agreed = agreeOn(ours, theirs, matches)
  return agreed && agreed.agreeing >= least ? { key, isMirrored, ...agreed } : undefined
}

async function overlay({ picture, other, fit }: Extract<Asked, { what: 'overlay' }>): Promise<Overlay> {
  const agreement = agreementOf(await grey(picture, fit.isMirrored), await grey(other), fit.projection)
  return { agreeing: fit.agreeing, isMirrored: fit.isMirrored, ...agreement }
}

async function answer(asked: Asked): Promise<Answered[Asked['what']]> {
  await openCvIsReady()
  if (asked.what === 'fits') return fits(asked)
  if (asked.what === 'overlay') return overlay(asked)
  return packFeatures(describe(await grey(asked.picture)))
}

parentPort?.on('message', async ({ number, asked }: { number: number; asked: Asked }) => {
  try {
    parentPort?.postMessage({ number, answered: await answer(asked) })
  } catch (fault) {
    parentPort?.postMessage({ number, fault: fault instanceof Error ? fault.message : String(fault) })
  }
})
