import { asSystem, brokenAudit, countAudit, lookAsSystem } from '#access'
import { filesAfter, keptName } from '#evidence'
import { hashOfKept } from '#platform/files'
import { brokenFrozen } from '#reports'

/**
 * Proves the audit trail and every stored file – photos, videos, papers, and the copies that the public sees – against its hash,
 * and every frozen report against its hash and its signatures. True where nothing is wrong.
 */
export async function verifyCommand(say: (line: string) => void): Promise<boolean> {
  const { broken, entries } = await asSystem('system.verify', async (tx) => ({
    broken: await brokenAudit(tx),
    entries: await countAudit(tx),
  }))
  for (const { chain, entry } of broken)
    say(`✗ audit: chain ${chain}, entry ${entry} is not what was written`)
  let files = 0
  let wrong = 0
  let after = ''
  for (;;) {
    const page = await asSystem('system.verify', (tx) => filesAfter(tx, after, 500))
    for (const file of page) {
      const hash = await hashOfKept(keptName(file))
      files += 1
      if (hash === file.sha256) continue
      wrong += 1
      say(`✗ file ${file.sha256} ${hash ? 'was changed' : 'is missing'}`)
    }
    const last = page.at(-1)
    if (!last) break
    after = last.sha256
  }
  const { reports, broken: forged } = await lookAsSystem(brokenFrozen)
  for (const { id, faults } of forged) say(`✗ report ${id}: ${faults.join(', ')}`)
  say(
    `audit: ${entries} entries, ${broken.length} broken; files: ${files}, ${wrong} wrong; reports: ${reports}, ${forged.length} wrong`,
  )
  return broken.length + wrong + forged.length === 0
}
