import { t } from '#platform/i18n'
import { type EditorWords, editorWordKeys } from '../entry.ts'

/** The words of the editor in the language of the page. What stands in braces is filled in the browser. */
export const editorWords = (): EditorWords =>
  Object.fromEntries(
    editorWordKeys.map((key) => [
      key,
      t(`report_editor.${key}`, {
        count: '{count}',
        name: '{name}',
        number: '{number}',
        percent: '{percent}',
        source: '{source}',
      }),
    ]),
  ) as EditorWords
