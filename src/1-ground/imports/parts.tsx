import type { Child } from 'hono/jsx'
import { t } from '#platform/i18n'
import { spreadsheetsTaken } from '#platform/spreadsheet'
import {
  AsItWasRead,
  Button,
  Buttons,
  DataTable,
  FileField,
  Flash,
  type FormState,
  LinkButton,
  ProblemSummary,
  RowProblems,
  Section,
  type Column as ShownColumn,
} from '#ui'
import type { ImportPreview, Judged } from './define.ts'

/** More rows than that nobody reads on a page; the heading says how many there are. */
const mostShown = 200

/** Rows that would be written, under a title that says how many there are. */
export function PlannedRows<Row>(props: {
  title: string
  rows: readonly Row[]
  columns: readonly ShownColumn<Row>[]
}) {
  const { title, rows, columns } = props
  if (rows.length === 0) return null
  const more = t('imports.first_only', { shown: mostShown, count: rows.length })
  return (
    <Section title={rows.length > mostShown ? `${title} – ${more}` : title}>
      <DataTable caption={title} quietCaption columns={columns} rows={rows.slice(0, mostShown)} />
    </Section>
  )
}

/** The form in which a file is chosen. */
export const ChooseFile = (props: {
  action: string
  words: string
  form?: FormState | undefined
  template?: string | undefined
  /** The one kind of file that is taken. */
  only?: '.xlsx'
  /** Whether other forms of the page are as likely. */
  quiet?: boolean
  children?: Child
}) => (
  <form method="post" action={props.action} enctype="multipart/form-data" class="form" novalidate>
    <ProblemSummary problems={props.form?.problems} />
    {props.children}
    <FileField
      name="file"
      label={t(`${props.words}.file`)}
      hint={t(`${props.words}.file_hint`)}
      choose={t(props.only ? 'imports.choose_xlsx' : 'imports.choose')}
      accept={props.only ?? spreadsheetsTaken}
    />
    <Buttons>
      <Button look={props.quiet ? 'plain' : 'main'} busy={t('imports.reading')}>
        {t('imports.read')}
      </Button>
      {props.template === undefined ? null : (
        <LinkButton href={props.template} icon="download" download>
          {t('imports.template')}
        </LinkButton>
      )}
    </Buttons>
  </form>
)

/** A file that goes no further: all that is wrong in it. */
export const RefusedFile = <Column extends string>(props: {
  preview: ImportPreview<unknown, Column, Judged<Column>>
  headingOf: (column: Column) => string
  title?: string
}) => (
  <Section title={props.title ?? t('imports.faults', { file: props.preview.fileName })}>
    <Flash tone="problem">{t('imports.nothing_written')}</Flash>
    <AsItWasRead reading={props.preview.reading} notices={props.preview.notices} />
    <RowProblems problems={props.preview.plan.problems} headingOf={props.headingOf} />
  </Section>
)
