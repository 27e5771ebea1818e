import { setTimeout as pause } from 'node:timers/promises'
import cv from '@techstark/opencv-js'
import type { Features, Matches } from './features.ts'

/** A grey picture, row by row. */
export type Grey = { width: number; height: number; pixels: Uint8Array }

/** How a point of one picture goes over into the other: the nine numbers of a projection, row by row. */
export type Projection = readonly number[]

/** OpenCV compiles itself when it is loaded; until then it has no matrices. */
export async function openCvIsReady(): Promise<void> {
  for (let tries = 0; cv.Mat === undefined; tries++) {
    if (tries > 6000) throw new Error('OpenCV did not come up in a minute.')
    await pause(10)
  }
}

/** Features are looked for in plenty, then chosen so that they are spread over the picture: a crop keeps its share. */
const soughtFeatures = 1600
const keptFeatures = 400
const cells = 8

/** Describes a picture by its local features (ORB). */
export function describe({ width, height, pixels }: Grey): Features {
  const picture = cv.matFromArray(height, width, cv.CV_8UC1, pixels as unknown as number[])
  const orb = new cv.ORB(soughtFeatures, 1.2, 8, 15, 0, 2, cv.ORB_HARRIS_SCORE, 31, 8)
  const points = new cv.KeyPointVector()
  const patterns = new cv.Mat()
  const nothing = new cv.Mat()
  try {
    orb.detectAndCompute(picture, nothing, points, patterns)
    const found = Array.from({ length: points.size() }, (_, index) => {
      const { pt, response } = points.get(index)
      return { index, x: pt.x, y: pt.y, response }
    })
    const kept = spread(found, width, height)
    const all = new Int32Array(patterns.data.slice().buffer)
    const words = new Int32Array(kept.length * 8)
    for (const [place, { index }] of kept.entries())
      words.set(all.subarray(index * 8, index * 8 + 8), place * 8)
    return {
      width,
      height,
      count: kept.length,
      places: Float32Array.from(kept.flatMap(({ x, y }) => [x, y])),
      patterns: words,
    }
  } finally {
    for (const held of [picture, orb, points, patterns, nothing]) held.delete()
  }
}

type Found = { index: number; x: number; y: number; response: number }

/** The strongest features, cell by cell in turn. */
function spread(found: readonly Found[], width: number, height: number): Found[] {
  const byCell = new Map<number, Found[]>()
  for (const one of found.toSorted((a, b) => b.response - a.response)) {
    const cell = Math.floor((one.x / width) * cells) + cells * Math.floor((one.y / height) * cells)
    const there = byCell.get(cell)
    if (there) there.push(one)
    else byCell.set(cell, [one])
  }
  const kept: Found[] = []
  for (let rank = 0; kept.length < keptFeatures; rank++) {
    const round = [...byCell.values()].flatMap((cell) => cell[rank] ?? [])
    if (round.length === 0) break
    kept.push(...round)
  }
  return kept.slice(0, keptFeatures)
}

/** How far off a point may be, in pixels, and still belong. */
const tolerance = 4

/**
 * The one projection that most matches agree on, and how many do: what lay in one picture lies so in the other.
 * @returns undefined where there is none.
 */
export function agreeOn(
  our: Features,
  their: Features,
  { ours, theirs }: Matches,
): { projection: Projection; agreeing: number } | undefined {
  if (ours.length < 4) return undefined
  const places = (features: Features, chosen: number[]) =>
    cv.matFromArray(
      chosen.length,
      1,
      cv.CV_32FC2,
      chosen.flatMap((index) => [
        features.places[index * 2] as number,
        features.places[index * 2 + 1] as number,
      ]),
    )
  const from = places(our, ours)
  const to = places(their, theirs)
  const isIn = new cv.Mat()
  let found: { delete: () => void } | undefined
  try {
    const projection = cv.findHomography(from, to, cv.RANSAC, tolerance, isIn, 1000, 0.995)
    found = projection
    if (projection.empty()) return undefined
    return {
      projection: Array.from(projection.data64F),
      agreeing: Array.from(isIn.data as Uint8Array).reduce((sum, one) => sum + one, 0),
    }
  } finally {
    for (const held of [from, to, isIn, found]) held?.delete()
  }
}
