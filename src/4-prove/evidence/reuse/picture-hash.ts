import sharp from 'sharp'

/** The side of the grey square from which a hash is taken, and how many frequencies of it each way. */
const side = 64
const frequencies = 16

/** Bits of a hash. */
const hashBits = frequencies * frequencies

/** What a picture looks like: its hash as `0` and `1`, and the hashes of its mirror images and quarter turns. */
export type Look = { hash: string; turned: string[] }

/** The first cosine waves over a side, from the slowest on; the constant one says nothing of a picture. */
const waves = Array.from({ length: frequencies }, (_, wave) =>
  Float64Array.from({ length: side }, (_, at) =>
    Math.cos(((wave + 1) * (2 * at + 1) * Math.PI) / (2 * side)),
  ),
)

/**
 * What a picture looks like, after the method of PDQ: of a small grey copy the 16 × 16 slowest cosine frequencies,
 * each above or below their median. It outlives compression and scaling, not a crop.
 * @returns undefined where the picture shows next to nothing (a wall, a black frame): its hash would be noise.
 */
export async function lookOf(picture: Uint8Array): Promise<Look | undefined> {
  const grey = await sharp(picture)
    .removeAlpha()
    .greyscale()
    .resize(side, side, { fit: 'fill' })
    .raw()
    .toBuffer()
  if (detailOf(grey) < leastDetail) return undefined
  const spectrum = spectrumOf(grey)
  const [hash = '', ...turned] = turns.map((turn) => hashOf(spectrum, turn))
  return { hash, turned }
}

/** Below this a picture is too plain to be told from other plain ones. */
const leastDetail = 20

/** How much there is to see, from 0 to 100: differences between neighbours, as PDQ sums them up. */
function detailOf(grey: Uint8Array): number {
  let sum = 0
  const step = (one: number, other: number) => Math.trunc((Math.abs(one - other) * 100) / 255)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const here = grey[y * side + x] as number
      if (x + 1 < side) sum += step(here, grey[y * side + x + 1] as number)
      if (y + 1 < side) sum += step(here, grey[(y + 1) * side + x] as number)
    }
  return Math.min(100, Math.trunc(sum / 90))
}

/** How strong each frequency is: by row the waves from top to bottom, by column those from left to right. */
function spectrumOf(grey: Uint8Array): Float64Array {
  const across = new Float64Array(side * frequencies)
  for (let y = 0; y < side; y++)
    for (let wave = 0; wave < frequencies; wave++) {
      const along = waves[wave] as Float64Array
      let sum = 0
      for (let x = 0; x < side; x++) sum += (along[x] as number) * (grey[y * side + x] as number)
      across[y * frequencies + wave] = sum
    }
  const spectrum = new Float64Array(hashBits)
  for (let down = 0; down < frequencies; down++) {
    const along = waves[down] as Float64Array
    for (let wave = 0; wave < frequencies; wave++) {
      let sum = 0
      for (let y = 0; y < side; y++) sum += (along[y] as number) * (across[y * frequencies + wave] as number)
      spectrum[down * frequencies + wave] = sum
    }
  }
  return spectrum
}

/** The eight ways in which a picture may be put down: a mirror image changes the sign of every other wave. */
const turns = [false, true].flatMap((isTransposed) =>
  [false, true].flatMap((isFlopped) =>
    [false, true].map((isFlipped) => ({ isTransposed, isFlopped, isFlipped })),
  ),
)

function hashOf(spectrum: Float64Array, turn: (typeof turns)[number]): string {
  const turned = new Float64Array(hashBits)
  for (let down = 0; down < frequencies; down++)
    for (let across = 0; across < frequencies; across++) {
      const from = turn.isTransposed ? across * frequencies + down : down * frequencies + across
      // Waves are counted from 1, so it is the even places whose wave is odd.
      const sign = (turn.isFlopped && across % 2 === 0 ? -1 : 1) * (turn.isFlipped && down % 2 === 0 ? -1 : 1)
      turned[down * frequencies + across] = sign * (spectrum[from] as number)
    }
  const sorted = turned.toSorted()
  const median = ((sorted[hashBits / 2 - 1] as number) + (sorted[hashBits / 2] as number)) / 2
  return Array.from(turned, (strength) => (strength > median ? '1' : '0')).join('')
}

/** Bits in which two hashes differ. */
export function bitsApart(one: string, other: string): number {
  let bits = 0
  for (let at = 0; at < hashBits; at++) if (one[at] !== other[at]) bits += 1
  return bits
}
