import type { KindOfPaper, NamedPaper } from '#papers'
import { slugOf } from '#platform/plain-text'
import { nameInAddress, periodInWords } from '#regimes'

/** The page of a report. */
export const pathOfReport = ({ unit, period, outline }: NamedPaper['content']): string =>
  `/bao-cao/${unit.slug}/${nameInAddress(period, outline.code)}`

/** A file's name that every system takes: `bao-cao-xa-rach-kien-2024-06`. */
export const fileName = ({ unit, period, outline }: NamedPaper['content']): string =>
  slugOf(`bao-cao ${unit.slug} ${nameInAddress(period, outline.code)}`)

/** What reports say of themselves as papers. */
export const reportPapers: KindOfPaper = {
  lifeHref: ({ content }) => `${pathOfReport(content)}/trinh-ky`,
  fileName,
  sealReason: 'Ký ban hành báo cáo',
  notices: {
    messages: 'report_frozen.notice',
    words: ({ period }) => ({ period: periodInWords(period) }),
  },
  events: {
    frozen: 'report.frozen',
    returned: 'report.returned',
    issued: 'report.issued',
    withdrawn: 'report.withdrawn',
    published: 'report.published',
  },
}
