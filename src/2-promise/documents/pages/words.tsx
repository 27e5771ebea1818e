import { documentTypes } from '#parameters'
import { formatDay, t, worded } from '#platform/i18n'
import { addDays } from '#platform/time'
import { Badge } from '#ui'
import type { Document } from '../store.ts'

/** The addresses of documents. */
export const at = {
  list: '/van-ban',
  register: '/van-ban/them',
  import: '/van-ban/nhap',
  one: (id: string) => `/van-ban/${id}`,
  numbering: (unitId: string) => `/van-ban/so/${unitId}`,
  issued: (slug: string) => `/van-ban/ban-hanh/${slug}`,
} as const

/** How people call a type. */
export function typeName(code: string): string {
  const found = documentTypes.find((type) => type.code === code)
  return found ? worded(found.nameVi, found.nameEn) : code
}

/** Types as they are chosen. */
export const typeChoices = () =>
  documentTypes.map(({ code, nameVi, nameEn }) => ({ value: code, label: worded(nameVi, nameEn) }))

/** From when until when a document holds, where that is said. */
export function validityOf({ validFrom, validTo }: Pick<Document, 'validFrom' | 'validTo'>): string {
  return [
    validFrom ? t('documents.page.valid_from', { from: formatDay(validFrom) }) : '',
    validTo ? t('documents.page.valid_to', { to: formatDay(addDays(validTo, -1)) }) : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** Whether a document has been replaced or its registration withdrawn. */
export const StandingBadges = ({ document }: { document: Document }) => (
  <>
    {document.withdrawnAt ? <Badge tone="problem">{t('documents.page.withdrawn_badge')}</Badge> : null}
    {document.replacedBy ? <Badge tone="waiting">{t('documents.page.replaced_badge')}</Badge> : null}
  </>
)

/** Ids whose boxes were ticked under a name: `themes.<id>`. */
export const ticked = (typed: Record<string, string>, name: string): string[] =>
  Object.keys(typed)
    .filter((key) => key.startsWith(`${name}.`))
    .map((key) => key.slice(name.length + 1))
    .filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    .slice(0, 60)
