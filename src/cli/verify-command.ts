import { lookAsSystem } from '#access'
import { filesAfter, keptName, smallName } from '#evidence'
import { type Finding, type Known, proveLedger } from '#ledger'
import { brokenFrozen } from '#papers'
import { hashOfKept } from '#platform/files'
import { formatInstant, formatNumber, inLanguage, languages, t } from '#platform/i18n'
import { lostAnswers, otherSeeds } from '#verification'

type Say = (line: string) => void
type Params = Record<string, string | number | Date>

/** A line for the administrator, Vietnamese first. */
const both = (key: string, params: Params = {}): string =>
  languages
    .map((one) =>
      inLanguage(one, () =>
        t(
          `ledger.verify.${key}`,
          Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(value)])),
        ),
      ),
    )
    .join('\n  ')

const shown = (value: string | number | Date): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? formatNumber(value) : formatInstant(value)

/**
 * Proves that nothing was changed past the system: the audit trail and its signed roots, every row that is bound to it, the
 * stored files and their small copies, frozen reports with their signatures, confirmations and spot checks. It reads one
 * snapshot, holds nobody up and writes nothing. The first of each kind is said. True where nothing is wrong.
 */
export async function verifyCommand(say: Say, known: Known = {}): Promise<boolean> {
  const { proof, reports, others } = await lookAsSystem(async (db) => ({
    proof: await proveLedger(db, known),
    reports: await brokenFrozen(db),
    others: [
      ...(await lostAnswers(db)).map((lost) => ({ key: 'answers_lost', params: lost })),
      ...(await otherSeeds(db)).map((check) => ({ key: 'seed_is_another', params: { check } })),
    ],
  }))
  const { files, findings: ofFiles } = await proveFiles()
  const findings: Finding[] = [
    ...proof.findings,
    ...reports.broken.flatMap(({ id, faults }) =>
      faults.map((fault) => ({ key: 'report', params: { report: id, fault } })),
    ),
    ...others,
    ...ofFiles,
  ]
  for (const { key, params } of findings) say(`✗ ${both(key, params)}`)
  const { lines, rows, tables, roots, stamps, last, later } = proof
  say(both('looked_at', { lines, rows, tables, files, reports: reports.reports, roots }))
  if (stamps.count > 0) say(both('stamps', { count: stamps.count, by: stamps.by.join(' · ') || '–' }))
  if (later.from) say(both('bound_later', { rows: later.rows, from: later.from }))
  say(
    last
      ? both('last_root', { number: String(last.number), madeAt: last.madeAt, hash: last.hash })
      : both('no_root'),
  )
  say(findings.length === 0 ? both('all_is_well') : both('something_differs', { count: findings.length }))
  return findings.length === 0
}

/** Hashes every stored file, page by page, and every small copy whose hash is known. */
async function proveFiles(): Promise<{ files: number; findings: Finding[] }> {
  const findings: Finding[] = []
  let files = 0
  let after = ''
  for (;;) {
    const page = await lookAsSystem((db) => filesAfter(db, after, 500))
    for (const file of page) {
      files += 1
      const hash = await hashOfKept(keptName(file))
      if (hash !== file.sha256)
        findings.push({ key: hash ? 'file_changed' : 'file_missing', params: { file: keptName(file) } })
      if (!file.smallSha256) continue
      const small = await hashOfKept(smallName(file.sha256))
      if (small !== file.smallSha256)
        findings.push({
          key: small ? 'small_changed' : 'small_missing',
          params: { file: smallName(file.sha256) },
        })
    }
    const last = page.at(-1)
    if (!last) return { files, findings }
    after = last.sha256
  }
}

/**
 * What a rebuild asks first: whether the rows that it would count are those that were written.
 * @returns whether it may go on; where not, it has said why
 */
export async function mayRebuild(say: Say, known: Parameters<typeof proveLedger>[1] = {}): Promise<boolean> {
  const { findings } = await lookAsSystem((db) => proveLedger(db, known))
  for (const { key, params } of findings) say(`✗ ${both(key, params)}`)
  if (findings.length > 0) say(both('rebuild_is_refused'))
  return findings.length === 0
}
