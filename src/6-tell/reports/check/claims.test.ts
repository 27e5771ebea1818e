import { expect, test } from 'vitest'
import { type Claim, claimsIn } from './claims.ts'
import { later, sentences } from './sentences.fixture.ts'

const written = ({ said, value, of, isPercent }: Claim): string =>
  `${said === 'exact' ? '' : `${said} `}${value}${of === undefined ? '' : `/${of}`}${isPercent ? '%' : ''}`

/** What two lists have in common, each counted as often as it stands in both. */
function shared(one: readonly string[], other: readonly string[]): number {
  const left = [...other]
  return one.filter((claim) => {
    const at = left.indexOf(claim)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  }).length
}

/** How well claims are found in sentences whose claims are known. */
function measure(name: string, set: typeof sentences) {
  const read = set.map(([text, ...expected]) => ({ text, expected, found: claimsIn(text).map(written) }))
  const right = read.reduce((sum, one) => sum + shared(one.found, one.expected), 0)
  const [found, expected] = [
    read.flatMap((one) => one.found).length,
    read.flatMap((one) => one.expected).length,
  ]
  console.info(
    `${name}: ${set.length} sentences, ${expected} claims, precision ${((right / found) * 100).toFixed(1)} %, recall ${((right / expected) * 100).toFixed(1)} %`,
  )
  for (const one of read.filter((one) => one.found.join() !== one.expected.join()))
    console.info(`  ${one.text}  found ${one.found}, expected ${one.expected}`)
  return { precision: right / found, recall: right / expected }
}

test('of the claims in over two hundred sentences at least 97 % are found, and at least 97 % of what is found is one', () => {
  const { precision, recall } = measure('written for the rules', sentences)

  expect(sentences.length).toBeGreaterThanOrEqual(200)
  expect(precision).toBeGreaterThanOrEqual(0.97)
  expect(recall).toBeGreaterThanOrEqual(0.97)
})

test('it does as well on the sentences that it met afterwards', () => {
  const { precision, recall } = measure('met afterwards', later)

  expect(precision).toBeGreaterThanOrEqual(0.97)
  expect(recall).toBeGreaterThanOrEqual(0.97)
})
