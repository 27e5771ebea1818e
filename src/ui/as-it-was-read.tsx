import { t } from '#platform/i18n'
import type { Notice } from '#platform/spreadsheet'
import type { Reading } from '#platform/spreadsheet-reading'
import { Flash } from './blocks.tsx'
import { DataTable } from './data-table.tsx'
import { Button, Form } from './form.tsx'

/** More than that nobody takes one by one. */
const mostShown = 200

/** What is told of a file that was read. */
export const ReadingNotices = ({ notices }: { notices: readonly Notice[] }) => (
  <>
    {notices.map(({ code, params }) => (
      <Flash tone="info">{t(`spreadsheet.${code}`, params)}</Flash>
    ))}
  </>
)

/**
 * A file as it was read: what is told of it, the other sheets that look like such a list, and each row that was left out, to
 * be taken all the same. `action` is where the choice is posted; without it nothing can be chosen.
 */
export function AsItWasRead<Column extends string>(props: {
  reading: Reading<Column>
  notices: readonly Notice[]
  action?: string | undefined
}) {
  const { reading, notices, action } = props
  return (
    <>
      <ReadingNotices notices={notices} />
      {action === undefined ? null : (
        <>
          <OtherSheets reading={reading} action={action} />
          <LeftOut reading={reading} action={action} />
        </>
      )}
    </>
  )
}

const OtherSheets = ({ reading, action }: { reading: Reading<string>; action: string }) =>
  reading.sheets.length < 2 ? null : (
    <Form action={action} inline>
      <span>{t('ui.reading.sheets', { sheet: reading.sheets[reading.chosen]?.name ?? '' })}</span>
      {reading.sheets.map(({ name, rows }, index) =>
        index === reading.chosen ? null : (
          <Button name="sheet" value={String(index)}>
            {t('ui.reading.read_sheet', { sheet: name, count: rows.length })}
          </Button>
        ),
      )}
    </Form>
  )

function LeftOut({ reading, action }: { reading: Reading<string>; action: string }) {
  const rows = reading.sheets[reading.chosen]?.leftOut ?? []
  const taken = new Set(reading.taken)
  if (rows.length === 0) return null
  return (
    <details open={taken.size > 0}>
      <summary>{t('ui.reading.left_out', { count: rows.length - taken.size })}</summary>
      <DataTable
        caption={t('ui.reading.left_out_caption')}
        quietCaption
        rows={rows.slice(0, mostShown)}
        columns={[
          { head: t('ui.rows.row'), title: true, cell: ({ number }) => String(number) },
          { head: t('ui.reading.text'), cell: ({ text }) => text.slice(0, 200) },
          { head: t('ui.reading.why'), cell: ({ why }) => t(`ui.reading.because.${why}`) },
          {
            head: t('ui.reading.choice'),
            cell: ({ number }) => (
              <Form action={action} inline>
                <Button look="quiet" name={taken.has(number) ? 'leave' : 'take'} value={String(number)}>
                  {t(taken.has(number) ? 'ui.reading.leave' : 'ui.reading.take')}
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </details>
  )
}
