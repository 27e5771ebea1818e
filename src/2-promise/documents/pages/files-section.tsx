import { keptName } from '#evidence'
import { formatNumber, t } from '#platform/i18n'
import { Button, Buttons, Form, type FormState, Section } from '#ui'
import type { Page } from './document-page.tsx'
import { PapersField } from './fields.tsx'
import { at } from './words.tsx'

const megabyte = 1_048_576

const sizeOf = (bytes: number): string =>
  bytes >= megabyte
    ? `${formatNumber(Math.round((bytes / megabyte) * 10) / 10)} MB`
    : `${formatNumber(Math.max(1, Math.round(bytes / 1024)))} kB`

/** The files of a document: each to be saved, with what came of reading it. */
export function FilesSection({ page, form }: { page: Page; form: FormState }) {
  const { document, files, mayChange } = page
  const here = `${at.one(document.id)}/tep`
  return (
    <Section title={t('documents.page.files')} id="tep">
      {files.length === 0 ? (
        <p class="quiet">
          {t(document.direction === 'issued' ? 'documents.page.no_file' : 'documents.page.no_file_received')}
        </p>
      ) : (
        <ul class="linked-documents">
          {files.map((file) => (
            <li>
              <p>
                <a href={`${here}/${keptName(file)}`} data-turbo="false">
                  {file.name || t('documents.page.open')}
                </a>{' '}
                <span class="quiet">
                  {sizeOf(file.bytes)} · {t(`documents.page.reading.${file.reading}`)}
                </span>
              </p>
              {mayChange ? (
                <Form inline action={`${here}/${file.id}/bo`}>
                  <Button look="quiet">
                    {t('documents.page.remove_file')}
                    <span class="sr-only"> {file.name}</span>
                  </Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayChange ? (
        <details open={form.problems !== undefined}>
          <summary>{t('documents.page.add_file')}</summary>
          <Form {...form} action={here} files>
            <PapersField form={form} />
            <Buttons>
              <Button>{t('documents.page.save_file')}</Button>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </Section>
  )
}
