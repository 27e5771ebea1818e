import { spanInWords } from '#figures'
import type { Reader } from '#platform/database'
import { t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { declaredWithIds, publicDeclared } from './store.ts'

type Source = { id: string; since: string; day: string; countedBy: string; paper: string }

const titleOf = ({ since, day, countedBy, paper }: Source): string =>
  excerpt(t('declared.source', { who: countedBy, paper, span: spanInWords(since, day) }), 240)

/** A declared figure in a list of facts: who counted, from which paper, for which days. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await declaredWithIds(db, ids)
  return new Map(rows.map((row) => [row.id, { title: titleOf(row), href: `/khai-so-lieu/${row.id}` }]))
}

/** The same for everybody. It leads to the figure: the declaration itself is no public page. */
export async function describeForEverybody(db: Reader, ids: readonly string[]) {
  const rows = await publicDeclared(db, ids)
  return new Map(rows.map((row) => [row.id, { title: titleOf(row), href: `/so-lieu/${row.indicator}` }]))
}
