/** The head of one chain of the audit: its last entry and the hash of that. */
export type Head = { chain: number; entry: number; hash: string }

/** What a root says. What is signed is `bytesOf(root)`. */
export type RootContent = {
  is: 'lan-toa root'
  number: number
  madeAt: string
  /** The hash of the root before; empty in the first. */
  previous: string
  heads: readonly Head[]
}

/** What is signed and hashed of a root: JSON without blanks, the keys in this order. */
export const textOf = ({ number, madeAt, previous, heads }: RootContent): string =>
  JSON.stringify({
    is: 'lan-toa root',
    number,
    madeAt,
    previous,
    heads: heads.map(({ chain, entry, hash }) => ({ chain, entry, hash })),
  })

/** A root as it is kept. Hashes, key and signature in hex. */
export type Root = {
  number: number
  madeAt: Date
  content: string
  hash: string
  publicKey: string
  signature: string
  isStamped: boolean
}

/** What can be wrong with one root, the worst first. */
export type RootFault =
  | 'root_is_missing'
  | 'root_was_changed'
  | 'root_is_signed_by_another'
  | 'root_follows_another'

/** By what a root is checked: its own hash anew, and its signature. */
type Tools = {
  hashOf: (text: string) => string
  isSigned: (root: Root) => boolean
  /** The keys by which roots of this system are signed, in hex. */
  keys: readonly string[]
}

/** The first thing that is wrong with each root, in order; those that are right are left out. */
export function faultsOfRoots(
  roots: readonly Root[],
  { hashOf, isSigned, keys }: Tools,
): { number: number; fault: RootFault }[] {
  const faults: { number: number; fault: RootFault }[] = []
  let previous = ''
  let expected = 1
  for (const root of roots) {
    for (; expected < root.number; expected += 1) faults.push({ number: expected, fault: 'root_is_missing' })
    expected = root.number + 1
    const fault = faultOf(root, previous, { hashOf, isSigned, keys })
    if (fault) faults.push({ number: root.number, fault })
    previous = root.hash
  }
  return faults
}

function faultOf(root: Root, previous: string, { hashOf, isSigned, keys }: Tools): RootFault | undefined {
  if (hashOf(root.content) !== root.hash) return 'root_was_changed'
  if (!keys.includes(root.publicKey) || !isSigned(root)) return 'root_is_signed_by_another'
  const said = JSON.parse(root.content) as RootContent
  if (said.number !== root.number || said.madeAt !== root.madeAt.toISOString()) return 'root_was_changed'
  if (said.previous !== previous && root.number > 1) return 'root_follows_another'
  return undefined
}

/** What can be wrong with the timestamp of a root. */
export type StampFault = 'stamp_is_wrong' | 'stamp_is_of_another_time'

/** A server is asked for its timestamp at once, so the two clocks may differ by so much. */
const clocksDifferMs = 60 * 60_000

/** What is wrong with the timestamp of a root that was signed at `madeAt`; `said` is undefined where nobody can read it. */
export function faultOfStamp(
  madeAt: Date,
  said: { at: Date; isValid: boolean } | undefined,
): StampFault | undefined {
  if (!said?.isValid) return 'stamp_is_wrong'
  const apart = Math.abs(said.at.getTime() - madeAt.getTime())
  return apart > clocksDifferMs ? 'stamp_is_of_another_time' : undefined
}

/** Hex as people copy it: small letters, blanks and colons do not matter. */
export const hexTyped = (text: string): string => text.toLowerCase().replace(/[^0-9a-f]/g, '')
