/**
 * The local features of a picture: points with a pattern of 256 bits each that outlives a crop, a turn, a change of size.
 * Kept as bytes: the size of the picture, then for each feature its place and its pattern.
 */
export type Features = {
  width: number
  height: number
  count: number
  /** x and y of each feature, in pixels. */
  places: Float32Array
  /** Eight words of 32 bits for each feature. */
  patterns: Int32Array
}

const bytesOfHead = 4
const bytesOfPlace = 4
const bytesOfPattern = 32
/** Places are kept to an eighth of a pixel. */
const parts = 8

/** Features as they are kept: 36 bytes each. */
export function packFeatures({ width, height, count, places, patterns }: Features): Buffer {
  const packed = Buffer.alloc(bytesOfHead + count * (bytesOfPlace + bytesOfPattern))
  packed.writeUInt16LE(width, 0)
  packed.writeUInt16LE(height, 2)
  for (let index = 0; index < count; index++) {
    packed.writeUInt16LE(Math.round((places[index * 2] as number) * parts), bytesOfHead + index * 4)
    packed.writeUInt16LE(Math.round((places[index * 2 + 1] as number) * parts), bytesOfHead + index * 4 + 2)
  }
  packed.set(
    new Uint8Array(patterns.buffer, patterns.byteOffset, count * bytesOfPattern),
    bytesOfHead + count * bytesOfPlace,
  )
  return packed
}

/** Features out of what is kept. */
export function unpackFeatures(packed: Uint8Array): Features {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const count = Math.floor((packed.byteLength - bytesOfHead) / (bytesOfPlace + bytesOfPattern))
  const places = Float32Array.from(
    { length: count * 2 },
    (_, at) => view.getUint16(bytesOfHead + at * 2, true) / parts,
  )
  const first = bytesOfHead + count * bytesOfPlace
  const patterns = Int32Array.from({ length: count * 8 }, (_, at) => view.getInt32(first + at * 4, true))
  return { width: view.getUint16(0, true), height: view.getUint16(2, true), count, places, patterns }
}

/** Which feature of one picture belongs to which of another, as pairs of their numbers. */
export type Matches = { ours: number[]; theirs: number[] }

/** A feature is matched when its pattern is near enough, and clearly nearer than the next. */
const nearEnough = 70
const clearly = 0.85

/** Matches two pictures by their features, each feature at most once. */
export function matchFeatures(our: Features, their: Features): Matches {
  const best = new Map<number, { ours: number; distance: number }>()
  for (let ours = 0; ours < our.count; ours++) {
    const found = nearest(our.patterns, ours * 8, their)
    if (found.distance > nearEnough || found.distance > clearly * found.next) continue
    const before = best.get(found.index)
    if (!before || before.distance > found.distance) best.set(found.index, { ours, distance: found.distance })
  }
  return { ours: [...best.values()].map(({ ours }) => ours), theirs: [...best.keys()] }
}

/** The nearest pattern and how far the second nearest is. Written out, since this is where comparing spends its time. */
function nearest(patterns: Int32Array, at: number, { count, patterns: others }: Features) {
  const a = patterns[at] as number
  const b = patterns[at + 1] as number
  const c = patterns[at + 2] as number
  const d = patterns[at + 3] as number
  const e = patterns[at + 4] as number
  const f = patterns[at + 5] as number
  const g = patterns[at + 6] as number
  const h = patterns[at + 7] as number
  let index = -1
  let distance = 256
  let next = 256
  for (let other = 0, from = 0; other < count; other++, from += 8) {
    let bits =
      ones(a ^ (others[from] as number)) +
      ones(b ^ (others[from + 1] as number)) +
      ones(c ^ (others[from + 2] as number))
    // Three words of eight already differ by more than is allowed in all.
    if (bits >= next) continue
    bits +=
      ones(d ^ (others[from + 3] as number)) +
      ones(e ^ (others[from + 4] as number)) +
      ones(f ^ (others[from + 5] as number)) +
      ones(g ^ (others[from + 6] as number)) +
      ones(h ^ (others[from + 7] as number))
    if (bits < distance) {
      next = distance
      distance = bits
      index = other
    } else if (bits < next) next = bits
  }
  return { index, distance, next }
}

/** How many bits of a word are set. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** How far off a point may be, in pixels, and still belong to a rough agreement. */
const roughly = 18
const attempts = 300

/**
 * Whether enough matches agree roughly on a turn, a size and a shift. Two matches say all three, so a few hundred pairs
 * tell cheaply which pictures are worth a full look: of unrelated ones hardly any.
 */
export function agreeRoughly(
  our: Features,
  their: Features,
  { ours, theirs }: Matches,
  least: number,
): boolean {
  const count = ours.length
  if (count < least) return false
  const x = Float32Array.from(ours, (index) => our.places[index * 2] as number)
  const y = Float32Array.from(ours, (index) => our.places[index * 2 + 1] as number)
  const u = Float32Array.from(theirs, (index) => their.places[index * 2] as number)
  const v = Float32Array.from(theirs, (index) => their.places[index * 2 + 1] as number)
  for (let attempt = 0; attempt < attempts; attempt++) {
    // Pairs from all over the list, the same each time.
    const one = (attempt * 7) % count
    const other = (one + 1 + ((attempt * 13 + Math.floor(attempt / count)) % (count - 1))) % count
    const [dx, dy] = [(x[other] as number) - (x[one] as number), (y[other] as number) - (y[one] as number)]
    const [du, dv] = [(u[other] as number) - (u[one] as number), (v[other] as number) - (v[one] as number)]
    const length = dx * dx + dy * dy
    if (length < 400) continue
    const [cosine, sine] = [(dx * du + dy * dv) / length, (dx * dv - dy * du) / length]
    const size = cosine * cosine + sine * sine
    if (size < 0.06 || size > 16) continue
    const left = (u[one] as number) - cosine * (x[one] as number) + sine * (y[one] as number)
    const top = (v[one] as number) - sine * (x[one] as number) - cosine * (y[one] as number)
    let agreeing = 0
    for (let index = 0; index < count; index++) {
      const across = cosine * (x[index] as number) - sine * (y[index] as number) + left - (u[index] as number)
      const down = sine * (x[index] as number) + cosine * (y[index] as number) + top - (v[index] as number)
      if (across * across + down * down < roughly * roughly) agreeing += 1
    }
    if (agreeing >= least) return true
  }
  return false
}
