import type { Reader } from '#platform/database'
import { formatDay, t } from '#platform/i18n'
import { excerpt } from '#platform/plain-text'
import { dayOf } from '#platform/time'
import { importsWithIds, type KeptImport } from './store.ts'

/** Where an import is shown, with its file. */
export const importAddress = ({ unitSlug, period, id }: Pick<KeptImport, 'unitSlug' | 'period' | 'id'>) =>
  `/bao-cao/${unitSlug}/${period}/nhap-so-lieu/${id}`

/** A file in a list of facts: its name, who has entered it and when. Only those that the reader may see. */
export async function describe(db: Reader, ids: readonly string[]) {
  const rows = await importsWithIds(db, ids)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        title: excerpt(
          t('report_exchange.enter.source', {
            file: row.fileName,
            who: row.who,
            day: formatDay(dayOf(row.countedAt)),
          }),
          140,
        ),
        href: importAddress(row),
      },
    ]),
  )
}
