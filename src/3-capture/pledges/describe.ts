import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { collectivesWithIds } from './collective/store.ts'
import { papersWithIds } from './paper/store.ts'

/**
 * What pledges of collectives and counts of paper say of themselves. Personal pledges are posted as a sum of five and more
 * together: there is nothing to open, and no words.
 */
export async function describe(db: Reader, ids: readonly string[]) {
  const words = new Map<string, { title: string; href: string }>()
  for (const pledge of await collectivesWithIds(db, ids))
    words.set(pledge.id, {
      title: excerpt(pledge.words, 100),
      href: `/dang-ky-lam-theo/tap-the/${pledge.id}`,
    })
  for (const paper of await papersWithIds(db, ids))
    if (!words.has(paper.id))
      words.set(paper.id, {
        title: t(`pledges.paper.source.${paper.kind}`, { count: paper.count, unit: paper.unitName }),
        href: `/dang-ky-lam-theo/ban-giay?nam=${paper.year}`,
      })
  return words
}
