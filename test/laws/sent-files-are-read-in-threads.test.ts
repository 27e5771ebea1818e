import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** What takes apart whole files of others; only programs of threads may import it. */
const readers = [
  { name: 'readSpreadsheet', home: 'platform/spreadsheet.ts' },
  { name: 'readWorkbook', home: 'platform/spreadsheet.ts' },
  { name: 'readDocx', home: 'platform/documents/read-docx.ts' },
  { name: 'readXlsForm', home: '3-capture/kinds/xlsform/read-xlsform.ts' },
  { name: 'faultOfZip', home: '4-prove/evidence/keep/check-document.ts' },
  { name: 'faultOfOffice', home: '4-prove/evidence/keep/check-document.ts' },
  { name: 'faultOfPdf', home: '4-prove/evidence/keep/check-document.ts' },
]

test('whole files that people send are taken apart in threads alone, where time and memory have limits', () => {
  // What reads the sheets of a form is called by the program of its thread.
  const inside = ['3-capture/kinds/xlsform/read-xlsform.ts']
  const others = sourceFiles().filter(({ name }) => !name.endsWith('-worker.ts') && !inside.includes(name))

  const careless = readers.flatMap((reader) =>
    others
      .filter(
        ({ name, text }) => name !== reader.home && new RegExp(`\\b${reader.name}\\b[(,\\s]`).test(text),
      )
      .filter(({ text }) =>
        new RegExp(`import \\{[^}]*(?<!type )\\b${reader.name}\\b[^}]*\\} from`).test(text),
      )
      .map(({ name }) => `${name}: ${reader.name}`),
  )

  expect(careless).toEqual([])
})
